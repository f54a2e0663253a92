import { isJoiner, type Piece } from './day-words.ts'
import type { Lexeme } from './lexemes.ts'

/** The pieces of one moment; a range has two halves. */
export interface Moment {
  halves: [Piece[]] | [Piece[], Piece[]]
}

/** Lexemes that may stand between two pieces of one moment. */
const BETWEEN_MAX = 4
const JOINING_SIGN = /^[,()–—-]$/
/** "từ 20h đến 22h", "23h15-23h40". */
const RANGE_SIGN = /^[–—~-]$/

type Between = 'joined' | 'range' | 'comma' | null

/** Puts pieces that stand together into moments: a day and a clock, two clocks with "đến" between. */
export function groupPieces(pieces: readonly Piece[], lexemes: readonly Lexeme[]): Moment[] {
  const moments: Moment[] = []
  let open: Piece[][] = []
  const close = (): void => {
    const [first, second] = open
    if (first !== undefined) moments.push({ halves: second === undefined ? [first] : [first, second] })
    open = []
  }
  pieces.forEach((piece, i) => {
    const last = pieces[i - 1]
    const half = open.at(-1)
    const between = last === undefined ? null : readBetween(lexemes, last.next, piece.first)
    const isRange = between === 'range' || isToRange(lexemes, half, piece, pieces[i + 1])
    if (half === undefined || between === null || piece.kind === 'ago' || last?.kind === 'ago') {
      close()
      open = [[piece]]
    } else if (isRange && open.length === 1 && hasClock(half) && startsClock(pieces, i, lexemes)) {
      open.push(piece.kind === 'part' && isTo(lexemes, piece) ? [] : [piece])
    } else if (isRange && open.length === 1 && isDayRange(half, piece, lexemes)) {
      open.push([piece])
    } else if (piece.kind === 'part' && replacesTo(half, lexemes)) {
      open[open.length - 1] = [...half.filter((one) => !isTo(lexemes, one)), piece]
    } else if (mayJoin(half, piece, between, pieces, i, lexemes)) {
      half.push(piece)
    } else {
      close()
      open = [[piece]]
    }
  })
  close()
  return moments
}

function readBetween(lexemes: readonly Lexeme[], from: number, to: number): Between {
  if (to - from > BETWEEN_MAX || lexemes[to]?.gap === 'line') return null
  let between: Between = 'joined'
  for (let at = from; at < to; at++) {
    const lexeme = lexemes[at]
    if (lexeme === undefined || lexeme.gap === 'line') return null
    if (lexeme.kind === 'sign') {
      if (!JOINING_SIGN.test(lexeme.bare)) return null
      if (RANGE_SIGN.test(lexeme.bare)) between = 'range'
      else if (between === 'joined') between = 'comma'
    } else {
      if (isJoiner(lexeme) !== true) return null
      // "đến", "tới"; "to" is English
      if (/^(?:den|toi|to)$/.test(lexeme.bare)) between = 'range'
    }
  }
  return between
}

/** "20h toi 22h": without marks the "tới" of a range reads as the evening. */
function isToRange(
  lexemes: readonly Lexeme[],
  half: readonly Piece[] | undefined,
  piece: Piece,
  next: Piece | undefined,
): boolean {
  return (
    half !== undefined && hasClock(half) && isTo(lexemes, piece) && next?.kind === 'clock' && next.first === piece.next
  )
}

function isTo(lexemes: readonly Lexeme[], piece: Piece): boolean {
  return piece.kind === 'part' && piece.next === piece.first + 1 && lexemes[piece.first]?.marked === 'toi'
}

/** "từ thứ hai đến thứ tư", "15/11 - 17/11": two days and no hour. */
function isDayRange(half: readonly Piece[], piece: Piece, lexemes: readonly Lexeme[]): boolean {
  const first = half[0]
  const ranks = [first, piece].map((one) => (one?.kind === 'day' && !one.isWeak ? one.rank : null))
  if (half.length > 1 || first === undefined || ranks.includes(null) || ranks.includes('span')) return false
  const isOpened = lexemes[first.first - 1]?.bare === 'tu' || RANGE_SIGN.test(lexemes[first.next]?.bare ?? '')
  return isOpened && ranks[0] === ranks[1]
}

/** "doa toi luc tam ruoi toi nay": the first "toi" was tôi or tới, once another part of the day comes behind the clock. */
function replacesTo(half: readonly Piece[], lexemes: readonly Lexeme[]): boolean {
  return hasClock(half) && half.some((piece) => isTo(lexemes, piece)) && !half.some(({ kind }) => kind === 'day')
}

function hasClock(half: readonly Piece[]): boolean {
  return half.some(({ kind }) => kind === 'clock')
}

/** True if a clock is the next thing said, at once or behind a part of the day or a day. */
function startsClock(pieces: readonly Piece[], from: number, lexemes: readonly Lexeme[]): boolean {
  for (let i = from; i < Math.min(pieces.length, from + 3); i++) {
    const piece = pieces[i]
    const last = pieces[i - 1]
    if (piece?.kind === 'clock') return true
    if (i > from && last !== undefined && piece !== undefined && readBetween(lexemes, last.next, piece.first) === null)
      return false
  }
  return false
}

function mayJoin(
  half: readonly Piece[],
  piece: Piece,
  between: Between,
  pieces: readonly Piece[],
  at: number,
  lexemes: readonly Lexeme[],
): boolean {
  const hasDay = half.some(({ kind }) => kind === 'day')
  const isSecondDay = piece.kind === 'day' && half.some((one) => one.kind === 'day' && one.rank === piece.rank)
  const isSecondClock = piece.kind === 'clock' && hasClock(half)
  const isSecondPart = piece.kind === 'part' && half.some(({ kind }) => kind === 'part')
  if (isSecondDay || isSecondClock || isSecondPart) return false
  // "từ hôm kia tới nay": a part of the day with a day of its own
  const next = pieces[at + 1]
  const isOwn = piece.kind === 'part' && hasDay && next?.kind === 'day' && next.first === piece.next && !next.isWeak
  if (isOwn && next.rank === 'relative') return false
  // "đêm qua, 2h sáng nay": what comes behind the comma has a day of its own
  return !(between === 'comma' && hasDay && hasOwnDay(pieces, at, lexemes))
}

function hasOwnDay(pieces: readonly Piece[], from: number, lexemes: readonly Lexeme[]): boolean {
  for (let i = from; i < pieces.length; i++) {
    const piece = pieces[i]
    const last = pieces[i - 1]
    if (
      i > from &&
      (piece === undefined || last === undefined || readBetween(lexemes, last.next, piece.first) !== 'joined')
    )
      return false
    if (piece?.kind === 'day' && !piece.isWeak) return true
  }
  return false
}
