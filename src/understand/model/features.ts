import type { Analysis } from '../analysis.ts'
import { findConcepts } from '../concepts.ts'
import type { Reading } from '../reading.ts'

/** Which pieces of a text a model weighs; kept in its header, so that a text is always cut as it was in training. */
export interface FeatureSettings {
  /** Longest run of words. */
  words: number
  /** Concepts of `src/data/concepts.json`. */
  hasConcepts: boolean
  /** What rules found: categories, situations, entities. */
  hasSignals: boolean
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** Starts of the hash: words, concepts and signals are kinds of piece, marked and bare spellings are one. */
const WORD_SEED = FNV_OFFSET
const CONCEPT_SEED = 0x1b873593
const SIGNAL_SEED = 0x7ed55d16
const SPACE = 32
/** Steps of a rule's confidence, and of the length of a text in words. */
const P_STEPS = [0.3, 0.6, 0.8]
const LENGTH_STEPS = [3, 6, 12, 25, 60]

/**
 * The distinct pieces of a text as 32-bit hashes, in order of appearance. Words are read with short forms written out.
 * Every word stands there without diacritics, and once more with them where it has any; both share the hash space, so
 * what a stripped text yields is part of what its marked original yields (but where a stripped word is a short form).
 */
export function extractFeatures({ text, views }: Reading, found: Analysis, settings: FeatureSettings): Uint32Array {
  const words = views.expanded
  const pieces = new Set<number>()
  addWords(
    words.map(({ bare }) => bare),
    settings.words,
    pieces,
  )
  if (text.hasMarks || words.some(({ word, bare }) => word !== bare)) {
    addWords(
      words.map(({ word }) => word),
      settings.words,
      pieces,
    )
  }
  if (settings.hasConcepts) for (const concept of findConcepts(text, views)) pieces.add(hash(concept, CONCEPT_SEED))
  if (settings.hasSignals) for (const signal of signalsOf(found, words.length)) pieces.add(hash(signal, SIGNAL_SEED))
  return Uint32Array.from(pieces)
}

/** The piece that one word alone is, as {@link extractFeatures} hashes it. */
export function hashWord(word: string): number {
  return hash(word, WORD_SEED)
}

/** What rules see in a text, as words of their own. */
function signalsOf(found: Analysis, words: number): string[] {
  const { plates, phones, accounts, urls, handles, money, when } = found.entities
  const amount = Math.max(0, ...money.map(({ value }) => value))
  return [
    `kind ${found.kind}`,
    ...found.categories.slice(0, 3).map(({ code, p }) => `category ${code} ${stepOf(p, P_STEPS)}`),
    ...found.situations.map(({ id, tense }) => `situation ${id} ${tense}`),
    `length ${stepOf(words, LENGTH_STEPS)}`,
    `language ${found.language}`,
    ...(amount > 0 ? [`money ${Math.floor(Math.log10(amount))}`] : []),
    ...Object.entries({ plates, phones, accounts, urls, handles }).flatMap(([name, list]) =>
      list.length > 0 ? [`has ${name}`] : [],
    ),
    ...(when === null ? [] : ['has when']),
    ...(found.tells.where ? ['has where'] : []),
    ...(found.aboutPolice.length > 0 ? ['has police'] : []),
  ]
}

function stepOf(value: number, steps: readonly number[]): number {
  const at = steps.findIndex((step) => value < step)
  return at < 0 ? steps.length : at
}

function addWords(words: readonly string[], longest: number, into: Set<number>): void {
  for (let at = 0; at < words.length; at++) {
    let piece = WORD_SEED
    for (let length = 0; length < longest && at + length < words.length; length++) {
      if (length > 0) piece = mix(piece, SPACE)
      piece = mixAll(piece, words[at + length] ?? '')
      into.add(piece >>> 0)
    }
  }
}

function hash(text: string, seed: number): number {
  return mixAll(seed, text) >>> 0
}

function mixAll(start: number, text: string): number {
  let mixed = start
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i))
  return mixed
}

/** FNV-1a over UTF-16 units. */
function mix(start: number, unit: number): number {
  return Math.imul(start ^ unit, FNV_PRIME)
}
