import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'

/** Two-letter series of cars (Circular 79/2024/TT-BCA, appendix); other two-letter series are motorbikes. */
const CAR_SERIES = new Set(['ld', 'da', 'kt', 'nn', 'ng', 'qt', 'cv', 'mk', 'td', 'hc', 'cd', 'rm'])
/** Letters that stand for hours, thousands, metres after a number: such a plate must be written close or be announced. */
const UNIT_LETTERS = new Set(['h', 'k', 'm', 'g', 'p', 'd'])

const PLATE =
  /(?<![\p{L}\d.,-])([1-9]\d)([-. ]?)([abcdefghklmnpstuvxyzđ])([abcdefghklmnpstuvxyzđ]\d(?=[-. ])|[abcdefghklmnpstuvxyzđ]|[- ]?\d(?=[-. ]))?([-. ]{0,3})(\d{3}[. ]?\d{2}|\d{4}|\d{6})(?![\p{L}\d])/gu

/** Registration plates as printed: `29A-123.45` for cars, `59-X1 234.56` for motorbikes; typed in any spacing or case. */
export function findPlates(text: Normalised): Found<string>[] {
  const found: Found<string>[] = []
  for (const match of text.marked.matchAll(PLATE)) {
    const [whole, province = '', afterProvince = '', letter = '', extra = '', gap = '', digits = ''] = match
    const isLoose = /^ *$/.test(afterProvince + gap) && whole.includes(' ')
    if (UNIT_LETTERS.has(letter) && extra === '' && isLoose && !isAnnounced(text, match.index)) continue
    const value = print(province, letter, extra.replace(/[- ]/g, ''), digits.replace(/\D/g, ''), afterProvince)
    if (value !== null) found.push({ value, span: spanOf(text, match.index, match.index + whole.length) })
  }
  return found
}

function print(province: string, letter: string, extra: string, digits: string, afterProvince: string): string | null {
  const head = letter.toUpperCase()
  if (digits.length === 6) {
    return extra === '' ? `${province}-${head}${digits.charAt(0)} ${grouped(digits.slice(1))}` : null
  }
  if (/^\d$/.test(extra)) return `${province}-${head}${extra} ${grouped(digits)}`
  if (extra !== '') {
    const series = head + extra.toUpperCase()
    return CAR_SERIES.has(letter + extra)
      ? `${province}${series}-${grouped(digits)}`
      : `${province}-${series} ${grouped(digits)}`
  }
  // "59-x12345": a hyphen after the province is how motorbikes are written
  if (afterProvince === '-' && digits.length === 5) return `${province}-${head}${digits.charAt(0)} ${digits.slice(1)}`
  return `${province}${head}-${grouped(digits)}`
}

function grouped(digits: string): string {
  return digits.length === 5 ? `${digits.slice(0, 3)}.${digits.slice(3)}` : digits
}

function isAnnounced(text: Normalised, at: number): boolean {
  return /\b(?:bien|bks|bs|xe|plate)\b[^.\n]{0,25}$/.test(text.bare.slice(Math.max(0, at - 35), at))
}
