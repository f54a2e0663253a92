import counts from '../../../src/data/word-counts.json' with { type: 'json' }

/** Of so many words one is in no table: a name, a slip, a number. */
const UNKNOWN_SHARE = 0.03
/** So often the next word is one that follows the last in real reports, where any does. */
const FOLLOW_SHARE = 0.6

interface Weighed {
  words: readonly string[]
  /** Sums of counts up to and with each. */
  sums: Float64Array
}

/**
 * Makes reports out of the words and pairs of neighbours of real ones, by their frequencies: not to be read, but as rare
 * and as common, word by word, as what citizens write.
 */
export function makeWriter(next: () => number): (length: number) => string[] {
  return (length) => {
    const words: string[] = []
    while (words.length < length) words.push(writeWord(next, words.at(-1)))
    return words
  }
}

/** One more word behind `before`. */
export function writeWord(next: () => number, before?: string): string {
  if (next() < UNKNOWN_SHARE) return unknownWord(next)
  const followers = before === undefined ? undefined : FOLLOWERS.get(before)
  return draw(followers !== undefined && next() < FOLLOW_SHARE ? followers : WORDS, next())
}

function unknownWord(next: () => number): string {
  const number = Math.floor(next() * 5_000)
  return next() < 0.5 ? String(number) : `${draw(WORDS, next())}${draw(WORDS, next())}`
}

const COUNTED = Object.entries(counts.counts).flatMap(([count, words]) =>
  words.split(',').map((word): [string, number] => [word, Number(count)]),
)
const WORDS = weigh(COUNTED.filter(([word]) => !word.includes(' ')))
const FOLLOWERS: ReadonlyMap<string, Weighed> = new Map(
  [
    ...Map.groupBy(
      COUNTED.filter(([word]) => word.includes(' ')).map(([pair, count]) => [...pair.split(' '), count] as const),
      ([before]) => String(before),
    ),
  ].map(([before, pairs]) => [before, weigh(pairs.map(([, word, count]) => [String(word), Number(count)]))]),
)

function weigh(counted: readonly (readonly [string, number])[]): Weighed {
  let sum = 0
  const sums = counted.map(([, count]) => {
    sum += count
    return sum
  })
  return { words: counted.map(([word]) => word), sums: Float64Array.from(sums) }
}

function draw({ words, sums }: Weighed, chance: number): string {
  const wanted = chance * (sums.at(-1) ?? 0)
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return words[low] ?? ''
}
