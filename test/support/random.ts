/** Random numbers that a printed seed repeats. */
export interface Dice {
  seed: number
  /** A whole number from `min` up to and with `max`. */
  between(min: number, max: number): number
  shuffle<T>(items: readonly T[]): T[]
}

/** Prints its seed with `what`, so that a failure can be played again: `TINBAO_TEST_SEED=<seed>` takes the place of chance. */
export function throwDice(what: string): Dice {
  const given = Number(process.env.TINBAO_TEST_SEED)
  const seed = Number.isInteger(given) && given > 0 ? given : Date.now() % 2_147_483_647
  console.log(`${what}: seed ${seed}`)
  const next = mulberry32(seed)
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    seed,
    between,
    shuffle(items) {
      const rest = [...items]
      const shuffled: typeof rest = []
      while (rest.length > 0) shuffled.push(...rest.splice(between(0, rest.length - 1), 1))
      return shuffled
    },
  }
}

/** Tommy Ettinger's generator: small, and good enough to choose moments and orders. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
