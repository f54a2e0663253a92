import { rarityOf } from './rarity.ts'
import type { TipView } from './view.ts'

/** A view made ready to be compared, once. */
export interface Prepared {
  /** How rare each of its words is. */
  words: ReadonlyMap<string, number>
  /** The same of neighbouring words, joined by a blank. */
  pairs: ReadonlyMap<string, number>
  wordsLength: number
  pairsLength: number
  /** Sums of rarities. */
  wordsWeight: number
  /** Hashes of runs of {@link RUN} letters of all words joined, ascending, each once. */
  runs: Uint32Array
  /** Letters and digits of all words joined. */
  letterCount: number
  /** Everything in it with a digit, without its unit. */
  numbers: ReadonlySet<string>
}

/** Of runs of so many letters texts are compared by (triage reference: 5-grams of the stripped text). */
export const RUN = 5
const NUMBER = /\d/

const known = new WeakMap<TipView, Prepared>()

export function prepare(view: TipView): Prepared {
  const found = known.get(view) ?? make(view)
  known.set(view, found)
  return found
}

function make(view: TipView): Prepared {
  const words = new Map<string, number>()
  const pairs = new Map<string, number>()
  let before: string | null = null
  for (const word of view.words) {
    if (!words.has(word)) words.set(word, rarityOf(word))
    if (before !== null) {
      const pair = `${before} ${word}`
      if (!pairs.has(pair)) pairs.set(pair, rarityOf(pair))
    }
    before = word
  }
  const letters = view.words.join('')
  return {
    words,
    pairs,
    wordsLength: lengthOf(words),
    pairsLength: lengthOf(pairs),
    wordsWeight: [...words.values()].reduce((sum, weight) => sum + weight, 0),
    runs: runsOf(letters),
    letterCount: letters.length,
    numbers: new Set(view.words.filter((word) => NUMBER.test(word)).map(withoutUnit)),
  }
}

/** "10h" is "10 giờ", and "ql51" is "quốc lộ 51": what is passed on is often written shorter. */
function withoutUnit(word: string): string {
  return word.replace(UNIT_BEFORE, '').replace(UNIT_BEHIND, '')
}
const UNIT_BEFORE = /^(?:ql|tl|km|kp)(?=\d)/
const UNIT_BEHIND = /(?<=\d)(?:h|k|tr|p|ph|km)$/

function lengthOf(weights: ReadonlyMap<string, number>): number {
  let squares = 0
  for (const weight of weights.values()) squares += weight * weight
  return Math.sqrt(squares)
}

function runsOf(letters: string): Uint32Array {
  const found = new Set<number>()
  for (let at = 0; at + RUN <= letters.length; at++) found.add(hashOf(letters, at, at + RUN))
  return Uint32Array.from(found).sort()
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** How many of two ascending lists are in both. */
export function countShared(one: Uint32Array, other: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0]
  while (i < one.length && j < other.length) {
    const [a, b] = [one[i] ?? 0, other[j] ?? 0]
    if (a === b) shared += 1
    if (a <= b) i += 1
    if (b <= a) j += 1
  }
  return shared
}
