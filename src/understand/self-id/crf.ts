import { seededRandom, shuffle } from '../model/random.ts'

/** Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over words that hold pieces. */
export interface Chain {
  labels: readonly string[]
  /** Name of a piece, and its row in `weights`. */
  rows: ReadonlyMap<string, number>
  /** Row after row, one weight a label. */
  weights: Float32Array
  /** From label to label, row after row. */
  moves: Float32Array
}

/** One text: the pieces of each word, and its label. */
export interface Sequence {
  pieces: readonly (readonly string[])[]
  labels: readonly number[]
}

export interface ChainSettings {
  seed: number
  epochs: number
  /** AdaGrad's rate. */
  rate: number
  /** Pull of each touched weight towards 0. */
  l2: number
  /** A piece that fewer words hold is left out. */
  wordsMin: number
}

const SQUARES_START = 0.1

/** Same sequences and settings, same chain: the order comes from the seed. */
export function trainChain(sequences: readonly Sequence[], labels: readonly string[], settings: ChainSettings): Chain {
  const rows = keepPieces(sequences, settings.wordsMin)
  const width = labels.length
  const chain: Chain = {
    labels,
    rows,
    weights: new Float32Array(rows.size * width),
    moves: new Float32Array(width * width),
  }
  const squares = new Float32Array(chain.weights.length).fill(SQUARES_START)
  const moveSquares = new Float32Array(chain.moves.length).fill(SQUARES_START)
  const prepared = sequences.map(({ pieces, labels: targets }) => ({ rows: rowsOf(chain, pieces), targets }))
  const order = Int32Array.from(prepared.keys())
  const random = seededRandom(settings.seed)
  const step = (weights: Float32Array, sums: Float32Array, at: number, slope: number): void => {
    const full = slope + settings.l2 * (weights[at] ?? 0)
    const sum = (sums[at] ?? 0) + full * full
    sums[at] = sum
    weights[at] = (weights[at] ?? 0) - (settings.rate * full) / Math.sqrt(sum)
  }
  const sums = new Float32Array(chain.weights.length)
  const moveSums = new Float32Array(chain.moves.length)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random)
    for (const at of order) {
      const one = prepared[at]
      if (one === undefined || one.rows.length === 0) continue
      const { words, moves } = expectations(chain, one.rows)
      for (const [word, own] of one.rows.entries()) {
        const target = one.targets[word] ?? 0
        for (let k = 0; k < width; k++) {
          const slope = (words[word * width + k] ?? 0) - (k === target ? 1 : 0)
          if (Math.abs(slope) < 1e-4) continue
          for (const row of own) step(chain.weights, squares, row * width + k, slope)
        }
      }
      for (let word = 1; word < one.rows.length; word++) {
        const move = (one.targets[word - 1] ?? 0) * width + (one.targets[word] ?? 0)
        moves[move] = (moves[move] ?? 0) - 1
      }
      for (const [move, slope] of moves.entries()) step(chain.moves, moveSquares, move, slope)
    }
    for (const [i, weight] of chain.weights.entries()) sums[i] = (sums[i] ?? 0) + weight
    for (const [i, weight] of chain.moves.entries()) moveSums[i] = (moveSums[i] ?? 0) + weight
  }
  // What the epochs have in common: the last alone is sure of what it saw last (Polyak and Juditsky 1992).
  return {
    ...chain,
    weights: sums.map((sum) => sum / settings.epochs),
    moves: moveSums.map((sum) => sum / settings.epochs),
  }
}

/** How likely each word carries each label: word after word, one chance a label. */
export function tagWords(chain: Chain, pieces: readonly (readonly string[])[]): Float64Array {
  return expectations(chain, rowsOf(chain, pieces)).words
}

function keepPieces(sequences: readonly Sequence[], wordsMin: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { pieces } of sequences) {
    for (const piece of pieces.flat()) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  }
  const kept = [...counts].filter(([, count]) => count >= wordsMin).map(([piece]) => piece)
  return new Map(kept.sort().map((piece, row) => [piece, row]))
}

function rowsOf(chain: Chain, pieces: readonly (readonly string[])[]): number[][] {
  return pieces.map((own) =>
    own.flatMap((piece) => {
      const row = chain.rows.get(piece)
      return row === undefined ? [] : [row]
    }),
  )
}

/** Forward and backward, scaled word by word, so that no length of text overflows. */
function expectations(chain: Chain, rows: readonly number[][]): { words: Float64Array; moves: Float64Array } {
  const width = chain.labels.length
  const length = rows.length
  const near = new Float64Array(length * width)
  for (const [word, own] of rows.entries()) {
    let most = -Infinity
    for (let k = 0; k < width; k++) {
      let score = 0
      for (const row of own) score += chain.weights[row * width + k] ?? 0
      near[word * width + k] = score
      most = Math.max(most, score)
    }
    for (let k = 0; k < width; k++) near[word * width + k] = Math.exp((near[word * width + k] ?? 0) - most)
  }
  const ways = Float64Array.from(chain.moves, Math.exp)
  const forward = new Float64Array(length * width)
  const backward = new Float64Array(length * width).fill(1)
  const at = (list: Float64Array, word: number, k: number): number => list[word * width + k] ?? 0
  for (let word = 0; word < length; word++) {
    for (let k = 0; k < width; k++) {
      let sum = word === 0 ? 1 : 0
      for (let j = 0; word > 0 && j < width; j++) sum += at(forward, word - 1, j) * (ways[j * width + k] ?? 0)
      forward[word * width + k] = sum * at(near, word, k)
    }
    scale(forward, word * width, width)
  }
  for (let word = length - 2; word >= 0; word--) {
    for (let j = 0; j < width; j++) {
      let sum = 0
      for (let k = 0; k < width; k++) {
        sum += (ways[j * width + k] ?? 0) * at(near, word + 1, k) * at(backward, word + 1, k)
      }
      backward[word * width + j] = sum
    }
    scale(backward, word * width, width)
  }
  const words = forward.map((value, i) => value * (backward[i] ?? 0))
  for (let word = 0; word < length; word++) scale(words, word * width, width)
  const moves = new Float64Array(width * width)
  for (let word = 1; word < length; word++) {
    const own = new Float64Array(width * width)
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < width; k++) {
        own[j * width + k] =
          at(forward, word - 1, j) * (ways[j * width + k] ?? 0) * at(near, word, k) * at(backward, word, k)
      }
    }
    scale(own, 0, own.length)
    for (const [move, value] of own.entries()) moves[move] = (moves[move] ?? 0) + value
  }
  return { words, moves }
}

function scale(list: Float64Array, from: number, count: number): void {
  let sum = 0
  for (let i = from; i < from + count; i++) sum += list[i] ?? 0
  for (let i = from; sum > 0 && i < from + count; i++) list[i] = (list[i] ?? 0) / sum
}
