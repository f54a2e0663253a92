import { findCategory } from '../../data/taxonomy.ts'
import { maxUrgency } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import { rateUrgency } from '../urgency.ts'
import type { Classifier, Prediction } from './classifier.ts'

/** What a person is shown to choose from where nothing is sure. */
const CHOICE = 3

/**
 * What rules found, with the category of the model in the place of theirs: where it is sure its first, else none and the
 * three likeliest for a person. Urgency is only ever raised. What rules took for no report stays so, unless the model is
 * sure of an offence.
 */
export function judgeWith(classifier: Classifier, text: string, found: Analysis): Analysis {
  const prediction = classifier.predict(text)
  const first = prediction.categories[0]
  const isOffence = prediction.isSure && first !== undefined && (findCategory(first.code)?.working ?? false)
  const isReport = found.kind === 'tip' || found.kind === 'mixed'
  if (first === undefined || (!isReport && !isOffence)) return found
  const category = prediction.isSure ? first.code : null
  return {
    ...found,
    kind: isReport ? found.kind : kindOf(found),
    category,
    categories: prediction.isSure ? prediction.categories : prediction.categories.slice(0, CHOICE),
    urgency: category === null ? found.urgency : maxUrgency(found.urgency, rateUrgency(category, found.situations)),
    tells: { ...found.tells, what: found.tells.what || category !== null },
    evidence: [...found.evidence, ...evidenceOf(prediction)],
    model: prediction.model,
  }
}

/** A sure offence in a question or an advertisement is told beside it; in anything else it is what was told. */
function kindOf(found: Analysis): Analysis['kind'] {
  return found.kind === 'question' || found.kind === 'spam' ? 'mixed' : 'tip'
}

function evidenceOf({ isSure, evidence }: Prediction): Analysis['evidence'] {
  return isSure ? evidence : []
}
