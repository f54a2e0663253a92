import { AppError, NotYet, Permanent, Retryable } from '../src/domain/errors.ts'
import type { Db } from '../src/storage/db.ts'
import { countAttempts, parkOutbox, putOffOutbox, retryOutbox } from '../src/storage/outbox.ts'
import { type Lane, queueOf, type Task } from './lanes.ts'
import type { QueueEngine, Work } from './queues.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60 * 60_000
const CHANNEL_DOWN_WAIT_MS = 5 * 60_000
/** What waits for a part of our own goes on soon after that part is back. */
const ENDLESS_WAIT_MAX_MS = 60_000

/**
 * Runs a lane of work. What fails is written back to the outbox with a growing wait (doubling, with jitter, or as
 * long as a platform asked), so that neither a lost queue nor a crash forgets a try; after the last it is parked. Works
 * of one job that fail together are tried one by one, so that tries and parking stay with each. `onDone` hears of every
 * job that has ended: there is room, and perhaps new work.
 */
export function runLane(
  parts: { db: Db; engine: QueueEngine; onError: (error: unknown) => void; onDone?: () => void },
  lane: Lane,
): void {
  const { db, onError } = parts
  const { task } = lane

  const doOne = async ({ id, ref }: Work): Promise<void> => {
    try {
      await task.handle([ref])
    } catch (error) {
      await putBack(db, task, { id, ref }, error, onError)
    }
  }

  const doAll = async (works: Work[]): Promise<void> => {
    if (works.length > 1) {
      try {
        return await task.handle(works.map(({ ref }) => ref))
      } catch (error) {
        if (!(error instanceof NotYet)) onError(error)
      }
    }
    for (const work of works) await doOne(work)
  }

  parts.engine.work(queueOf(lane), { concurrency: lane.concurrency }, (works) =>
    doAll(works).finally(() => parts.onDone?.()),
  )
}

async function putBack(
  db: Db,
  task: Task,
  { id, ref }: Work,
  error: unknown,
  onError: (error: unknown) => void,
): Promise<void> {
  if (error instanceof NotYet) return putOffOutbox(db, id, error.waitMs)
  onError(error)
  const attempts = await countAttempts(db, id)
  if (attempts === null) return
  const reason = reasonOf(error)
  const isEndless = error instanceof Retryable && error.isEndless
  if (isEndless || (mayRetry(error) && attempts + 1 < task.attemptsMax)) {
    return retryOutbox(db, id, waitBefore(attempts, error), reason)
  }
  await task.onParked?.(ref, reason)
  await parkOutbox(db, id, reason)
}

/** Exponential with full jitter on the upper half, after "Exponential Backoff And Jitter" (AWS, 2015). */
function waitBefore(attempts: number, error: unknown): number {
  if (error instanceof Permanent) return CHANNEL_DOWN_WAIT_MS
  if (error instanceof Retryable && error.retryAfterMs !== undefined) return error.retryAfterMs
  const longestMs = error instanceof Retryable && error.isEndless ? ENDLESS_WAIT_MAX_MS : LONGEST_WAIT_MS
  const ceiling = Math.min(longestMs, FIRST_WAIT_MS * 2 ** attempts)
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
