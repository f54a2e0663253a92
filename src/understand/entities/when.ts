import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'
import { readAgo, readRecent, readSpan } from './agos.ts'
import { readDate, readWeekday } from './calendar-words.ts'
import { readClock } from './clocks.ts'
import { DAY_MS, isAbout, OFFSET_MS, type Piece, readDay, readPart, type Today } from './day-words.ts'
import { dropOverlaps } from './hit.ts'
import { type Lexeme, wordSet } from './lexemes.ts'
import { groupPieces } from './moments.ts'
import { resolveMoments } from './resolve-times.ts'

/** A moment or stretch of time the text names. */
export interface TimeMention {
  fromMs: number
  toMs: number
  /** Where it stands in the views. */
  start: number
  end: number
  /** True if the words could as well mean something else ("toi qua"). */
  isFaint: boolean
  /** True for "hồi nãy", "mấy hôm trước": known to lie near, and no more exact than that. */
  isVague: boolean
}

/** A text that names more is a list. */
const PIECES_MAX = 200

/** The instant at which the day of `nowMs` began in Viet Nam. */
export function midnightBefore(nowMs: number): number {
  return Math.floor((nowMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS
}

/**
 * Every time the text names, resolved against the time of receipt; `[]` if that is no instant. What overlaps `taken`
 * (plates, phones, accounts, links) is none. An interval that began before receipt ends there at the latest.
 */
export function findTimes(
  lexemes: readonly Lexeme[],
  receivedAt: string,
  taken: readonly { start: number; end: number }[],
): TimeMention[] {
  const nowMs = Date.parse(receivedAt)
  if (Number.isNaN(nowMs)) return []
  const midnightMs = midnightBefore(nowMs) + OFFSET_MS
  const today: Today = { nowMs, midnightMs, weekday: (new Date(midnightMs).getUTCDay() + 6) % 7 }
  const pieces = readPieces(lexemes, today)
    .filter(({ first, next }) => dropOverlaps([placeOf(lexemes, first, next)], taken).length > 0)
    .slice(0, PIECES_MAX)
  return resolveMoments(groupPieces(pieces, lexemes), lexemes, today).map(({ first, next, ...time }) => {
    const { start, end } = placeOf(lexemes, first, next)
    const isOpen = time.fromMs <= nowMs && nowMs < time.toMs
    return { ...time, toMs: isOpen ? nowMs : time.toMs, start, end }
  })
}

/** The most exact time the text names, as RFC 3339 with the offset of Viet Nam; the first of equals. */
export function findWhen(text: Normalised, times: TimeMention[]): Found<{ from: string; to: string }> | null {
  const best = times.toSorted((a, b) => a.toMs - a.fromMs - (b.toMs - b.fromMs) || a.start - b.start)[0]
  return best === undefined ? null : { value: printTime(best), span: spanOf(text, best.start, best.end) }
}

/** A time as RFC 3339 with the offset of Viet Nam. */
export function printTime({ fromMs, toMs }: { fromMs: number; toMs: number }): { from: string; to: string } {
  const print = (ms: number): string => `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+07:00`
  return { from: print(fromMs), to: print(toMs) }
}

function placeOf(lexemes: readonly Lexeme[], first: number, next: number) {
  return { value: null, start: lexemes[first]?.start ?? 0, end: lexemes[next - 1]?.end ?? 0 }
}

function readPieces(lexemes: readonly Lexeme[], today: Today): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < lexemes.length; ) {
    const last = pieces.at(-1)
    const isBehind = last !== undefined && last.next === at && lexemes[at]?.gap !== 'line'
    const piece =
      readAgo(lexemes, at, today) ??
      readRecent(lexemes, at, today) ??
      readClock(lexemes, at) ??
      readWeekday(lexemes, at, today) ??
      readSpan(lexemes, at, today) ??
      readDate(lexemes, at, today, isBehind && last.kind !== 'day') ??
      readDay(lexemes, at, isBehind && last.kind === 'part') ??
      readPart(lexemes, at)
    if (piece === null || (piece.kind === 'part' && !isEvening(lexemes, piece, isBehind ? last : undefined, today))) {
      at++
      continue
    }
    pieces.push(piece)
    at = piece.next
  }
  return pieces
}

/**
 * False for a "toi" that is tôi or tới: without its marks it is the evening only right before a day or an hour ("toi qua",
 * "toi khoang 8h"), or right behind an hour that can be one.
 */
function isEvening(lexemes: readonly Lexeme[], piece: Piece, last: Piece | undefined, today: Today): boolean {
  const at = piece.first
  if (lexemes[at]?.marked !== 'toi') return true
  const isHour = last?.kind === 'clock' && last.minutes >= 5 * 60 && last.minutes <= 12 * 60
  if (isHour && lexemes[at]?.gap === 'space') return true
  const next = at + 1
  if (lexemes[next]?.gap !== 'space') return false
  const day = readDay(lexemes, next, true) ?? readWeekday(lexemes, next, today) ?? readDate(lexemes, next, today, true)
  if (day !== null) return !(lexemes[next]?.bare === 'qua' && isCrossed(lexemes[day.next]))
  return readClock(lexemes, isAbout(lexemes[next]) === true ? next + 1 : next) !== null
}

/** "tôi qua đường", "tội quá trời". */
const isCrossed = wordSet('đường mượn cầu sông trời chừng')
