import { HASH_START, hashOn } from './bit-set.ts'

/** Keys one slip away from what was typed: a letter too many, missing, wrong, or two swapped. */
export interface NearNames {
  find(typed: string): string[]
}

/** Shorter names have neighbours everywhere ("tan an", "tan an"). */
const LETTERS_MIN = 6
const LETTERS_MAX = 24

/**
 * Finds keys by what remains when one letter is dropped, on both sides (deletion neighbourhoods as in SymSpell, here as
 * one sorted array of hashes: 12 bytes for each letter of each key instead of a table of strings).
 */
export function makeNearNames(keys: readonly string[]): NearNames {
  const long = keys.filter((key) => key.length >= LETTERS_MIN && key.length <= LETTERS_MAX && !/\d/.test(key))
  const count = long.reduce((sum, key) => sum + key.length + 1, 0)
  const entries = new Float64Array(count)
  let at = 0
  long.forEach((key, id) => {
    for (let drop = -1; drop < key.length; drop++) entries[at++] = hashWithout(key, drop) * ID_ROOM + id
  })
  entries.sort()

  return {
    find(typed) {
      if (typed.length < LETTERS_MIN || typed.length > LETTERS_MAX) return []
      const found = new Set<string>()
      for (let drop = -1; drop < typed.length; drop++) {
        const hash = hashWithout(typed, drop)
        for (let i = lowerBound(entries, hash * ID_ROOM); i < count; i++) {
          const entry = entries[i] ?? 0
          if (Math.floor(entry / ID_ROOM) !== hash) break
          const key = long[entry % ID_ROOM] ?? ''
          if (key !== typed && isOneSlip(typed, key)) found.add(key)
        }
      }
      return [...found]
    },
  }
}

/** A hash of 32 bits and an id of 20 share the 53 bits that a double holds exactly. */
const ID_ROOM = 2 ** 20

/** Hash of the letters but one; -1 drops none. */
function hashWithout(key: string, drop: number): number {
  let hash = HASH_START
  for (let i = 0; i < key.length; i++) if (i !== drop) hash = hashOn(hash, key.charCodeAt(i))
  return hash
}

function lowerBound(sorted: Float64Array, wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Damerau-Levenshtein distance of exactly one. The first letter stands: people seldom miss it. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.charAt(0) !== b.charAt(0)) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let endA = a.length - 1
  let endB = b.length - 1
  while (endA >= start && endB >= start && a[endA] === b[endB]) {
    endA--
    endB--
  }
  const left = endA - start + 1
  const right = endB - start + 1
  if (left <= 1 && right <= 1) return left + right > 0
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
