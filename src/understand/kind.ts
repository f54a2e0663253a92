import { GREETING_CORE, GREETING_WORDS, INCIDENT_CUES } from '../data/cues.ts'
import type { Kind } from '../domain/tip.ts'
import type { Analysis, Entities, SituationMatch } from './analysis.ts'
import type { Classification } from './classify.ts'
import { type FaqAnswer, isAsking } from './faq.ts'
import { dropHarmless } from './harmless.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import type { Views } from './tokens.ts'

/** Words, without marks, that open the answer to "where?". */
const PLACE_STARTS = new Set(
  'o tai gan cho duong pho ngo hem xa phuong quan huyen thon ap khu so nha truoc sau ben doi canh nga cau truong quan chung tinh thanh to khom benh ben quoc near at'.split(
    ' ',
  ),
)

export interface KindInput {
  text: Normalised
  views: Views
  language: Analysis['language']
  classification: Classification
  situations: SituationMatch[]
  entities: Entities
  aboutPolice: number
  faq: FaqAnswer | null
  tells: { where: boolean; when: boolean }
}

export interface KindResult {
  kind: Kind
  confidence: number
}

const incidents = indexPhrases(INCIDENT_CUES.map((phrase) => ({ phrase, value: true })))
/** Fewer words than this make no statement that could be judged out of scope. */
const STATEMENT_WORDS_MIN = 4
/** A chance below which a category is only a hint. */
const CATEGORY_P_MIN = 0.3

/**
 * What the message is. Out of scope is the absence of any cue in a statement we understood, never a word of opinion;
 * what is not understood is a tip of low confidence, so that somebody asks. Commands to the machine are mere text.
 */
export function tellKind(input: KindInput): KindResult {
  const { text, views, classification, situations, faq, tells } = input
  const words = views.plain.length
  const top = classification.categories[0]
  if (words === 0) return { kind: 'greeting', confidence: 0.3 }
  if (situations.some(({ tense }) => tense !== 'past')) return { kind: mixedWith(faq, classification), confidence: 0.9 }
  if (isGreeting(views)) return { kind: 'greeting', confidence: 0.9 }
  if (faq !== null && !isIncident(input)) return { kind: 'question', confidence: faq.confidence }
  if (top?.code === 'other-agency') return { kind: 'other-agency', confidence: Math.max(0.5, top.p) }
  if (top?.code === 'spam-prank') return { kind: 'spam', confidence: Math.max(0.5, top.p) }
  if (input.aboutPolice > 0) return { kind: 'tip', confidence: 0.8 }
  if (top !== undefined)
    return { kind: mixedWith(faq, classification), confidence: Math.max(0.4, Math.min(0.97, top.p + 0.2)) }
  if (situations.length > 0) return { kind: 'tip', confidence: 0.6 }
  if (hasIncidentCue(input)) return { kind: isAsking(text, views) && words < 12 ? 'question' : 'tip', confidence: 0.35 }
  if (isAnswerOnly(input)) return { kind: 'tip', confidence: 0.4 }
  if (isAsking(text, views)) return { kind: 'question', confidence: 0.4 }
  if (isMash(views)) return { kind: 'spam', confidence: 0.5 }
  if (words < STATEMENT_WORDS_MIN || input.language === 'other') return { kind: 'tip', confidence: 0.2 }
  return { kind: 'out-of-scope', confidence: tells.where && tells.when ? 0.4 : Math.min(0.8, 0.5 + words / 60) }
}

/** A tip that also asks one of our questions, or also carries another agency's matter. */
function mixedWith(faq: FaqAnswer | null, { categories }: Classification): Kind {
  const [first, second] = categories
  const hasOther = second?.code === 'other-agency' && second.p >= CATEGORY_P_MIN / 2 && (first?.p ?? 0) < 0.8
  return (faq !== null && faq.confidence >= 0.6) || hasOther ? 'mixed' : 'tip'
}

/** True if something that happened is told, not only asked about: things, times and places of a case. */
function isIncident({ classification, entities, aboutPolice, tells }: KindInput): boolean {
  const top = classification.categories[0]
  const isStrong = top !== undefined && top.p >= 0.6 && top.code !== 'other-agency' && top.code !== 'spam-prank'
  const { plates, accounts, urls, handles, money } = entities
  const hasDetail = plates.length + accounts.length + urls.length + handles.length + money.length > 0
  return (isStrong && (hasDetail || tells.when || tells.where)) || (aboutPolice > 0 && (hasDetail || tells.when))
}

function isGreeting({ plain }: Views): boolean {
  return (
    plain.length <= 8 &&
    plain.every(({ bare }) => GREETING_WORDS.has(bare)) &&
    plain.some(({ bare }) => GREETING_CORE.has(bare))
  )
}

function hasIncidentCue({ text, views, entities }: KindInput): boolean {
  const { plates, accounts, urls, handles } = entities
  if (plates.length + accounts.length + urls.length + handles.length > 0) return true
  return dropHarmless(findPhrases(incidents, text, views), text, views).some((match) => !match.isFiction)
}

/** "chợ Bến Thành", "9h tối qua": the answer to a question of ours, with nothing said beside. */
function isAnswerOnly({ views: { plain }, entities, tells }: KindInput): boolean {
  if (plain.length > 12) return false
  if (tells.where && (/\d/.test(plain[0]?.word ?? '') || PLACE_STARTS.has(plain[0]?.bare ?? ''))) return true
  const timeWords =
    entities.when === null ? 0 : Math.max(1, Math.round((entities.when.span.end - entities.when.span.start) / 4))
  return timeWords > 0 && plain.length - timeWords <= 2
}

/** "asdkjh", "kkkkk": no vowel pattern of any word, or one and the same word over and over. */
function isMash({ plain }: Views): boolean {
  const distinct = new Set(plain.map(({ bare }) => bare))
  if (plain.length >= 6 && distinct.size === 1) return true
  return (
    plain.length <= 3 &&
    plain.every(
      ({ bare }) => /^[a-z]{5,}$/.test(bare) && (!/[aeiouy]/.test(bare) || /[bcdfghjklmnpqrstvwxz]{5,}/.test(bare)),
    )
  )
}
