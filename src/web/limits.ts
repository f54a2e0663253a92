import { type BucketSize, makeBuckets, makePlaces } from './buckets.ts'
import { makeNetworkKeys, NEAR, WIDE } from './network.ts'

/**
 * An operator puts thousands of subscribers behind one address, and a crowd at one event stands behind one router: 200
 * of them press send in the same second, and those in doubt press again (issue). Half as much again is let through at
 * once; what then comes back is a report a second, day and night, beyond which a browser has to compute for each.
 */
const REPORTS = { near: { size: 600, refillMs: 1_000 }, wide: { size: 3_000, refillMs: 200 } }
/** Ten a second: some 150 people behind one address who chat at the pace of typing. */
const MESSAGES = { near: { size: 1_200, refillMs: 100 }, wide: { size: 6_000, refillMs: 20 } }
/** The security reference keeps 200 messages a minute from one chat, most without reply: this lies above it. */
const SESSION_MESSAGES: BucketSize = { size: 300, refillMs: 250 }

/**
 * Places looked up by hand or by a page as somebody types; each costs the process up to 3 ms. An office behind one address
 * has two a second for long.
 */
const LOOKUPS = { near: { size: 120, refillMs: 500 }, wide: { size: 600, refillMs: 100 } }
/** After which one has come back to an address that used up its own. */
export const LOOKUP_WAIT_S = Math.ceil(LOOKUPS.near.refillMs / 1_000)

/** One for each open page, and one to spare; whoever opens more is told by asking. */
const SESSION_STREAMS = 2
/** 200 people behind one address may watch at once; the rest of them ask every ten seconds. */
const NETWORK_STREAMS = 200
/** About 50 MB at 35 KiB a stream (performance reference). */
const STREAMS_MAX = 1_500

/** Posts read or answered at one time, up to 1 MiB each. The crowd of 200 has room twice over. */
const NETWORK_POSTS = 400
const POSTS_MAX = 2_000

/** What strangers may do at once and in a row, counted by networks that nothing leads back from. */
export interface Limits {
  /** One report from this address, if it has one left. */
  takeReport(address: string): boolean
  /** One message in a talk, by its chat session where it has one. */
  takeMessage(address: string, session: string | null): boolean
  /** One question to the gazetteer. */
  takeLookup(address: string): boolean
  /** A place for a stream, given back by calling the answer; null when this reader's, this network's or all are taken. */
  openStream(address: string, session: string): (() => void) | null
  /** A place for one post to be read and answered; null when too many are under way. */
  beginPost(address: string): (() => void) | null
}

/** Limits of one process, all tables bounded. */
export function makeLimits(now: () => Date): Limits {
  const keyOf = makeNetworkKeys(now)
  const reports = makeNetworkBuckets(REPORTS)
  const messages = makeNetworkBuckets(MESSAGES)
  const lookups = makeNetworkBuckets(LOOKUPS)
  const ofSession = makeBuckets(SESSION_MESSAGES, now)
  const streams = makePlaces(STREAMS_MAX)
  const posts = makePlaces(POSTS_MAX)

  function makeNetworkBuckets(sizes: { near: BucketSize; wide: BucketSize }) {
    const near = makeBuckets(sizes.near, now)
    const wide = makeBuckets(sizes.wide, now)
    return (address: string): boolean => {
      const nearKey = keyOf(address, NEAR)
      // The near one first: one address alone cannot use up what its neighbours have.
      if (!near.take(nearKey)) return false
      if (wide.take(keyOf(address, WIDE))) return true
      near.giveBack(nearKey)
      return false
    }
  }

  return {
    takeReport: reports,
    takeMessage: (address, session) => (session === null || ofSession.take(session)) && messages(address),
    takeLookup: lookups,
    openStream: (address, session) =>
      streams.enter([`session ${session}`, SESSION_STREAMS], [keyOf(address, NEAR), NETWORK_STREAMS]),
    beginPost: (address) => posts.enter([keyOf(address, NEAR), NETWORK_POSTS]),
  }
}
