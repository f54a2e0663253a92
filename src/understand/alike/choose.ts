import type { LinkReason, Relation } from '../../domain/incident.ts'
import type { Fit } from './fit.ts'
import type { JudgePair, PairJudgement } from './judge.ts'
import type { PairModel } from './pair-model.ts'
import { SAME_PHOTO_SCORE as WORTH_A_LOOK } from './same-photo.ts'
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
  /** @see Standing */
  tipsBetween: number
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

/** From so much on two are held for one event before an officer says so: it is likelier than not. */
const TWIN_MIN = 0.5

interface Judged {
  one: IncidentCandidate
  found: PairJudgement
}

/**
 * The incident that a tip fits best, by all its voices that are known, beside the others it may belong to: one weak likeness
 * to one voice of many does not join two events. Whoever was said to be apart from one voice is apart from the whole.
 */
export function makeChoose(judge: JudgePair, fitAll: Fit, thresholds: PairModel['thresholds']) {
  return (newer: TipView, candidates: readonly IncidentCandidate[]): Choice => {
    const apart = new Set(candidates.filter(({ isApart }) => isApart).map(({ rootId }) => rootId))
    const judged = candidates
      .filter(({ rootId }) => !apart.has(rootId))
      .map((one): Judged => ({ one, found: judge(newer, one.view, one) }))
    const incidents = [...Map.groupBy(judged, ({ one }) => one.rootId).values()]
      .map(sortVoices)
      .filter(([best]) => best.found.score > 0)
    const wholes = joinTwins(incidents, judge)
    const fits = fitAll(
      newer,
      wholes.map(([voices = []]) => voices.map(({ one, found }) => ({ ...one, ...found }))),
    )
    const rated = wholes.flatMap((whole, at) =>
      whole.map(([best], place) => rate(best, place === 0 ? (fits[at] ?? 0) : 0)),
    )
    const best = rated.toSorted(
      (a, b) => b.score - a.score || b.best.found.score - a.best.found.score || b.best.one.view.at - a.best.one.view.at,
    )[0]
    return best === undefined ? NO_CHOICE : decide(best, thresholds)
  }
}

interface Rated {
  best: Judged
  score: number
}

/** Voices of one incident, the one that the tip is most like first. */
type Voices = readonly [Judged, ...Judged[]]

function sortVoices(voices: readonly Judged[]): Voices {
  return voices.toSorted((a, b) => b.found.score - a.found.score) as [Judged, ...Judged[]]
}

/**
 * Of those that the tip is like the ones that are like each other do not stand against each other: they wait for an officer
 * to join them, and the first of them stands for all. Else the third witness of a fire would be torn between the first two.
 */
function joinTwins(incidents: readonly Voices[], judge: JudgePair): Voices[][] {
  const wholes: Voices[][] = []
  for (const voices of incidents.toSorted((a, b) => b[0].found.score - a[0].found.score)) {
    const [{ one, found }] = voices
    const isTwin = (whole: readonly Voices[]): boolean => {
      const other = whole[0]?.[0]
      if (other === undefined || found.score < TWIN_MIN || other.found.score < TWIN_MIN) return false
      const tipsBetween = Math.max(0, Math.abs(one.tipsBetween - other.one.tipsBetween) - 1)
      return judge(one.view, other.one.view, { isSameSender: false, tipsBetween }).score >= TWIN_MIN
    }
    const whole = wholes.find(isTwin)
    if (whole === undefined) wholes.push([voices])
    else whole.push(voices)
  }
  return wholes
}

/** A copy is one whatever else its incident holds, and a shared picture or house is something to look at. */
function rate(best: Judged, fit: number): Rated {
  const { isCopy, isWorthALook, score } = best.found
  return { best, score: isCopy ? score : isWorthALook ? Math.max(WORTH_A_LOOK, fit) : fit }
}

function decide({ best, score }: Rated, thresholds: PairModel['thresholds']): Choice {
  const { one, found } = best
  const isOwnAgain = one.isSameSender && found.hasCommonGround && score >= thresholds.sameSender
  const isSure = found.isSure && score >= thresholds.suggest
  const isAutomatic = found.isCopy || isOwnAgain || isSure
  if (!isAutomatic && !found.isWorthALook && score < thresholds.suggest) return NO_CHOICE
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
