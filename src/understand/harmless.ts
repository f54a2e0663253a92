import { HARMLESS } from '../data/harmless.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from './phrases.ts'
import type { Views } from './tokens.ts'

const index = indexPhrases(HARMLESS.map((phrase) => ({ phrase, value: phrase })))
/** More than any honest message holds; beyond that the test below would turn quadratic. */
const MATCHES_MAX = 4_000

/**
 * The matches that are left once those within a harmless phrase are gone ("cháy" in "cháy hàng"), and once those that
 * were typed without marks and run into one are gone ("dang chay" in "dang chay xe"). A phrase that is on both lists
 * stays: "chạy ẩu" is no fire and still an offence.
 */
export function dropHarmless<T>(matches: PhraseMatch<T>[], text: Normalised, views: Views): PhraseMatch<T>[] {
  const harmless = findPhrases(index, text, views).slice(0, MATCHES_MAX)
  if (harmless.length === 0) return matches
  return matches.slice(0, MATCHES_MAX).filter((match) => !harmless.some((other) => covers(other, match)))
}

function covers<T>(harmless: PhraseMatch<string>, match: PhraseMatch<T>): boolean {
  if (harmless.start === match.start && harmless.end === match.end) {
    return match.isFolded && match.phrase !== harmless.value
  }
  if (harmless.start <= match.start && match.end <= harmless.end) return true
  return match.isFolded && match.start < harmless.start && harmless.start < match.end
}
