import { HARMLESS } from '../data/harmless.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from './phrases.ts'
import type { Views } from './tokens.ts'

const index = indexPhrases(HARMLESS.map((phrase) => ({ phrase, value: true })))

/**
 * The matches that are left once those within a harmless phrase are gone ("cháy" in "cháy hàng"), and once those that
 * were typed without marks and run into one are gone ("dang chay" in "dang chay xe").
 */
export function dropHarmless<T>(matches: PhraseMatch<T>[], text: Normalised, views: Views): PhraseMatch<T>[] {
  const harmless = findPhrases(index, text, views)
  if (harmless.length === 0) return matches
  // 4,000 of either is more than any honest message holds; beyond that the test would turn quadratic
  const some = harmless.slice(0, 4_000)
  return matches
    .slice(0, 4_000)
    .filter(
      (match) =>
        !some.some(
          ({ start, end }) =>
            (start <= match.start && match.end <= end) ||
            (match.isFolded && start < match.end && match.start < end && start > match.start),
        ),
    )
}
