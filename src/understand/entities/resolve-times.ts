import {
  DAY_MS,
  HOUR_MS,
  isAbout,
  isAhead,
  MINUTE_MS,
  OFFSET_MS,
  PARTS,
  type Part,
  type Piece,
  type Today,
} from './day-words.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'
import type { Moment } from './moments.ts'

interface Resolved {
  fromMs: number
  toMs: number
  first: number
  next: number
  isFaint: boolean
  isVague: boolean
}

type Day = Extract<Piece, { kind: 'day' }>
type Clock = Extract<Piece, { kind: 'clock' }>

/** What was said last about the day, for clocks that name none: "đêm qua ... lúc 2h". */
interface Context {
  day: Day | null
  part: Part | null
}

const isDeadline = wordSet('trước trc =hạn')
const isPartIntro = wordSet('hồi lúc từ')
const AHEAD_WITHIN = 8
/** Clocks of senders are a little off, and a message takes a while. */
const TOLERANCE_MS = 5 * MINUTE_MS
const HALF_HOUR_MS = 30 * MINUTE_MS

/** Moments as instants, in the order of the text; those that turn out to name no time are left out. */
export function resolveMoments(moments: readonly Moment[], lexemes: readonly Lexeme[], today: Today): Resolved[] {
  let context: Context = { day: null, part: null }
  return moments.flatMap(({ halves }) => {
    const all = halves.flat()
    const first = all[0]
    const last = all.at(-1)
    if (first === undefined || last === undefined) return []
    const isFaint = all.every((piece) => piece.isFaint)
    const place = { first: first.first, next: last.next, isFaint, isVague: false }
    if (first.kind === 'ago') return [{ ...place, fromMs: first.fromMs, toMs: first.toMs, isVague: first.isVague }]
    if (isHabit(lexemes, first, last.next)) return []
    const isComing = isSaidAhead(lexemes, first.first)
    const found =
      halves.length === 2
        ? resolveRange(halves[0], halves[1], today, isComing, context)
        : resolveOne(halves[0], lexemes, today, isComing, context)
    if (found === null) return []
    const day = bestDay(all)
    // "khoảng" before the evening it belongs to: "khoảng tối qua 9h" is rare, "khoảng lúc 9h" is not
    if (day !== null) context = { day, part: day.part ?? partOf(all) }
    return [{ ...place, ...found }]
  })
}

interface Times {
  fromMs: number
  toMs: number
}

function resolveOne(
  pieces: readonly Piece[],
  lexemes: readonly Lexeme[],
  today: Today,
  isComing: boolean,
  context: Context,
): Times | null {
  const clock = pieces.find((piece): piece is Clock => piece.kind === 'clock')
  const day = bestDay(pieces)
  const part = day?.part ?? partOf(pieces)
  if (clock === undefined) return resolveDay(pieces, day, part, lexemes, today, isComing)
  const isDue = isDeadline(lexemes[(pieces[0]?.first ?? 0) - 1]) === true && isNear(lexemes[pieces[0]?.first ?? 0])
  const atMs = resolveClock(clock, day, part, today, isComing || isDue, context)
  const slack = isAboutMoment(pieces, lexemes) ? HALF_HOUR_MS : 0
  return { fromMs: atMs - slack, toMs: atMs + slack }
}

/** Two clocks: each with its own day and part of the day, or with the other's. */
function resolveRange(
  left: readonly Piece[],
  right: readonly Piece[],
  today: Today,
  isComing: boolean,
  context: Context,
): Times | null {
  const [start, end] = [left, right].map((half) => half.find((piece): piece is Clock => piece.kind === 'clock'))
  if (start === undefined || end === undefined) return spanDays(bestDay(left), bestDay(right), today, isComing)
  const ownEnd = bestDay(right)
  const startDay = bestDay(left) ?? ownEnd
  const startPart = bestDay(left)?.part ?? partOf(left) ?? sharedPart(start, ownEnd?.part ?? partOf(right))
  let fromMs = resolveClock(start, startDay, startPart, today, isComing, context)
  const endPart = ownEnd?.part ?? partOf(right) ?? sharedPart(end, startPart)
  let toMs = resolveClock(end, ownEnd ?? startDay, endPart, today, isComing, context)
  if (ownEnd === null || bestDay(left) === null) {
    // "từ 22h đến 2h sáng": the next morning, and the evening before if that lies ahead
    while (toMs < fromMs) toMs += DAY_MS
    while (toMs - fromMs >= DAY_MS) toMs -= DAY_MS
    if (startDay === null && !isComing && toMs > today.nowMs + TOLERANCE_MS && fromMs > today.nowMs - DAY_MS / 4) {
      fromMs -= DAY_MS
      toMs -= DAY_MS
    }
  }
  if (toMs < fromMs) fromMs -= DAY_MS
  const slack = start.isAbout ? HALF_HOUR_MS : 0
  return { fromMs: fromMs - slack, toMs: toMs + slack }
}

/** "từ 15/11 đến 17/11": from the morning of the first to the night of the last. */
function spanDays(first: Day | null, last: Day | null, today: Today, isComing: boolean): Times | null {
  if (first === null || last === null) return null
  const startMs = today.midnightMs - OFFSET_MS
  const from = isComing ? first.coming : first.from
  const to = isComing || last.from < from ? last.coming : last.from
  return to < from ? null : { fromMs: startMs + from * DAY_MS, toMs: startMs + (to + last.days) * DAY_MS }
}

/** The part of the day said for one end of a range holds for the other if its hour can lie there. */
function sharedPart(clock: Clock, part: Part | null): Part | null {
  return clock.minutes <= 12 * 60 || part === 'trưa' ? part : null
}

function resolveClock(
  clock: Clock,
  own: Day | null,
  ownPart: Part | null,
  today: Today,
  isComing: boolean,
  context: Context,
): number {
  const startMs = today.midnightMs - OFFSET_MS
  const at = (day: number, part: Part | null): number => startMs + day * DAY_MS + hoursOf(clock, part, day, today)
  if (own !== null) {
    const offset = isComing ? own.coming : own.from
    const ms = at(offset, ownPart)
    // "1 giờ khuya nay" written in the evening lies ahead
    const isNight = ownPart === 'đêm' && own.rank === 'relative' && own.from === 0 && clock.minutes < 6 * 60
    return isNight && today.nowMs - ms > 12 * HOUR_MS ? ms + DAY_MS : ms
  }
  if (!isComing && context.day !== null) {
    const part = ownPart ?? (clock.minutes <= 12 * 60 ? context.part : null)
    const ms = at(context.day.from, part)
    if (ms <= today.nowMs + TOLERANCE_MS || context.day.from > 0) return ms
  }
  const ms = at(0, ownPart)
  if (isComing) return ms < today.nowMs ? nextAfter(ms, clock, ownPart, today.nowMs) : ms
  if (ms <= today.nowMs + TOLERANCE_MS) return ms
  // "9h" said at 8 in the morning is more likely last night's
  const isOpen = ownPart === null && clock.isPm === null && clock.minutes <= 11 * 60
  return ms - (isOpen ? DAY_MS / 2 : DAY_MS)
}

/** "hẹn 8h" said in the afternoon is tonight, said late at night tomorrow. */
function nextAfter(ms: number, clock: Clock, part: Part | null, nowMs: number): number {
  const isOpen = part === null && clock.isPm === null && clock.minutes <= 11 * 60
  return isOpen && ms + DAY_MS / 2 > nowMs ? ms + DAY_MS / 2 : ms + DAY_MS
}

function resolveDay(
  pieces: readonly Piece[],
  day: Day | null,
  part: Part | null,
  lexemes: readonly Lexeme[],
  today: Today,
  isComing: boolean,
): Times | null {
  const startMs = today.midnightMs - OFFSET_MS
  if (day === null) {
    const first = pieces[0]?.first ?? 0
    const isSaid = isPartIntro(lexemes[first - 1]) === true && isNear(lexemes[first]) && !isComing
    // "hỏi tôi" without marks
    if (part === null || !isSaid || lexemes[first]?.marked === 'toi') return null
    const [from, to] = PARTS[part]
    const isYesterday = startMs + from * HOUR_MS > today.nowMs
    const base = startMs - (isYesterday ? DAY_MS : 0)
    return { fromMs: base + from * HOUR_MS, toMs: base + to * HOUR_MS }
  }
  if (day.isWeak) return null
  const baseMs = startMs + (isComing ? day.coming : day.from) * DAY_MS
  if (part === null) return { fromMs: baseMs, toMs: baseMs + day.days * DAY_MS }
  const [from, to] = PARTS[part]
  return { fromMs: baseMs + from * HOUR_MS, toMs: baseMs + to * HOUR_MS }
}

/** Milliseconds from midnight of the day meant, once the part of the day has settled morning or evening. */
function hoursOf(clock: Clock, part: Part | null, day: number, today: Today): number {
  const hour = Math.floor(clock.minutes / 60)
  const shift = (hours: number): number => (clock.minutes + hours * 60) * MINUTE_MS
  if (clock.isPm !== null) return shift(clock.isPm && hour < 12 ? 12 : !clock.isPm && hour === 12 ? -12 : 0)
  switch (part) {
    case null:
      return shift(0)
    case 'sáng':
    case 'rạng sáng':
      return shift(hour === 12 ? -12 : 0)
    case 'trưa':
      return shift(hour <= 3 ? 12 : 0)
    case 'chiều':
      return shift(hour < 12 ? 12 : 0)
    case 'tối':
      // "toi 0h20" without marks is "tới"
      return shift(hour >= 5 && hour <= 12 ? 12 : 0)
    case 'đêm': {
      if (hour >= 6 && hour < 12) return shift(12)
      // the small hours of a night that began yesterday are this morning's
      const isOfNight = day < 0
      if (hour === 12) return shift(isOfNight || today.nowMs - today.midnightMs + OFFSET_MS >= 18 * HOUR_MS ? 12 : -12)
      return shift(isOfNight && hour < 6 ? 24 : 0)
    }
  }
}

const RANKS = ['date', 'relative', 'weekday', 'span'] as const

function bestDay(pieces: readonly Piece[]): Day | null {
  const days = pieces.filter((piece): piece is Day => piece.kind === 'day')
  const hasClock = pieces.some(({ kind }) => kind === 'clock')
  const strong = days.filter(({ isWeak }) => !isWeak || hasClock)
  return strong.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank))[0] ?? days[0] ?? null
}

function partOf(pieces: readonly Piece[]): Part | null {
  return pieces.find((piece) => piece.kind === 'part')?.part ?? null
}

/** "khoảng" right before the hour, or before the whole moment: "chừng tối qua 9h". */
function isAboutMoment(pieces: readonly Piece[], lexemes: readonly Lexeme[]): boolean {
  if (pieces.some((piece) => piece.kind === 'clock' && piece.isAbout)) return true
  const first = pieces[0]?.first ?? 0
  return isNear(lexemes[first]) && isAbout(lexemes[first - 1]) === true
}

const isEach = wordSet('=mỗi cứ =hằng từng every each')

/** "mỗi tối thứ bảy", "chủ nhật hằng tuần": again and again, and no day of its own. */
function isHabit(lexemes: readonly Lexeme[], piece: Piece, next: number): boolean {
  const before = lexemes[piece.first - 1]
  // "moi" without marks is mỗi before days, and mới before hours
  const isRecurring = piece.kind === 'part' || (piece.kind === 'day' && piece.rank !== 'relative')
  const isOpened = isEach(before) === true || (before?.marked === 'moi' && isRecurring)
  if (isOpened && isNear(lexemes[piece.first])) return true
  const [first, second] = [lexemes[next], lexemes[next + 1]]
  if (!isNear(first) || !isNear(second)) return false
  const isRound = /^hang$/.test(first.bare) && /^(?:tuan|ngay|thang|dem)$/.test(second.bare)
  return isRound || (first.bare === 'nao' && second.bare === 'cung')
}

/** True if an appointment or a plan is told before it in the same sentence. */
function isSaidAhead(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - AHEAD_WITHIN); i--) {
    if (/^[.!?;]$/.test(lexemes[i]?.bare ?? '') || lexemes[i + 1]?.gap === 'line') return false
    // "định vị" and "định kỳ" plan nothing
    const isPlan = lexemes[i]?.bare !== 'dinh' || !/^(?:vi|ky|cu|danh|muc)$/.test(lexemes[i + 1]?.bare ?? '')
    if (isAhead(lexemes[i]) === true && isPlan) return true
  }
  return false
}
