import { foldText } from '../letters.ts'
import { normalise } from '../normalise.ts'
import { tokenise } from '../tokens.ts'

/** Which pieces of a text a model weighs; kept in its header, so that a text is always cut as it was in training. */
export interface FeatureSettings {
  /** Longest run of words. */
  words: number
  /** Shortest and longest run of characters; none where `charsMax` is 0. */
  charsMin: number
  charsMax: number
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** Starts of the hash: words and characters are two kinds of piece, marked and bare spellings are one. */
const WORD_SEED = FNV_OFFSET
const CHAR_SEED = 0x1b873593
const SPACE = 32

/**
 * The distinct pieces of a text as 32-bit hashes, in order of appearance. Words are read with short forms written out.
 * Every piece stands there without diacritics, and once more with them where it has any; both share the hash space, so
 * what a stripped text yields is part of what its marked original yields (but where a stripped word is a short form).
 */
export function extractFeatures(sent: string, settings: FeatureSettings): Uint32Array {
  const text = normalise(sent)
  const words = tokenise(text).expanded
  const found = new Set<number>()
  addWords(
    words.map(({ bare }) => bare),
    settings.words,
    found,
  )
  if (text.hasMarks || words.some(({ word, bare }) => word !== bare)) {
    addWords(
      words.map(({ word }) => word),
      settings.words,
      found,
    )
  }
  if (settings.charsMax > 0) {
    const line = ` ${text.marked.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
    addChars(foldText(line), settings, found)
    if (text.hasMarks) addChars(line, settings, found)
  }
  return Uint32Array.from(found)
}

/** The piece that one word alone is, as {@link extractFeatures} hashes it. */
export function hashWord(word: string): number {
  let hash = WORD_SEED
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i))
  return hash >>> 0
}

function addWords(words: readonly string[], longest: number, into: Set<number>): void {
  for (let at = 0; at < words.length; at++) {
    let hash = WORD_SEED
    for (let length = 0; length < longest && at + length < words.length; length++) {
      const word = words[at + length] ?? ''
      if (length > 0) hash = mix(hash, SPACE)
      for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i))
      into.add(hash >>> 0)
    }
  }
}

function addChars(line: string, { charsMin, charsMax }: FeatureSettings, into: Set<number>): void {
  for (let at = 0; at < line.length; at++) {
    let hash = CHAR_SEED
    for (let length = 1; length <= charsMax && at + length <= line.length; length++) {
      hash = mix(hash, line.charCodeAt(at + length - 1))
      if (length >= charsMin) into.add(hash >>> 0)
    }
  }
}

/** FNV-1a over UTF-16 units. */
function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME)
}
