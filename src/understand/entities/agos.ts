import {
  DAY_MS,
  HOUR_MS,
  isCountedBefore,
  isUnmarked,
  MINUTE_MS,
  makeDay,
  OFFSET_MS,
  type Piece,
  type Today,
} from './day-words.ts'
import { isNear, type Lexeme, phraseTable, wordSet, wordTable } from './lexemes.ts'
import { readWords } from './numerals.ts'

type Span = (today: Today) => { from: number; days: number }

const monthBack =
  (months: number): Span =>
  ({ midnightMs }) => {
    const now = new Date(midnightMs)
    const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1)
    return { from: Math.round((start - midnightMs) / DAY_MS), days: Math.round((end - start) / DAY_MS) }
  }
const weekBack =
  (weeks: number): Span =>
  ({ weekday }) => ({ from: -weekday - 7 * weeks, days: 7 })
const lastYear: Span = ({ midnightMs }) => {
  const year = new Date(midnightMs).getUTCFullYear()
  const start = Date.UTC(year - 1, 0, 1)
  return { from: Math.round((start - midnightMs) / DAY_MS), days: Math.round((Date.UTC(year, 0, 1) - start) / DAY_MS) }
}
const spanOfWords = phraseTable<Span>({
  'tuần trước': weekBack(1),
  'tuần rồi': weekBack(1),
  'tuần qua': weekBack(1),
  'tuần vừa rồi': weekBack(1),
  'tuần vừa qua': weekBack(1),
  'tuần này': weekBack(0),
  'tuần ni': weekBack(0),
  'last week': weekBack(1),
  'tháng trước': monthBack(1),
  'tháng rồi': monthBack(1),
  'tháng qua': monthBack(1),
  'tháng vừa rồi': monthBack(1),
  'tháng vừa qua': monthBack(1),
  // without marks it is "thằng này"
  '=tháng =này': monthBack(0),
  'last month': monthBack(1),
  'năm ngoái': lastYear,
  'năm trước': lastYear,
  '=năm rồi': lastYear,
  'last year': lastYear,
})
const thirdOf = wordTable<'first' | 'middle' | 'last'>({ đầu: 'first', giữa: 'middle', cuối: 'last' })

/** "cuối tuần trước", "đầu tháng này": the weekend of a week, a third of a month. */
function cutSpan({ from, days }: { from: number; days: number }, third: 'first' | 'middle' | 'last') {
  const [start, end] =
    days === 7
      ? { first: [0, 2], middle: [2, 5], last: [5, 7] }[third]
      : { first: [0, 10], middle: [10, 20], last: [20, days] }[third]
  return { from: from + (start ?? 0), days: (end ?? days) - (start ?? 0) }
}

const isTimeWord = (lexeme: Lexeme | undefined): boolean => unitOf(lexeme) !== undefined
const isMonthIntro = wordSet('hồi từ trong vào đầu cuối giữa')

/** "tuần trước", "tháng rồi", "năm ngoái", "hồi tháng 9". */
export function readSpan(lexemes: readonly Lexeme[], at: number, today: Today): Piece | null {
  const third = thirdOf(lexemes[at])
  const whole = third === undefined || lexemes[at + 1]?.gap !== 'space' ? null : spanOfWords(lexemes, at + 1)
  if (third !== undefined && whole !== null) {
    const { from, days } = cutSpan(whole.value(today), third)
    return makeDay(at, at + 1 + whole.length, { rank: 'span', from, coming: from, days })
  }
  const read = spanOfWords(lexemes, at)
  if (read !== null) {
    if (isPlace(lexemes, at, at + read.length) || isCountedBefore(lexemes, at)) return null
    const { from, days } = read.value(today)
    return makeDay(at, at + read.length, { rank: 'span', from, coming: from, days })
  }
  if (
    lexemes[at]?.bare !== 'thang' ||
    !isTimeWord(lexemes[at]) ||
    isMonthIntro(lexemes[at - 1]) !== true ||
    !isNear(lexemes[at + 1])
  )
    return null
  const next = lexemes[at + 1]
  const month = next?.kind === 'number' ? readCount(lexemes, at + 1) : readWords(lexemes, at + 1)
  if (month === null || month.value < 1 || month.value > 12 || lexemes[month.next]?.bare === '/') return null
  const back = (new Date(today.midnightMs).getUTCMonth() + 1 - month.value + 12) % 12
  const { from, days } = monthBack(back)(today)
  return makeDay(at, month.next, { rank: 'span', from, coming: from, days })
}

const unitOf = wordTable<number>({
  phút: MINUTE_MS,
  p: MINUTE_MS,
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  min: MINUTE_MS,
  mins: MINUTE_MS,
  tiếng: HOUR_MS,
  giờ: HOUR_MS,
  h: HOUR_MS,
  hour: HOUR_MS,
  hours: HOUR_MS,
  ngày: DAY_MS,
  hôm: DAY_MS,
  bữa: DAY_MS,
  day: DAY_MS,
  days: DAY_MS,
  tuần: 7 * DAY_MS,
  week: 7 * DAY_MS,
  weeks: 7 * DAY_MS,
  tháng: 30 * DAY_MS,
  month: 30 * DAY_MS,
  months: 30 * DAY_MS,
  năm: 365 * DAY_MS,
  year: 365 * DAY_MS,
  years: 365 * DAY_MS,
})
const wordNumberOf = wordTable<number>({
  vài: 3,
  mấy: 3,
  nửa: 0.5,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  a: 1,
  an: 1,
  half: 0.5,
})
const isVague = wordSet('vài mấy')
const isAgo = wordSet('trước ago')
const isAroundWord = wordSet('khoảng tầm chừng gần hơn độ cỡ')
/** "cách đây N tiếng": a quarter of an hour either way. */
const QUARTER_MS = 15 * MINUTE_MS

/** "cách đây 2 tiếng", "cách nay ba ngày", "30 phút trước", "2 hours ago", against the time of receipt. */
export function readAgo(lexemes: readonly Lexeme[], at: number, today: Today): Piece | null {
  const isCach = lexemes[at]?.bare === 'cach' && /^(?:day|nay)$/.test(lexemes[at + 1]?.bare ?? '')
  let from = isCach ? at + 2 : at
  if (isCach && isAroundWord(lexemes[from]) === true) from++
  const count = readCount(lexemes, from)
  if (count === null || !isNear(lexemes[count.next])) return null
  const unit = unitOf(lexemes[count.next])
  if (unit === undefined) return null
  let next = count.next + 1
  const isHalf = /^(?:ruoi|ruỡi)$/.test(lexemes[next]?.bare ?? '') && isNear(lexemes[next])
  if (isHalf) next++
  if (lexemes[next]?.bare === 'dong' && lexemes[next + 1]?.bare === 'ho') next += 2
  if (!isCach && !(isAgo(lexemes[next]) === true && isNear(lexemes[next]))) return null
  if (isAgo(lexemes[next]) === true && isNear(lexemes[next])) next++
  if (!isCach && isPlace(lexemes, at, next)) return null
  const backMs = (count.value + (isHalf ? 0.5 : 0)) * unit
  // "ba thang truoc" without marks may be "ba thằng trước"
  const hasFigures = lexemes.slice(at, next).some(({ kind }) => kind === 'number')
  const isFaint = !hasFigures && isUnmarked(lexemes, at, next)
  return {
    kind: 'ago',
    ...around(today, backMs, unit),
    isVague: isVague(lexemes[from]) === true,
    first: at,
    next,
    isFaint,
  }
}

function readCount(lexemes: readonly Lexeme[], at: number): { value: number; next: number } | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  const inWord = lexeme.gap === 'none' && lexemes[at - 1] !== undefined && lexemes[at - 1]?.kind !== 'sign'
  if (inWord) return null
  if (lexeme.kind === 'number') return lexeme.bare.length <= 3 ? { value: Number(lexeme.bare), next: at + 1 } : null
  const value = wordNumberOf(lexeme)
  return value === undefined ? readWords(lexemes, at) : { value, next: at + 1 }
}

/** Minutes and hours carry a quarter either way (half the time, if that is less), days are that day, longer ones half a unit. */
function around({ nowMs, midnightMs }: Today, backMs: number, unit: number): { fromMs: number; toMs: number } {
  if (unit < DAY_MS) {
    const slack = Math.min(QUARTER_MS, backMs / 2)
    return { fromMs: nowMs - backMs - slack, toMs: nowMs - backMs + slack }
  }
  if (unit === DAY_MS) {
    const fromMs = midnightMs - OFFSET_MS - Math.round(backMs / DAY_MS) * DAY_MS
    return { fromMs, toMs: fromMs + DAY_MS }
  }
  return { fromMs: nowMs - backMs - unit / 2, toMs: Math.min(nowMs, nowMs - backMs + unit / 2) }
}

const backOf = phraseTable<number>({
  'hồi nãy': 2 * HOUR_MS,
  'lúc nãy': 2 * HOUR_MS,
  'khi nãy': 2 * HOUR_MS,
  'vừa nãy': 2 * HOUR_MS,
  'mới nãy': 2 * HOUR_MS,
  'nãy giờ': 2 * HOUR_MS,
  'vừa xong': 2 * HOUR_MS,
  'vừa rồi': 2 * HOUR_MS,
  'mới xong': 2 * HOUR_MS,
  'mới đây': 2 * HOUR_MS,
  'just now': 2 * HOUR_MS,
  'bây giờ': QUARTER_MS,
  'ngay lúc này': QUARTER_MS,
  'hiện tại': QUARTER_MS,
  'right now': QUARTER_MS,
})

/** "luc bay gio toi": without marks seven o'clock, where an hour is announced or a part of the day follows. */
function isSevenHours(lexemes: readonly Lexeme[], at: number): boolean {
  if (lexemes[at]?.marked !== 'bay') return false
  const behind = lexemes[at + 2]
  const isSaid = /^(?:luc|hoi|khoang|tam|chung)$/.test(lexemes[at - 1]?.bare ?? '') && isNear(lexemes[at])
  return isSaid || (isNear(behind) && /^(?:sang|toi|ruoi|kem|dem)$/.test(behind.bare))
}

/** "hồi nãy", "bây giờ": near the moment of receipt, and no more exact than that. */
export function readRecent(lexemes: readonly Lexeme[], at: number, { nowMs }: Today): Piece | null {
  const read = backOf(lexemes, at)
  if (read === null || isSevenHours(lexemes, at)) return null
  return {
    kind: 'ago',
    fromMs: nowMs - read.value,
    toMs: nowMs,
    isVague: true,
    first: at,
    next: at + read.length,
    isFaint: false,
  }
}

const isPlaceWord = wordSet(
  'hành hiên nhà cửa cổng quán đường sân mặt chợ hẻm ngõ hè trường vườn ruộng tiệm đồng vỉa phố bãi đò kia phòng xe em nó',
)

/** "nam truoc nha", "thang truoc cua": without marks words of place make "trước" no time. */
function isPlace(lexemes: readonly Lexeme[], first: number, next: number): boolean {
  const last = lexemes[next - 1]?.bare ?? ''
  const hasFigures = lexemes.slice(first, next).some(({ kind }) => kind === 'number')
  if (
    hasFigures ||
    lexemes[first]?.bare === 'tuan' ||
    !isUnmarked(lexemes, first, next) ||
    !/^(?:truoc|ngoai|qua|roi)$/.test(last)
  )
    return false
  const behind = lexemes[next]
  return isNear(behind) && isPlaceWord(behind) === true
}
