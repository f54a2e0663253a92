import type { Hit } from './hit.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'

/** Two-letter series of cars (Circular 79/2024/TT-BCA, appendix); other two-letter series are motorbikes. */
const CAR_SERIES = new Set(['ld', 'da', 'kt', 'nn', 'ng', 'qt', 'cv', 'mk', 'td', 'hc', 'cd', 'rm'])
/** Letters that stand for hours, thousands, metres after a number: such a plate must be written close or be announced. */
const UNIT_LETTERS = new Set(['h', 'k', 'm', 'g', 'p', 'd'])
/** First letters of series; o, i, j, q, w are none. R opens trailers. */
const SERIES = /^[abcdefghklmnprstuvxyzđ]$/
const isAnnouncer = wordSet('biển bks bs xe plate bsx bskx')
const ANNOUNCED_WITHIN = 5

/** What a plate is made of, however it was typed or said. */
export interface PlateParts {
  province: string
  letter: string
  /** Second letter or the digit of a motorbike's series. */
  extra: string
  digits: string
}

/** Registration plates as printed: `29A-123.45` for cars, `59-X1 234.56` for motorbikes; typed in any spacing or case. */
export function findTypedPlates(lexemes: readonly Lexeme[]): Hit<string>[] {
  const found: Hit<string>[] = []
  for (let at = 0; at < lexemes.length; ) {
    const plate = readCivil(lexemes, at) ?? readArmy(lexemes, at) ?? readForeign(lexemes, at)
    if (plate === null) {
      at++
      continue
    }
    found.push({ value: plate.value, start: lexemes[at]?.start ?? 0, end: lexemes[plate.next - 1]?.end ?? 0 })
    at = plate.next
  }
  return found
}

interface Read {
  value: string
  next: number
}

function readCivil(lexemes: readonly Lexeme[], at: number): Read | null {
  const head = lexemes[at]
  if (head?.kind !== 'number' || !/^[1-9]\d$/.test(head.bare) || isGlued(lexemes, at)) return null
  const afterProvince = skip(lexemes, at + 1, /^[-.]$/, 1)
  const series = readSeries(lexemes, afterProvince)
  if (series === null) return null
  const tail = readTail(lexemes, skip(lexemes, series.next, /^[-.]$/, 2))
  if (tail === null) return null
  if (isLoose(lexemes, at, series, tail) && !isAnnounced(lexemes, at)) return null
  const parts = split(
    { province: head.bare, letter: series.letter, extra: series.extra, digits: tail.digits },
    {
      // "59-x12345": a hyphen after the province and nothing behind the letter is how motorbikes are written
      isTight: lexemes[at + 1]?.bare === '-' && lexemes[series.next]?.gap === 'none' && tail.first === series.next,
    },
  )
  const value = parts === null ? null : printPlate(parts)
  return value === null ? null : { value, next: tail.next }
}

/** "30h 1234", "11 a 2000": written so openly that only "biển" or "xe" before makes it a plate. */
function isLoose(
  lexemes: readonly Lexeme[],
  at: number,
  series: { letter: string; extra: string },
  tail: { first: number; next: number },
): boolean {
  const gap = lexemes.slice(at + 1, tail.first + 1)
  const isSigned = gap.some(({ kind }) => kind === 'sign')
  const isPointed = tail.next > tail.first + 1
  if (isSigned || isPointed || !gap.some((lexeme) => lexeme.gap === 'space')) return false
  const mayBeUnit = UNIT_LETTERS.has(series.letter) && series.extra === ''
  return mayBeUnit || lexemes[at + 1]?.gap === 'space' || /^[a-zđ]$/.test(series.extra)
}

function readSeries(lexemes: readonly Lexeme[], at: number): { letter: string; extra: string; next: number } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'word' || lexeme.gap === 'line') return null
  const [first = '', second = ''] = lexeme.marked.split('')
  if (!SERIES.test(fold(first))) return null
  const letter = first === 'đ' ? 'đ' : fold(first)
  const after = lexemes[at + 1]
  const digit = after?.kind === 'number' && after.gap === 'none' && /^[1-9]$/.test(after.bare) ? after.bare : ''
  if (lexeme.marked.length === 1) {
    // "x1 23456", and "x 1-23456"
    if (digit !== '' && isParted(lexemes[at + 2])) return { letter, extra: digit, next: at + 2 }
    const apart = lexemes[at + 1]?.bare === '-' ? at + 2 : at + 1
    const lone = lexemes[apart]
    if (lone?.kind === 'number' && /^[1-9]$/.test(lone.bare) && lone.gap !== 'line' && isParted(lexemes[apart + 1]))
      return { letter, extra: lone.bare, next: apart + 1 }
    return { letter, extra: '', next: at + 1 }
  }
  if (lexeme.marked.length !== 2 || !SERIES.test(fold(second))) return null
  // electric motorbikes carry MĐ and a digit
  if (lexeme.bare === 'md' && digit !== '') return { letter: 'm', extra: `đ${digit}`, next: at + 2 }
  return { letter, extra: second === 'đ' ? 'đ' : fold(second), next: at + 1 }
}

/** True if a group of digits begins here and does not touch what is before it. */
function isParted(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && (lexeme.gap === 'space' || lexeme.kind === 'sign')
}

/** The digits of a plate: "12345", "123.45", "1234", "123456" with the digit of a series in front; o and l may stand in. */
function readTail(lexemes: readonly Lexeme[], at: number): { digits: string; first: number; next: number } | null {
  let digits = ''
  let next = at
  for (; next < at + 8; next++) {
    const lexeme = lexemes[next]
    if (lexeme === undefined || lexeme.gap === 'line') break
    const typed = digitsOf(lexeme)
    if (typed === null) {
      const isPoint = lexeme.bare === '.' && lexeme.gap === 'none' && (digits.length === 3 || digits.length === 2)
      if (isPoint && digitsOf(lexemes[next + 1]) !== null && lexemes[next + 1]?.gap === 'none') continue
      break
    }
    // a space may part three digits from two, nothing else
    if (lexeme.gap === 'space' && next > at && !(digits.length === 3 && typed.length === 2)) break
    digits += typed
    if (digits.length > 6) return null
  }
  const behind = lexemes[next]
  const isPartOfWord = behind !== undefined && behind.gap === 'none' && behind.kind !== 'sign'
  const isLong = /^[45]$/.test(String(digits.length)) || digits.length === 6
  return isLong && !isPartOfWord ? { digits, first: at, next } : null
}

function digitsOf(lexeme: Lexeme | undefined): string | null {
  if (lexeme === undefined) return null
  if (lexeme.kind === 'number') return lexeme.bare
  return /^[ol]{1,2}$/.test(lexeme.bare) ? lexeme.bare.replaceAll('o', '0').replaceAll('l', '1') : null
}

/** Tells the digit of a motorbike's series from the digits behind it; null for what no plate can be. */
export function split(parts: PlateParts, { isTight }: { isTight: boolean }): PlateParts | null {
  const { extra, digits } = parts
  const isMoved = extra === '' && (digits.length === 6 || (isTight && digits.length === 5))
  if (isMoved) return digits.startsWith('0') ? null : { ...parts, extra: digits.charAt(0), digits: digits.slice(1) }
  return digits.length > 5 ? null : parts
}

/** A plate as printed on metal. */
export function printPlate({ province, letter, extra, digits }: PlateParts): string {
  const grouped = digits.length === 5 ? `${digits.slice(0, 3)}.${digits.slice(3)}` : digits
  const series = (letter + extra).toUpperCase()
  const isCar = extra === '' || CAR_SERIES.has(fold(letter + extra))
  return isCar ? `${province}${series}-${grouped}` : `${province}-${series} ${grouped}`
}

/** Series of the armed forces: two letters, then two groups of two digits. */
const ARMY = /^(?:a[abcdntvmp]|b[bchklptsv]|h[abcdeghnt]|k[abcdkptv]|p[aegkmpqtx]|q[abchkmpt]|t[cdhkmntv]|v[bktc]|xb)$/

function readArmy(lexemes: readonly Lexeme[], at: number): Read | null {
  const head = lexemes[at]
  if (head?.kind !== 'word' || !ARMY.test(head.bare) || isGlued(lexemes, at) || !isAnnounced(lexemes, at)) return null
  const from = skip(lexemes, at + 1, /^-$/, 1)
  const [first, sign, second] = lexemes.slice(from, from + 3)
  const isWhole =
    /^\d\d$/.test(first?.bare ?? '') && /^[-.]$/.test(sign?.bare ?? '') && /^\d\d$/.test(second?.bare ?? '')
  if (!isWhole || first?.gap === 'line' || second?.gap === 'line') return null
  return { value: `${head.bare.toUpperCase()} ${first?.bare}-${second?.bare}`, next: from + 3 }
}

/** Plates of missions and foreigners in their old order: `80-011-NG-01`. */
function readForeign(lexemes: readonly Lexeme[], at: number): Read | null {
  if (!/^\d{2}(?:\d{3})?$/.test(lexemes[at]?.bare ?? '') || isGlued(lexemes, at)) return null
  const typed = lexemes
    .slice(at, at + 7)
    .map(({ bare }) => bare)
    .join('')
  const match = /^(\d\d)-?(\d{3})-(ng|nn|qt|cv)-(\d\d)/.exec(typed)
  if (match === null) return null
  const [whole, province, country, series, number] = match
  let length = 0
  let next = at
  while (length < whole.length) length += lexemes[next++]?.bare.length ?? whole.length
  return { value: `${province}-${country}-${series?.toUpperCase()}-${number}`, next }
}

function skip(lexemes: readonly Lexeme[], at: number, signs: RegExp, most: number): number {
  let next = at
  while (next < at + most && signs.test(lexemes[next]?.bare ?? '') && isNear(lexemes[next])) next++
  return next
}

/** True if the lexeme is the end of a word, of a larger number or of an address. */
function isGlued(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  return before !== undefined && lexemes[at]?.gap === 'none' && (before.kind !== 'sign' || /[.,/-]/.test(before.bare))
}

function isAnnounced(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - ANNOUNCED_WITHIN); i--) {
    if (isAnnouncer(lexemes[i]) === true) return true
    if (!isNear(lexemes[i + 1])) return false
  }
  return false
}

function fold(letters: string): string {
  return letters.replaceAll('đ', 'd')
}
