import { setTimeout as pause } from 'node:timers/promises'
import type { Ledger } from './ledger.ts'
import type { Plan, PlannedMessage, Platform } from './plan.ts'
import { updateOf } from './update.ts'

/** How long a platform goes on delivering what is not taken: far longer than any kill keeps us away. */
const GIVE_UP_MS = 120_000
const ANSWER_TIMEOUT_MS = 10_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 2_000
/** Deliveries under way at one time; a platform's queue, not ours, holds the rest. */
const IN_FLIGHT_MAX = 400

const SECRET_HEADERS: Record<Platform, string> = {
  telegram: 'x-telegram-bot-api-secret-token',
  'zalo-bot': 'x-bot-api-secret-token',
}

/**
 * Delivers every post of a plan as the platforms do, at `perSecond`: what is not taken comes again, what was taken may
 * come again. No message leaves before the ledger's disk has its id. Resolves when each is taken or given up.
 * @throws when the ledger cannot be written, or `signal` aborts
 */
export async function sendAll(
  plan: Plan,
  parts: {
    address: string
    secrets: Record<Platform, string>
    ledger: Ledger
    perSecond: number
    signal: AbortSignal
    beforePost: (post: number) => void
  },
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  const faults: unknown[] = []
  const began = performance.now()
  for (const [index, message] of plan.posts.entries()) {
    const earlyMs = began + (index * 1_000) / parts.perSecond - performance.now()
    if (earlyMs > 0) await pause(earlyMs, undefined, { signal: parts.signal })
    while (underWay.size >= IN_FLIGHT_MAX) await Promise.race(underWay)
    parts.beforePost(index)
    const delivering = deliver(message, parts)
      .catch((fault: unknown) => void faults.push(fault))
      .finally(() => underWay.delete(delivering))
    underWay.add(delivering)
    if (faults.length > 0) break
  }
  await Promise.all(underWay)
  if (faults.length > 0) throw faults[0]
}

type Parts = Parameters<typeof sendAll>[1]

async function deliver(message: PlannedMessage, { ledger, signal, ...parts }: Parts): Promise<void> {
  const body = updateOf(message)
  const deadline = performance.now() + GIVE_UP_MS
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    await ledger.sending(message.id)
    const status = await post(message.chat.platform, body, parts)
    await ledger.answered(message.id, status)
    if (status === 200 || message.isGivenUp || performance.now() > deadline) return
    await pause(waitMs, undefined, { signal })
  }
}

async function post(
  platform: Platform,
  body: string,
  { address, secrets }: Pick<Parts, 'address' | 'secrets'>,
): Promise<number | string> {
  const headers = { 'content-type': 'application/json', [SECRET_HEADERS[platform]]: secrets[platform] }
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
    const answer = await fetch(`${address}/webhooks/${platform}`, { method: 'POST', headers, body, signal })
    // Only a status that arrived whole counts as told.
    await answer.arrayBuffer()
    return answer.status
  } catch (fault) {
    return wordOf(fault)
  }
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`, `TimeoutError`. */
function wordOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown'
  const { cause } = fault
  return cause instanceof Error && 'code' in cause ? String(cause.code) : fault.name
}
