/** The middle of some numbers; of an even count the lower of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** One figure over the rounds of a run. */
export interface Spread {
  median: number
  min: number
  max: number
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** `values` in an order that begins one further each round, so that no side of a comparison is always first. */
export function rotate<T>(values: readonly T[], round: number): T[] {
  const start = values.length === 0 ? 0 : round % values.length
  return [...values.slice(start), ...values.slice(0, start)]
}
