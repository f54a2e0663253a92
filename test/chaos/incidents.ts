import type { Dice } from './dice.ts'
import type { Engine, Platform } from './plan.ts'

export type Target = 'web' | 'worker' | 'vault' | 'postgres' | 'redis'

/** Something goes wrong just before a post, `delayMs` later. */
export type Incident = { beforePost: number; delayMs: number } & (
  | { kind: 'kill'; target: Target }
  /** The queue forgets everything. */
  | { kind: 'wipe' }
  /** A platform answers the next `times` sends so. */
  | { kind: 'platform'; platform: Platform; fault: PlatformFault; times: number }
)

export type PlatformFault =
  /** 429; Telegram names a second to wait, Zalo none. */
  | 'too-many'
  | 'server-error'
  /** A page of the proxy before the API. */
  | 'bad-gateway'
  /** Read and never answered. */
  | 'hang'
  /** The connection is cut before the message is taken, or after. */
  | 'cut'
  | 'cut-when-taken'

/** Who is killed how often: the deck is dealt again and again, so even a few kills reach everybody. */
const DECKS: Record<Engine, readonly Target[]> = {
  postgres: ['worker', 'web', 'postgres', 'vault', 'worker', 'postgres'],
  redis: ['worker', 'redis', 'web', 'postgres', 'vault', 'worker', 'redis', 'postgres'],
}

const FAULTS: readonly [PlatformFault, number, number][] = [
  ['too-many', 5, 30],
  ['server-error', 5, 30],
  ['bad-gateway', 2, 10],
  ['hang', 1, 3],
  ['cut', 1, 8],
  ['cut-when-taken', 1, 3],
]

/** A moment within the second in which the post goes out. */
const DELAY_MAX_MS = 400
const POSTS_PER_WIPE = 800
const POSTS_PER_PLATFORM_FAULT = 200

/** Incidents over the whole run but its very beginning, in the order in which they fall. */
export function drawIncidents(dice: Dice, order: { posts: number; kills: number; engine: Engine }): Incident[] {
  const moment = () => ({
    beforePost: dice.between(Math.ceil(order.posts * 0.02), order.posts - 1),
    delayMs: dice.between(0, DELAY_MAX_MS),
  })
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
  const targets = dealTargets(dice, order.engine, order.kills)
  const faults = dealFaults(dice, Math.ceil(order.posts / POSTS_PER_PLATFORM_FAULT))
  const incidents: Incident[] = [
    ...targets.map((target) => ({ ...moment(), kind: 'kill' as const, target })),
    ...many(Math.ceil(order.posts / POSTS_PER_WIPE), () => ({ ...moment(), kind: 'wipe' as const })),
    ...faults.map((fault) => ({ ...moment(), ...fault })),
  ]
  return incidents.sort((a, b) => a.beforePost - b.beforePost)
}

function dealTargets(dice: Dice, engine: Engine, count: number): Target[] {
  const targets: Target[] = []
  while (targets.length < count) targets.push(...dice.shuffle(DECKS[engine]))
  return targets.slice(0, count)
}

function dealFaults(dice: Dice, count: number) {
  const faults: { kind: 'platform'; platform: Platform; fault: PlatformFault; times: number }[] = []
  while (faults.length < count) {
    for (const [fault, min, max] of dice.shuffle(FAULTS)) {
      const platform = dice.happens(0.5) ? 'telegram' : 'zalo-bot'
      faults.push({ kind: 'platform', platform, fault, times: dice.between(min, max) })
    }
  }
  return faults.slice(0, count)
}
