import { SITUATIONS, type Situation } from '../data/situations.ts'
import type { SituationMatch } from './analysis.ts'
import { dropHarmless } from './harmless.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import { type TenseMap, tenseOf } from './tense.ts'
import type { Views } from './tokens.ts'

const index = indexPhrases(
  SITUATIONS.flatMap((situation) =>
    situation.phrases.map((phrase) => ({
      phrase,
      value: { situation, isCry: situation.id === 'U1' && phrase.startsWith('!') },
    })),
  ),
)
/** Enough to explain an answer; a text that repeats itself ten thousand times gives no more. */
const PER_SITUATION_MAX = 5

/** U1 to U15 found in the text, in the order of precedence of `src/data/situations.ts`, the most pressing first. */
export function findSituations(text: Normalised, views: Views, tenses: TenseMap): SituationMatch[] {
  const matches = dropHarmless(findPhrases(index, text, views), text, views).filter(
    (match) => !match.isNegated && !match.isFiction,
  )
  return SITUATIONS.flatMap(({ id }) => {
    const seen = new Set<number>()
    const own = matches.filter(({ value, start }) => value.situation.id === id && !seen.has(start) && seen.add(start))
    return own
      .slice(0, 50)
      .map((match) => ({ id, span: match.span, tense: tenseOf(match, tenses, match.value.isCry) }))
      .sort((a, b) => TENSES.indexOf(a.tense) - TENSES.indexOf(b.tense) || a.span.start - b.span.start)
      .slice(0, PER_SITUATION_MAX)
  })
}

const TENSES: readonly SituationMatch['tense'][] = ['now', 'unclear', 'past']

/** The situation whose text opens the answer: first of those happening, then of those unclear; null if all are past. */
export function pickPressing(matches: SituationMatch[]): Situation | null {
  for (const tense of ['now', 'unclear'] as const) {
    const id = matches.find((match) => match.tense === tense)?.id
    const situation = SITUATIONS.find((other) => other.id === id)
    if (situation !== undefined) return situation
  }
  return null
}
