/** Mean over the labels of the harmonic mean of precision and recall; a null answer is a miss. */
export function macroF1(pairs: readonly { wanted: string; got: string | null }[]): number {
  const labels = [...new Set(pairs.map(({ wanted }) => wanted))]
  const sum = labels.reduce((total, label) => total + scoreLabel(pairs, label).f1, 0)
  return sum / labels.length
}

export interface LabelScore {
  precision: number
  recall: number
  f1: number
  hits: number
  wanted: number
}

export function scoreLabel(pairs: readonly { wanted: string; got: string | null }[], label: string): LabelScore {
  const wanted = pairs.filter((pair) => pair.wanted === label).length
  const got = pairs.filter((pair) => pair.got === label).length
  const hits = pairs.filter((pair) => pair.wanted === label && pair.got === label).length
  const f1 = wanted + got === 0 ? 0 : (2 * hits) / (wanted + got)
  return { precision: got === 0 ? 0 : hits / got, recall: wanted === 0 ? 0 : hits / wanted, f1, hits, wanted }
}

/** Share of trues. */
export function share(list: readonly boolean[]): number {
  return list.length === 0 ? 0 : list.filter(Boolean).length / list.length
}

/** 95 % interval of a share (Wilson 1927). */
export function wilson(hits: number, total: number): { low: number; high: number } {
  if (total === 0) return { low: 0, high: 1 }
  const z = 1.959964
  const p = hits / total
  const middle = (p + (z * z) / (2 * total)) / (1 + (z * z) / total)
  const half = (z * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total))) / (1 + (z * z) / total)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Expected calibration error: how far confidence and accuracy lie apart, over bins of equal width. */
export function calibrationError(answers: readonly { p: number; isRight: boolean }[], bins: number): number {
  let sum = 0
  for (let bin = 0; bin < bins; bin++) {
    const own = answers.filter(({ p }) => Math.min(bins - 1, Math.floor(p * bins)) === bin)
    if (own.length === 0) continue
    const confidence = own.reduce((total, { p }) => total + p, 0) / own.length
    sum += own.length * Math.abs(confidence - share(own.map(({ isRight }) => isRight)))
  }
  return sum / answers.length
}

/** Accuracy among the surest `coverage` of the answers. */
export function accuracyAt(answers: readonly { p: number; isRight: boolean }[], coverage: number): number {
  const surest = answers.toSorted((a, b) => b.p - a.p).slice(0, Math.round(answers.length * coverage))
  return share(surest.map(({ isRight }) => isRight))
}

/** Cohen's kappa of two labellers. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  const agreed = share(pairs.map(([a, b]) => a === b))
  const labels = new Set(pairs.flat())
  const chance = [...labels].reduce(
    (sum, label) => sum + share(pairs.map(([a]) => a === label)) * share(pairs.map(([, b]) => b === label)),
    0,
  )
  return chance === 1 ? 1 : (agreed - chance) / (1 - chance)
}

/** The value below which `fraction` of the numbers lie. */
export function percentile(numbers: readonly number[], fraction: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? 0
}
