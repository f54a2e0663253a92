import { SITUATIONS } from '../data/situations.ts'
import { normalise } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import { tokenise } from './tokens.ts'

const PHRASES = SITUATIONS.flatMap(({ phrases }) => phrases)
const index = indexPhrases(PHRASES.map((phrase) => ({ phrase, value: null })))
/** UTF-16 units read of each end of a long text; who writes for help does not bury it in the middle of pages. */
const END_LENGTH = 1_500

/**
 * True if a text holds any word of danger, whatever its tense: enough to let it pass others in a queue, at a small part
 * of what `analyse` costs, which judges it. Wrong either way it costs order, and nothing else.
 */
export function mayBeUrgent(sent: string): boolean {
  const read = sent.length > 2 * END_LENGTH ? `${sent.slice(0, END_LENGTH)}\n${sent.slice(-END_LENGTH)}` : sent
  if (!HAS_OTHER_LETTERS.test(read) && !stems.test(squeeze(read))) return false
  const text = normalise(read)
  return findPhrases(index, text, tokenise(text)).some((match) => !match.isNegated && !match.isFiction)
}

/**
 * Letters alone, without marks, each run as one: coarser than any spelling that `normalise` undoes, so that a text in
 * which no phrase is found here holds none. Most texts hold none, and this finds out in a tenth of the time (measured).
 */
function squeeze(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z]+/g, '')
    .replace(/(.)\1+/g, '$1')
}

/** Letters of other scripts may stand for Latin ones that look alike; those texts are read in full. */
const HAS_OTHER_LETTERS = /[^\p{Script=Latin}\P{L}]/u

const stems = new RegExp(shortest(PHRASES.map(stemOf)).join('|'))

/** The longest piece of a phrase between its gaps. */
function stemOf(phrase: string): string {
  const pieces = phrase.split('…').map(squeeze)
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
}

/** Those that do not contain another one: finding that one is enough. */
function shortest(all: readonly string[]): string[] {
  const unique = [...new Set(all)].filter((stem) => stem !== '').sort((a, b) => a.length - b.length)
  const kept: string[] = []
  for (const stem of unique) if (!kept.some((other) => stem.includes(other))) kept.push(stem)
  return kept
}
