import { findBank } from '../../data/banks.ts'
import { isNear, type Lexeme, wordSet, wordTable } from './lexemes.ts'
import { moneyUnitAt } from './money-words.ts'

/** Digits as spoken, north and south, and as they change behind tens. */
export const digitOf = wordTable<number>({
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
})
/** Forms that only stand behind tens, so that "hai mốt", "bảy lăm" are two digits of one number. */
const tailOf = wordTable<number>({ mốt: 1, tư: 4, lăm: 5, nhăm: 5 })
const isTen = wordSet('mười mươi')
const isTens = wordSet('chục')
const isHundred = wordSet('trăm')
const isGap = wordSet('linh lẻ')

export interface Numeral {
  value: number
  /** Index of the lexeme behind it. */
  next: number
}

/** A number below a thousand in words: "hai mươi lăm", "ba trăm sáu chục", "bảy lăm"; null where none begins. */
export function readWords(lexemes: readonly Lexeme[], at: number): Numeral | null {
  const first = lexemes[at]
  if (isTen(first)) return readTeens(lexemes, at)
  const digit = digitOf(first)
  // "tư", "lăm" begin no number
  if (digit === undefined || digit === 0 || /^(?:tu|lam|nham)$/.test(first?.bare ?? '')) return null
  const second = lexemes[at + 1]
  if (isNear(second) && isHundred(second)) return readHundreds(lexemes, at + 2, digit * 100)
  return readTens(lexemes, at, digit)
}

/** "mười", "mười hai". */
function readTeens(lexemes: readonly Lexeme[], at: number): Numeral {
  const digit = nearDigit(lexemes, at + 1)
  return digit === undefined || digit === 0 ? { value: 10, next: at + 1 } : { value: 10 + digit, next: at + 2 }
}

/** A digit, and the tens it may open. */
function readTens(lexemes: readonly Lexeme[], at: number, digit: number): Numeral {
  const second = lexemes[at + 1]
  if (!isNear(second)) return { value: digit, next: at + 1 }
  if (isTens(second)) return { value: digit * 10, next: at + 2 }
  if (isTen(second)) {
    const unit = nearDigit(lexemes, at + 2)
    return unit === undefined || unit === 0
      ? { value: digit * 10, next: at + 2 }
      : { value: digit * 10 + unit, next: at + 3 }
  }
  // "mốt" without its mark counts what follows ("một củ hai một giàn"), but where a unit follows
  const isOne = second.marked === 'mot' && moneyUnitAt(lexemes, at + 2) === undefined
  const tail = isOne ? undefined : tailOf(second)
  return tail === undefined ? { value: digit, next: at + 1 } : { value: digit * 10 + tail, next: at + 2 }
}

/** What follows "ba trăm": "năm mươi", "linh hai", "rưỡi" is left to who asked, "sáu" alone are tens. */
export function readHundreds(lexemes: readonly Lexeme[], at: number, hundreds: number): Numeral {
  const whole = { value: hundreds, next: at }
  const next = lexemes[at]
  if (!isNear(next)) return whole
  if (isGap(next)) {
    const digit = nearDigit(lexemes, at + 1)
    return digit === undefined ? whole : { value: hundreds + digit, next: at + 2 }
  }
  if (isTen(next)) {
    const teens = readTeens(lexemes, at)
    return { value: hundreds + teens.value, next: teens.next }
  }
  const digit = digitOf(next)
  if (digit === undefined || digit === 0) return whole
  const tens = readTens(lexemes, at, digit)
  if (tens.next > at + 1) return { value: hundreds + tens.value, next: tens.next }
  // "hai trăm một con": only "mốt" is ten, "một" counts what follows
  return next.bare === 'mot' && next.marked !== 'mốt' ? whole : { value: hundreds + digit * 10, next: at + 1 }
}

function nearDigit(lexemes: readonly Lexeme[], at: number): number | undefined {
  const lexeme = lexemes[at]
  return isNear(lexeme) ? digitOf(lexeme) : undefined
}

/** A run of digits that belong together, in the pieces they were typed or spoken in. */
export interface DigitRun {
  pieces: DigitPiece[]
  hasPlus: boolean
}

export interface DigitPiece {
  digits: string
  isSpoken: boolean
  /** Lexemes it came from: from `first` up to, not with, `next`. */
  first: number
  next: number
}

/** Letters that stand for digits within numbers: o and l; only where they touch a digit. */
const LETTER_DIGITS = /^[ol]{1,2}$/

/** Every run of two digits or more: typed in groups, with letters for digits, or spoken one by one. */
export function findDigitRuns(lexemes: readonly Lexeme[]): DigitRun[] {
  const runs: DigitRun[] = []
  for (let at = 0; at < lexemes.length; ) {
    const piece = readPiece(lexemes, at)
    if (piece === null) {
      at++
      continue
    }
    const pieces = [piece]
    let next = piece.next
    for (;;) {
      const from = skipSeparators(lexemes, next, pieces.at(-1)?.isSpoken === true)
      const more = from === null ? null : readPiece(lexemes, from)
      if (more === null) break
      pieces.push(more)
      next = more.next
    }
    runs.push({ pieces, hasPlus: lexemes[at - 1]?.bare === '+' && lexemes[at]?.gap === 'none' })
    at = next
  }
  return runs
}

function readPiece(lexemes: readonly Lexeme[], at: number): DigitPiece | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  if (lexeme.kind === 'number' || isLetterDigit(lexemes, at)) return readTyped(lexemes, at)
  const digits = readSpoken(lexemes, at)
  return digits === null ? null : { digits: digits.text, isSpoken: true, first: at, next: digits.next }
}

/** Digits and letters for digits without anything between: "o939", "1o7". A word that holds digits is none. */
function readTyped(lexemes: readonly Lexeme[], at: number): DigitPiece | null {
  let digits = ''
  let next = at
  for (;;) {
    const lexeme = lexemes[next]
    if (lexeme === undefined || (next > at && lexeme.gap !== 'none')) break
    if (lexeme.kind === 'number') digits += lexeme.bare
    else if (isLetterDigit(lexemes, next)) digits += lexeme.bare.replaceAll('o', '0').replaceAll('l', '1')
    else break
    next++
  }
  const behind = lexemes[next]
  const isWord = behind?.kind === 'word' && behind.gap === 'none'
  const before = lexemes[at - 1]
  // "stk0123...", "vcb1023...": a short form that says what follows is no part of it
  const isIntro =
    before !== undefined && (/^(?:stk|tk|sdt|dt|so|zalo|zl)$/.test(before.bare) || findBank(before.bare) !== null)
  const isTail = before?.kind === 'word' && lexemes[at]?.gap === 'none' && !isIntro
  return isWord || isTail ? null : { digits, isSpoken: false, first: at, next }
}

function isLetterDigit(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'word' || !LETTER_DIGITS.test(lexeme.bare)) return false
  const after = lexemes[at + 1]
  const before = lexemes[at - 1]
  const touchesAfter = after?.kind === 'number' && after.gap === 'none'
  const touchesBefore = before?.kind === 'number' && lexeme.gap === 'none'
  return touchesAfter || touchesBefore
}

/** One spoken step of a number read out: "tám", "hai mốt", "chín mươi ba", "lẻ năm", "ba trăm linh hai". */
export function readSpoken(lexemes: readonly Lexeme[], at: number): { text: string; next: number } | null {
  const lexeme = lexemes[at]
  if (isGap(lexeme)) {
    const digit = nearDigit(lexemes, at + 1)
    return digit === undefined ? null : { text: `0${digit}`, next: at + 2 }
  }
  if (isTen(lexeme)) {
    const teens = readTeens(lexemes, at)
    return { text: String(teens.value), next: teens.next }
  }
  const digit = digitOf(lexeme)
  if (digit === undefined) return null
  const second = lexemes[at + 1]
  if (digit > 0 && isNear(second) && (isTen(second) || isTens(second) || isHundred(second))) {
    const read = readWords(lexemes, at)
    return read === null ? null : { text: String(read.value), next: read.next }
  }
  return { text: String(digit), next: at + 1 }
}

const isSpokenSign = wordSet('chấm phẩy gạch rồi')

/** Index of the lexeme behind what may part two groups of digits, or null. */
function skipSeparators(lexemes: readonly Lexeme[], at: number, isSpoken: boolean): number | null {
  const lexeme = lexemes[at]
  if (!isNear(lexeme)) return null
  if (isSpoken && (isSpokenSign(lexeme) || lexeme.bare === ',')) return isNear(lexemes[at + 1]) ? at + 1 : null
  let next = at
  while (next < at + 2 && /^[.()·-]$/.test(lexemes[next]?.bare ?? '') && isNear(lexemes[next])) next++
  return isNear(lexemes[next]) ? next : null
}
