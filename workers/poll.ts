import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, UnknownUpdate } from '../bots/channel.ts'
import { Permanent, Retryable } from '../src/domain/errors.ts'
import type { InboundMessage } from '../src/domain/message.ts'
import type { Receive } from '../src/flow/receive.ts'
import { type HeldLock, holdLock } from '../src/storage/lock.ts'

export interface Polling {
  /** Ends when what was on its way is stored, or cannot be. */
  close(): Promise<void>
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const ACKNOWLEDGE_TIMEOUT_MS = 5_000

/** What an operator can do about it, in the log beside the reason. */
const REMEDIES: Readonly<Record<string, string>> = {
  'conflict-409': 'a webhook is set or another program polls: tinbao channel disconnect',
  'bad-token-401': 'the token is refused',
  'bad-token-404': 'the token is refused',
}

/**
 * Asks every channel that can be asked, for machines without a public address. One process at a time asks an account,
 * under a lock that Postgres hands on when its holder dies. What comes goes through `receive` like a webhook's, and is
 * committed before the platform is asked again: a crash in between costs a redelivery, which changes nothing, and on
 * Zalo, which delivers once, at most the one update on its way.
 */
export function startPolling(parts: {
  url: string
  channels: Iterable<Channel>
  receive: Receive
  log: (line: string) => void
}): Polling {
  const locks: HeldLock[] = []
  for (const channel of parts.channels) {
    const { poll } = channel
    if (!poll) continue
    const name = `poll:${channel.name}:${channel.botId}`
    locks.push(holdLock(parts.url, name, (signal) => pollUntil(signal, { ...parts, channel, poll })))
  }
  return {
    async close() {
      await Promise.all(locks.map((lock) => lock.close()))
    },
  }
}

interface Asked {
  channel: Channel
  poll: NonNullable<Channel['poll']>
  receive: Receive
  log: (line: string) => void
}

async function pollUntil(signal: AbortSignal, asked: Asked): Promise<void> {
  const { channel, poll, log } = asked
  let cursor: string | null = null
  let failures = 0
  let lastReason = ''
  while (!signal.aborted) {
    try {
      const polled = await poll(cursor, signal)
      for (const update of polled.updates) await storeUpdate(signal, asked, update)
      cursor = polled.cursor
      if (failures > 0) log(`poll ${channel.name}: answers again`)
      failures = 0
      lastReason = ''
    } catch (fault) {
      if (signal.aborted) return
      const reason = reasonOf(fault)
      // Once a kind: a platform that is away for a night must not fill the log.
      if (reason !== lastReason)
        log(`poll ${channel.name}: ${reason}${REMEDIES[reason] ? ` (${REMEDIES[reason]})` : ''}`)
      lastReason = reason
      await waitBefore(failures, fault, signal)
      failures += 1
    }
  }
}

/** Tries until it is stored: the platform may have forgotten it already. */
async function storeUpdate(signal: AbortSignal, { channel, receive, log }: Asked, update: unknown): Promise<void> {
  const source = { name: channel.name, botId: channel.botId }
  const parsed = parse(channel, update)
  for (let failures = 0; ; failures++) {
    try {
      if (parsed.ok) await receive.accept(source, parsed.messages)
      else await receive.keepUnread(source, new TextEncoder().encode(JSON.stringify(update)), parsed.reason)
      break
    } catch (fault) {
      log(`poll ${channel.name}: not stored: ${reasonOf(fault)}`)
      // Whoever gets the lock next asks for it again; it is not confirmed.
      if (signal.aborted) throw fault
      await waitBefore(failures, fault, signal)
    }
  }
  void channel.acknowledge?.(update, AbortSignal.timeout(ACKNOWLEDGE_TIMEOUT_MS)).catch(() => {})
}

function parse(
  channel: Channel,
  update: unknown,
): { ok: true; messages: InboundMessage[] } | { ok: false; reason: string } {
  try {
    return { ok: true, messages: channel.parse(update) }
  } catch (fault) {
    return { ok: false, reason: fault instanceof UnknownUpdate ? 'unknown-update' : 'parser-fault' }
  }
}

/** Doubling with jitter, or as long as the platform asked; ends early when the signal does. */
async function waitBefore(failures: number, fault: unknown, signal: AbortSignal): Promise<void> {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures)
  const asked = fault instanceof Retryable ? fault.retryAfterMs : undefined
  await pause(asked ?? ceiling / 2 + (Math.random() * ceiling) / 2, undefined, { signal }).catch(() => {})
}

function reasonOf(fault: unknown): string {
  if (fault instanceof Permanent || fault instanceof Retryable) return fault.reason
  return fault instanceof Error ? fault.name : 'unknown'
}
