import { findCategory } from '../../data/taxonomy.ts'
import { type Kind, maxUrgency, type Urgency } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import type { Reading } from '../reading.ts'
import { isSurrender, raiseSurrender } from '../surrender.ts'
import { rateSituations } from '../urgency.ts'
import type { Classifier, Prediction } from './classifier.ts'

/** What a person is shown to choose from where nothing is sure. */
const CHOICE = 3
/** The rules' own certainty from which a greeting or an empty message is one without asking further. */
const SURE_KIND = 0.9
/** Which call text opens the answer where the model alone sees danger; 113 for all others. */
const CALL_TEXTS: Readonly<Record<string, string>> = {
  'fire-explosion': 'T-114',
  'child-abuse': 'T-111',
  'domestic-violence': 'T-DV',
  'human-trafficking': 'T-113S',
  'weapons-explosives': 'T-BOM',
  'impersonation-investment-scam': 'T-BANK',
  'online-scam': 'T-BANK',
}

/**
 * What rules found, judged by the model: kind, category, urgency, whether to call, whether police are complained about.
 * Where it is not sure of a category there is none, and the three likeliest for a person. Danger that rules see under way
 * stays: nothing a model says makes it less.
 */
export function judgeWith(classifier: Classifier, reading: Reading, found: Analysis): Analysis {
  const prediction = classifier.predict(reading, found)
  const kind = decideKind(prediction, found)
  const first = prediction.categories[0]
  const isReport = kind === 'tip' || kind === 'mixed'
  const isOpen = isReport || kind === 'other-agency' || kind === 'spam'
  const category = isOpen && prediction.isSure && first !== undefined ? first.code : null
  const isCalledBy = found.callNow ? 'rules' : isReport && prediction.callNow ? 'model' : null
  const { police } = prediction
  const isCued = found.aboutPolice.length > 0
  return raiseSurrender({
    ...found,
    kind,
    kindConfidence: prediction.kinds[kind],
    category,
    categories: isOpen ? prediction.categories.slice(0, prediction.isSure ? undefined : CHOICE) : [],
    urgency: maxUrgency(rateSituations(found.situations), likeliestUrgency(prediction)),
    callNow: isCalledBy !== null,
    callText: isCalledBy === 'model' ? (CALL_TEXTS[first?.code ?? ''] ?? 'T-113') : found.callText,
    aboutPolice:
      police.isSure && !isCued
        ? [{ rule: 'model:police', weight: Math.round(police.p * 100) / 100 }]
        : found.aboutPolice,
    ...(police.isDoubted && !police.isSure && !isCued ? { isPoliceDoubted: true } : {}),
    tells: { ...found.tells, what: found.tells.what || category !== null },
    evidence: [...found.evidence, ...(prediction.isSure && isOpen ? prediction.evidence : [])],
    ...(kind === 'out-of-scope' && prediction.isOutOfScope ? { isOutOfScope: true } : {}),
    model: prediction.model,
  })
}

function decideKind(prediction: Prediction, found: Analysis): Kind {
  const isDanger = found.situations.some(({ tense }) => tense !== 'past')
  if (isDanger || isSurrender(found) || (found.kind === 'greeting' && found.kindConfidence >= SURE_KIND))
    return found.kind
  const first = prediction.categories[0]
  const isOffence = prediction.isSure && first !== undefined && (findCategory(first.code)?.working ?? false)
  const { kinds } = prediction
  if (prediction.isReport || isOffence) return kinds.mixed > kinds.tip ? 'mixed' : 'tip'
  return OTHERS.reduce((best, kind) => (kinds[kind] > kinds[best] ? kind : best))
}

const OTHERS = ['question', 'other-agency', 'out-of-scope', 'greeting', 'spam'] as const satisfies readonly Kind[]

/** From the most urgent down, the first with which half of the chance is reached: one outlier neither way decides. */
function likeliestUrgency({ urgencies }: Prediction): Urgency {
  const { critical, high, normal } = urgencies
  if (critical >= 0.5) return 'critical'
  if (critical + high >= 0.5) return 'high'
  return critical + high + normal >= 0.5 ? 'normal' : 'low'
}
