import { BANK_WORDS_MAX, findBank, WALLETS } from '../../data/banks.ts'
import type { Hit } from './hit.ts'
import { isNear, type Lexeme, phraseTable, wordSet } from './lexemes.ts'
import { moneyUnitAt } from './money-words.ts'
import type { DigitPiece, DigitRun } from './numerals.ts'
import { toE164 } from './phones.ts'

export interface Account {
  bank: string | null
  number: string
}

/** Bank accounts have 6 to 19 digits; those of six or seven count only right behind "stk". */
const DIGITS_MIN = 6
const DIGITS_SURE = 8
const DIGITS_MAX = 19
/** How many lexemes away the words that make digits an account may stand. */
const BEFORE = 12
const AFTER = 7

const saysAccount = phraseTable<true>({
  stk: true,
  tk: true,
  stkhoan: true,
  'tài khoản': true,
  'số tài khoản': true,
  account: true,
  acc: true,
  tkhoản: true,
  'ví điện tử': true,
})
const isBankWord = wordSet('hàng nh bank')
const saysPhone = wordSet('sđt thoại đt zalo zl hotline gọi phone sim')
/** What follows is a part of an account only. */
const isPartial = wordSet('đuôi cuối đầu otp mã cccd imei')
const ACCOUNT_SIGN = /^[*x…_]/

/** Digits beside a bank's name, "stk" or "tài khoản"; digits alone are never an account. `bank` null where none is named. */
export function findAccounts(lexemes: readonly Lexeme[], runs: readonly DigitRun[]): Hit<Account>[] {
  const found: Hit<Account>[] = []
  let previousNext = 0
  for (const run of runs) {
    const pieces = ownPieces(lexemes, run)
    const first = pieces[0]
    const last = pieces.at(-1)
    if (first === undefined || last === undefined || run.hasPlus) continue
    const digits = pieces.map((piece) => piece.digits).join('')
    const before = lexemes.slice(Math.max(previousNext, first.first - BEFORE), first.first)
    const after = afterOf(lexemes, last.next, runs)
    if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX || isPart(lexemes, before, last.next)) continue
    const bank = nearestBank(before, after)
    const said = lastIndexOf(before, (at) => saysAccount(before, at) !== null)
    const isSaid = said >= 0
    if (bank === null && !isSaid) continue
    if (digits.length < DIGITS_SURE && said < before.length - 4) continue
    if (isPhone(digits, before, bank, isSaid)) continue
    found.push({
      value: { bank: bank?.name ?? null, number: digits },
      start: lexemes[first.first]?.start ?? 0,
      end: lexemes[last.next - 1]?.end ?? 0,
    })
    previousNext = last.next
  }
  return found
}

/** The pieces before one that is money or a time of its own ("1903 6622 1122 500k"), all typed or all spoken. */
function ownPieces(lexemes: readonly Lexeme[], { pieces }: DigitRun): DigitPiece[] {
  const kept: DigitPiece[] = []
  for (const piece of pieces) {
    if (kept[0] !== undefined && piece.isSpoken !== kept[0].isSpoken) break
    const behind = lexemes[piece.next]
    if (isNear(behind) && (moneyUnitAt(lexemes, piece.next) !== undefined || /^(?:h|gio|g)$/.test(behind.bare))) break
    kept.push(piece)
  }
  return kept
}

function afterOf(lexemes: readonly Lexeme[], from: number, runs: readonly DigitRun[]): Lexeme[] {
  const after = lexemes.slice(from, from + AFTER)
  // beyond the next number, a bank belongs to that one
  const stop = runs.find(({ pieces }) => (pieces[0]?.first ?? 0) >= from && pieces.length > 0)?.pieces[0]?.first
  const own = stop === undefined ? after : after.slice(0, Math.max(0, stop - from))
  const end = own.findIndex(({ bare, gap }) => gap === 'line' || /^[.;!?]$/.test(bare))
  return end < 0 ? own : own.slice(0, end)
}

interface Named {
  name: string
  /** Lexemes between the name and the digits. */
  distance: number
}

function nearestBank(before: readonly Lexeme[], after: readonly Lexeme[]): Named | null {
  let best: Named | null = null
  for (let at = 0; at < before.length; at++) {
    const bank = readBank(before, at)
    if (bank !== null) best = { name: bank.name, distance: before.length - at - bank.length }
  }
  for (let at = 0; at < after.length; at++) {
    const bank = readBank(after, at)
    // a bank named after the number belongs to it as often as one named before
    if (bank !== null && (best === null || at < best.distance)) best = { name: bank.name, distance: at }
    if (bank !== null) break
  }
  return best
}

function readBank(lexemes: readonly Lexeme[], at: number): { name: string; length: number } | null {
  for (let length = Math.min(BANK_WORDS_MAX, lexemes.length - at); length > 0; length--) {
    const words = lexemes.slice(at, at + length)
    if (words.some(({ kind, gap }, i) => kind !== 'word' || (i > 0 && gap !== 'space'))) continue
    const typed = words.map(({ bare }) => bare).join(' ')
    // "an bình", "bác ạ" are words of everyday: several of them name a bank only behind "ngân hàng"
    if (length > 1 && !/bank|pay|money/.test(typed) && isBankWord(lexemes[at - 1]) !== true) continue
    const name = findBank(typed)
    if (name !== null) return { name, length }
  }
  return null
}

/** "đuôi 2204", "1903xxxx", "...8841": an incomplete account is none. */
function isPart(lexemes: readonly Lexeme[], before: readonly Lexeme[], next: number): boolean {
  const behind = lexemes[next]
  if (behind !== undefined && behind.gap === 'none' && ACCOUNT_SIGN.test(behind.bare)) return true
  const last = before.at(-1)
  if (last !== undefined && ACCOUNT_SIGN.test(last.bare) && lexemes[next - 1]?.gap !== 'line' && last.kind === 'sign')
    return true
  return before.slice(-3).some((lexeme) => isPartial(lexeme) === true && lexeme.bare !== 'dau')
}

/** A number that can be a phone is one beside a wallet or a word of calling, or where a bank is only talked about. */
function isPhone(digits: string, before: readonly Lexeme[], bank: Named | null, isSaid: boolean): boolean {
  if (before.slice(-4).some((lexeme) => saysPhone(lexeme) === true)) {
    const said = lastIndexOf(before, (at) => saysPhone(before[at]) === true)
    if (lastIndexOf(before, (at) => saysAccount(before, at) !== null) < said) return true
  }
  if (toE164(digits) === null) return false
  if (isSaid) return false
  if (bank === null || WALLETS.has(bank.name)) return true
  return bank.distance > 1
}

function lastIndexOf(lexemes: readonly Lexeme[], is: (at: number) => boolean): number {
  for (let at = lexemes.length - 1; at >= 0; at--) if (is(at)) return at
  return -1
}
