import { makeBuckets } from './buckets.ts'
import { makeNetworkKeys, type Width } from './network.ts'

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
const TRIES = { size: 10, refillMs: 60_000 }
/** What one household or operator hands out. */
const WIDTH: Width = { v4: 24, v6: 56 }

/** A small bucket of tries per network, in memory. */
export function makeThrottle(now: () => Date): Throttle {
  const keyOf = makeNetworkKeys(now)
  const tries = makeBuckets(TRIES, now)
  return {
    takeTry: (address) => tries.take(keyOf(address, WIDTH)),
    giveBack: (address) => tries.giveBack(keyOf(address, WIDTH)),
  }
}
