import { isNear, type Lexeme, phraseTable, wordSet } from './lexemes.ts'
import { digitOf } from './numerals.ts'

/** Parts of the day as people use them, in hours from midnight; night runs into the next day. */
export const PARTS = {
  'rạng sáng': [0, 5],
  sáng: [5, 11],
  trưa: [11, 13],
  chiều: [13, 18],
  tối: [18, 24],
  đêm: [22, 29],
} as const satisfies Record<string, readonly [number, number]>

export type Part = keyof typeof PARTS

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
/** Viet Nam keeps UTC+7 all year, without summer time since 1975. */
export const OFFSET_MS = 7 * HOUR_MS

/** How sure a word fixes the day: a date before "hôm qua" before a weekday. */
export type DayRank = 'date' | 'relative' | 'weekday' | 'span'

/** One thing said about time, over the lexemes `[first, next)`; several that stand together make one moment. */
export type Piece = { first: number; next: number; isFaint: boolean } & (
  | { kind: 'clock'; minutes: number; isPm: boolean | null; isAbout: boolean }
  | { kind: 'part'; part: Part }
  /** Days counted from today; `isWeak` holds only beside a clock or a part. `coming` is where the next one lies. */
  | { kind: 'day'; rank: DayRank; from: number; days: number; coming: number; part: Part | null; isWeak: boolean }
  | { kind: 'ago'; fromMs: number; toMs: number; isVague: boolean }
)

const readPartWord = phraseTable<Part>({
  'rạng sáng': 'rạng sáng',
  'rạng đông': 'rạng sáng',
  'gần sáng': 'rạng sáng',
  'mờ sáng': 'rạng sáng',
  'sáng sớm': 'sáng',
  sáng: 'sáng',
  trưa: 'trưa',
  'xế chiều': 'chiều',
  '=xế': 'chiều',
  chiều: 'chiều',
  'chạng vạng': 'tối',
  tối: 'tối',
  'nửa đêm': 'đêm',
  'đêm khuya': 'đêm',
  'đêm hôm': 'đêm',
  đêm: 'đêm',
  khuya: 'đêm',
  morning: 'sáng',
  afternoon: 'chiều',
  evening: 'tối',
  night: 'đêm',
})

/** A part of the day where one begins; "đêm hôm qua" is the day's part, not "đêm hôm". */
export function readPart(lexemes: readonly Lexeme[], at: number): Piece | null {
  const read = readPartWord(lexemes, at)
  if (read === null) return null
  const length = lexemes[at + 1]?.bare === 'hom' ? 1 : read.length
  return { kind: 'part', part: read.value, first: at, next: at + length, isFaint: isUnmarked(lexemes, at, at + length) }
}

interface DayWord {
  from: number
  /** Holds only right behind a part of the day ("tối qua", "sáng mai"), or weakly beside a clock. */
  needs?: 'part' | 'part-or-clock'
  part?: Part
}

const readDayWord = phraseTable<DayWord>({
  'hôm nay': { from: 0 },
  'hôm ni': { from: 0 },
  hnay: { from: 0 },
  hn: { from: 0, needs: 'part-or-clock' },
  'bữa nay': { from: 0 },
  'bữa ni': { from: 0 },
  'ngày hôm nay': { from: 0 },
  nay: { from: 0, needs: 'part-or-clock' },
  ni: { from: 0, needs: 'part' },
  today: { from: 0 },
  'hôm qua': { from: -1 },
  'ngày hôm qua': { from: -1 },
  hqua: { from: -1 },
  'bữa qua': { from: -1 },
  'hôm wa': { from: -1 },
  qua: { from: -1, needs: 'part' },
  wa: { from: -1, needs: 'part' },
  yesterday: { from: -1 },
  'hôm kia': { from: -2 },
  'hôm tê': { from: -2 },
  'bữa kia': { from: -2 },
  'bữa tê': { from: -2 },
  kia: { from: -2, needs: 'part' },
  'hôm kìa': { from: -3 },
  'bữa kìa': { from: -3 },
  'ngày mai': { from: 1 },
  'sáng mai': { from: 1, part: 'sáng' },
  'trưa mai': { from: 1, part: 'trưa' },
  'chiều mai': { from: 1, part: 'chiều' },
  'tối mai': { from: 1, part: 'tối' },
  'đêm mai': { from: 1, part: 'đêm' },
  'khuya mai': { from: 1, part: 'đêm' },
  'bữa mai': { from: 1 },
  mai: { from: 1, needs: 'part-or-clock' },
  tomorrow: { from: 1 },
  'ngày =mốt': { from: 2 },
  'ngày kia': { from: 2 },
  'bữa =mốt': { from: 2 },
  '=mốt': { from: 2, needs: 'part' },
  'last night': { from: -1, part: 'đêm' },
  'this morning': { from: 0, part: 'sáng' },
  'this afternoon': { from: 0, part: 'chiều' },
  'this evening': { from: 0, part: 'tối' },
  tonight: { from: 0, part: 'tối' },
})

/** Words that name a day beside today; `isAfterPart` tells whether a part of the day stands right before. */
export function readDay(lexemes: readonly Lexeme[], at: number, isAfterPart: boolean): Piece | null {
  const read = readDayWord(lexemes, at)
  if (read === null) return null
  const { from, needs, part } = read.value
  if ((needs === 'part' && !isAfterPart) || isCountedBefore(lexemes, at)) return null
  const next = at + read.length
  return {
    kind: 'day',
    rank: 'relative',
    from,
    coming: from,
    days: 1,
    part: part ?? null,
    isWeak: needs === 'part-or-clock' && !isAfterPart,
    first: at,
    next,
    // "toi qua" may be "tôi qua", "dem qua" "đem qua": never enough to call a danger past
    isFaint: needs !== undefined && isUnmarked(lexemes, isAfterPart ? at - 1 : at, next),
  }
}

/** Words that join the pieces of one moment. */
export const isJoiner = wordSet(
  'lúc vào khoảng tầm chừng cỡ độ hôm ngày buổi từ đến tới ban gần hơn áng hồi cái khi at around about on from to ra',
)
/** "khoảng 9h": half an hour either way. */
export const isAbout = wordSet('khoảng tầm chừng =cỡ =độ gần hơn =áng =lối around about')
/** Words after which a time lies ahead. */
export const isAhead = wordSet('hẹn sẽ sắp =định =hạn =tính =lịch =chờ =đợi')

const isFew = wordSet('mấy vài mươi chục nhiều')

/** "ba hôm nay", "sáu tháng rồi": a number of days up to now, and no day. */
export function isCountedBefore(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  if (before === undefined || !isNear(lexemes[at])) return false
  // "từ tuần trước" without marks
  if (before.bare === 'tu') return false
  return before.kind === 'number' || digitOf(before) !== undefined || isFew(before) === true
}

export function isUnmarked(lexemes: readonly Lexeme[], from: number, next: number): boolean {
  return lexemes.slice(Math.max(0, from), next).every(({ bare, marked }) => bare === marked)
}

/** The day of receipt, as dates are resolved against it. */
export interface Today {
  nowMs: number
  /** Midnight of that day, as if Viet Nam's clock were UTC. */
  midnightMs: number
  /** Monday is 0. */
  weekday: number
}

/** A piece that names one day or several; `coming` is `from` where there is no other. */
export function makeDay(
  first: number,
  next: number,
  { rank, from, coming, days = 1 }: { rank: DayRank; from: number; coming: number; days?: number },
): Piece {
  return { kind: 'day', rank, from, coming, days, part: null, isWeak: false, first, next, isFaint: false }
}
