import { createHmac, randomBytes } from 'node:crypto'

export interface Throttle {
  /**
   * Takes one try before it is made, so that a hundred at the same moment are a hundred. False when this address has
   * used up its tries; says nothing of the code typed.
   */
  takeTry(address: string): boolean
  /** The try was right: it does not count. */
  giveBack(address: string): void
}

/** Security reference, bad input: throttled after 10. One try comes back a minute, for a whole village may share an address. */
const TRIES = 10
const REFILL_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1000
/** About 1 MB. The oldest goes first; a flood of addresses can only forgive, never fill the memory. */
const ADDRESSES_MAX = 10_000

/** The network of an address: /24 of IPv4, /56 of IPv6, which is what one household or operator hands out. */
function prefixOf(address: string): string {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (v4?.[1] !== undefined) return v4[1]
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const groups = head.split(':')
  // `::` stands for as many zero groups as are missing.
  while (tail !== undefined && groups.length < 4) groups.push('0')
  const [a = '0', b = '0', c = '0', d = '0'] = groups.map((group) => group.padStart(4, '0'))
  return [a, b, c, d.slice(0, 2)].join(':')
}

/** A small bucket per network, in memory, under an HMAC whose salt lives a day and is never written anywhere. */
export function makeThrottle(now: () => Date): Throttle {
  let salt = randomBytes(32)
  let saltedAtMs = now().getTime()
  const buckets = new Map<string, { failures: number; atMs: number }>()

  function read(address: string): { id: string; failures: number } {
    const nowMs = now().getTime()
    if (nowMs - saltedAtMs >= DAY_MS) {
      salt = randomBytes(32)
      saltedAtMs = nowMs
      buckets.clear()
    }
    const id = createHmac('sha256', salt).update(prefixOf(address)).digest('base64url')
    const bucket = buckets.get(id)
    const failures = bucket ? Math.max(0, bucket.failures - Math.max(0, nowMs - bucket.atMs) / REFILL_MS) : 0
    return { id, failures }
  }

  function write(id: string, failures: number): void {
    buckets.delete(id)
    buckets.set(id, { failures, atMs: now().getTime() })
    for (const oldest of buckets.keys()) {
      if (buckets.size <= ADDRESSES_MAX) break
      buckets.delete(oldest)
    }
  }

  return {
    takeTry(address) {
      const { id, failures } = read(address)
      if (failures > TRIES - 1) return false
      write(id, failures + 1)
      return true
    },
    giveBack(address) {
      const { id, failures } = read(address)
      write(id, Math.max(0, failures - 1))
    },
  }
}
