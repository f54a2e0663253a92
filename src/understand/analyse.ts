import { findPoliceComplaints } from './about-police.ts'
import type { AnalyseContext, Analysis } from './analysis.ts'
import { classify } from './classify.ts'
import { findEntities } from './entities/find.ts'
import { findFaq } from './faq.ts'
import { tellKind } from './kind.ts'
import { guessLanguage } from './language.ts'
import { type Reading, read } from './reading.ts'
import { findSituations, pickPressing } from './situations.ts'
import { findSurrender, raiseSurrender } from './surrender.ts'
import { tellsWhere } from './tells.ts'
import { mapTenses } from './tense.ts'
import { rateUrgency } from './urgency.ts'

/** Raise when the answer to the same text may change. */
export const ANALYSIS_VERSION = 2

/**
 * All that rules can say of one text. Pure: the same text and context give the same answer, whatever was asked before.
 * Never throws, and reads at most 20,000 UTF-16 units (beginning and end) of a longer text.
 */
export function analyse(sent: string, context: AnalyseContext, reading: Reading = read(sent)): Analysis {
  const { text, views } = reading
  const { entities, times } = findEntities(text, context.receivedAt)
  const tenses = mapTenses(text, views, times, context.receivedAt)
  const situations = findSituations(text, views, tenses)
  const pressing = pickPressing(situations)
  const classification = classify(text, views)
  const aboutPolice = findPoliceComplaints(text, views)
  const language = guessLanguage(text, views.plain)
  const tells = {
    where: tellsWhere(text, views),
    when: entities.when !== null || tenses.cues.some(({ cue }) => cue === 'strong-now'),
  }
  const faq = findFaq(text, views)
  const { kind, confidence } = tellKind({
    text,
    views,
    language,
    classification,
    situations,
    entities,
    aboutPolice: aboutPolice.length,
    faq,
    tells,
  })
  const isOpen = kind === 'tip' || kind === 'mixed' || kind === 'other-agency' || kind === 'spam'
  const category = isOpen ? classification.category : null
  const open = situations.filter(({ tense }) => tense !== 'past')
  return raiseSurrender({
    version: ANALYSIS_VERSION,
    kind,
    kindConfidence: confidence,
    language,
    category,
    categories: isOpen ? classification.categories : [],
    urgency: rateUrgency(category, situations),
    callNow: pressing !== null,
    situations,
    callText: pressing?.text ?? null,
    entities,
    aboutPolice,
    tells: { what: category !== null || situations.length > 0, ...tells },
    evidence: [
      ...open.map(({ id, span, tense }) => ({ rule: `situation:${id}`, span, note: tense })),
      ...classification.evidence,
      ...aboutPolice,
      ...(faq === null ? [] : [{ rule: `faq:${faq.entry.id}`, weight: faq.confidence }]),
      ...findSurrender(text, views),
    ],
  })
}
