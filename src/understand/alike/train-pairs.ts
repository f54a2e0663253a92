import { compare, FEATURES } from './features.ts'
import type { TipView } from './view.ts'

/** Two tips of which it is known whether they tell of one event. */
export interface PairExample {
  one: TipView
  other: TipView
  isSameSender: boolean
  isSame: boolean
  /** How much it counts beside the others; 1 where left out. */
  weight?: number
}

const ROUNDS = 25
/** Pull of each weight towards 0, beside the sum over all examples. */
const PULL = 1
const BIAS = FEATURES.length

/**
 * Weights and bias by Newton's method (iteratively reweighted least squares): some twenty rounds reach the one best answer.
 * The same examples in the same order give the same weights to the last bit.
 */
export function trainPairs(examples: readonly PairExample[]): { weights: number[]; bias: number } {
  const rows = examples.map(({ one, other, isSameSender }) =>
    Float64Array.from([...compare(one, other, isSameSender), 1]),
  )
  const found = new Float64Array(BIAS + 1)
  for (let round = 0; round < ROUNDS; round++) {
    const step = solve(slopesOf(rows, examples, found))
    for (const [at, change] of step.entries()) found[at] = (found[at] ?? 0) - change
  }
  return { weights: [...found.subarray(0, BIAS)], bias: found[BIAS] ?? 0 }
}

interface Slopes {
  /** First derivatives of the log loss. */
  first: Float64Array
  /** Second ones, row after row. */
  second: Float64Array[]
}

function slopesOf(rows: readonly Float64Array[], examples: readonly PairExample[], found: Float64Array): Slopes {
  const first = Float64Array.from(found, (weight, at) => (at === BIAS ? 0 : weight * PULL))
  const second = Array.from(found, (_, at) => {
    const row = new Float64Array(found.length)
    row[at] = at === BIAS ? 1e-6 : PULL
    return row
  })
  for (const [at, row] of rows.entries()) {
    const { isSame = false, weight = 1 } = examples[at] ?? {}
    let sum = 0
    for (let k = 0; k < row.length; k++) sum += (row[k] ?? 0) * (found[k] ?? 0)
    const share = 1 / (1 + Math.exp(-sum))
    const error = (share - (isSame ? 1 : 0)) * weight
    const bend = Math.max(1e-6, share * (1 - share)) * weight
    for (let k = 0; k < row.length; k++) {
      const figure = row[k] ?? 0
      if (figure === 0) continue
      first[k] = (first[k] ?? 0) + error * figure
      const line = second[k]
      if (line) for (let j = 0; j < row.length; j++) line[j] = (line[j] ?? 0) + bend * figure * (row[j] ?? 0)
    }
  }
  return { first, second }
}

/** The step that makes the first derivatives vanish: Gaussian elimination; the matrix is positive definite by its pull. */
function solve({ first, second }: Slopes): Float64Array {
  const size = first.length
  const answer = Float64Array.from(first)
  for (let k = 0; k < size; k++) {
    const pivot = second[k]
    if (!pivot) continue
    for (let below = k + 1; below < size; below++) {
      const row = second[below]
      const share = (row?.[k] ?? 0) / (pivot[k] ?? 1)
      if (!row || share === 0) continue
      for (let j = k; j < size; j++) row[j] = (row[j] ?? 0) - share * (pivot[j] ?? 0)
      answer[below] = (answer[below] ?? 0) - share * (answer[k] ?? 0)
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    const row = second[k]
    let rest = answer[k] ?? 0
    for (let j = k + 1; j < size; j++) rest -= (row?.[j] ?? 0) * (answer[j] ?? 0)
    answer[k] = rest / (row?.[k] ?? 1)
  }
  return answer
}
