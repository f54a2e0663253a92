import { URGENCIES, type Urgency } from '../../domain/tip.ts'
import type { Analysis } from '../../understand/analysis.ts'
import type { Classifier } from '../../understand/model/classifier.ts'
import type { CorpusKind, CorpusPolice, CorpusTip } from '../../understand/model/corpus.ts'
import { share } from '../../understand/model/measures.ts'
import { makeUnderstand } from '../../understand/reader.ts'

/** Any instant will do: nothing here depends on when a text came. */
const RECEIVED_AT = '2026-11-20T03:00:00Z'

export type Look = (text: string) => Analysis

/** What the classify stage finds: rules, and the model beside them if there is one. */
export function lookWith(classifier: Classifier | null): Look {
  const understand = makeUnderstand(() => classifier)
  return (text) => understand(text, { receivedAt: RECEIVED_AT })
}

export interface UrgencyFigures {
  exact: number
  withinOne: number
  callNowPrecision: number
  callNowRecall: number
  callNowWanted: number
}

export function rateTips(tips: readonly CorpusTip[], look: Look): UrgencyFigures {
  const seen = tips.map((tip) => ({ wanted: tip.labels, found: look(tip.text) }))
  const distance = (a: Urgency, b: Urgency): number => Math.abs(URGENCIES.indexOf(a) - URGENCIES.indexOf(b))
  const gaps = seen.map(({ wanted, found }) => distance(wanted.urgency, found.urgency))
  const wanted = seen.filter((one) => one.wanted.callNow === true)
  return {
    exact: share(gaps.map((gap) => gap === 0)),
    withinOne: share(gaps.map((gap) => gap <= 1)),
    callNowPrecision: share(seen.filter(({ found }) => found.callNow).map((one) => one.wanted.callNow === true)),
    callNowRecall: share(wanted.map(({ found }) => found.callNow)),
    callNowWanted: wanted.length,
  }
}

export interface StageFigures {
  /** Share of the tips for which a category stands without a person, and how many of those are right. */
  coverage: number
  accuracyCovered: number
  /** Tips and mixed messages taken for something that is no report. */
  tipsLost: number
}

export function rateStage(tips: readonly CorpusTip[], look: Look): StageFigures {
  const reports = tips.filter(({ labels }) => labels.kind === 'tip')
  const seen = reports.map((tip) => ({ wanted: tip.labels.category, found: look(tip.text) }))
  const covered = seen.filter(({ found }) => found.category !== null)
  return {
    coverage: covered.length / seen.length,
    accuracyCovered: share(covered.map(({ wanted, found }) => found.category === wanted)),
    tipsLost: share(seen.map(({ found }) => found.kind !== 'tip' && found.kind !== 'mixed')),
  }
}

/** Of each kind the share recognised as such, and the share taken for a report (tip or mixed). */
export function rateKinds(kinds: readonly CorpusKind[], look: Look) {
  const seen = kinds.map(({ labels, text }) => ({ wanted: labels.kind, got: look(text).kind }))
  return [...Map.groupBy(seen, ({ wanted }) => wanted)].map(([kind, list]) => ({
    kind,
    texts: list.length,
    right: share(list.map(({ got }) => got === kind)),
    asReport: share(list.map(({ got }) => got === 'tip' || got === 'mixed')),
  }))
}

/** Where it is not said whether the officials complained about are police. */
const MAY_BE_POLICE = 'corruption-misconduct'

function isHeld({ aboutPolice, isPoliceDoubted }: Analysis): boolean {
  return aboutPolice.length > 0 || isPoliceDoubted === true
}

/** Complaints about police kept from the communes, and what else is taken for one. */
export function ratePolice(police: readonly CorpusPolice[], tips: readonly CorpusTip[], look: Look) {
  const others = tips.filter(({ labels }) => labels.category !== MAY_BE_POLICE && labels.secondary !== MAY_BE_POLICE)
  const seen = police.map(({ labels, text }) => ({ ...labels, isFound: isHeld(look(text)) }))
  const of = (list: typeof seen): number => share(list.map(({ isFound }) => isFound))
  return {
    recall: of(seen.filter(({ isComplaint }) => isComplaint)),
    recallVeiled: of(seen.filter(({ isVeiled }) => isVeiled)),
    tipsTaken: share(others.map(({ text }) => isHeld(look(text)))),
    lookAlikesTaken: of(seen.filter(({ isComplaint }) => !isComplaint)),
  }
}
