import {
  ELDERS,
  EVENING_AFTER,
  EVENING_BEFORE,
  JUNIORS,
  NOT_SPEAKER_AFTER,
  NOT_SPEAKER_BEFORE,
  SPEAKERS,
  SPEAKS,
  SPOKEN_TO,
} from '../../data/self-words.ts'
import { makeWordList, type Word, type WordList } from './words.ts'

const sure = makeWordList(SPEAKERS)
const juniors = makeWordList(JUNIORS)
const elders = makeWordList(ELDERS)
const notBefore = makeWordList(NOT_SPEAKER_BEFORE)
const notAfter = makeWordList(NOT_SPEAKER_AFTER)
const eveningBefore = makeWordList(EVENING_BEFORE)
const eveningAfter = makeWordList(EVENING_AFTER)
const copula = makeWordList(['là', 'tên'])
const speaks = makeWordList(SPEAKS)
const spokenTo = makeWordList(SPOKEN_TO)
/** Words that "minh" without marks ends, and no speaker: chứng minh, thông minh. */
const endsInMinh = makeWordList(['chứng', 'thông', 'văn', 'chí', 'bình'])

/** So often a title without a name has to stand where a speaker would. */
const TITLE_MIN = 2

/** For each word how many words, from it on, name the speaker; 0 for most. Whom "em" or "bà" names the rest of the text decides. */
export function markSpeakers(words: readonly Word[]): number[] {
  const surely = words.map((_, at) => (isSure(words, at) ? sure(words, at) : 0))
  const isKnown = surely.some((length) => length > 0)
  const isJuniorKnown = words.some((_, at) => isJunior(words, at, isKnown))
  const titles = isKnown || isJuniorKnown ? new Set<string>() : findTitles(words)
  let left = 0
  return words.map((word, at) => {
    if (left > 0) {
      left -= 1
      return 0
    }
    const isOther = isJunior(words, at, isKnown) || (titles.has(word.bare) && isBare(words, at))
    const length = surely[at] || (isOther ? 1 : 0)
    left = Math.max(0, length - 1)
    return length
  })
}

function isSure(words: readonly Word[], at: number): boolean {
  const word = words[at]
  if (word === undefined || sure(words, at) === 0) return false
  if (word.word === 'toi') return !isOneOf(eveningBefore, words, at - 1) && !isOneOf(eveningAfter, words, at + 1)
  if (word.word === 'minh') {
    const isName = word.isCapital && !isFirst(words, at)
    return !isName && !isOneOf(endsInMinh, words, at - 1)
  }
  // "tao" is as often "tạo", "to" big, "tau" a ship
  if (word.word === 'tao' || word.word === 'to') return false
  return word.word !== 'tau' || isOneOf(copula, words, at + 1)
}

function isJunior(words: readonly Word[], at: number, isKnown: boolean): boolean {
  const word = words[at]
  if (word === undefined || juniors(words, at) === 0 || word.bare === 'con') return false
  // whoever opens a clause with "em là" speaks of themself, whatever they call themself elsewhere
  if (isFirst(words, at) && isOneOf(copula, words, at + 1)) return true
  return !isKnown && isBare(words, at)
}

/** Titles that stand where a speaker would, without a name behind them. */
function findTitles(words: readonly Word[]): Set<string> {
  const counts = new Map<string, number>()
  words.forEach((word, at) => {
    if (elders(words, at) === 0 || !isBare(words, at)) return
    const next = words[at + 1]
    const isLast = next === undefined || next.clause !== word.clause
    const isSaid = isFirst(words, at) ? isOneOf(speaks, words, at + 1) : isOneOf(spokenTo, words, at - 1) || isLast
    // "chu la" without marks is as often "chủ là"
    const isSpelt = word.word !== word.bare || word.bare === 'anh'
    const isTold = isSpelt && isFirst(words, at) && isOneOf(copula, words, at + 1)
    if (isSaid) counts.set(word.bare, (counts.get(word.bare) ?? 0) + (isTold ? TITLE_MIN : 1))
  })
  return new Set([...counts].filter(([, count]) => count >= TITLE_MIN).map(([title]) => title))
}

/** Neither "em gái" nor "trẻ em" nor "em Hùng". */
function isBare(words: readonly Word[], at: number): boolean {
  const word = words[at]
  const next = words[at + 1]
  if (word === undefined) return false
  if (next !== undefined && next.clause === word.clause) {
    if (notAfter(words, at + 1) > 0) return false
    if (next.isCapital && !word.isCapital) return false
  }
  return isFirst(words, at) || notBefore(words, at - 1) === 0 || spokenTo(words, at - 1) > 0
}

function isFirst(words: readonly Word[], at: number): boolean {
  return words[at - 1]?.clause !== words[at]?.clause
}

function isOneOf(list: WordList, words: readonly Word[], at: number): boolean {
  return at >= 0 && list(words, at) > 0
}
