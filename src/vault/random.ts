import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8 * 1024
const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/**
 * Random bytes from the system's generator, fetched by the pool: sealing asks for a few bytes several times a message,
 * and each call of its own costs more than the bytes. Each byte is handed out once and wiped from the pool.
 */
export function takeRandom(count: number): Buffer {
  if (count > POOL_BYTES) return randomFillSync(Buffer.alloc(count))
  if (used + count > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  const taken = Buffer.from(pool.subarray(used, used + count))
  pool.fill(0, used, used + count)
  used += count
  return taken
}
