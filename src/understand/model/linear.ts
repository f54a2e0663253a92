import { seededRandom, shuffle } from './random.ts'

/** Multinomial logistic regression over the pieces that training kept. */
export interface LinearModel {
  labels: readonly string[]
  /** Hash of a piece, and its row in `scales` and `weights`. */
  rows: ReadonlyMap<number, number>
  /** How much a piece counts before the text is brought to length 1: rarer ones more, one a row. */
  scales: Float32Array
  /** Row after row, one weight a label. */
  weights: Float32Array
  /** One a label. */
  bias: Float32Array
}

/** One text in one of its forms. */
export interface Sample {
  features: Uint32Array
  label: string
}

export interface LinearSettings {
  seed: number
  epochs: number
  /** AdaGrad's rate; it shrinks for each weight by itself. */
  rate: number
  /** Pull of each touched weight towards 0. */
  l2: number
  /** A piece that fewer samples hold is left out; a text without diacritics is one sample, with them it is two. */
  samplesMin: number
  /** Rare pieces count more (inverse document frequency). */
  isScaled: boolean
  /** How much of a naive Bayes over the same pieces is added to what was learned; none where it is left out. */
  bayes?: number
}

/**
 * What AdaGrad's sums begin with. From 0 the first step of every weight is as long as the rate, however small its slope:
 * on folds of the training part top-1 was the same, but the log loss 2.2 and not 1.7.
 */
const SQUARES_START = 0.1

/** A slope smaller than this moves nothing worth the time: after an epoch nearly all labels of a text are that clear. */
const SLOPE_MIN = 1e-3

/**
 * Same samples, order and settings, same model: shuffling comes from the seed. `kept`: the pieces to weigh, where they are
 * shared with other models; else those of the samples.
 */
export function trainLinear(
  samples: readonly Sample[],
  labels: readonly string[],
  settings: LinearSettings,
  kept: KeptPieces = keepPieces(samples, settings),
): LinearModel {
  const { rows, scales } = kept
  const width = labels.length
  const weights = new Float32Array(rows.size * width)
  const squares = new Float32Array(rows.size * width).fill(SQUARES_START)
  const bias = new Float32Array(width)
  const biasSquares = new Float32Array(width).fill(SQUARES_START)
  const vectors = samples.map(({ features }) => vectorOf(features, rows, scales))
  const targets = samples.map(({ label }) => labels.indexOf(label))
  const order = Int32Array.from(samples.keys())
  const random = seededRandom(settings.seed)
  const slopes = new Float32Array(width)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random)
    for (const at of order) {
      const vector = vectors[at]
      const target = targets[at] ?? -1
      if (vector === undefined || target < 0) continue
      slopes.set(bias)
      addScores(vector, weights, slopes)
      softmaxInPlace(slopes, 1)
      slopes[target] = (slopes[target] ?? 0) - 1
      descend(bias, biasSquares, 0, slopes, listActive(slopes), 1, { rate: settings.rate, l2: 0 })
      const active = listActive(slopes)
      for (const [at, row] of vector.rows.entries()) {
        descend(weights, squares, row * width, slopes, active, vector.values[at] ?? 0, settings)
      }
    }
  }
  if (settings.bayes !== undefined) addBayes(weights, vectors, targets, width, settings.bayes)
  return { labels, rows, scales, weights, bias }
}

/** Count that every piece has of every label before the first text. */
const BAYES_START = 0.3

/**
 * Adds `share` of the logarithm of how often a label holds a piece (multinomial naive Bayes). Both are sums over pieces, so
 * their mixture is again one weight a piece; where texts are few each mends what the other overdoes (Wang and Manning 2012,
 * "Baselines and Bigrams").
 */
function addBayes(
  weights: Float32Array,
  vectors: readonly Vector[],
  targets: readonly number[],
  width: number,
  share: number,
): void {
  const counts = new Float32Array(weights.length).fill(BAYES_START)
  for (const [at, { rows }] of vectors.entries()) {
    const target = targets[at] ?? -1
    if (target >= 0) for (const row of rows) counts[row * width + target] = (counts[row * width + target] ?? 0) + 1
  }
  const totals = new Float64Array(width)
  for (let at = 0; at < counts.length; at++) totals[at % width] = (totals[at % width] ?? 0) + (counts[at] ?? 0)
  for (let from = 0; from < counts.length; from += width) {
    const logs = Array.from(totals, (total, k) => Math.log((counts[from + k] ?? 0) / total))
    const mean = logs.reduce((sum, log) => sum + log, 0) / width
    for (const [k, log] of logs.entries()) weights[from + k] = (weights[from + k] ?? 0) + share * (log - mean)
  }
}

function listActive(slopes: Float32Array): number[] {
  const active: number[] = []
  for (let k = 0; k < slopes.length; k++) if (Math.abs(slopes[k] ?? 0) >= SLOPE_MIN) active.push(k)
  return active
}

/** One step of AdaGrad for the weights of one row. */
function descend(
  weights: Float32Array,
  squares: Float32Array,
  from: number,
  slopes: Float32Array,
  active: readonly number[],
  value: number,
  { rate, l2 }: Pick<LinearSettings, 'rate' | 'l2'>,
): void {
  for (const k of active) {
    const weight = weights[from + k] ?? 0
    const slope = (slopes[k] ?? 0) * value + l2 * weight
    const square = (squares[from + k] ?? 0) + slope * slope
    squares[from + k] = square
    weights[from + k] = weight - (rate * slope) / Math.sqrt(square)
  }
}

/** Scores before the softmax, one a label. */
export function scoreLinear(model: LinearModel, features: Uint32Array): Float32Array {
  const scores = Float32Array.from(model.bias)
  addScores(vectorOf(features, model.rows, model.scales), model.weights, scores)
  return scores
}

/** Turns scores into probabilities, in place. A temperature above 1 makes them less sure. */
export function softmaxInPlace(scores: Float32Array, temperature: number): Float32Array {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let k = 0; k < scores.length; k++) {
    const weight = Math.exp(((scores[k] ?? 0) - highest) / temperature)
    scores[k] = weight
    sum += weight
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / sum
  return scores
}

export interface KeptPieces {
  rows: ReadonlyMap<number, number>
  scales: Float32Array
}

/** The pieces that enough samples hold, in the order of their hashes. */
export function keepPieces(
  samples: readonly Pick<Sample, 'features'>[],
  { samplesMin, isScaled }: Pick<LinearSettings, 'samplesMin' | 'isScaled'>,
): KeptPieces {
  const counts = new Map<number, number>()
  for (const { features } of samples) for (const hash of features) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= samplesMin).sort(([a], [b]) => a - b)
  return {
    rows: new Map(kept.map(([hash], row) => [hash, row])),
    scales: Float32Array.from(kept, ([, count]) => (isScaled ? Math.log((1 + samples.length) / (1 + count)) : 1)),
  }
}

/** A text by the pieces that the model kept. */
export interface Vector {
  rows: Int32Array
  values: Float32Array
}

/** Every text has the same length as a vector, however many words. */
export function vectorOf(features: Uint32Array, rows: ReadonlyMap<number, number>, scales: Float32Array): Vector {
  const own = new Int32Array(features.length)
  const values = new Float32Array(features.length)
  let count = 0
  let squares = 0
  for (const hash of features) {
    const row = rows.get(hash)
    if (row === undefined) continue
    const scale = scales[row] ?? 0
    own[count] = row
    values[count++] = scale
    squares += scale * scale
  }
  const length = Math.sqrt(squares)
  for (let i = 0; i < count; i++) values[i] = (values[i] ?? 0) / length
  return { rows: own.subarray(0, count), values: values.subarray(0, count) }
}

function addScores(vector: Vector, weights: Float32Array, into: Float32Array): void {
  const width = into.length
  for (let i = 0; i < vector.rows.length; i++) {
    const from = (vector.rows[i] ?? 0) * width
    const value = vector.values[i] ?? 0
    for (let k = 0; k < width; k++) into[k] = (into[k] ?? 0) + value * (weights[from + k] ?? 0)
  }
}
