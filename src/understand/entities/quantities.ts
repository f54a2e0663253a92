import { isNear, type Lexeme, wordSet } from './lexemes.ts'
import { isHalf, moneyUnitAt } from './money-words.ts'
import { readHundreds, readWords } from './numerals.ts'

/** How many of a unit that follows. */
export interface Amount {
  /** What the figures mean before a unit: "1,250" is a thousand-odd of đồng, and one and a quarter of tỷ. */
  valueIn: (unit: number) => number
  /** Index of the lexeme behind it. */
  next: number
  /** Where to go on if it is no sum. */
  skip: number
  isWords: boolean
  /** True if written with thousands parted: "1.350.000". */
  isGrouped?: boolean
}

const isHalfOf = wordSet('nửa')
const SCALES: Readonly<Record<string, number>> = { chuc: 10, tram: 100 }

/**
 * Figures or words for a number, with the tens and hundreds behind figures ("3 chục", "2 trăm"); null where none begins.
 * With `isTail` the figures may touch the word before them.
 */
export function readAmount(lexemes: readonly Lexeme[], at: number, isTail = false): Amount | null {
  const first = lexemes[at]
  if (first === undefined) return null
  if (first.kind === 'number') return readFigures(lexemes, at, isTail)
  if (first.kind !== 'word' || (first.gap === 'none' && lexemes[at - 1]?.kind === 'number')) return null
  if (isHalfOf(first) === true) return { valueIn: () => 0.5, next: at + 1, skip: at + 1, isWords: true }
  const read = readWords(lexemes, at)
  if (read === null) return null
  // "chín trăm rưỡi ngàn"
  const isHalved =
    read.value % 100 === 0 && isHalf(lexemes[read.next]) === true && lexemes[read.next + 1]?.kind === 'word'
  const isMore = isHalved && moneyUnitAt(lexemes, read.next + 1) !== undefined
  return isMore
    ? { valueIn: () => read.value + 50, next: read.next + 1, skip: at + 1, isWords: true }
    : { valueIn: () => read.value, next: read.next, skip: at + 1, isWords: true }
}

function readFigures(lexemes: readonly Lexeme[], at: number, isTail: boolean): Amount | null {
  const first = lexemes[at]
  const before = lexemes[at - 1]
  // "QN0332", "15k" of an address: digits within a word, unless they stand behind a unit ("2tr5")
  const isGlued =
    !isTail && first?.gap === 'none' && before !== undefined && (before.kind !== 'sign' || isInner(lexemes, at))
  const groups = [first?.bare ?? '']
  const signs: string[] = []
  let next = at + 1
  for (;;) {
    const sign = lexemes[next]
    const group = lexemes[next + 1]
    if (sign?.gap !== 'none' || !/^[.,]$/.test(sign.bare) || group?.kind !== 'number' || group.gap !== 'none') break
    groups.push(group.bare)
    signs.push(sign.bare)
    next += 2
  }
  if (isGlued) return { valueIn: () => 0, next, skip: next, isWords: false }
  const parted = readSpaced(lexemes, groups, next)
  const isThousands = groups.length > 1 && (groups[0]?.length ?? 9) <= 3 && groups.slice(1).every((g) => g.length === 3)
  const isDecimal = groups.length === 2 && (groups[1]?.length ?? 9) <= 3 && Number(groups[0]) < 1e6
  if (groups.length > 1 && !isThousands && !isDecimal) return { valueIn: () => 0, next, skip: next, isWords: false }
  const value = (unit: number): number => {
    if (groups.length === 1) return Number(groups[0])
    // a point before three digits groups thousands; a comma before a big unit is a decimal sign
    const isWhole = isThousands && (groups.length > 2 || unit < 1e6 || signs[0] === '.')
    return isWhole ? Number(groups.join('')) : Number(`${groups[0]}.${groups[1]}`)
  }
  if (parted !== null) return parted
  const scale = SCALES[lexemes[next]?.bare ?? '']
  if (groups.length === 1 && scale !== undefined && isNear(lexemes[next])) {
    const hundreds = scale === 100 ? readHundreds(lexemes, next + 1, 0) : { value: 0, next: next + 1 }
    const behind = scale === 100 ? readTyped(lexemes, next + 1) : null
    const tail = behind ?? hundreds
    return {
      valueIn: () => Number(groups[0]) * scale + tail.value,
      next: tail.next,
      skip: next + 1,
      isWords: true,
    }
  }
  return { valueIn: value, next, skip: next, isWords: false, isGrouped: isThousands && groups.length > 1 }
}

/** True behind the point of a number, in an address, or behind the stroke of a date; "5k/1tr" are two sums. */
function isInner(lexemes: readonly Lexeme[], at: number): boolean {
  const sign = lexemes[at - 1]?.bare ?? ''
  return /[.,:_@]/.test(sign) || (sign === '/' && lexemes[at - 2]?.kind === 'number')
}

/** "2 trăm 50": tens in figures behind hundreds. */
function readTyped(lexemes: readonly Lexeme[], at: number): { value: number; next: number } | null {
  const lexeme = lexemes[at]
  const behind = lexemes[at + 1]
  const isEnd = !isNear(behind) || behind.kind === 'sign'
  if (lexeme?.bare.length === 1 && !isEnd) return null
  if (!isNear(lexeme) || !/^[1-9]0?$/.test(lexeme.bare) || lexemes[at + 1]?.gap === 'none') return null
  return { value: lexeme.bare.length === 1 ? Number(lexeme.bare) * 10 : Number(lexeme.bare), next: at + 1 }
}

/** "600 000 000 đồng": thousands parted by spaces, only before đồng itself. */
function readSpaced(lexemes: readonly Lexeme[], groups: readonly string[], from: number): Amount | null {
  if (groups.length > 1 || (groups[0]?.length ?? 9) > 3) return null
  let digits = groups[0] ?? ''
  let next = from
  while (lexemes[next]?.kind === 'number' && lexemes[next]?.gap === 'space' && lexemes[next]?.bare.length === 3) {
    digits += lexemes[next]?.bare
    next++
  }
  const isDong = /^(?:dong|vnd|d)$/.test(lexemes[next]?.bare ?? '')
  if (next === from || !isDong) return null
  const value = Number(digits)
  return { valueIn: () => value, next, skip: next, isWords: false, isGrouped: true }
}
