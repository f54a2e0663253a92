import { PLACE_CUES, type PlaceCue } from '../../data/place-cues.ts'
import { foldText } from '../../understand/letters.ts'
import { MORE_PLACE_CUES, TELLING_CUES, type TellingCue } from './cue-words.ts'
import { wordsOfName } from './name-key.ts'
import { GAP, type Line } from './words.ts'

const KINDS = Object.keys(PLACE_CUES).filter(isPlaceCue)
const TELLING_KINDS = Object.keys(TELLING_CUES).filter(isTellingCue)

function isPlaceCue(kind: string): kind is PlaceCue {
  return kind in PLACE_CUES
}

function isTellingCue(kind: string): kind is TellingCue {
  return kind in TELLING_CUES
}

/** One bit for each kind of cue. */
export const CUE: Readonly<Record<PlaceCue, number>> = Object.fromEntries(
  KINDS.map((kind, i) => [kind, 1 << i]),
) as Record<PlaceCue, number> // from entries of all kinds

/** The same for what words tell of a place that is not where it happened; found apart, so that neither hides the other. */
export const TELL: Readonly<Record<TellingCue, number>> = Object.fromEntries(
  TELLING_KINDS.map((kind, i) => [kind, 1 << i]),
) as Record<TellingCue, number> // from entries of all kinds

interface Phrase {
  words: string[]
  bits: number
  telling: number
  isExact: boolean
}

/** Phrases by their words without marks, a space between; an empty list where some phrase only begins so. */
const PHRASES = new Map<string, Phrase[]>()
for (const kind of KINDS) {
  for (const phrase of [...PLACE_CUES[kind], ...(MORE_PLACE_CUES[kind] ?? [])]) addPhrase(phrase, CUE[kind], 0)
}
for (const kind of TELLING_KINDS) for (const phrase of TELLING_CUES[kind]) addPhrase(phrase, 0, TELL[kind])

function addPhrase(phrase: string, bits: number, telling: number): void {
  const words = wordsOfName(phrase)
  const key = words.map(foldText).join(' ')
  let opening = ''
  for (const word of words.map(foldText)) {
    opening = opening === '' ? word : `${opening} ${word}`
    if (!PHRASES.has(opening)) PHRASES.set(opening, [])
  }
  const list = PHRASES.get(key) ?? []
  const isExact = phrase.startsWith('=')
  const same = list.find((one) => one.isExact === isExact && one.words.join(' ') === words.join(' '))
  if (same) {
    same.bits |= bits
    same.telling |= telling
  } else list.push({ words, bits, telling, isExact })
  PHRASES.set(key, list)
}

/** Which cues begin and end where: the longest at each word, by index of the word, and `at[n]` behind the last. */
export interface Cues {
  /** Kinds of the longest cue that begins at a word, and behind which word it ends. */
  starts: Int32Array
  startsTo: Int32Array
  /** Kinds of the longest cue that ends before a word, and with which word it began. */
  ends: Int32Array
  endsFrom: Int32Array
  /** Of each word: kinds of all cues over it. */
  over: Int32Array
  /** The same of what words tell ({@link TELL}): kinds of the longest that begins at a word, and behind which it ends. */
  tells: Int32Array
  tellsTo: Int32Array
  /** All kinds of telling in the text. */
  told: number
}

/**
 * Finds all cues of a text. A word typed without marks may stand for one with marks in texts without any, and in others
 * within a phrase of several words.
 */
export function findCues(line: Line): Cues {
  const { words } = line
  const count = words.length
  const cues: Cues = {
    starts: new Int32Array(count + 1),
    startsTo: new Int32Array(count + 1),
    ends: new Int32Array(count + 1),
    endsFrom: new Int32Array(count + 1).fill(count),
    over: new Int32Array(count + 1),
    tells: new Int32Array(count + 1),
    tellsTo: new Int32Array(count + 1),
    told: 0,
  }
  for (let from = 0; from < count; from++) {
    let key = ''
    for (let to = from; to < count; to++) {
      const word = words[to]
      if (word === undefined || (to > from && word.gap >= GAP.comma && word.gap !== GAP.paren)) break
      key = to === from ? word.bare : `${key} ${word.bare}`
      const phrases = PHRASES.get(key)
      if (phrases === undefined) break
      let bits = 0
      let telling = 0
      for (const phrase of phrases) {
        if (!saysAll(line, from, to, phrase)) continue
        bits |= phrase.bits
        telling |= phrase.telling
      }
      if (telling !== 0) {
        cues.tells[from] = telling
        cues.tellsTo[from] = to + 1
        cues.told |= telling
      }
      if (bits === 0) continue
      cues.starts[from] = bits
      cues.startsTo[from] = to + 1
      if ((cues.endsFrom[to + 1] ?? count) >= from) {
        cues.ends[to + 1] = bits
        cues.endsFrom[to + 1] = from
      }
      for (let i = from; i <= to; i++) cues.over[i] = (cues.over[i] ?? 0) | bits
    }
  }
  return cues
}

function saysAll(line: Line, from: number, to: number, { words, isExact }: Phrase): boolean {
  return words.every((wanted, i) => says(line, from + i, wanted, to > from, isExact))
}

function says(line: Line, at: number, wanted: string, isLong: boolean, isExact: boolean): boolean {
  const word = line.words[at]
  if (word === undefined) return false
  return word.word === wanted || (!word.isMarked && !isExact && (isLong || !line.isMarked))
}

/** True if a word ends a phrase of such kinds that began before it: "xá" of "ký túc xá", "phở" of "quán phở". */
export function isTail(cues: Cues, at: number, kinds: number): boolean {
  return ((cues.ends[at + 1] ?? 0) & kinds) !== 0 && (cues.endsFrom[at + 1] ?? at) < at
}

const EVERYDAY_BACK = 2

/** True if words are a word of everyday, or cut into one; longer words may hold one. */
export function isEveryday(cues: Cues, from: number, to: number): boolean {
  for (let i = Math.max(0, from - EVERYDAY_BACK); i < to; i++) {
    if (((cues.starts[i] ?? 0) & CUE.everyday) === 0) continue
    const end = cues.startsTo[i] ?? i
    const isWithin = i >= from && end <= to && end - i < to - from
    if (end > from && !isWithin) return true
  }
  return false
}
