import { AppError, NotYet, Permanent, Retryable } from '../src/domain/errors.ts'
import type { Db } from '../src/storage/db.ts'
import { countAttempts, parkOutbox, putOffOutbox, retryOutbox } from '../src/storage/outbox.ts'
import type { Topic } from '../src/storage/schema.ts'
import type { QueueEngine } from './queues.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60 * 60_000
const CHANNEL_DOWN_WAIT_MS = 5 * 60_000

export interface Lane {
  topic: Topic
  concurrency: number
  /** Tries before the work is given up: 6 take a minute, 30 about a day. */
  attemptsMax: number
  /** Does the work named by `ref` and deletes its outbox row in the same commit as its effect. Safe to do twice. */
  handle(ref: string, outboxId: string): Promise<void>
  /** Puts before a person what no machine could do; runs when the work is given up, and may run twice. */
  onParked?(ref: string, reason: string): Promise<void>
}

/**
 * Runs a lane of work. What fails is written back to the outbox with a growing wait (doubling, with jitter, or as
 * long as a platform asked), so that neither a lost queue nor a crash forgets a try; after the last it is parked.
 */
export function runLane(parts: { db: Db; engine: QueueEngine; onError: (error: unknown) => void }, lane: Lane): void {
  parts.engine.work(lane.topic, { concurrency: lane.concurrency }, async ({ id, ref }) => {
    try {
      await lane.handle(ref, id)
    } catch (error) {
      if (error instanceof NotYet) {
        await putOffOutbox(parts.db, id, error.waitMs)
        return
      }
      parts.onError(error)
      const attempts = await countAttempts(parts.db, id)
      if (attempts === null) return
      const reason = reasonOf(error)
      if (!mayRetry(error) || attempts + 1 >= lane.attemptsMax) {
        await lane.onParked?.(ref, reason)
        await parkOutbox(parts.db, id, reason)
        return
      }
      await retryOutbox(parts.db, id, waitBefore(attempts, error), reason)
    }
  })
}

/** Exponential with full jitter on the upper half, after "Exponential Backoff And Jitter" (AWS, 2015). */
function waitBefore(attempts: number, error: unknown): number {
  if (error instanceof Permanent) return CHANNEL_DOWN_WAIT_MS
  if (error instanceof Retryable && error.retryAfterMs !== undefined) return error.retryAfterMs
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts)
  return ceiling / 2 + (Math.random() * ceiling) / 2
}

function mayRetry(error: unknown): boolean {
  // A bad token or a spent quota is mended by a person; until then every message of the channel waits.
  if (error instanceof Permanent) return error.isChannelDown
  if (error instanceof AppError) return error.isRetryable
  return true
}

/** A word for the record: codes and reasons of ours, never a message that might quote a text. */
function reasonOf(error: unknown): string {
  if (error instanceof Permanent || error instanceof Retryable) return error.reason
  if (error instanceof AppError) return error.code
  return error instanceof Error ? error.name : 'unknown'
}
