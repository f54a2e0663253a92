import { beforeEach, describe, expect, it } from 'vitest'
import { AppError, NotYet, Permanent, Retryable } from '../../src/domain/errors.ts'
import { parkOutbox, writeOutbox } from '../../src/storage/outbox.ts'
import { type Lane, layLanes, queueOf, type Task } from '../../workers/lanes.ts'
import { runLane } from '../../workers/loop.ts'
import type { Job, QueueEngine, Work } from '../../workers/queues.ts'
import { startRelay } from '../../workers/relay.ts'
import { until } from '../support/until.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const faults: unknown[] = []

beforeEach(async () => {
  faults.length = 0
  await world.query('delete from outbox')
})

interface FakeEngine extends QueueEngine {
  handle: (works: Work[]) => Promise<void>
  /** Refs, in the order in which they came. */
  offered: string[]
  isDown: boolean
}

/** A queue that keeps what it is offered; `isDown` makes it refuse. */
function makeEngine(): FakeEngine {
  const engine: FakeEngine = {
    handle: async () => {},
    offered: [],
    isDown: false,
    async add(_queue: string, jobs: readonly Job[]) {
      if (engine.isDown) throw new Error('queue away')
      engine.offered.push(...jobs.flatMap((job) => job.works.map(({ ref }) => ref)))
    },
    work(_queue, _options, handle) {
      engine.handle = handle
    },
    ready: async () => {},
    close: async () => {},
  }
  return engine
}

function laneOf(task: Partial<Task>): Lane {
  const whole: Task = {
    topic: 'delivery',
    lanes: ['telegram'],
    concurrency: 1,
    batchMax: 1,
    attemptsMax: 6,
    handle: async () => {},
    ...task,
  }
  const [lane] = layLanes([whole])
  if (!lane) throw new Error('a task without a lane')
  return lane
}

const TIP = laneOf({ topic: 'tip' })
const write = (...refs: string[]): Promise<void> =>
  writeOutbox(
    worker,
    refs.map((ref) => ({ topic: 'tip', lane: 'telegram', ref })),
  )
const startOver = (engine: QueueEngine, requeueMs = 600_000) =>
  startRelay({ db: worker, engine, lanes: [TIP], requeueMs, onError: (error) => faults.push(error) })
const loopOver = (engine: QueueEngine, lane: Lane, onDone = () => {}): void =>
  runLane({ db: worker, engine, onError: (error) => faults.push(error), onDone }, lane)
const idOf = async (ref: string): Promise<string> =>
  (await world.query<{ id: string }>('select id from outbox where ref = $1', [ref]))[0]?.id ?? ''

interface Left {
  attempts: number
  parked: boolean
  error: string | null
  wait: number
}

/** Runs one try of work that fails so, and says what is left of it. */
async function failWith(fault: unknown, attempts = 0): Promise<Left & { parkedRefs: string[] }> {
  const engine = makeEngine()
  const parkedRefs: string[] = []
  await writeOutbox(worker, [{ topic: 'delivery', lane: 'telegram', ref: 'dlv_1' }])
  await world.query('update outbox set attempts = $1', [attempts])
  const handle = (): Promise<void> => Promise.reject(fault)
  loopOver(engine, laneOf({ handle, onParked: async (ref) => void parkedRefs.push(ref) }))
  await engine.handle([{ id: await idOf('dlv_1'), ref: 'dlv_1' }])
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
    const fifth = await failWith(new Retryable('no-answer'), 4)
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
    expect(await failWith(new Retryable('no-answer'), 5)).toMatchObject({
      parked: true,
      parkedRefs: ['dlv_1'],
    })
  })

  it('never leaves words of a message in the record: an unknown fault is kept by its name alone', async () => {
    expect((await failWith(new TypeError('cannot read "nó cầm dao"'))).error).toBe('TypeError')
    expect(faults).toHaveLength(1)
  })

  it('because somebody else is at it comes back soon, and that was no try', async () => {
    const left = await failWith(new NotYet(5_000), 3)
    expect(left).toMatchObject({ attempts: 3, parked: false, error: null, parkedRefs: [] })
    expect(left.wait).toBeGreaterThan(3_000)
    expect(faults).toEqual([])
  })

  it('stays to be done when not even a person could be reached', async () => {
    const engine = makeEngine()
    await write('tip_1')
    const unreachable = async (): Promise<void> => Promise.reject(new Error('away'))
    loopOver(engine, laneOf({ topic: 'tip', attemptsMax: 1, handle: unreachable, onParked: unreachable }))
    await expect(engine.handle([{ id: await idOf('tip_1'), ref: 'tip_1' }])).rejects.toThrow('away')
    expect(await world.query('select parked_at from outbox')).toEqual([{ parked_at: null }])
  })

  it('together with other work is tried alone, and fails alone', async () => {
    const engine = makeEngine()
    await write('tip_1', 'tip_2', 'tip_3')
    const calls: string[][] = []
    const handle = async (refs: string[]): Promise<void> => {
      calls.push(refs)
      if (refs.includes('tip_2')) throw new Retryable('bad')
    }
    let ended = 0
    loopOver(engine, laneOf({ topic: 'tip', batchMax: 25, handle }), () => {
      ended += 1
    })
    const refs = ['tip_1', 'tip_2', 'tip_3']
    await engine.handle(await Promise.all(refs.map(async (ref) => ({ id: await idOf(ref), ref }))))
    expect(calls).toEqual([refs, ['tip_1'], ['tip_2'], ['tip_3']])
    const rows = await world.query('select ref, attempts from outbox order by ref')
    expect(rows).toEqual(refs.map((ref) => ({ ref, attempts: ref === 'tip_2' ? 1 : 0 })))
    expect(ended, 'the relay hears of the job once').toBe(1)
  })

  it('or is done: whoever waits for room hears of both', async () => {
    const engine = makeEngine()
    let ended = 0
    const onDone = (): void => {
      ended += 1
    }
    loopOver(engine, TIP, onDone)
    await engine.handle([{ id: 'out_1', ref: 'tip_1' }])
    loopOver(engine, laneOf({ handle: () => Promise.reject(new Error('x')) }), onDone)
    await engine.handle([{ id: 'out_1', ref: 'tip_1' }])
    expect(ended).toBe(2)
  })
})

describe('the relay', () => {
  it('offers what is written, when woken and without', async () => {
    const engine = makeEngine()
    const relay = startOver(engine)
    await write('tip_1')
    relay.wake()
    await until('the first', () => engine.offered.includes('tip_1'))
    await write('tip_2')
    await until('the second, by looking', () => engine.offered.includes('tip_2'))
    await relay.close()
    expect(engine.offered).toEqual(['tip_1', 'tip_2'])
  })

  it('gives back what a queue refuses, and offers it when the queue is there again', async () => {
    const engine = makeEngine()
    engine.isDown = true
    await write('tip_1')
    const relay = startOver(engine)
    await until('the refusal', () => faults.length > 0)
    engine.isDown = false
    await until('the offer', () => engine.offered.includes('tip_1'))
    await relay.close()
  })

  it('two at once offer each piece of work once', async () => {
    const engine = makeEngine()
    const countOf = (wanted: string): number => engine.offered.filter((ref) => ref === wanted).length
    await write('before')
    const first = startOver(engine)
    await until('the first to have begun', () => countOf('before') === 1)
    // Whoever starts offers anew what is there, for a worker that died may have held it.
    const second = startOver(engine)
    await until('the second to have begun', () => countOf('before') === 2)
    await write(...Array.from({ length: 40 }, (_, i) => `tip_${i}`))
    first.wake()
    second.wake()
    await until('all forty', () => engine.offered.length >= 42)
    await Promise.all([first.close(), second.close()])
    expect(new Set(engine.offered).size).toBe(engine.offered.length - 1)
  })

  it('offers nothing that was given up', async () => {
    const engine = makeEngine()
    await write('parked')
    await parkOutbox(worker, await idOf('parked'), 'x')
    await write('open')
    const relay = startOver(engine, 0)
    await until('the open one', () => engine.offered.includes('open'))
    await relay.close()
    expect(engine.offered).not.toContain('parked')
  })
})

describe('lanes', () => {
  it('are one a task and channel, the urgent ones first, each with a name that a queue may bear', () => {
    const event: Task = { ...TIP.task, topic: 'event', lanes: ['telegram', 'urgent'] }
    const tip: Task = { ...TIP.task, lanes: ['urgent', 'zalo-bot'] }
    const names = layLanes([event, tip]).map(queueOf)
    expect(names).toEqual(['event.urgent', 'tip.urgent', 'event.telegram', 'tip.zalo-bot'])
    expect(names.join()).not.toContain(':')
  })
})
