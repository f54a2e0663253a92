import type { Db } from '../src/storage/db.ts'
import { findNextDue, releaseOutbox, takeDue } from '../src/storage/outbox.ts'
import type { Topic } from '../src/storage/schema.ts'
import type { QueueEngine } from './queues.ts'

export interface Relay {
  /** Something was written: look now. */
  wake(): void
  close(): Promise<void>
}

const BATCH = 300
/** Without a notification the relay still looks this often: a missed one costs a second, never a tip. */
const POLL_MS = 1_000
const FAULT_PAUSE_MS = 500

/**
 * Carries outbox rows into the queue for as long as it runs. A row stays in the outbox until its effect has
 * committed, so a lost queue is filled again: what was queued `requeueMs` ago and is still there is offered anew.
 */
export function startRelay(parts: {
  db: Db
  engine: QueueEngine
  requeueMs: number
  onError: (error: unknown) => void
}): Relay {
  let isClosed = false
  let wakeUp: () => void = () => {}
  let isAwake = true

  const pause = async (ms: number): Promise<void> => {
    if (isAwake || isClosed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const carry = async (): Promise<number> => {
    const due = await takeDue(parts.db, BATCH, parts.requeueMs)
    const byTopic = Map.groupBy(due, (row) => row.topic)
    for (const [topic, rows] of byTopic) await offer(topic, rows)
    return due.length
  }

  const offer = async (topic: Topic, rows: { id: string; ref: string }[]): Promise<void> => {
    try {
      await parts.engine.add(topic, rows)
    } catch (error) {
      await releaseOutbox(
        parts.db,
        rows.map((row) => row.id),
      )
      throw error
    }
  }

  const run = async (): Promise<void> => {
    while (!isClosed) {
      isAwake = false
      try {
        if ((await carry()) === BATCH) continue
        const next = await findNextDue(parts.db)
        await pause(Math.max(0, Math.min(POLL_MS, next ? next.getTime() - Date.now() : POLL_MS)))
      } catch (error) {
        parts.onError(error)
        await pause(FAULT_PAUSE_MS)
      }
    }
  }
  const running = run()

  const wake = (): void => {
    isAwake = true
    wakeUp()
  }
  return {
    wake,
    async close() {
      isClosed = true
      wake()
      await running
    },
  }
}
