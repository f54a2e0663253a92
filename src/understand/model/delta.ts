import { type LinearModel, scoreLinear, softmaxInPlace, vectorOf } from './linear.ts'

/**
 * What was corrected since a model was learned, as weights of their own beside it: the model is never touched, and without
 * them it says what it said before. Kept in memory alone, over pieces that the model knows already: nobody's own words are
 * in it. Kivinen, Smola and Williamson 2004, "Online learning with kernels": steps along the slope, older ones fading.
 */
export interface Delta {
  /** By the row of a piece, one weight a label. */
  rows: ReadonlyMap<number, Float32Array>
  /** Corrections that are in it. */
  steps: number
}

export interface Correction {
  /** `piecesOf` the text. */
  features: Uint32Array
  /** What an officer said it is. */
  label: string
}

export interface DeltaBounds {
  /** Length of one step at most, whatever was said: one correction changes no score by more. */
  stepMax: number
  /** Length of all together at most; beyond it everything in it fades. */
  lengthMax: number
  /** Later corrections than these are no more taken; of more the oldest are left out. */
  countMax: number
}

/**
 * One bounded step for each correction, in this order. A label that the model does not know teaches nothing, nor does a text
 * of which it knows no piece.
 */
export function learnDelta(model: LinearModel, corrections: readonly Correction[], bounds: DeltaBounds): Delta {
  const rows = new Map<number, Float32Array>()
  let steps = 0
  for (const { features, label } of corrections.slice(-bounds.countMax)) {
    const target = model.labels.indexOf(label)
    const vector = vectorOf(features, model.rows, model.scales)
    if (target < 0 || vector.rows.length === 0) continue
    const slopes = softmaxInPlace(addDelta(scoreLinear(model, features), model, features, { rows, steps }), 1)
    slopes[target] = (slopes[target] ?? 0) - 1
    // A text has length 1, so the step has the length of its slopes: as long as two where all was wrong, and here no longer.
    const length = Math.hypot(...slopes)
    const rate = length === 0 ? 0 : Math.min(1, 1 / length) * bounds.stepMax
    for (const [at, row] of vector.rows.entries()) {
      const own = rows.get(row) ?? new Float32Array(model.labels.length)
      rows.set(row, own)
      const pull = rate * (vector.values[at] ?? 0)
      for (let k = 0; k < own.length; k++) own[k] = (own[k] ?? 0) - pull * (slopes[k] ?? 0)
    }
    fade(rows, bounds.lengthMax)
    steps++
  }
  return { rows, steps }
}

/** Scores of the model with what was corrected since, in place. */
export function addDelta(scores: Float32Array, model: LinearModel, features: Uint32Array, delta: Delta): Float32Array {
  if (delta.rows.size === 0) return scores
  const vector = vectorOf(features, model.rows, model.scales)
  for (const [at, row] of vector.rows.entries()) {
    const own = delta.rows.get(row)
    if (own === undefined) continue
    const value = vector.values[at] ?? 0
    for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) + value * (own[k] ?? 0)
  }
  return scores
}

function fade(rows: ReadonlyMap<number, Float32Array>, lengthMax: number): void {
  let squares = 0
  for (const own of rows.values()) for (const weight of own) squares += weight * weight
  const length = Math.sqrt(squares)
  if (length <= lengthMax) return
  const share = lengthMax / length
  for (const own of rows.values()) for (let k = 0; k < own.length; k++) own[k] = (own[k] ?? 0) * share
}
