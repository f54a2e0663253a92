import type { Escalation } from '../../domain/incident.ts'
import { URGENCIES } from '../../domain/tip.ts'
import type { TipView } from './view.ts'

/** Stands in until the part that compares is merged. */
export function findEscalation(newer: TipView, before: readonly TipView[]): Escalation | null {
  if (before.length === 0) return null
  const highest = Math.min(...before.map(({ urgency }) => URGENCIES.indexOf(urgency)))
  if (URGENCIES.indexOf(newer.urgency) < highest) return { worsening: 'urgency', urgency: newer.urgency }
  const isTrapped = (view: TipView): boolean => /ket ben trong|mac ket/.test(view.words.join(' '))
  if (isTrapped(newer) && !before.some(isTrapped)) return { worsening: 'victim', urgency: newer.urgency }
  return null
}
