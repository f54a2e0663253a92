import { findCategory, hasFlag } from '../../data/taxonomy.ts'
import { type Kind, maxUrgency, type Urgency } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import type { Reading } from '../reading.ts'
import { RESTRICTED_DOUBT_P } from '../restricted.ts'
import { isSurrender, raiseSurrender } from '../surrender.ts'
import { rateSituations } from '../urgency.ts'
import type { Classifier, Prediction } from './classifier.ts'

/** What a person is shown to choose from where nothing is sure. */
const CHOICE = 3
/** The rules' own certainty from which a greeting or an empty message is one without asking further. */
const SURE_KIND = 0.9
/** From this chance on a category of the rules is more than a hint. */
const RULE_P_MIN = 0.6
/** Which call text opens the answer where the model alone sees danger and is sure of what it is; 113 for all others. */
const CALL_TEXTS: Readonly<Record<string, string>> = {
  'fire-explosion': 'T-114',
  'child-abuse': 'T-111',
  'domestic-violence': 'T-DV',
  'human-trafficking': 'T-113S',
  'weapons-explosives': 'T-BOM',
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
    callText: isCalledBy === 'model' ? (CALL_TEXTS[category ?? ''] ?? 'T-113') : found.callText,
    aboutPolice:
      police.isSure && !isCued
        ? [{ rule: 'model:police', weight: Math.round(police.p * 100) / 100 }]
        : found.aboutPolice,
    ...(police.isDoubted && !police.isSure && !isCued ? { isPoliceDoubted: true } : {}),
    tells: { ...found.tells, what: found.tells.what || category !== null },
    evidence: [...found.evidence, ...(prediction.isSure && isOpen ? prediction.evidence : [])],
    ...(kind === 'out-of-scope' && prediction.isOutOfScope ? { isOutOfScope: true } : {}),
    ...(isRestrictedDoubted(prediction, found) ? { isRestrictedDoubted: true } : {}),
    model: prediction.model,
    ...(prediction.steps > 0 ? { steps: prediction.steps } : {}),
  })
}

function decideKind(prediction: Prediction, found: Analysis): Kind {
  const isDanger = found.situations.some(({ tense }) => tense !== 'past')
  const isMereGreeting = found.kind === 'greeting' && found.kindConfidence >= SURE_KIND
  if (isDanger || isSurrender(found) || isMereGreeting || isPlainReport(found)) return found.kind
  const first = prediction.categories[0]
  const isOffence = prediction.isSure && first !== undefined && (findCategory(first.code)?.working ?? false)
  const { kinds } = prediction
  if (prediction.isReport || isOffence) return kinds.mixed > kinds.tip ? 'mixed' : 'tip'
  return OTHERS.reduce((best, kind) => (kinds[kind] > kinds[best] ? kind : best))
}

/** What rules took for a report and found things of a case in: no model may say that it is none. */
function isPlainReport({ kind, aboutPolice, entities, categories }: Analysis): boolean {
  if (kind !== 'tip' && kind !== 'mixed') return false
  const first = categories[0]
  const isOffence = first !== undefined && first.p >= RULE_P_MIN && (findCategory(first.code)?.working ?? false)
  const { plates, accounts, urls, handles } = entities
  return isOffence || aboutPolice.length > 0 || plates.length + accounts.length + urls.length + handles.length > 0
}

/** All restricted categories together are likely enough, or the rules name one. */
function isRestrictedDoubted({ restricted }: Prediction, { categories }: Analysis): boolean {
  const first = categories[0]
  const isNamed = first !== undefined && first.p >= RULE_P_MIN && hasFlag(first.code, 'restricted')
  return isNamed || restricted >= RESTRICTED_DOUBT_P
}

const OTHERS = ['question', 'other-agency', 'out-of-scope', 'greeting', 'spam'] as const satisfies readonly Kind[]

/** From the most urgent down, the first with which half of the chance is reached: one outlier neither way decides. */
function likeliestUrgency({ urgencies }: Prediction): Urgency {
  const { critical, high, normal } = urgencies
  if (critical >= 0.5) return 'critical'
  if (critical + high >= 0.5) return 'high'
  return critical + high + normal >= 0.5 ? 'normal' : 'low'
}
