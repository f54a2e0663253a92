import { findPoliceComplaints } from './about-police.ts'
import type { AnalyseContext, Analysis, Entities } from './analysis.ts'
import { classify } from './classify.ts'
import { findAccounts } from './entities/accounts.ts'
import { findHandles, findUrls } from './entities/links.ts'
import { findMoney } from './entities/money.ts'
import { findPhones } from './entities/phones.ts'
import { findPlates } from './entities/plates.ts'
import { findTimes, findWhen, type TimeMention } from './entities/when.ts'
import { findFaq } from './faq.ts'
import { tellKind } from './kind.ts'
import { guessLanguage } from './language.ts'
import { type Normalised, normalise } from './normalise.ts'
import { findSituations, pickPressing } from './situations.ts'
import { tellsWhere } from './tells.ts'
import { mapTenses } from './tense.ts'
import { tokenise } from './tokens.ts'
import { rateUrgency } from './urgency.ts'

/** Raise when the answer to the same text may change. */
export const ANALYSIS_VERSION = 1
/** Of one kind of entity; a message that lists more is a list, and a person reads it. */
const ENTITIES_MAX = 50

/**
 * All that rules can say of one text. Pure: the same text and context give the same answer, whatever was asked before.
 * Never throws, and reads at most 20,000 UTF-16 units (beginning and end) of a longer text.
 */
export function analyse(sent: string, context: AnalyseContext): Analysis {
  const text = normalise(sent)
  const views = tokenise(text)
  const times = findTimes(text, context.receivedAt)
  const entities = findEntities(text, times)
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
  return {
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
    ],
  }
}

function findEntities(text: Normalised, times: TimeMention[]): Entities {
  const accounts = findAccounts(text)
  const urls = findUrls(text)
  // an account number that looks like a phone number is an account
  const phones = findPhones(text).filter(
    ({ span }) => !accounts.some((account) => account.span.start < span.end && span.start < account.span.end),
  )
  return {
    plates: findPlates(text).slice(0, ENTITIES_MAX),
    phones: phones.slice(0, ENTITIES_MAX),
    accounts: accounts.slice(0, ENTITIES_MAX),
    urls: urls.slice(0, ENTITIES_MAX),
    handles: findHandles(text, urls).slice(0, ENTITIES_MAX),
    money: findMoney(text).slice(0, ENTITIES_MAX),
    when: findWhen(text, times),
  }
}
