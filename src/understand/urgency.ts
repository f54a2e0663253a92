import { findCategory } from '../data/taxonomy.ts'
import { maxUrgency, type Urgency } from '../domain/tip.ts'
import type { SituationMatch } from './analysis.ts'

/**
 * The more urgent of category default and situations (domain reference 4.1). Rules only raise: the single thing that does
 * not raise is a situation clearly past. A category alone never lowers what a situation says.
 */
export function rateUrgency(category: string | null, situations: SituationMatch[]): Urgency {
  const byCategory = (category === null ? undefined : findCategory(category)?.defaultUrgency) ?? 'normal'
  return maxUrgency(byCategory, rateSituations(situations))
}

/** What situations alone make of it; `low` where there is none. */
export function rateSituations(situations: SituationMatch[]): Urgency {
  let urgency: Urgency = 'low'
  const isDanger = situations.some(({ id, tense }) => id === 'U1' && tense !== 'past')
  for (const { id, tense } of situations) {
    if (tense !== 'past') urgency = maxUrgency(urgency, raisedTo(id, tense, isDanger))
  }
  return urgency
}

function raisedTo(id: string, tense: SituationMatch['tense'], isDanger: boolean): Urgency {
  switch (id) {
    case 'U8':
      return tense === 'now' ? 'critical' : 'high'
    case 'U14':
      // 113 if the person who threatens is near, else high
      return isDanger ? 'critical' : 'high'
    default:
      return 'critical'
  }
}
