import { beforeEach, describe, expect, it } from 'vitest'
import { AppError, Permanent, Retryable } from '../../src/domain/errors.ts'
import { parkOutbox, writeOutbox } from '../../src/storage/outbox.ts'
import { type Lane, runLane } from '../../workers/loop.ts'
import type { QueueEngine, Work } from '../../workers/queues.ts'
import { startRelay } from '../../workers/relay.ts'
import { until } from '../support/line.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const faults: unknown[] = []

beforeEach(async () => {
  faults.length = 0
  await world.query('delete from outbox')
})

/** A queue that hands work straight on; `isDown` makes it refuse. */
function makeEngine(): QueueEngine & { handle: (work: Work) => Promise<void>; offered: string[]; isDown: boolean } {
  const engine = {
    handle: async (_work: Work): Promise<void> => {},
    offered: [] as string[],
    isDown: false,
    async add(_topic: string, jobs: readonly Work[]) {
      if (engine.isDown) throw new Error('queue away')
      engine.offered.push(...jobs.map((job) => job.ref))
    },
    work(_topic: string, _options: unknown, handle: (work: Work) => Promise<void>) {
      engine.handle = handle
    },
    ready: async () => {},
    close: async () => {},
  }
  return engine
}

interface Left {
  attempts: number
  parked: boolean
  error: string | null
  wait: number
}

/** Runs one try of work that fails so, and says what is left of it. */
async function failWith(
  fault: unknown,
  more: Partial<Lane> & { attempts?: number } = {},
): Promise<Left & { parkedRefs: string[] }> {
  const engine = makeEngine()
  const parkedRefs: string[] = []
  await writeOutbox(worker, 'delivery', 'dlv_1')
  await world.query('update outbox set attempts = $1', [more.attempts ?? 0])
  const [row] = await world.query<{ id: string }>('select id from outbox')
  const lane: Lane = {
    topic: 'delivery',
    concurrency: 1,
    attemptsMax: 6,
    handle: () => Promise.reject(fault),
    onParked: async (ref) => void parkedRefs.push(ref),
    ...more,
  }
  runLane({ db: worker, engine, onError: (error) => faults.push(error) }, lane)
  await engine.handle({ id: row?.id ?? '', ref: 'dlv_1' })
  const [left] = await world.query<Left>(
    `select attempts, parked_at is not null as parked, error, extract(epoch from available_at - now())::float8 * 1000 as wait from outbox`,
  )
  if (!left) throw new Error('the work is gone')
  return { ...left, parkedRefs }
}

describe('work that fails', () => {
  it('comes back, each time after a longer wait, with its reason', async () => {
    const first = await failWith(new Retryable('no-answer'))
    expect(first).toMatchObject({ attempts: 1, parked: false, error: 'no-answer', parkedRefs: [] })
    expect(first.wait).toBeGreaterThan(0)
    expect(first.wait).toBeLessThanOrEqual(1_000)
    await world.query('delete from outbox')
    const fifth = await failWith(new Retryable('no-answer'), { attempts: 4 })
    expect(fifth.wait).toBeGreaterThan(7_000)
    expect(fifth.wait).toBeLessThanOrEqual(16_000)
  })

  it('waits as long as the platform asked', async () => {
    const { wait } = await failWith(new Retryable('busy', { retryAfterMs: 40_000 }))
    expect(wait).toBeGreaterThan(38_000)
    expect(wait).toBeLessThanOrEqual(40_000)
  })

  it('for good is parked at once, and comes before a person', async () => {
    expect(await failWith(new Permanent('blocked'))).toMatchObject({
      parked: true,
      error: 'blocked',
      parkedRefs: ['dlv_1'],
    })
  })

  it('because the whole channel is down waits for a person to mend it, and is not parked', async () => {
    expect(await failWith(new Permanent('bad-token', { isChannelDown: true }))).toMatchObject({
      parked: false,
      attempts: 1,
    })
  })

  it('by a fault of ours that no wait mends is parked, and one of the database is tried again', async () => {
    expect(await failWith(new AppError('cannot-open', 'x'))).toMatchObject({ parked: true, error: 'cannot-open' })
    await world.query('delete from outbox')
    expect(await failWith(new AppError('database-unreachable', 'x'))).toMatchObject({ parked: false })
  })

  it('too often is parked, and comes before a person', async () => {
    expect(await failWith(new Retryable('no-answer'), { attempts: 5 })).toMatchObject({
      parked: true,
      parkedRefs: ['dlv_1'],
    })
  })

  it('never leaves words of a message in the record: an unknown fault is kept by its name alone', async () => {
    expect((await failWith(new TypeError('cannot read "nó cầm dao"'))).error).toBe('TypeError')
    expect(faults).toHaveLength(1)
  })

  it('stays to be done when not even a person could be reached', async () => {
    const engine = makeEngine()
    await writeOutbox(worker, 'tip', 'tip_1')
    const [row] = await world.query<{ id: string }>('select id from outbox')
    const unreachable = async (): Promise<void> => Promise.reject(new Error('away'))
    const lane: Lane = { topic: 'tip', concurrency: 1, attemptsMax: 1, handle: unreachable, onParked: unreachable }
    runLane({ db: worker, engine, onError: () => {} }, lane)
    await engine.handle({ id: row?.id ?? '', ref: 'tip_1' }).catch(() => {})
    expect(await world.query('select parked_at from outbox')).toEqual([{ parked_at: null }])
  })
})

describe('the relay', () => {
  it('offers what is written, when woken and without', async () => {
    const engine = makeEngine()
    const relay = startRelay({ db: worker, engine, requeueMs: 60_000, onError: (error) => faults.push(error) })
    await writeOutbox(worker, 'tip', 'tip_1')
    relay.wake()
    await until('the first', async () => engine.offered.includes('tip_1'))
    await writeOutbox(worker, 'tip', 'tip_2')
    await until('the second, by looking', async () => engine.offered.includes('tip_2'))
    await relay.close()
    expect(engine.offered).toEqual(['tip_1', 'tip_2'])
  })

  it('gives back what a queue refuses, and offers it when the queue is there again', async () => {
    const engine = makeEngine()
    engine.isDown = true
    await writeOutbox(worker, 'tip', 'tip_1')
    const relay = startRelay({ db: worker, engine, requeueMs: 600_000, onError: (error) => faults.push(error) })
    await until('the refusal', async () => faults.length > 0)
    engine.isDown = false
    await until('the offer', async () => engine.offered.includes('tip_1'))
    await relay.close()
  })

  it('two at once offer each piece of work once', async () => {
    const engine = makeEngine()
    for (let i = 0; i < 40; i++) await writeOutbox(worker, 'tip', `tip_${i}`)
    const relays = [0, 1].map(() =>
      startRelay({ db: worker, engine, requeueMs: 600_000, onError: (error) => faults.push(error) }),
    )
    await until('all forty', async () => engine.offered.length >= 40)
    await Promise.all(relays.map((relay) => relay.close()))
    expect(new Set(engine.offered).size).toBe(engine.offered.length)
  })

  it('offers nothing that was given up', async () => {
    const engine = makeEngine()
    await writeOutbox(worker, 'tip', 'parked')
    const [row] = await world.query<{ id: string }>('select id from outbox')
    await parkOutbox(worker, row?.id ?? '', 'x')
    await writeOutbox(worker, 'tip', 'open')
    const relay = startRelay({ db: worker, engine, requeueMs: 0, onError: (error) => faults.push(error) })
    await until('the open one', async () => engine.offered.includes('open'))
    await relay.close()
    expect(engine.offered).not.toContain('parked')
  })
})
