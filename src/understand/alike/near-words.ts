import { countShared, prepare } from './prepared.ts'
import type { TipView } from './view.ts'

/** Short cries are alike without being copies: "cứu với" of two people are two events. Letters and digits. */
const LETTERS_MIN = 32
/** Of the runs of the shorter so many stand in the longer: a message passed on with words before, behind, or cut away. */
const CONTAINED_MIN = 0.8
/** And of the runs of both so many are shared: a sentence in a long page is no copy of the page. */
const SHARED_MIN = 0.45
/**
 * Or fewer of both, where so many letters stand in both without a break: who tells of the same event in their own words
 * shares no such stretch.
 */
const LOOSELY_CONTAINED_MIN = 0.6
const LOOSELY_SHARED_MIN = 0.38
const STRETCH_MIN = 36

/**
 * True where one is the other passed on: nearly the same words, and nothing that is counted, numbered or named is another.
 * Two victims who use the same script, or two houses of one street, are no copies.
 */
export function areCopies(one: TipView, other: TipView): boolean {
  const [a, b] = [prepare(one), prepare(other)]
  if (Math.min(a.letterCount, b.letterCount) < LETTERS_MIN) return false
  const shared = countShared(a.runs, b.runs)
  const contained = shared / Math.max(1, Math.min(a.runs.length, b.runs.length))
  const ofBoth = shared / Math.max(1, a.runs.length + b.runs.length - shared)
  if (contained < LOOSELY_CONTAINED_MIN || ofBoth < LOOSELY_SHARED_MIN) return false
  const isClose = contained >= CONTAINED_MIN && ofBoth >= SHARED_MIN
  if (!isClose && longestShared(one.words, other.words) < STRETCH_MIN) return false
  return (
    agree(a.numbers, b.numbers) &&
    agree(one.phones, other.phones) &&
    agree(one.accounts, other.accounts) &&
    agree(one.plates, other.plates) &&
    agree(one.links, other.links) &&
    (one.place.commune === null || other.place.commune === null || one.place.commune === other.place.commune)
  )
}

/** What one names the other names too: a part may have been cut away, but nothing put in its place. */
function agree(one: Iterable<string>, other: Iterable<string>): boolean {
  const [a, b] = [new Set(one), new Set(other)]
  return a.isSubsetOf(b) || b.isSubsetOf(a)
}

/** Letters of the longest row of words that stands in both. */
function longestShared(one: readonly string[], other: readonly string[]): number {
  let before = new Uint16Array(other.length + 1)
  let longest = 0
  for (const word of one) {
    const lengths = new Uint16Array(other.length + 1)
    for (const [at, there] of other.entries()) {
      if (there !== word) continue
      const length = (before[at] ?? 0) + word.length
      lengths[at + 1] = length
      if (length > longest) longest = length
    }
    before = lengths
  }
  return longest
}
