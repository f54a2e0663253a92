import { DEPTH, NEVER, sumTrees, type Trees } from './trees.ts'

/** Something whose answer is known. */
export interface Example {
  figures: Float64Array
  isTrue: boolean
  /** How much it counts beside the others. */
  weight: number
}

export interface Growing {
  rounds: number
  /** Share of what a tree found that is added. */
  rate: number
}

/** Each figure is asked for at so many values at most, as many examples between each two. */
const BINS = 48
/** Pull of each leaf towards 0. */
const PULL = 3
/** Of a leaf so much must be in doubt: the sum of p (1 - p). */
const DOUBT_MIN = 2
const VALUE_DIGITS = 1e4

/**
 * The same examples in the same order give the same trees to the last bit. `onto`: trees that are there already, whose answers are mended by those that are
 * added.
 */
export function growTrees(examples: readonly Example[], { rounds, rate }: Growing, onto: Trees | null = null): Trees {
  const count = examples.length
  const width = examples[0]?.figures.length ?? 0
  const cuts = Array.from({ length: width }, (_, feature) => cutsOf(examples, feature))
  const bins = cuts.map((own, feature) => Uint8Array.from(examples, ({ figures }) => binOf(own, figures[feature] ?? 0)))
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const positive = examples.reduce((sum, { isTrue, weight }) => sum + (isTrue ? weight : 0), 0)
  const bias = onto?.bias ?? round(Math.log((positive + 1) / (total - positive + 1)))
  const sums = Float64Array.from(examples, ({ figures }) => (onto === null ? bias : sumTrees(onto, figures)))
  const slopes = new Float64Array(count)
  const bends = new Float64Array(count)
  const trees: Trees['trees'] = [...(onto?.trees ?? [])]
  for (let at = 0; at < rounds; at++) {
    for (const [row, { isTrue, weight }] of examples.entries()) {
      const share = 1 / (1 + Math.exp(-(sums[row] ?? 0)))
      slopes[row] = weight * ((isTrue ? 1 : 0) - share)
      bends[row] = weight * share * (1 - share)
    }
    const { tree, leafOf } = growOne({ cuts, bins, slopes, bends, rate })
    for (let row = 0; row < count; row++) sums[row] = (sums[row] ?? 0) + (tree.values[leafOf[row] ?? 0] ?? 0)
    trees.push(tree)
  }
  return { bias, trees }
}

interface Ground {
  /** By feature the values between its bins, ascending. */
  cuts: readonly Float64Array[]
  /** By feature the bin of each example. */
  bins: readonly Uint8Array[]
  /** First and second derivatives of the loss by example. */
  slopes: Float64Array
  bends: Float64Array
  rate: number
}

function growOne(ground: Ground): { tree: Trees['trees'][number]; leafOf: Uint8Array } {
  const { cuts, bins, slopes, bends, rate } = ground
  const features: number[] = []
  const at: number[] = []
  // By example the node that it has come to, by its place in a row of its level.
  const placeOf = new Uint8Array(slopes.length)
  for (let level = 0; level < DEPTH; level++) {
    const splits = findSplits(ground, placeOf, 2 ** level)
    for (const { feature, bin } of splits) {
      features.push(feature)
      at.push(cuts[feature]?.[bin] ?? NEVER)
    }
    for (let row = 0; row < placeOf.length; row++) {
      const place = placeOf[row] ?? 0
      const { feature, bin } = splits[place] ?? NO_SPLIT
      placeOf[row] = 2 * place + ((bins[feature]?.[row] ?? 0) > bin ? 1 : 0)
    }
  }
  const values = Array.from({ length: 2 ** DEPTH }, () => ({ slope: 0, bend: 0 }))
  for (let row = 0; row < placeOf.length; row++) {
    const leaf = values[placeOf[row] ?? 0]
    if (leaf === undefined) continue
    leaf.slope += slopes[row] ?? 0
    leaf.bend += bends[row] ?? 0
  }
  return {
    tree: { features, at, values: values.map(({ slope, bend }) => round((rate * slope) / (bend + PULL))) },
    leafOf: placeOf,
  }
}

interface Split {
  feature: number
  /** What lies in later bins goes right. */
  bin: number
}
const NO_SPLIT: Split = { feature: 0, bin: BINS }

/** For each node of a level the question that tells most. */
function findSplits({ cuts, bins, slopes, bends }: Ground, placeOf: Uint8Array, nodes: number): Split[] {
  const best = Array.from({ length: nodes }, () => ({ ...NO_SPLIT, gain: 1e-6 }))
  const slope = new Float64Array(nodes * (BINS + 1))
  const bend = new Float64Array(nodes * (BINS + 1))
  for (const [feature, own] of bins.entries()) {
    const binCount = (cuts[feature]?.length ?? 0) + 1
    if (binCount < 2) continue
    slope.fill(0)
    bend.fill(0)
    for (let row = 0; row < own.length; row++) {
      const cell = (placeOf[row] ?? 0) * (BINS + 1) + (own[row] ?? 0)
      slope[cell] = (slope[cell] ?? 0) + (slopes[row] ?? 0)
      bend[cell] = (bend[cell] ?? 0) + (bends[row] ?? 0)
    }
    for (const [node, held] of best.entries()) {
      const from = node * (BINS + 1)
      let [allSlope, allBend] = [0, 0]
      for (let bin = 0; bin < binCount; bin++) {
        allSlope += slope[from + bin] ?? 0
        allBend += bend[from + bin] ?? 0
      }
      let [leftSlope, leftBend] = [0, 0]
      for (let bin = 0; bin < binCount - 1; bin++) {
        leftSlope += slope[from + bin] ?? 0
        leftBend += bend[from + bin] ?? 0
        const [rightSlope, rightBend] = [allSlope - leftSlope, allBend - leftBend]
        if (leftBend < DOUBT_MIN || rightBend < DOUBT_MIN) continue
        const gain = worth(leftSlope, leftBend) + worth(rightSlope, rightBend) - worth(allSlope, allBend)
        if (gain > held.gain) Object.assign(held, { feature, bin, gain })
      }
    }
  }
  return best
}

function worth(slope: number, bend: number): number {
  return (slope * slope) / (bend + PULL)
}

/** Values that part the examples into bins of about equal size, ascending, each once. */
function cutsOf(examples: readonly Example[], feature: number): Float64Array {
  const sorted = Float64Array.from(examples, ({ figures }) => figures[feature] ?? 0).sort()
  const distinct = [...new Set(sorted)]
  if (distinct.length <= BINS) return Float64Array.from(distinct.slice(1))
  const found = new Set<number>()
  for (let at = 1; at < BINS; at++) found.add(sorted[Math.floor((at * sorted.length) / BINS)] ?? 0)
  found.delete(sorted[0] ?? 0)
  // The rare figures above the last of equal parts are often the telling ones.
  const last = distinct.at(-1) ?? 0
  if (found.size < BINS) found.add(last)
  return Float64Array.from([...found].sort((a, b) => a - b))
}

/** How many of the cuts are not above it. */
function binOf(cuts: Float64Array, figure: number): number {
  let [from, to] = [0, cuts.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((cuts[middle] ?? 0) <= figure) from = middle + 1
    else to = middle
  }
  return from
}

function round(value: number): number {
  return Math.round(value * VALUE_DIGITS) / VALUE_DIGITS
}
