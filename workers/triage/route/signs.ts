import {
  HAZARD_OF_SITUATION,
  SERIOUS_CATEGORIES,
  SIGN_PHRASES,
  SIGNS_OF_CATEGORY,
} from '../../../src/data/routing-signs.ts'
import { type Hazard, SIGNS, type Sign } from '../../../src/domain/routing-rules.ts'
import type { Span } from '../../../src/domain/tip.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import { findPhrases, indexPhrases } from '../../../src/understand/phrases.ts'
import { read } from '../../../src/understand/reading.ts'

/** What the tale holds because of which more than a commune hears of it; `span` where words say so. */
export interface FoundSign<S extends Sign | Hazard = Sign | Hazard> {
  sign: S
  span?: Span
}

const index = indexPhrases(
  SIGNS.flatMap((sign) => (SIGN_PHRASES[sign] ?? []).map((phrase) => ({ phrase, value: sign }))),
)

/** Each sign once, where it stands first; what is negated or told of a film is none. */
export function findSigns(text: string, analysis: Analysis): FoundSign<Sign>[] {
  const reading = read(text)
  const found = new Map<Sign, FoundSign<Sign>>()
  for (const match of findPhrases(index, reading.text, reading.views)) {
    if (match.isNegated || match.isFiction || found.has(match.value)) continue
    if (match.value === 'unknown-offender' && !isSerious(analysis)) continue
    found.set(match.value, { sign: match.value, span: match.span })
  }
  const said = analysis.category === null ? undefined : SIGNS_OF_CATEGORY[analysis.category]
  if (said !== undefined && !found.has(said)) found.set(said, { sign: said })
  return SIGNS.flatMap((sign) => found.get(sign) ?? [])
}

function isSerious({ category }: Analysis): boolean {
  return category !== null && SERIOUS_CATEGORIES.has(category)
}

/** Dangers told of that are not over, each once. */
export function findHazards({ situations }: Analysis): FoundSign<Hazard>[] {
  const found = new Map<Hazard, FoundSign<Hazard>>()
  for (const { id, span, tense } of situations) {
    const hazard = HAZARD_OF_SITUATION[id]
    if (hazard !== undefined && tense !== 'past' && !found.has(hazard)) found.set(hazard, { sign: hazard, span })
  }
  return [...found.values()]
}
