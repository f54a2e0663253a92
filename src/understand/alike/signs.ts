import { WORSE_WORDS } from '../../data/worse-words.ts'
import type { Normalised } from '../normalise.ts'
import { findPhrases, indexPhrases } from '../phrases.ts'
import type { Views } from '../tokens.ts'

const index = indexPhrases(
  Object.entries(WORSE_WORDS).flatMap(([sign, phrases]) =>
    phrases.map((phrase) => ({ phrase, value: `${sign}: ${phrase.replace(/^[=!]+/, '')}` })),
  ),
)
/** Of one text; a longer one repeats itself. */
const SIGNS_MAX = 60

/** What in a text may make an event worse, each once; what it denies is none. */
export function findSigns(text: Normalised, views: Views): string[] {
  const found = findPhrases(index, text, views).filter(({ isNegated }) => !isNegated)
  return [...new Set(found.map(({ value }) => value))].sort().slice(0, SIGNS_MAX)
}
