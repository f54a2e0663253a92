import type { LinkReason, Relation } from '../../domain/incident.ts'
import { judgePair } from './judge.ts'
import type { TipView } from './view.ts'

export interface IncidentCandidate {
  tipId: string
  incidentId: string | null
  rootId: string
  view: TipView
  isSameSender: boolean
  isApart: boolean
}

export interface Choice {
  tipId: string
  incidentId: string | null
  rootId: string
  how: 'automatic' | 'suggested' | 'none'
  relation: Relation
  score: number
  reasons: { reason: LinkReason; weight: number }[]
}

/** Stands in until the part that compares is merged. */
export function chooseIncident(newer: TipView, candidates: readonly IncidentCandidate[]): Choice {
  const apart = new Set(candidates.flatMap((one) => (one.isApart ? [one.tipId, one.incidentId] : [])))
  const judged = candidates
    .filter((one) => !apart.has(one.tipId) && (one.incidentId === null || !apart.has(one.incidentId)))
    .map((one) => ({ one, found: judgePair(newer, one.view, one) }))
    .toSorted((a, b) => b.found.score - a.found.score)
  const best = judged[0]
  if (best === undefined || best.found.score < 0.5) {
    return { tipId: '', incidentId: null, rootId: '', how: 'none', relation: 'witness', score: 0, reasons: [] }
  }
  const { one, found } = best
  const relation = one.isSameSender ? 'repeat' : found.isCopy ? 'copy' : 'witness'
  return {
    tipId: one.tipId,
    incidentId: one.incidentId,
    rootId: one.rootId,
    how: relation === 'witness' ? 'suggested' : 'automatic',
    relation,
    score: found.score,
    reasons: found.reasons,
  }
}
