import counts from '../../data/word-counts.json' with { type: 'json' }

/** In how many of `texts` of the training part each word, and each pair of neighbouring words, stands; rarer ones are left out. */
const COUNTS = new Map<string, number>(
  Object.entries(counts.counts).flatMap(([count, words]) =>
    words.split(',').map((word): [string, number] => [word, Number(count)]),
  ),
)

/** How much a word, or a pair with a blank between, tells: the logarithm of one in how many texts holds it (idf). */
export function rarityOf(word: string): number {
  return Math.log((counts.texts + 1) / ((COUNTS.get(word) ?? RARE) + 1))
}

/** Of what is left out of the table. */
const RARE = 1
/** From here on a word is one that few texts hold: 1 in 150. */
export const RARE_FROM = Math.log(150)
