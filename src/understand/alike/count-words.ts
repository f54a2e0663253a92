import { read } from '../reading.ts'

/** In how many texts each word and each pair of neighbours stands, as `src/data/word-counts.json` keeps it. */
export interface WordCounts {
  texts: number
  /** Words and pairs by their count, with commas between. */
  counts: Record<string, string>
}

/** What fewer texts hold is as good as new. */
const WORD_MIN = 3
const PAIR_MIN = 8

/** Counts bare words, short forms written out, each once a text. The same texts in any order give the same counts. */
export function countWords(texts: readonly string[]): WordCounts {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const words = read(text).views.expanded.map(({ bare }) => bare)
    const found = new Set(words)
    for (const [at, word] of words.entries()) if (at > 0) found.add(`${words[at - 1]} ${word}`)
    for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  const kept = [...counts].filter(([word, count]) => count >= (word.includes(' ') ? PAIR_MIN : WORD_MIN))
  const byCount = Map.groupBy(kept, ([, count]) => count)
  const rows = [...byCount].toSorted(([a], [b]) => a - b)
  return {
    texts: texts.length,
    counts: Object.fromEntries(
      rows.map(([count, words]) => [
        String(count),
        words
          .map(([word]) => word)
          .sort()
          .join(','),
      ]),
    ),
  }
}
