import { TEENCODE } from '../data/teencode.ts'
import { foldText } from './letters.ts'
import type { Normalised } from './normalise.ts'

/** A word of the text, or a word that a short form stands for; several words may share one stretch. */
export interface Token {
  word: string
  bare: string
  /** Where it stands in the views of {@link Normalised}. */
  start: number
  end: number
  /** Clauses end at any stop or comma, sentences at full stops and new lines. */
  clause: number
  sentence: number
}

/** Two ways to read a text: the words as typed, and with short forms written out. */
export interface Views {
  plain: Token[]
  expanded: Token[]
}

/** Splits both views into words; linear in the length of the text. */
export function tokenise(text: Normalised): Views {
  const plain = splitWords(text)
  return { plain, expanded: expand(plain) }
}

function splitWords(text: Normalised): Token[] {
  const tokens: Token[] = []
  let clause = 0
  let sentence = 0
  for (const match of text.marked.matchAll(/[\p{L}\p{N}]+|[.!?;\n…]+|[,:()"“”]/gu)) {
    const word = match[0]
    const end = match.index + word.length
    if (/[\p{L}\p{N}]/u.test(word)) {
      tokens.push({ word, bare: text.bare.slice(match.index, end), start: match.index, end, clause, sentence })
      continue
    }
    // 1.500 and 12,5 and t.me are no ends of sentences
    if (/^[.,]$/.test(word) && /[\p{L}\p{N}]/u.test(text.marked.charAt(end))) continue
    clause++
    if (/[.!?;\n…]/.test(word)) sentence++
  }
  return tokens
}

function expand(plain: Token[]): Token[] {
  return plain.flatMap((token, i) => {
    const entry = TEENCODE.get(token.word)
    if (entry === undefined || isAfterNumber(plain, i)) return [token]
    const near = plain
      .slice(Math.max(0, i - 3), i + 4)
      .filter((_, k) => k !== Math.min(i, 3))
      .map((other) => other.bare)
    const chosen = entry.find((reading) => reading.near === undefined || reading.near.some((cue) => near.includes(cue)))
    if (chosen === undefined) return [token]
    return chosen.means.split(' ').map((word) => ({ ...token, word, bare: foldText(word) }))
  })
}

/** In "500 k", "9 h", "5 tr" the letter is a unit. */
function isAfterNumber(tokens: Token[], i: number): boolean {
  return /^\d+$/.test(tokens[i - 1]?.word ?? '') && /^(?:[khptrm]{1,2}|kg)$/.test(tokens[i]?.word ?? '')
}
