/** A set of hashes that may say yes to others too (a Bloom filter of one function), in a fixed room. */
export interface BitSet {
  add(hash: number): void
  has(hash: number): boolean
}

/** Room of 2 to the power of `bits`. */
export function makeBitSet(bits: number): BitSet {
  const room = new Uint32Array(1 << (bits - 5))
  const mask = (1 << bits) - 1
  const at = (hash: number): number => (hash ^ (hash >>> 15)) & mask
  return {
    add(hash) {
      const bit = at(hash)
      room[bit >>> 5] = (room[bit >>> 5] ?? 0) | (1 << (bit & 31))
    },
    has(hash) {
      const bit = at(hash)
      return ((room[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
    },
  }
}

/** FNV-1a, 32 bits, a letter at a time: letters that follow one another hash as they do run together. */
export function hashOn(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) >>> 0
}
export const HASH_START = 0x811c9dc5
