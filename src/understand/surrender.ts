import {
  ACCUSING_WORDS,
  CALLER_WORDS,
  DEED_WORDS,
  FORCING_WORDS,
  HARMLESS_AIMS,
  KIN_ENDINGS,
  KIN_OR_CALL,
  KIN_WORDS,
  LIGHT_WORDS,
  OTHER_BARE,
  OTHER_WORDS,
  SELF_WORDS,
  SURRENDER_DEEDS,
  SURRENDER_ENGLISH,
  SURRENDER_STRONG,
  SURRENDER_WEAK,
  TAKING_WORDS,
  URGING_WORDS,
  WAY_WORDS,
  WISH_WORDS,
} from '../data/surrender-cues.ts'
import { type Evidence, maxUrgency } from '../domain/tip.ts'
import type { Analysis } from './analysis.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from './phrases.ts'
import type { Token, Views } from './tokens.ts'

/** Rule of the evidence that an offender comes forward (domain reference 1.1, `tu-thu`). */
export const SURRENDER_RULE = 'situation:tu-thu'

type Strength = 'strong' | 'weak' | 'deed' | 'whole'

const index = indexPhrases<Strength>([
  ...SURRENDER_STRONG.map((phrase) => ({ phrase, value: 'strong' as const })),
  ...SURRENDER_WEAK.map((phrase) => ({ phrase, value: 'weak' as const })),
  ...SURRENDER_DEEDS.map((phrase) => ({ phrase, value: 'deed' as const })),
  ...SURRENDER_ENGLISH.map((phrase) => ({ phrase, value: 'whole' as const })),
])
const ways = indexPhrases(WAY_WORDS.map((phrase) => ({ phrase, value: true })))

/** Enough to explain an answer. */
const EVIDENCE_MAX = 3
const MATCHES_MAX = 50
/** Words before the cue in which its subject is looked for. */
const REACH = 14
/** "tu thu 2", "từ thứ hai": a day of the week where marks were left out. */
const DAYS = new Set(['hai', 'ba', 'tu', 'nam', 'sau', 'bay', 'may', 'nhat'])
const NEGATORS = new Set('không khong ko k kh hông hong chưa chua chẳng chả đừng not never dont'.split(' '))
/** "bị ép cung phải nhận tội". */
const PRESSING_WORDS = new Set(['ép', 'ep', 'bức', 'cung'])
const DONE_BEFORE = new Set(['đã', 'da'])
const DONE_AFTER = new Set(['rồi', 'roi', 'xong'])

/** Where the sender says that they give themselves up, or tells what they have done. Never of somebody else, or denied. */
export function findSurrender(text: Normalised, views: Views): Evidence[] {
  const all = findPhrases(index, text, views).slice(0, MATCHES_MAX)
  if (all.length === 0) return []
  // "ra đầu thú" holds "đầu thú", and what stands before it is what counts
  const matches = all.filter((one) => !all.some((other) => other !== one && holds(other, one)))
  const asked = findPhrases(ways, text, views)
  const found = matches.filter((match) => isMeant(match, text, views.plain, asked))
  return found.slice(0, EVIDENCE_MAX).map(({ span }) => ({ rule: SURRENDER_RULE, span }))
}

function holds(one: PhraseMatch<Strength>, other: PhraseMatch<Strength>): boolean {
  return one.start <= other.start && one.end >= other.end && one.end - one.start > other.end - other.start
}

/** True if {@link findSurrender} found something in it. */
export function isSurrender({ evidence }: Pick<Analysis, 'evidence'>): boolean {
  return evidence.some(({ rule }) => rule === SURRENDER_RULE)
}

/** Whatever else was made of the words: a report for a person, at least of urgency `high`. A second call changes nothing. */
export function raiseSurrender(found: Analysis): Analysis {
  if (!isSurrender(found)) return found
  const kind = found.kind === 'mixed' ? 'mixed' : 'tip'
  return {
    ...found,
    kind,
    kindConfidence: kind === found.kind ? found.kindConfidence : 1,
    urgency: maxUrgency(found.urgency, 'high'),
    tells: { ...found.tells, what: true },
  }
}

function isMeant(
  match: PhraseMatch<Strength>,
  { hasMarks }: Normalised,
  tokens: Token[],
  asked: readonly PhraseMatch<boolean>[],
): boolean {
  if (match.isFiction) return false
  const { sentence } = match
  const at = tokens.findIndex(({ start }) => start >= match.start)
  const before = tokens.slice(Math.max(0, at - REACH), at).filter((token) => token.sentence === sentence)
  const after = tokens.filter(({ start }) => start >= match.end).slice(0, 3)
  if (match.value === 'whole') return !before.slice(-3).some(isNegator)
  if (match.isFolded && isDay(after[0])) return false
  const clause = before.filter((token) => token.clause === match.clause)
  if (isDenied(clause)) return false
  const subject = findSubject(before, hasMarks)
  if (match.value === 'deed') return subject === 'near' && !after.some(({ word }) => HARMLESS_AIMS.has(word))
  if (subject === 'other') return false
  const isWished = before.slice(-8).some(({ word }) => WISH_WORDS.has(word))
  if (match.value === 'weak') return isWished && subject !== null && subject !== 'forced'
  const isDone =
    clause.slice(-4).some(({ word }) => DONE_BEFORE.has(word)) ||
    (after[0]?.sentence === sentence && DONE_AFTER.has(after[0].word))
  if (isDone && !isWished) return false
  if (subject !== null) return true
  const isAsked = asked.some((way) => way.sentence === sentence && way.start >= match.end)
  // "dau thu" alone is too often another word
  return isWished || (isAsked && (!match.isFolded || match.words > 2))
}

function isDay(next: Token | undefined): boolean {
  return next !== undefined && (/^\d/.test(next.word) || DAYS.has(next.bare))
}

/** "không muốn", "chưa dám"; not "không biết ra đầu thú ở đâu", nor "không trốn nữa muốn …". */
function isDenied(clause: readonly Token[]): boolean {
  const at = clause.findLastIndex((token, i) => i >= clause.length - 5 && isNegator(token))
  if (at < 0) return false
  const between = clause.slice(at + 1).map(({ bare }) => bare)
  return between[0] !== 'biet' && !between.includes('nua')
}

function isNegator({ word }: Token): boolean {
  return NEGATORS.has(word)
}

/**
 * Who is to come forward: `near` and `self` the sender (`near`: named right before the words), `forced` the sender made to
 * do it or said to have done it, `other` somebody else, null where nobody is named.
 */
function findSubject(before: readonly Token[], hasMarks: boolean): 'near' | 'self' | 'forced' | 'other' | null {
  const wordAt = (at: number): string => before[at]?.word ?? ''
  for (let at = before.length - 1; at >= 0; at--) {
    const [word, previous] = [wordAt(at), wordAt(at - 1)]
    if (SELF_WORDS.has(word) && !KIN_ENDINGS.has(wordAt(at + 1))) {
      const isKin = KIN_WORDS.has(previous) || (KIN_OR_CALL.has(previous) && !CALLER_WORDS.has(word))
      if (isKin) return isTakenAlong(before.slice(0, at)) ? 'self' : 'other'
      if (DEED_WORDS.has(previous)) continue
      const between = before.slice(at + 1).map((token) => token.word)
      if (between.some((one) => URGING_WORDS.has(one))) return 'other'
      const isNear = between.every((one) => LIGHT_WORDS.has(one))
      const isForced = FORCING_WORDS.has(previous) || between.some((one) => PRESSING_WORDS.has(one))
      if (isForced || (isNear && ACCUSING_WORDS.has(previous))) return 'forced'
      return isNear ? 'near' : 'self'
    }
    const isOther = OTHER_WORDS.has(word) || (!hasMarks && OTHER_BARE.has(word)) || `${previous} ${word}` === 'tội phạm'
    if (!isOther) continue
    // "đâm nó", "giết người ta": done to them; "em tên …" is no other
    if (DEED_WORDS.has(previous) || (word === 'ta' && DEED_WORDS.has(wordAt(at - 2)))) continue
    if ((word === 'tên' || word === 'ten') && SELF_WORDS.has(previous)) continue
    return isTakenAlong(before.slice(0, at)) ? 'self' : 'other'
  }
  return null
}

/** "tôi muốn đưa con tôi ra đầu thú". */
function isTakenAlong(before: readonly Token[]): boolean {
  const at = before.findLastIndex(({ word }) => TAKING_WORDS.has(word))
  const wished = before.slice(0, Math.max(0, at))
  return wished.some(({ word }) => SELF_WORDS.has(word)) && wished.some(({ word }) => WISH_WORDS.has(word))
}
