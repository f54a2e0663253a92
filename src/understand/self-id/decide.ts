import { CALL_BACK, CONTACTS, OWN_PEOPLE, OWN_PLACES, SIGNATURES } from '../../data/self-words.ts'
import type { Span } from '../../domain/tip.ts'
import { spanOf } from '../normalise.ts'
import type { Marked } from './mark-text.ts'
import { findMentions, type Mention } from './mentions.ts'
import { makeWordList, type Word } from './words.ts'

/** What the tagger says of each word: that it is the reporter's, and that it is the accused's. */
export interface Chances {
  reporter(at: number): number
  accused(at: number): number
}

// Chosen on folds by voice of corpus/train/selfid*: of voices not heard 79 % of the reporter's stretches are found and 9 %
// of the accused's covered, and of ordinary tips (corpus/train/tips*) one letter in seven. Half these limits find 82 %, cover
// 11 %, and one letter in five: what officers have to open each time guards nothing.
const LIMITS: Limits = { reporterMin: 0.2, accusedMax: 0.1, clauseMin: 0.1, clauseShare: 0.3 }
/** Where somebody has to act at once only what is sure is covered: who calls for help tells where they are. */
const URGENT_LIMITS: Limits = { reporterMin: 0.5, accusedMax: 0.3, clauseMin: 2, clauseShare: 0.5 }

interface Limits {
  /** A word is covered from this chance on that it is the reporter's. */
  reporterMin: number
  /** ... unless it is so likely the accused's; a name or a number, if that is likelier. */
  accusedMax: number
  /** A clause in which the speaker speaks of themself is covered from this chance of its likeliest word on. */
  clauseMin: number
  /** A clause of which so much is covered is covered as a whole. */
  clauseShare: number
}

/** Words that stand covered alone at least. */
const RUN_MIN = 3
/** As many words may stand between "gọi" and the number to call. */
const REACH = 3

const callBack = makeWordList(CALL_BACK)
const contacts = makeWordList(CONTACTS)
const people = makeWordList(OWN_PEOPLE)
const places = makeWordList(OWN_PLACES)
const signatures = makeWordList(SIGNATURES)
const of = makeWordList(['của', 'is', 'là'])

/** The spans to cover, from what rules found and what the tagger says; by rules alone where there is no tagger. */
export function decide(marked: Marked, chances: Chances | null, isUrgent: boolean): Span[] {
  const mentions = findMentions(marked.words)
  const limits = isUrgent ? URGENT_LIMITS : LIMITS
  const on = chances === null ? byRules(marked, mentions) : byChances(marked, mentions, chances, limits)
  for (const at of findOwned(marked, mentions)) on[at] = true
  return spansOf(marked, on)
}

function byRules({ words, told }: Marked, mentions: readonly (Mention | null)[]): boolean[] {
  return words.map((_, at) => told.some(({ from, to }) => at >= from && at < to) && !isNumber(mentions[at]))
}

function byChances(marked: Marked, mentions: readonly (Mention | null)[], chances: Chances, limits: Limits): boolean[] {
  const { words, clauses, speakers, told } = marked
  const { reporter, accused } = chances
  const mayCover = (at: number): boolean =>
    accused(at) < limits.accusedMax && (!mentions[at] || reporter(at) > accused(at))
  const on = words.map(
    (_, at) =>
      reporter(at) >= limits.reporterMin &&
      (accused(at) < limits.accusedMax || reporter(at) > 0.5) &&
      (!mentions[at] || reporter(at) > accused(at)),
  )
  for (const { from, to } of clauses) {
    const all = Array.from({ length: to - from }, (_, i) => from + i)
    const hasSpeaker = all.some((at) => (speakers[at] ?? 0) > 0) || told.some((own) => own.from < to && from < own.to)
    const open = all.filter((at) => accused(at) < limits.accusedMax)
    const isMostly = open.filter((at) => on[at]).length >= open.length * limits.clauseShare && open.length > 0
    if (isMostly || (hasSpeaker && all.some((at) => reporter(at) >= limits.clauseMin))) {
      for (const at of all) if (mayCover(at)) on[at] = true
    }
  }
  return dropShort(on, (at) => (speakers[at] ?? 0) > 0)
}

/** A word or two alone, without the speaker's own among them, tell nothing and are mostly a slip. */
function dropShort(on: readonly boolean[], isSpeaker: (at: number) => boolean): boolean[] {
  const kept = [...on]
  for (let from = 0; from < on.length; from++) {
    let to = from
    while (on[to]) to += 1
    const run = Array.from({ length: to - from }, (_, i) => from + i)
    if (run.length < RUN_MIN && !run.some(isSpeaker)) for (const at of run) kept[at] = false
    from = Math.max(from, to)
  }
  return kept
}

const isNumber = (mention: Mention | null | undefined): boolean => mention?.kind.startsWith('<') === true

/** Words that are the reporter's by what stands beside them: "chồng em", "gọi em số 09…", "người phản ánh: …". */
function findOwned(marked: Marked, mentions: readonly (Mention | null)[]): number[] {
  const { words, speakers } = marked
  const owned: number[] = []
  const take = (from: number, to: number): void => {
    for (let at = from; at < to; at++) owned.push(at)
  }
  words.forEach((word, at) => {
    const length = speakers[at] ?? 0
    if (length > 0) {
      const from = ownerFrom(words, at)
      if (from !== null) take(from, at + length)
    }
    const mention = mentions[at]
    if (isNumber(mention) && isOwnNumber(marked, at)) owned.push(at)
    if (mention?.kind === 'name' && mention.from === at && isSigned(words, at)) take(mention.from, mention.to)
    if (word.word === '') owned.pop()
  })
  return owned
}

/** Where a person of the speaker's begins: "chồng em" from "chồng". */
function ownerFrom(words: readonly Word[], speaker: number): number | null {
  const end = of(words, speaker - 1) === 1 ? speaker - 1 : speaker
  for (const size of [3, 2, 1]) {
    const from = end - size
    if (from >= 0 && words[from]?.clause === words[speaker]?.clause && people(words, from) === size) return from
  }
  return null
}

/** "gọi em 09…", "số của tôi là 09…", "xe nhà tôi 51F-…", "09… sau 8h tôi nghe". */
function isOwnNumber({ words, speakers }: Marked, at: number): boolean {
  const clause = words[at]?.clause
  const isSpeaker = (k: number): boolean => (speakers[k] ?? 0) > 0 && words[k]?.clause === clause
  let isCalled = false
  let isNamed = false
  let hasSpeaker = false
  for (let k = at - 1; k >= at - REACH && words[k]?.clause === clause; k--) {
    hasSpeaker ||= isSpeaker(k)
    isCalled ||= callBack(words, k) > 0
    isNamed ||= contacts(words, k) > 0 || places(words, k) > 0
    if (hasSpeaker && isNamed) return true
  }
  if (!isCalled) return false
  for (let k = at; k < words.length && words[k]?.clause === clause; k++) hasSpeaker ||= isSpeaker(k)
  return hasSpeaker
}

function isSigned(words: readonly Word[], at: number): boolean {
  for (let k = Math.max(0, at - 4); k < at; k++) {
    const length = signatures(words, k)
    if (length > 0 && k + length >= at - 1) return true
  }
  return false
}

/** Words on that stand together become one stretch, with what is between them. */
function spansOf({ text, words }: Marked, on: readonly boolean[]): Span[] {
  const spans: Span[] = []
  words.forEach((word, at) => {
    if (!on[at]) return
    const span = spanOf(text, word.start, word.end)
    const last = spans.at(-1)
    if (last !== undefined && on[at - 1]) last.end = span.end
    else spans.push(span)
  })
  return spans
}
