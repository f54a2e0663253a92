import { randomBytes } from 'node:crypto'
import type { Db } from '../src/storage/db.ts'
import { findNextDueMs, releaseLost, releaseOutbox, type Taken, takeDue } from '../src/storage/outbox.ts'
import { inTime } from './in-time.ts'
import { type Lane, queueOf } from './lanes.ts'
import type { Job, QueueEngine, Work } from './queues.ts'

export interface Relay {
  /** Something was written, or workers have become free: look now. */
  wake(): void
  /** The queue may have lost what it held: all that is still to be done is offered anew. */
  refill(): void
  close(): Promise<void>
}

/** Of one lane in the queue: enough to keep its workers busy between two looks; the rest waits in the outbox. */
const QUEUED_MAX = 250
/** While a lane's workers are busy, what is handed over at least: a full job (performance reference, advice 2). */
const GATHERED_MIN = 25
/** Workers that look busy may be dead or hang; then nobody comes to say that there is room. */
const GATHER_MS = 250
/** Between two looks under load, when each commit asks for one. */
const REST_MS = 5
/** Without a notification the relay still looks this often: a missed one costs a second, never a tip. */
const POLL_MS = 1_000
/** While more is due than was taken, for work that other processes do; what is done in this one wakes it. */
const BACKLOG_POLL_MS = 20
const FAULT_PAUSE_MS = 500
/** An engine that has not taken work by then is away; the work stays in the outbox. */
const ADD_TIMEOUT_MS = 5_000

/**
 * Carries outbox rows into the queue for as long as it runs. A row stays in the outbox until its effect has
 * committed, so a lost queue is filled again: what was queued `requeueMs` ago and is still there is offered anew.
 */
export function startRelay(parts: {
  db: Db
  engine: QueueEngine
  /** In the order in which they are offered. */
  lanes: readonly Lane[]
  requeueMs: number
  onError: (error: unknown) => void
}): Relay {
  const { db, engine, lanes } = parts
  const laneOf = new Map(lanes.map((lane) => [queueOf(lane), lane]))
  let isClosed = false
  let wakeUp: () => void = () => {}
  let isAwake = true
  let sweptAtMs = Number.NEGATIVE_INFINITY
  /** Part of each job's id, so that what a dead worker holds under the last one keeps nobody waiting. */
  let generation = newGeneration()
  let isToRefill = true

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

  /** One look: takes what is due and queues it; answers how long to wait before the next. */
  const carry = async (): Promise<number> => {
    if (isToRefill || performance.now() - sweptAtMs >= Math.min(POLL_MS, parts.requeueMs)) {
      sweptAtMs = performance.now()
      const isAll = isToRefill
      isToRefill = false
      if (isAll) generation = newGeneration()
      await releaseLost(db, isAll ? 0 : parts.requeueMs)
    }
    const taken = await takeDue(db, lanes, { gatheredMin: GATHERED_MIN, queuedMax: QUEUED_MAX, gatherMs: GATHER_MS })
    const results = await Promise.allSettled(taken.map(offer))
    for (const result of results) if (result.status === 'rejected') throw result.reason
    const backlogged = taken.filter((one) => one.isBacklogged)
    if (backlogged.some((one) => one.works.length > 0)) return 0
    if (backlogged.length > 0) return BACKLOG_POLL_MS
    return Math.max(0, Math.min(POLL_MS, (await findNextDueMs(db, lanes)) ?? POLL_MS))
  }

  const offer = async (taken: Taken): Promise<void> => {
    const lane = laneOf.get(queueOf(taken))
    if (!lane || taken.works.length === 0) return
    try {
      await inTime(
        engine.add(queueOf(lane), toJobs(taken.works, lane, generation)),
        ADD_TIMEOUT_MS,
        'the queue did not take the work in time',
      )
    } catch (error) {
      await releaseOutbox(
        db,
        taken.works.map((work) => work.id),
      )
      throw error
    }
  }

  const run = async (): Promise<void> => {
    while (!isClosed) {
      isAwake = false
      const restedAtMs = performance.now() + REST_MS
      try {
        await pause(await carry())
        const restMs = restedAtMs - performance.now()
        if (restMs > 0 && !isClosed) await new Promise((resolve) => setTimeout(resolve, restMs))
      } catch (error) {
        parts.onError(error)
        isAwake = false
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
    refill() {
      isToRefill = true
      wake()
    },
    async close() {
      isClosed = true
      wake()
      await running
    },
  }
}

/**
 * One job for each piece of work while the lane's workers can take them all, and one for up to `batchMax` when there
 * is a backlog (performance reference, advice 2). The outbox id and the generation are the job id: offered twice in one
 * generation, it is one job.
 */
export function toJobs(
  works: readonly Work[],
  lane: { concurrency: number; batchMax: number },
  generation: string,
): Job[] {
  const size = Math.min(lane.batchMax, Math.ceil(works.length / lane.concurrency))
  const jobs: Job[] = []
  for (let at = 0; at < works.length; at += size) {
    const part = works.slice(at, at + size)
    const [first] = part
    if (first) jobs.push({ id: `${first.id}+${part.length - 1}.${generation}`, works: part })
  }
  return jobs
}

function newGeneration(): string {
  return randomBytes(4).toString('hex')
}
