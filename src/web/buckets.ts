/** How many at once, and how fast they come back. */
export interface BucketSize {
  size: number
  /** One comes back after this. */
  refillMs: number
}

export interface Buckets {
  /** Takes one, if there is one. */
  take(key: string): boolean
  /** What was taken did not count after all. */
  giveBack(key: string): void
}

/** About 1 MB. The one longest untouched goes first; a flood of keys can only forgive, never fill the memory. */
const KEYS_MAX = 10_000

/** A bucket for each key, full at first. In memory, for this process alone. */
export function makeBuckets({ size, refillMs }: BucketSize, now: () => Date): Buckets {
  const buckets = new Map<string, { taken: number; atMs: number }>()

  const read = (key: string): number => {
    const bucket = buckets.get(key)
    return bucket ? Math.max(0, bucket.taken - Math.max(0, now().getTime() - bucket.atMs) / refillMs) : 0
  }
  const write = (key: string, taken: number): void => {
    buckets.delete(key)
    buckets.set(key, { taken, atMs: now().getTime() })
    for (const oldest of buckets.keys()) {
      if (buckets.size <= KEYS_MAX) break
      buckets.delete(oldest)
    }
  }
  return {
    take(key) {
      const taken = read(key)
      if (taken > size - 1) return false
      write(key, taken + 1)
      return true
    },
    giveBack: (key) => write(key, Math.max(0, read(key) - 1)),
  }
}

export interface Places {
  /** Takes a place under each of these keys, or none: then null. The answer gives them back; calling it again does nothing. */
  enter(...keys: readonly (readonly [key: string, max: number])[]): (() => void) | null
}

/** Counts what is under way. At most `all` at one time, so that neither memory nor the table of keys grows further. */
export function makePlaces(all: number): Places {
  const counts = new Map<string, number>()
  let total = 0
  const add = (key: string, change: number): void => {
    const count = (counts.get(key) ?? 0) + change
    if (count > 0) counts.set(key, count)
    else counts.delete(key)
  }
  return {
    enter(...keys) {
      if (total >= all || keys.some(([key, max]) => (counts.get(key) ?? 0) >= max)) return null
      total++
      for (const [key] of keys) add(key, 1)
      let isGiven = false
      return () => {
        if (isGiven) return
        isGiven = true
        total--
        for (const [key] of keys) add(key, -1)
      }
    },
  }
}
