import { BANKS } from '../../data/banks.ts'
import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'

/** Bank accounts have 6 to 19 digits; written with spaces or dots now and then. */
const DIGITS = /(?<![\p{L}\d.,+])\d(?:[ .-]?\d){5,18}(?![\p{L}\d])/gu
const CONTEXT = /\b(?:stk|so tai khoan|tai khoan|so tk|tk|account|acc|bank|ngan hang|vi dien tu)\b/
const BANK_NAMES = BANKS.flatMap(([bank, ...names]) =>
  names.map((name) => ({ bank, pattern: new RegExp(`\\b${name}\\b`, 'g') })),
)
/** How far before and after the digits the words that make them an account may stand, in UTF-16 units. */
const BEFORE = 40
const AFTER = 30

/** Digits beside a bank's name, "stk" or "tài khoản"; digits alone are never an account. `bank` null where none is named. */
export function findAccounts(text: Normalised): Found<{ bank: string | null; number: string }>[] {
  const found: Found<{ bank: string | null; number: string }>[] = []
  let previousEnd = 0
  for (const match of text.bare.matchAll(DIGITS)) {
    const end = match.index + match[0].length
    const before = text.bare.slice(Math.max(previousEnd, match.index - BEFORE), match.index)
    const after = text.bare.slice(end, end + AFTER)
    const nextDigits = after.search(/\d{6}/)
    const bank = nearestBank(before, nextDigits < 0 ? after : after.slice(0, nextDigits))
    const isMoney = /^ ?(?:d|dong|vnd|k|tr|trieu|ty|ngan|nghin)\b/.test(after)
    const isPhoneSaid = /\b(?:sdt|so dien thoai|dien thoai|dt|zalo|hotline|goi)\b[^\d]{0,12}$/.test(before)
    previousEnd = end
    if (isMoney || isPhoneSaid || (bank === null && !CONTEXT.test(before))) continue
    found.push({ value: { bank, number: match[0].replace(/\D/g, '') }, span: spanOf(text, match.index, end) })
  }
  return found
}

function nearestBank(before: string, after: string): string | null {
  let best: { bank: string; distance: number } | null = null
  for (const { bank, pattern } of BANK_NAMES) {
    for (const match of before.matchAll(pattern)) {
      const distance = before.length - match.index
      if (best === null || distance < best.distance) best = { bank, distance }
    }
    for (const match of after.matchAll(pattern)) {
      // a bank named after the number belongs to it as often as one named before
      const distance = match.index + 1
      if (best === null || distance < best.distance) best = { bank, distance }
    }
  }
  return best?.bank ?? null
}
