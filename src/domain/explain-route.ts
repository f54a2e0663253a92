import type { Recipient } from './routing.ts'
import type { Hazard, Sign } from './routing-rules.ts'

/** What an explanation rests on. */
export interface Routed {
  primary: Pick<Recipient, 'unit' | 'reason' | 'because'> | null
  also: readonly Pick<Recipient, 'unit' | 'reason' | 'because'>[]
  /** Communes it may have happened in, best first, where that is not sure. */
  candidates: readonly string[]
}

/** The words behind it, for who may read them: of the place, and of a sign; null where none are to be shown. */
export interface RouteQuotes {
  place: string | null
  sign(sign: Sign | Hazard): string | null
}

/** As an officer reads them: after "vì". */
const SIGN_WORDS: Readonly<Record<Sign | Hazard, string>> = {
  'very-serious': 'có dấu hiệu đặc biệt nghiêm trọng',
  'several-communes': 'liên quan nhiều xã, phường',
  organised: 'có dấu hiệu hoạt động có tổ chức',
  foreign: 'có yếu tố nước ngoài',
  weapon: 'có hung khí',
  'unknown-offender': 'chưa rõ ai gây ra vụ việc nghiêm trọng',
  cyber: 'thuộc lĩnh vực an ninh mạng',
  'drug-supply': 'liên quan nguồn cung ma túy',
  corruption: 'liên quan tham nhũng',
  fire: 'có dấu hiệu cháy, khói',
  explosives: 'có dấu hiệu vật nổ',
  rescue: 'có người cần cứu nạn',
  'traffic-accident': 'có tai nạn giao thông',
}

const NO_QUOTES: RouteQuotes = { place: null, sign: () => null }
const CANDIDATES_MAX = 4

/**
 * Why a tip is where it is, in a sentence an officer understands: the unit, and the facts of the tale that led there.
 * `nameOf` gives units and communes their names.
 */
export function explainRoute(
  routed: Routed,
  nameOf: (code: string) => string,
  quotes: RouteQuotes = NO_QUOTES,
): string {
  const { primary, also } = routed
  const told = also.map((one) => `${nameOf(one.unit)} ${why(one, quotes)}`)
  if (primary === null) {
    return `Không chuyển đơn vị công an${told.length > 0 ? `; nơi phù hợp: ${also.map(({ unit }) => nameOf(unit)).join(', ')}` : ''}.`
  }
  const sentence = `Chuyển ${nameOf(primary.unit)} ${why(primary, quotes)}`
  const isUnsure = primary.reason === 'place-unknown' || primary.reason === 'police-doubted'
  const names = routed.candidates.slice(0, CANDIDATES_MAX).map(nameOf)
  const maybe = isUnsure && names.length > 0 ? ` Nơi xảy ra có thể thuộc: ${names.join('; ')}.` : ''
  return `${sentence}${told.length > 0 ? `; cùng báo ${told.join('; ')}` : ''}.${maybe}`
}

function why({ reason, because }: Pick<Recipient, 'reason' | 'because'>, quotes: RouteQuotes): string {
  if ((reason === 'reach' || reason === 'hazard') && because !== undefined) {
    const quote = quotes.sign(because)
    return `vì ${SIGN_WORDS[because]}${quote === null ? '' : ` (“${quote}”)`}`
  }
  if ((reason === 'place' || reason === 'category-unknown') && quotes.place !== null) {
    return `vì lời kể nêu “${quotes.place}”${reason === 'place' ? '' : '; loại việc chưa rõ'}`
  }
  return WHY[reason]
}

const WHY: Readonly<Record<Recipient['reason'], string>> = {
  place: 'vì nơi xảy ra thuộc địa bàn',
  'sender-place': 'vì người báo cho biết đang ở địa bàn này, còn nơi xảy ra chưa rõ',
  specialist: 'vì loại việc này do phòng nghiệp vụ tiếp nhận, không qua cấp xã',
  hazard: 'vì là đơn vị phụ trách loại nguy cơ này',
  'hazard-place': 'vì nguy cơ nằm trên địa bàn',
  'about-police': 'vì tin phản ánh về công an: chỉ thanh tra đọc, đơn vị bị phản ánh không thấy',
  'police-doubted': 'vì tin có thể nói về công an, nên cấp tỉnh đọc trước khi giao cấp xã',
  'place-unknown': 'vì chưa xác định được nơi xảy ra',
  'category-unknown': 'vì nơi xảy ra thuộc địa bàn; loại việc chưa rõ',
  'danger-now': 'vì nguy hiểm đang diễn ra',
  gravity: 'vì mức khẩn cao',
  reach: 'vì vụ việc vượt phạm vi một xã, phường',
  partner: 'để phối hợp',
  'no-active-officers': 'vì đơn vị nhận chưa có cán bộ trực',
  'no-cleared-officers': 'vì đơn vị nhận chưa có cán bộ được giao xem tin hạn chế',
  'unit-missing': 'vì đơn vị phụ trách chưa có trong hệ thống',
  'not-police': 'vì việc không thuộc thẩm quyền công an, cần cán bộ xem và đóng tin',
}
