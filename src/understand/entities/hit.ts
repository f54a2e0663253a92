/** A value, and where it stands in the views. */
export interface Hit<T> {
  value: T
  start: number
  end: number
}

/** Those that share no letter with any of `others`. */
export function dropOverlaps<T>(hits: readonly Hit<T>[], others: readonly { start: number; end: number }[]): Hit<T>[] {
  return hits.filter(({ start, end }) => !others.some((other) => other.start < end && start < other.end))
}
