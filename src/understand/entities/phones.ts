import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'

const CANDIDATE = /(?<![\p{L}\d])(?:\+?84|[0o](?=[ .()-]{0,2}[0-9o]))(?:[ .()-]{0,3}[0-9ol]){8,11}(?![\p{L}\d])/gu
const ANNOUNCED = /\b(?:sdt|so dien thoai|dien thoai|dt|zalo|zl|sim|lien he|goi so|so may|phone|call)\b[^\d]{0,12}$/
const NO_ZERO = /(?<![\p{L}\d.,+])[35789]\d{2}[ .-]?\d{3}[ .-]?\d{3}(?!\d)/gu

/** Vietnamese phone numbers as E.164, typed with dots, spaces, letters for digits, or without the leading zero. */
export function findPhones(text: Normalised): Found<string>[] {
  const found: Found<string>[] = []
  for (const match of text.bare.matchAll(CANDIDATE)) {
    const value = toE164(match[0])
    if (value !== null) found.push({ value, span: spanOf(text, match.index, match.index + match[0].length) })
  }
  for (const match of text.bare.matchAll(NO_ZERO)) {
    if (!ANNOUNCED.test(text.bare.slice(Math.max(0, match.index - 30), match.index))) continue
    const value = toE164(`0${match[0]}`)
    if (value !== null) found.push({ value, span: spanOf(text, match.index, match.index + match[0].length) })
  }
  return found
}

/** E.164 of a number as typed, or null if it is no Vietnamese mobile (10 digits) or landline (11 digits, 02x). */
export function toE164(typed: string): string | null {
  const digits = typed.toLowerCase().replaceAll('o', '0').replaceAll('l', '1').replace(/\D/g, '')
  const local = digits.startsWith('84')
    ? digits.slice(2).replace(/^0/, '')
    : digits.startsWith('0')
      ? digits.slice(1)
      : null
  return local !== null && /^(?:[35789]\d{8}|2\d{9})$/.test(local) ? `+84${local}` : null
}
