import type { ContactMode, Kind, TipStatus, Urgency } from '../../domain/tip.ts'
import { INCIDENT_DONE_WORDS } from './incident-words.ts'

export const URGENCY_WORDS: Record<Urgency, string> = {
  critical: 'Khẩn cấp',
  high: 'Cao',
  normal: 'Thường',
  low: 'Thấp',
}

/** Within how long a person should have opened the tip: product targets, not law (domain reference 1.4 and 4.1). */
export const OPENING_TARGET_MS: Record<Urgency, number> = {
  critical: 5 * 60_000,
  high: 30 * 60_000,
  normal: 4 * 60 * 60_000,
  low: 24 * 60 * 60_000,
}

/** As the unit that holds the tip sees it. */
export const STATUS_WORDS: Record<TipStatus, string> = {
  received: 'Đang phân loại',
  triaged: 'Chờ tiếp nhận',
  forwarded: 'Chuyển đến',
  accepted: 'Đã tiếp nhận',
  checking: 'Đang xác minh',
  suspended: 'Tạm đình chỉ',
  resolved: 'Có kết quả',
  closed: 'Đã đóng',
  reopened: 'Mở lại',
}

/** Domain reference 1.1. */
export const KIND_WORDS: Record<Kind, string> = {
  tip: 'Tin báo',
  question: 'Câu hỏi',
  'other-agency': 'Việc của cơ quan khác',
  'out-of-scope': 'Ngoài phạm vi',
  greeting: 'Lời chào',
  spam: 'Tin rác',
  mixed: 'Có tin báo lẫn chuyện khác',
}

export const MODE_WORDS: Record<ContactMode, string> = {
  named: 'có tên, tên được niêm phong',
  contactable: 'chỉ liên hệ qua kênh này',
  anonymous: 'ẩn danh',
}

const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  telegram: 'Telegram',
  'zalo-bot': 'Zalo',
  'zalo-oa': 'Zalo OA',
  webform: 'Biểu mẫu',
  webchat: 'Chat web',
}

export function channelWord(channel: string): string {
  return CHANNEL_WORDS[channel] ?? channel
}

/** Domain reference 4.2. */
const SITUATION_WORDS: Readonly<Record<string, string>> = {
  U1: 'Có thể đang có hành vi phạm tội, có người gặp nguy hiểm',
  U2: 'Có thể có cháy, khói hoặc người mắc kẹt',
  U3: 'Có thể có người bị thương, bất tỉnh hoặc ngộ độc',
  U4: 'Có thể có trẻ em gặp nguy hiểm',
  U5: 'Có thể có người bị bắt, giữ hoặc mua bán',
  U6: 'Có thể có bom, mìn, vật nổ hoặc vật lạ nguy hiểm',
  U7: 'Có thể có người mang hung khí hoặc loạn thần do ma túy',
  U8: 'Có thể tiền đang hoặc vừa được chuyển cho người lừa đảo',
  U9: 'Có thể đang có bạo lực trong gia đình',
  U10: 'Có thể có đuối nước, sạt lở, lũ hoặc sập công trình',
  U11: 'Có thể có người định tự làm hại bản thân',
  U12: 'Có thể có tai nạn giao thông có người bị nạn',
  U13: 'Có thể có người bị truy nã mang vũ khí',
  U14: 'Người báo tin có thể bị đe dọa vì đã báo tin',
  U15: 'Người báo tin không tiện nói, không gọi lại',
}

export const SILENT_SITUATION = 'U15'
/** As `understand/surrender` names it (domain reference 1.1). */
export const SURRENDER_RULE = 'situation:tu-thu'

export function situationWords(id: string): string {
  return SITUATION_WORDS[id] ?? 'Có dấu hiệu nguy hiểm'
}

export const TENSE_WORDS = {
  now: 'đang diễn ra',
  past: 'đã qua',
  unclear: 'chưa rõ còn diễn ra hay không',
} as const

/** Reasons of the routing matrix, and `officer`, said to the unit that holds the tip. */
const ROUTE_WORDS: Readonly<Record<string, string>> = {
  place: 'Nơi xảy ra thuộc địa bàn của đơn vị.',
  specialist: 'Loại việc này thuộc đơn vị chuyên trách.',
  'police-doubted':
    'Máy ngờ tin này nói về cán bộ công an, nên trực ban cấp tỉnh đọc trước. Nếu không phải, Anh/Chị chuyển đến đơn vị phụ trách địa bàn.',
  'about-police': 'Tin phản ánh về cán bộ công an, nên chỉ cơ quan thanh tra nhận.',
  'place-unknown': 'Chưa rõ nơi xảy ra, nên về trực ban cấp tỉnh.',
  'category-unknown': 'Chưa rõ loại việc, nên về nơi xảy ra.',
  'danger-now': 'Có dấu hiệu nguy hiểm ngay, nên trung tâm chỉ huy được báo cùng lúc.',
  gravity: 'Mức khẩn cao, nên đơn vị chuyên trách được báo cùng lúc.',
  partner: 'Đơn vị phối hợp được báo.',
  'no-active-officers': 'Đơn vị chủ trì chưa có cán bộ trực, nên đơn vị này cùng nhận và được quyết định thay.',
  'no-cleared-officers':
    'Đơn vị chủ trì chưa có cán bộ được giao xem tin hạn chế, nên đơn vị này cùng nhận và được quyết định thay.',
  'sender-place': 'Người báo cho biết đang ở địa bàn này; nơi xảy ra chưa rõ.',
  hazard: 'Đơn vị phụ trách loại nguy cơ này.',
  'hazard-place': 'Nguy cơ nằm trên địa bàn, nên đơn vị được báo cùng lúc.',
  reach: 'Vụ việc có dấu hiệu nghiêm trọng hoặc vượt phạm vi một xã, phường, nên đơn vị chuyên trách cùng nhận.',
  returned: 'Đơn vị nhận trước đã trả lại.',
  'returned-up': 'Tin đã bị trả lại nên được đưa lên một cấp để quyết định.',
  'unit-missing': 'Đơn vị đúng chưa có trong hệ thống, nên cấp trên nhận.',
  'not-police': 'Việc không thuộc công an.',
  officer: 'Một đơn vị khác chuyển đến.',
}

export function routeWords(reason: string): string {
  return ROUTE_WORDS[reason] ?? 'Theo quy tắc phân luồng.'
}

/** Reason words of the channels (`Retryable`, `Permanent`), said to an officer. */
export function deliveryErrorWords(error: string | null): string {
  if (error === null) return 'chưa rõ nguyên nhân'
  if (/^(chat-closed|refused-403)/.test(error)) return 'người nhận đã chặn hoặc rời kênh'
  if (/^(bad-chat-id|refused-404)/.test(error)) return 'không còn cuộc trò chuyện này'
  if (error === 'window-closed') return 'người nhận im lặng quá 7 ngày, sẽ gửi khi họ nhắn lại'
  if (/^vault-/.test(error)) return 'hệ thống chưa mở được địa chỉ người nhận, sẽ tự gửi lại'
  if (/^bad-token/.test(error)) return 'kênh bị từ chối đăng nhập, báo quản trị'
  if (/^refused/.test(error)) return 'kênh không nhận nội dung này'
  if (/^(quota|too-many)/.test(error)) return 'kênh đang giới hạn số tin gửi'
  if (/^server/.test(error)) return 'máy chủ của kênh gặp lỗi'
  if (/^(timeout|unreachable|aborted|bad-answer)/.test(error)) return 'chưa kết nối được với kênh'
  return 'kênh báo lỗi'
}

/** In the place of the code, which no officer reads. */
export const RECEIPT_SENT_WORDS = 'Đã gửi mã biên nhận cho người báo.'

const DONE_WORDS: Readonly<Record<string, string>> = {
  ...INCIDENT_DONE_WORDS,
  'tiep-nhan': 'Đã tiếp nhận tin.',
  'phan-loai': 'Đã ghi phân loại.',
  'muc-khan': 'Đã ghi mức khẩn.',
  'hieu-dung': 'Đã ghi nhận để máy học.',
  'thanh-tra': 'Đã ghi nhận. Tin đã chuyển tới thanh tra, đơn vị này không còn xem được.',
  'hoi-truoc': 'Đã ghi câu trả lời. Phân loại của máy hiện trong tin.',
  chuyen: 'Đã chuyển tin. Đơn vị nhận đã thấy tin, đơn vị này không còn xem được.',
  'tra-lai': 'Đã trả lại tin. Đơn vị nhận đã thấy tin, đơn vị này không còn xem được.',
  'noi-xay-ra': 'Đã ghi nơi xảy ra.',
  'tra-loi': 'Đã ghi câu trả lời. Trạng thái gửi hiện trong phần trao đổi.',
  'han-che': 'Đã sửa phân loại. Tin này nay là tin hạn chế, chỉ cán bộ được giao mở được.',
  mo: 'Lý do đã được ghi. Lời kể hiện trong 15 phút.',
  dong: 'Đã đóng tin.',
  'luu-giu': 'Đã ghi nhận quyết định về lưu giữ.',
}

/** One sentence after an act went through, by the last part of its address; undefined for anything else. */
export function doneWords(act: string | undefined): string | undefined {
  return act !== undefined && Object.hasOwn(DONE_WORDS, act) ? DONE_WORDS[act] : undefined
}
