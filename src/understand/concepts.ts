import { CONCEPTS } from '../data/concepts.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import type { Views } from './tokens.ts'

const index = indexPhrases(
  Object.entries(CONCEPTS).flatMap(([concept, phrases]) => phrases.map((phrase) => ({ phrase, value: concept }))),
)
/** Of one text; a longer one repeats itself. */
const MATCHES_MAX = 2_000

/** What a text speaks of, in the words of `src/data/concepts.json`: different words for one thing are one concept. */
export function findConcepts(text: Normalised, views: Views): Set<string> {
  const found = new Set<string>()
  for (const { value, isNegated } of findPhrases(index, text, views).slice(0, MATCHES_MAX)) {
    found.add(isNegated ? `not ${value}` : value)
  }
  return found
}
