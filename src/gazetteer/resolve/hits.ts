import { foldText } from '../../understand/letters.ts'
import { isSyllable } from '../../understand/syllables.ts'
import { depthOf } from './areas.ts'
import { HASH_START, hashOn } from './bit-set.ts'
import { compareMarks, endBit, partsAgree } from './name-key.ts'
import type { Named, NameIndex, Spelling } from './names.ts'
import type { NearNames } from './near-names.ts'
import type { StreetIndex } from './streets.ts'
import { GAP, isDigit, type Line, type Word } from './words.ts'

/** All that names are looked up in. */
export interface Lexicon {
  names: NameIndex
  near: NearNames
  streets: StreetIndex
}

/** An area by a name; `fit` is below one where another of the same sound is spelt more nearly as typed. */
export type Heard = Named & { fit: number }

/** A name at some words: all areas that are called so, and how well the typed marks agree. */
export interface Hit {
  /** Behind its last word. */
  to: number
  key: string
  named: Heard[]
  /** Letters with another mark than the name has, and letters without the mark that it has. */
  wrong: number
  missing: number
  /** A letter is wrong, missing or too many. */
  isSlip: boolean
  /** Initials, or initials and the last syllable. */
  isShort: boolean
}

/** Every name that begins at a word, the longest first, each with the spellings that agree best with what was typed. */
export function hitsAt(line: Line, { names }: Lexicon, from: number): Hit[] {
  const hits: Hit[] = []
  let hash = HASH_START
  let key = ''
  let typed = ''
  let ends = 0
  for (let to = from; to < Math.min(line.words.length, from + names.wordsMax); to++) {
    const word = line.words[to]
    if (word === undefined || (to > from && word.gap > GAP.dash && !isInitial(line, to - 1, word))) break
    const own = word.key.startsWith('0') && word.key.length > 1 ? word.key.replace(/^0+(?=\d)/, '') : word.key
    for (let i = 0; i < own.length; i++) hash = hashOn(hash, own.charCodeAt(i))
    // most words begin no name, and few pairs of words do
    if (!names.opens.has(hash)) break
    key += own
    typed += word.word
    ends |= endBit(key.length)
    const hit = agree(names.spellings.get(key) ?? [], typed, to === from ? 0 : ends, line.isMarked)
    if (hit !== null) hits.unshift({ to: to + 1, key, isSlip: false, isShort: false, ...hit })
    const short = hit === null ? names.shorts.get(key) : undefined
    if (short !== undefined && mayBeShort(line, from, to)) {
      hits.unshift({ to: to + 1, key, isSlip: false, isShort: true, named: short.map(whole), wrong: 0, missing: 0 })
    }
  }
  return hits
}

/** All areas under a key, however they are spelt. */
export function allNamed(lexicon: Lexicon, key: string): Heard[] {
  return (lexicon.names.spellings.get(key) ?? []).flatMap(({ named }) => named.map(whole))
}

function whole(named: Named): Heard {
  return { ...named, fit: 1 }
}

/** "B.Thạnh", "T. Bình": one letter and a stop. */
function isInitial({ words }: Line, at: number, next: Word): boolean {
  const word = words[at]?.word ?? ''
  return next.gap === GAP.dot && word.length === 1 && !isDigit(word)
}

/** "tdm", "bmt": three letters that spell nothing. */
const NO_VOWELS = /^[^aeiouy\d]{3,}$/

/** Initials are typed as capitals; those with a last syllable are longer, and no syllable themselves. */
function mayBeShort({ words }: Line, from: number, to: number): boolean {
  return words
    .slice(from, to + 1)
    .every(({ isUpper, word, bare }) => isUpper || (word.length > 3 && !isSyllable(bare)) || NO_VOWELS.test(bare))
}

const UNMARKED = { wrong: 0, missing: 1 }
/** Who types marks and wrote "Đại Thanh" seldom means Đại Thành. */
const LESS_MARKED = 0.15
/** Lists spell a commune and the district it was named for in different ways: Đak Đoa, Đăk Đoa. */
const LESS_MARKED_WIDE = 0.6

function agree(
  spellings: readonly Spelling[],
  typed: string,
  ends: number,
  isMarkedLine: boolean,
): Pick<Hit, 'named' | 'wrong' | 'missing'> | null {
  const compared = spellings
    .filter((one) => partsAgree(ends, one.ends))
    .map(({ marked, named }) => ({ named, ...(marked === null ? UNMARKED : compareMarks(typed, marked)) }))
  if (compared.length === 0) return null
  const wrong = Math.min(...compared.map((one) => one.wrong))
  const right = compared.filter((one) => one.wrong === wrong)
  const missing = Math.min(...right.map((one) => one.missing))
  const isExact = wrong + missing === 0 && right.length > 1 && (isMarkedLine || typed !== foldText(typed))
  const fitOf = (one: { missing: number }, { area }: Named): number =>
    !isExact || one.missing === 0 ? 1 : depthOf(area) < 3 ? LESS_MARKED_WIDE : LESS_MARKED
  const named = right.flatMap((one) => one.named.map((area) => ({ ...area, fit: fitOf(one, area) })))
  return { named, wrong, missing }
}

/**
 * What the spelling leaves of the sureness of a name: marks left out where the sender types marks elsewhere, wrong marks,
 * a wrong letter, initials. By feel, in that order; the development sentences do not tell closer values apart.
 */
export function spellingOf(hit: Hit, line: Line): number {
  if (hit.isSlip) return 0.8
  if (hit.isShort) return 0.85
  if (hit.wrong > 0) return hit.wrong === 1 ? 0.87 : 0.7
  return hit.missing > 0 && line.isMarked ? 0.9 : 1
}
