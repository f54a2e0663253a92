import { normalise } from '../../understand/normalise.ts'

const LENGTH = 5

/** For each text the highest Jaccard similarity, by runs of five characters without diacritics, to any of `others`. */
export function nearest(texts: readonly string[], others: readonly string[]): number[] {
  const owners = new Map<string, number[]>()
  const sizes = others.map((text, at) => {
    const pieces = piecesOf(text)
    for (const piece of pieces) {
      const list = owners.get(piece)
      if (list === undefined) owners.set(piece, [at])
      else list.push(at)
    }
    return pieces.size
  })
  const shared = new Int32Array(others.length)
  return texts.map((text) => {
    const pieces = piecesOf(text)
    shared.fill(0)
    for (const piece of pieces) for (const at of owners.get(piece) ?? []) shared[at] = (shared[at] ?? 0) + 1
    let best = 0
    for (const [at, count] of shared.entries()) {
      if (count > 0) best = Math.max(best, count / (pieces.size + (sizes[at] ?? 0) - count))
    }
    return best
  })
}

function piecesOf(text: string): Set<string> {
  const line = normalise(text)
    .bare.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const pieces = new Set<string>()
  for (let at = 0; at + LENGTH <= line.length; at++) pieces.add(line.slice(at, at + LENGTH))
  // a shorter text is one piece
  return pieces.size === 0 ? pieces.add(line) : pieces
}
