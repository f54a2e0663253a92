/** Chance that a seed repeats. */
export interface Dice {
  /** A whole number from `min` up to and with `max`. */
  between(min: number, max: number): number
  /** True this often; `share` from 0 to 1. */
  happens(share: number): boolean
  /** One of a list that is not empty. */
  pick<T>(items: readonly [T, ...T[]]): T
  shuffle<T>(items: readonly T[]): T[]
}

/** Tommy Ettinger's mulberry32: small, and good enough to choose moments and orders. The same seed, the same throws. */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    between,
    happens: (share) => next() < share,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    shuffle(items) {
      const rest = [...items]
      const shuffled: typeof rest = []
      while (rest.length > 0) shuffled.push(...rest.splice(between(0, rest.length - 1), 1))
      return shuffled
    },
  }
}
