import type { Span } from './tip.ts'

/**
 * The citizen's receipt: 120 random bits as 24 letters of Crockford's base 32 and one check letter. It is the only
 * key to a tip sent without a contact, and is stored only as a hash.
 */

/** Crockford, https://www.crockford.com/base32.html: no I, L, O, U, so that a dictated code is hard to mishear. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 24
const RECEIPT_BYTES = 15

/**
 * Powers of a generator of GF(32), x^5 + x^2 + 1. Crockford's own check is modulo 37 and needs five further signs
 * (`*~$=U`) that nobody can dictate. This one is a Reed-Solomon code [25, 24, 2]: the weights are all different and
 * none is zero, so every wrong letter and every exchange of two letters, adjacent or not, is noticed.
 */
const POWERS: number[] = []
for (let i = 0, power = 1; i < 31; i++, power = power & 16 ? (power << 1) ^ 0b100101 : power << 1) POWERS.push(power)

function multiply(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  return POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 31] ?? 0
}

/** Zero for 25 letters that belong together; for 24, the check letter's value. */
function sumOf(letters: string): number {
  let sum = 0
  for (let i = 0; i < letters.length; i++) {
    // The check letter stands last, at weight 1.
    const weight = i === LETTERS ? 1 : (POWERS[i + 1] ?? 0)
    sum ^= multiply(weight, ALPHABET.indexOf(letters.charAt(i)))
  }
  return sum
}

/**
 * 25 letters without separators, from 15 random bytes. The same bytes give the same receipt.
 * @throws {RangeError} for any other number of bytes.
 */
export function makeReceipt(bytes: Uint8Array): string {
  if (bytes.length !== RECEIPT_BYTES) throw new RangeError(`a receipt needs ${RECEIPT_BYTES} bytes`)
  let letters = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      letters += ALPHABET.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return letters + ALPHABET.charAt(sumOf(letters))
}

/** As shown or typed by somebody: in fours, or in one piece with marks between or without. */
const WRITTEN = [
  /(?<![\p{L}\p{N}])[0-9a-z]{4}(?:[\s\p{Pd}\p{Cf}._]{0,3}[0-9a-z]{4}){5}[\s\p{Pd}\p{Cf}._]{0,3}[0-9a-z](?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])(?:[0-9a-z][\p{Pd}\p{Cf}._]?){24}[0-9a-z](?![\p{L}\p{N}])/giu,
]

/** Where a text holds whole receipts whose check letter fits, in UTF-16 units; two may lie over each other. */
export function findReceipts(text: string): Span[] {
  return WRITTEN.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([words]) => normaliseReceipt(words) !== null)
      .map(({ 0: words, index }) => ({ start: index, end: index + words.length })),
  )
}

/** In fours, `ABCD-EFGH-...-Z`, as shown, printed and copied. Expects what {@link makeReceipt} gives. */
export function formatReceipt(receipt: string): string {
  return receipt.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * The 25 letters of a receipt as a person typed it: lower case, spaces, dashes and dots are accepted, o is 0, i and l
 * are 1. Null when a letter is wrong, two are exchanged, or one is missing or too many.
 */
export function normaliseReceipt(text: string): string | null {
  if (text.length > 200) return null
  const letters = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}._]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (letters.length !== LETTERS + 1) return null
  for (const letter of letters) if (!ALPHABET.includes(letter)) return null
  return sumOf(letters) === 0 ? letters : null
}
