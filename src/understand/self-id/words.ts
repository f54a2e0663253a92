import { isLessMarked } from '../letters.ts'
import { type Normalised, normalise } from '../normalise.ts'
import { type Token, tokenise } from '../tokens.ts'

/** A word of the text and how it was written: names are told by their capitals where people use them. */
export interface Word extends Token {
  isCapital: boolean
}

/** How many words from `at` on are on the list; the longest way to read it, 0 for none. */
export type WordList = (words: readonly Word[], at: number) => number

/** The words as typed; short forms are on the lists themselves. */
export function readWords(text: Normalised, tokens: readonly Token[]): Word[] {
  return tokens.map((token) => {
    const first = text.sent.charAt(text.starts[token.start] ?? 0)
    return { ...token, isCapital: first !== first.toLowerCase() }
  })
}

/** Words typed without marks match those that have them. Nothing is matched over the end of a clause. */
export function makeWordList(...lists: readonly (readonly string[])[]): WordList {
  const byFirst = new Map<string, string[][]>()
  for (const phrase of lists.flat()) {
    const tokens = tokenise(normalise(phrase)).plain
    const key = tokens[0]?.bare ?? ''
    const known = byFirst.get(key) ?? []
    known.push(tokens.map(({ word }) => word))
    byFirst.set(key, known)
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.length - a.length)
  return (words, at) => {
    const phrases = byFirst.get(words[at]?.bare ?? '')
    const found = phrases?.find((phrase) => phrase.every((wanted, i) => isWord(words, at, at + i, wanted)))
    return found?.length ?? 0
  }
}

function isWord(words: readonly Word[], from: number, at: number, wanted: string): boolean {
  const word = words[at]
  return word !== undefined && word.clause === words[from]?.clause && isLessMarked(word.word, wanted)
}
