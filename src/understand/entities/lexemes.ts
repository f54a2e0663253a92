import { foldText } from '../letters.ts'
import { type Normalised, normalise } from '../normalise.ts'

/** A run of digits, a run of letters, or one other sign: "1tr150" is three. */
export interface Lexeme {
  kind: 'number' | 'word' | 'sign'
  bare: string
  marked: string
  /** Where it stands in the views. */
  start: number
  end: number
  /** What parts it from the one before; the first stands as if on a line of its own. */
  gap: 'none' | 'space' | 'line'
}

/** Cuts the views as far as numbers need it; linear in the length of the text. */
export function cutLexemes(text: Normalised): Lexeme[] {
  const lexemes: Lexeme[] = []
  let previousEnd = 0
  for (const match of text.marked.matchAll(/\d+|\p{L}+|[^\s\p{L}\d]/gu)) {
    const marked = match[0]
    const start = match.index
    const end = start + marked.length
    const between = text.marked.slice(previousEnd, start)
    lexemes.push({
      kind: /\d/.test(marked) ? 'number' : /\p{L}/u.test(marked) ? 'word' : 'sign',
      bare: text.bare.slice(start, end),
      marked,
      start,
      end,
      gap: lexemes.length === 0 || between.includes('\n') ? 'line' : between === '' ? 'none' : 'space',
    })
    previousEnd = end
  }
  return lexemes
}

export type WordTable<T> = (lexeme: Lexeme | undefined) => T | undefined

/**
 * Looks single words up as they may be typed: with all their marks, or with none ("tam" is tám and tầm, "tạm" is neither).
 * Where two words are one without marks, the first stands. A word written `=đợi` holds only with its marks.
 */
export function wordTable<T>(entries: Readonly<Record<string, T>>): WordTable<T> {
  const table = new Map<string, { marked: string; isExact: boolean; value: T }[]>()
  for (const [word, value] of Object.entries(entries)) {
    const isExact = word.startsWith('=')
    const marked = normalise(isExact ? word.slice(1) : word).marked
    const bare = foldText(marked)
    table.set(bare, [...(table.get(bare) ?? []), { marked, isExact, value }])
  }
  return (lexeme) => {
    if (lexeme === undefined) return undefined
    const isBare = lexeme.marked === lexeme.bare
    const read = table.get(lexeme.bare)
    return read?.find(({ marked, isExact }) => (isBare && !isExact) || marked === lexeme.marked)?.value
  }
}

/** {@link wordTable} for words that all mean the same: parted by spaces. */
export function wordSet(words: string): WordTable<true> {
  return wordTable(Object.fromEntries(words.split(' ').map((word): [string, true] => [word, true])))
}

/** Finds a phrase of one word or more where it begins, the longest first: its value and how many lexemes it took. */
export type PhraseTable<T> = (lexemes: readonly Lexeme[], at: number) => { value: T; length: number } | null

/** {@link wordTable} for phrases. */
export function phraseTable<T>(entries: Readonly<Record<string, T>>): PhraseTable<T> {
  const byFirst = new Map<string, { words: WordTable<true>[]; value: T }[]>()
  const longestFirst = Object.entries(entries).sort(([a], [b]) => b.split(' ').length - a.split(' ').length)
  for (const [phrase, value] of longestFirst) {
    const words = phrase.split(' ')
    const first = foldText(normalise((words[0] ?? '').replace('=', '')).marked)
    byFirst.set(first, [...(byFirst.get(first) ?? []), { words: words.map(wordSet), value }])
  }
  return (lexemes, at) => {
    for (const { words, value } of byFirst.get(lexemes[at]?.bare ?? '') ?? []) {
      if (words.every((is, i) => is(lexemes[at + i]) && (i === 0 || lexemes[at + i]?.gap === 'space')))
        return { value, length: words.length }
    }
    return null
  }
}

/** True if the lexeme stands right behind the one before it, or one space away on the same line. */
export function isNear(lexeme: Lexeme | undefined): lexeme is Lexeme {
  return lexeme !== undefined && lexeme.gap !== 'line'
}
