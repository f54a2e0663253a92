import {
  CALL_BACK,
  CONTACTS,
  EVENT_TELLS,
  GOES_ON,
  LIGHT,
  ONLY_ONES,
  OTHERS,
  OWN_PEOPLE,
  OWN_PLACES,
  OWN_TELLS,
  POINTING_BACK,
  SELF_TELLS,
  STOPS,
  TIES,
} from '../../data/self-words.ts'
import { makeWordList, type Word, type WordList } from './words.ts'

/** A stretch of words without a comma or a stop in it; `to` is the first word behind it. */
export interface Clause {
  from: number
  to: number
}

const light = makeWordList(LIGHT)
const selfTells = makeWordList(SELF_TELLS)
const eventTells = makeWordList(EVENT_TELLS)
const ownPlaces = makeWordList(OWN_PLACES)
const ownPeople = makeWordList(OWN_PEOPLE)
const ownTells = makeWordList(OWN_TELLS)
const contacts = makeWordList(CONTACTS)
const callBack = makeWordList(CALL_BACK)
const onlyOnes = makeWordList(ONLY_ONES)
const goesOn = makeWordList(GOES_ON)
const stops = makeWordList(STOPS)
const others = makeWordList(OTHERS)
const ties = makeWordList(TIES)
const pointingBack = makeWordList(POINTING_BACK)
const copula = makeWordList(['là', 'nà', 'is'])
const of = makeWordList(['của', 'bọn', 'tụi', 'vợ chồng', 'cua'])
/** "làm ơn", "làm chứng": nothing of a trade. */
const noTrade = makeWordList([
  'làm ơn',
  'làm chứng',
  'làm sao',
  'làm gì',
  'làm phiền',
  'làm lộ',
  'ở đây',
  'ở đó',
  'là nạn nhân',
])

/** Light words that may stand between the speaker and what they tell. */
const LIGHT_MAX = 3
/** Words that who the speaker is takes at least, before somebody else can come in. */
const TOLD_MIN = 4
/** Longer without a comma is speech written down: there the words that end it are looked for. */
const LONG = 16
const LONG_TOLD_MIN = 6
/** Words before the telling one that still belong to it ("đứa quẹt thẻ là em chồng tui"). */
const LEAD_MAX = 8
const CARRY_MAX = 14

/** Cuts the words at their commas and stops. */
export function cutClauses(words: readonly Word[]): Clause[] {
  const clauses: Clause[] = []
  words.forEach((word, at) => {
    const last = clauses.at(-1)
    if (last !== undefined && words[last.from]?.clause === word.clause) last.to = at + 1
    else clauses.push({ from: at, to: at + 1 })
  })
  return clauses
}

/** Where the speakers say who they are, clause after clause, and go on saying it. */
export function findTold(words: readonly Word[], speakers: readonly number[], clauses: readonly Clause[]): Clause[] {
  const told: Clause[] = []
  let isTelling = false
  let sentence = -1
  for (const clause of clauses) {
    const telling = findTelling(words, speakers, clause)
    const own = words[clause.from]?.sentence ?? 0
    if (telling !== null) {
      told.push(telling)
      isTelling = telling.to === clause.to
    } else if (isTelling && own === sentence && carriesOn(words, clause)) {
      const to = endOfCarried(words, speakers, clause)
      told.push({ from: clause.from, to })
      isTelling = to === clause.to
    } else isTelling = false
    sentence = own
  }
  return told
}

/** The part of a clause by which the speaker says who they are; null where they do not. */
function findTelling(words: readonly Word[], speakers: readonly number[], clause: Clause): Clause | null {
  const at = findTrigger(words, speakers, clause)
  if (at === null) return null
  const hasOther = anyOf(others, words, clause.from, at - 1, speakers)
  const from = hasOther || at - clause.from > LEAD_MAX ? at : clause.from
  return { from, to: endOfTelling(words, speakers, at, clause.to) }
}

function findTrigger(words: readonly Word[], speakers: readonly number[], clause: Clause): number | null {
  for (let at = clause.from; at < clause.to; at++) {
    const length = speakers[at] ?? 0
    if (length === 0) continue
    const after = skipLight(words, at + length, clause.to)
    if (after < clause.to && isSelfTold(words, after)) return at
    const noun = findOwned(words, at, clause)
    if (noun !== null && isOwnTold(words, noun, at + length, clause)) return noun.from
    if (isCallBack(words, at, clause)) return at
  }
  const hasSpeaker = speakers.slice(clause.from, clause.to).some((length) => length > 0)
  if (hasSpeaker && anyOf(onlyOnes, words, clause.from, clause.to)) return clause.from
  return null
}

function isSelfTold(words: readonly Word[], at: number): boolean {
  return selfTells(words, at) > 0 && selfTells(words, at) >= eventTells(words, at) && noTrade(words, at) === 0
}

interface Owned {
  from: number
  kind: 'place' | 'person' | 'contact'
}

/** What is said to be the speaker's, right before their word. */
function findOwned(words: readonly Word[], speaker: number, clause: Clause): Owned | null {
  let end = speaker
  if (end > clause.from && of(words, end - 1) === 1) end -= 1
  for (const size of [3, 2, 1]) {
    const from = end - size
    if (from < clause.from) continue
    if (contacts(words, from) === size) return { from, kind: 'contact' }
    if (ownPlaces(words, from) === size) return { from, kind: 'place' }
    if (ownPeople(words, from) === size) return { from, kind: 'person' }
  }
  return null
}

function isOwnTold(words: readonly Word[], noun: Owned, after: number, clause: Clause): boolean {
  if (noun.kind === 'contact') return true
  if (noun.kind === 'person' && anyOf(copula, words, clause.from, noun.from)) return true
  const next = skipLight(words, after, clause.to)
  return next < clause.to && ownTells(words, next) > 0 && eventTells(words, next) === 0
}

function isCallBack(words: readonly Word[], speaker: number, clause: Clause): boolean {
  for (let at = Math.max(clause.from, speaker - 3); at < speaker; at++) {
    const length = callBack(words, at)
    if (length > 0 && at + length >= speaker - 1 && hasDigits(words, speaker, clause.to)) return true
  }
  return false
}

function hasDigits(words: readonly Word[], from: number, to: number): boolean {
  return words.slice(from, to).some(({ word }) => /^\d{3}/.test(word))
}

function skipLight(words: readonly Word[], from: number, to: number): number {
  let at = from
  for (let skipped = 0; skipped < LIGHT_MAX && at < to; skipped++) {
    const length = light(words, at)
    if (length === 0 || selfTells(words, at) > 0) break
    at += length
  }
  return at
}

function endOfTelling(words: readonly Word[], speakers: readonly number[], at: number, to: number): number {
  const isLong = to - at > LONG
  for (let k = at + TOLD_MIN; k < to; k++) {
    if ((speakers[k] ?? 0) > 0) continue
    if (opensOther(words, k)) return k
    if (isLong && k >= at + LONG_TOLD_MIN && stops(words, k) > 0) return k
  }
  return to
}

function opensOther(words: readonly Word[], at: number): boolean {
  const length = others(words, at)
  if (length === 0) return false
  if (pointingBack(words, at - 1) > 0) return true
  return ties(words, at - 1) === 0 && words[at + length]?.isCapital === true
}

/** True where a clause goes on telling who the one before told of. */
function carriesOn(words: readonly Word[], clause: Clause): boolean {
  if (clause.to - clause.from > CARRY_MAX) return false
  if (stops(words, clause.from) > 0) return false
  return goesOn(words, clause.from) > 0 || anyOf(onlyOnes, words, clause.from, clause.to)
}

/** Where a clause that goes on ends: somebody else may enter it. */
function endOfCarried(words: readonly Word[], speakers: readonly number[], clause: Clause): number {
  for (let at = clause.from + 1; at < clause.to; at++) {
    if ((speakers[at] ?? 0) === 0 && opensOther(words, at)) return at
  }
  return clause.to
}

function anyOf(
  list: WordList,
  words: readonly Word[],
  from: number,
  to: number,
  speakers?: readonly number[],
): boolean {
  for (let at = from; at < to; at++) if ((speakers?.[at] ?? 0) === 0 && list(words, at) > 0) return true
  return false
}
