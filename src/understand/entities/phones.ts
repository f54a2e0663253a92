import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Hit } from './hit.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'
import type { DigitRun } from './numerals.ts'

const isAnnounced = wordSet('sđt thoại đt zalo zl sim hotline gọi phone call alo máy fone lh')
/** "mã đơn", "mã công nhân", IMEI: what follows are digits of something else. */
const isCode = wordSet('imei otp cccd cmnd cmt seri serial mst bhxh cước khung phiếu chiếu')
const isCodeWord = wordSet('mã')
const isCoded = wordSet('đơn vận công nhân hàng tin hồ khách sinh học gd giao qr bill vạch hợp bưu thẻ nv thuế')
const REACH = 6
/** Most digits of an international number (E.164). */
const DIGITS_MAX = 15

/** Phone numbers as E.164: grouped in any way, letters for digits, spoken out, the leading zero left out. */
export function findPhones(lexemes: readonly Lexeme[], runs: readonly DigitRun[]): Hit<string>[] {
  return runs.flatMap((run) => findInRun(lexemes, run))
}

function findInRun(lexemes: readonly Lexeme[], { pieces, hasPlus }: DigitRun): Hit<string>[] {
  const found: Hit<string>[] = []
  for (let from = 0; from < pieces.length; ) {
    const first = pieces[from]
    if (first === undefined) break
    let digits = ''
    let next = from
    let value: string | null = null
    while (value === null && next < pieces.length && digits.length < DIGITS_MAX) {
      const piece = pieces[next]
      if (piece === undefined || piece.isSpoken !== first.isSpoken) break
      digits += piece.digits
      next++
      if (digits.length >= 9) value = readNumber(digits, hasPlus && from === 0, () => isSaid(lexemes, first.first))
    }
    const last = pieces[next - 1]
    if (value === null || last === undefined || isCodeBefore(lexemes, first.first)) {
      // who reads digits out starts at the first of them, or says "không" before
      from = value !== null ? next : first.isSpoken && from >= 2 ? pieces.length : from + 1
      continue
    }
    const start = lexemes[first.first]?.start ?? 0
    found.push({ value, start: hasPlus && from === 0 ? start - 1 : start, end: lexemes[last.next - 1]?.end ?? start })
    from = next
  }
  return found
}

function readNumber(digits: string, hasPlus: boolean, isSaidPhone: () => boolean): string | null {
  if (hasPlus) return digits.startsWith('84') ? toE164(digits) : validate(`+${digits}`)
  if (digits.startsWith('00'))
    return digits.startsWith('0084') ? toE164(digits.slice(2)) : validate(`+${digits.slice(2)}`)
  if (digits.startsWith('0') || (digits.startsWith('84') && digits.length >= 11)) return toE164(digits)
  return /^[35789]\d{8}$/.test(digits) && isSaidPhone() ? toE164(`0${digits}`) : null
}

/** True if one of the words right before says that a phone number follows. */
function isSaid(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    if (isAnnounced(lexemes[i]) === true) return true
    if (!isNear(lexemes[i + 1]) || /[.,;!?]/.test(lexemes[i]?.bare ?? '')) return false
  }
  return false
}

function isCodeBefore(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - REACH); i--) {
    const lexeme = lexemes[i]
    if (lexeme === undefined || !isNear(lexemes[i + 1]) || /[,;!?]/.test(lexeme.bare)) return false
    if (isAnnounced(lexeme) === true && lexeme.bare !== 'may') return false
    if (isCode(lexeme) === true) return true
    if (isCodeWord(lexeme) === true && (lexeme.marked === 'mã' || isCoded(lexemes[i + 1]) === true)) return true
  }
  return false
}

/** Mobile numbers of eleven digits became ten in 2018, one for one (Ministry of Information, plan of 15 September 2018). */
const RENUMBERED = new Map(
  Object.entries({
    120: '70',
    121: '79',
    122: '77',
    126: '76',
    128: '78',
    123: '83',
    124: '84',
    125: '85',
    127: '81',
    129: '82',
    162: '32',
    163: '33',
    164: '34',
    165: '35',
    166: '36',
    167: '37',
    168: '38',
    169: '39',
    186: '56',
    188: '58',
    199: '59',
  }),
)

/** E.164 of digits as typed with their leading 0 or 84, or null if no such number can exist in Viet Nam. */
export function toE164(typed: string): string | null {
  const digits = typed.replace(/\D/g, '')
  const local = digits.startsWith('84')
    ? digits.slice(2).replace(/^0/, '')
    : digits.startsWith('0')
      ? digits.slice(1)
      : ''
  const renumbered = local.length === 10 ? RENUMBERED.get(local.slice(0, 3)) : undefined
  const national = renumbered === undefined ? local : renumbered + local.slice(3)
  return /^(?:[35789]\d{8}|2\d{9})$/.test(national) ? validate(`+84${national}`) : null
}

function validate(number: string): string | null {
  return parsePhoneNumberFromString(number)?.isValid() === true ? number : null
}
