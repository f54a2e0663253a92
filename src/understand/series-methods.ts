import { KNOWN_APPS, SCAM_METHODS, type ScamMethod } from '../data/scam-methods.ts'
import type { Mark } from '../domain/series.ts'
import { normalise } from './normalise.ts'
import type { Traced } from './series-traced.ts'
import { isSyllable } from './syllables.ts'

/** Behind these the name of a program stands. */
const APP =
  /(?<![a-z0-9])(?:app|ung dung|phan mem|trang web|san)(?: (?:ten|la|mang ten|co ten|gia|goi la))? ([a-z0-9]{4,20})(?![a-z0-9])/g
/** Digits before the noughts: 3,596,000 is an amount of a script, 5,000,000 is anybody's. */
const DIGITS_MIN = 3
const AMOUNT_MIN = 50_000
/** A text that fits more scripts fits none. */
const METHODS_MAX = 2

/**
 * The same script is not the same hand: thousands are told to like videos for pay. So a script binds only with a second
 * sign of the same hand: a program by a name that nobody else has, or the very amount, and no round one, at the same bank.
 */
export function findMethodMarks({ text, entities }: Traced): Mark[] {
  const bare = ` ${normalise(text).bare.replace(/[^a-z0-9]+/g, ' ')} `
  const methods = SCAM_METHODS.filter((method) => isTold(bare, method))
  if (methods.length === 0 || methods.length > METHODS_MAX) return []
  const apps = new Set([...bare.matchAll(APP)].flatMap(([, name]) => (name && isOwnName(name) ? [name] : [])))
  const banks = new Set(entities.accounts.flatMap(({ value }) => (value.bank === null ? [] : [value.bank])))
  const amounts = new Set(entities.money.map(({ value }) => value).filter(isOfScript))
  return methods.flatMap(({ code, vi }) => [
    ...[...apps].map((app) => markOf(`${code} app ${app}`, `${vi}; cùng tên ứng dụng`)),
    ...[...banks].flatMap((bank) =>
      [...amounts].map((amount) => markOf(`${code} ${bank} ${amount}`, `${vi}; cùng ngân hàng nhận và cùng số tiền`)),
    ),
  ])
}

function isTold(bare: string, { signs }: ScamMethod): boolean {
  return signs.every((set) => set.some((phrase) => bare.includes(` ${phrase} `)))
}

/** No word of either language that we know, and nothing that everybody has. */
function isOwnName(name: string): boolean {
  return !isSyllable(name) && !KNOWN_APPS.has(name) && /[a-z]{2}/.test(name)
}

function isOfScript(amount: number): boolean {
  return amount >= AMOUNT_MIN && amount % 10 ** (String(amount).length - DIGITS_MIN + 1) !== 0
}

function markOf(value: string, shown: string): Mark {
  return { kind: 'method', value, shown, heldOn: null }
}
