import { DENIALS, WORSE_WORDS } from '../../data/worse-words.ts'
import type { Escalation, Worsening } from '../../domain/incident.ts'
import { URGENCIES } from '../../domain/tip.ts'
import { areCopies } from './near-words.ts'
import type { TipView } from './view.ts'

/** Which worsening is told where several are: what decides who must come stands first. */
const ORDER = ['victim', 'weapon', 'fire', 'place', 'urgency'] as const

/**
 * What a later voice says that none before it said and that makes the event worse; null where nothing is, and for a copy,
 * which says nothing new. Raised rather too often than not at all: an officer who looks once in vain loses a minute.
 * `own`: what the same tip said before more was added. It contains that, and is no copy for it; nor of those who passed
 * that on.
 */
export function findEscalation(
  newer: TipView,
  others: readonly TipView[],
  own: TipView | null = null,
): Escalation | null {
  const before = own === null ? others : [...others, own]
  if (before.length === 0 || (own === null && others.some((one) => areCopies(newer, one)))) return null
  const said = new Set(before.flatMap((one) => signsOf(one).map(({ phrase }) => phrase)))
  const fresh = signsOf(newer).filter(({ phrase }) => !said.has(phrase))
  const worsening = ORDER.find((sign) => fresh.some((one) => one.sign === sign)) ?? raisedBy(newer, before)
  return worsening === null ? null : { worsening, urgency: newer.urgency }
}

/** Higher than all before, or the first that must be told to call. */
function raisedBy(newer: TipView, before: readonly TipView[]): Worsening | null {
  const highest = Math.min(...before.map(({ urgency }) => URGENCIES.indexOf(urgency)))
  const isHigher = URGENCIES.indexOf(newer.urgency) < highest
  const isFirstCall = newer.callNow && !before.some(({ callNow }) => callNow)
  if (isHigher || isFirstCall) return 'urgency'
  const { commune } = newer.place
  const isElsewhere =
    commune !== null && before.every(({ place }) => place.commune !== null && place.commune !== commune)
  return isElsewhere ? 'place' : null
}

interface Sign {
  sign: Worsening
  phrase: string
}

const PHRASES = ORDER.flatMap((sign) => WORSE_WORDS[sign].map((phrase) => ({ sign, phrase, words: phrase.split(' ') })))
const known = new WeakMap<TipView, readonly Sign[]>()

function signsOf(view: TipView): readonly Sign[] {
  const found = known.get(view) ?? PHRASES.filter(({ words }) => says(view.words, words))
  known.set(view, found)
  return found
}

function says(words: readonly string[], phrase: readonly string[]): boolean {
  const [first] = phrase
  for (let at = words.indexOf(first ?? ''); at >= 0; at = words.indexOf(first ?? '', at + 1)) {
    if (phrase.every((word, k) => words[at + k] === word) && !isDenied(words, at, phrase)) return true
  }
  return false
}

/** "không ai bị thương", "chưa có ai chết": a denial at most three words before. A phrase of denial itself is none. */
function isDenied(words: readonly string[], at: number, [first]: readonly string[]): boolean {
  return !DENIALS.has(first ?? '') && words.slice(Math.max(0, at - 3), at).some((word) => DENIALS.has(word))
}
