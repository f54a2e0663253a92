import type { LinkReason, Relation } from '../../domain/incident.ts'
import { type JudgePair, judgePair, PAIR_MODEL, type PairJudgement } from './judge.ts'
import type { PairModel } from './pair-model.ts'
import type { TipView } from './view.ts'

/** A tip that was found beside a newer one. */
export interface IncidentCandidate {
  tipId: string
  /** Null while it is alone. */
  incidentId: string | null
  /** First voice of its incident; itself while it is alone. */
  rootId: string
  view: TipView
  isSameSender: boolean
  /** An officer said that the two are not one event. */
  isApart: boolean
}

/** What a newer tip belongs to. */
export interface Choice {
  /** The voice it fits best; empty where it fits none. */
  tipId: string
  incidentId: string | null
  rootId: string
  how: 'automatic' | 'suggested' | 'none'
  relation: Relation
  score: number
  reasons: { reason: LinkReason; weight: number }[]
}

export const NO_CHOICE: Choice = {
  tipId: '',
  incidentId: null,
  rootId: '',
  how: 'none',
  relation: 'first',
  score: 0,
  reasons: [],
}

/** The best voice counts for so much of how a tip fits an incident, all others together for the rest. */
const BEST_SHARE = 0.65

interface Judged {
  one: IncidentCandidate
  found: PairJudgement
}

/**
 * The incident that a tip fits best, by how it fits the voices that were found: the best of them, and the middle of the
 * others, so that one weak likeness to one voice of many does not join two events. Whoever was said to be apart from one
 * voice is apart from the whole.
 */
export function makeChoose(judge: JudgePair, { thresholds }: Pick<PairModel, 'thresholds'>) {
  return (newer: TipView, candidates: readonly IncidentCandidate[]): Choice => {
    const apart = new Set(candidates.filter(({ isApart }) => isApart).map(({ rootId }) => rootId))
    const judged = candidates
      .filter(({ rootId }) => !apart.has(rootId))
      .map((one): Judged => ({ one, found: judge(newer, one.view, one) }))
    const incidents = [...Map.groupBy(judged, ({ one }) => one.rootId).values()].map(rate)
    const best = incidents.toSorted((a, b) => b.score - a.score || b.best.one.view.at - a.best.one.view.at)[0]
    return best === undefined ? NO_CHOICE : decide(best, thresholds)
  }
}

interface Rated {
  best: Judged
  score: number
}

function rate(voices: readonly Judged[]): Rated {
  const [best, ...others] = voices.toSorted((a, b) => b.found.score - a.found.score) as [Judged, ...Judged[]]
  const middle = others[Math.floor((others.length - 1) / 2)]
  if (best.found.isCopy || best.found.isByPhoto || middle === undefined) return { best, score: best.found.score }
  return { best, score: BEST_SHARE * best.found.score + (1 - BEST_SHARE) * middle.found.score }
}

function decide({ best, score }: Rated, thresholds: PairModel['thresholds']): Choice {
  const { one, found } = best
  const isOwnAgain = one.isSameSender && score >= thresholds.sameSender
  const isAutomatic = found.isCopy || isOwnAgain || found.isSure
  if (!isAutomatic && score < thresholds.suggest) return NO_CHOICE
  return {
    tipId: one.tipId,
    incidentId: one.incidentId,
    rootId: one.rootId,
    how: isAutomatic && !found.isByPhoto ? 'automatic' : 'suggested',
    relation: one.isSameSender ? 'repeat' : found.isCopy ? 'copy' : 'witness',
    score,
    reasons: found.reasons,
  }
}

/** By the weights of the program. */
export const chooseIncident = makeChoose(judgePair, PAIR_MODEL)
