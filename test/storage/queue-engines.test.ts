import { describe, expect, it } from 'vitest'
import { NotYet, Retryable } from '../../src/domain/errors.ts'
import { openRedis } from '../support/redis.ts'
import { until } from '../support/until.ts'
import { ENGINES, makeRefs, openQueueLine } from './queue-line.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const redis = await openRedis()

/** What BullMQ writes of its own accord: names of keys, fields, states, and the two settings of a job. */
const OWN_WORDS = new Set(
  `bull id meta active marker events lock stalled-check version bullmq opts.maxLenEvents field value score member message
  event added waiting prev queue jobId name work works ref data opts attempts removeOnComplete removeOnFail true false null
  timestamp processedOn delay priority ats seq state created_at_ms dedup_id delay_ms progress parent_id lock_token
  parent_key stacktrace added_at_ms max_attempts parent_queue pending_deps processed_by return_value scheduler_id
  attempts_made failed_reason process_at_ms stalled_count finished_at_ms stalled_marked locked_until_ms processed_at_ms
  attempts_started deferred_failure`.split(/\s+/),
)
/** Ids of ours, the queue's name, and tokens of locks. */
const IDS =
  /\b(out_[0-9a-f-]{36}(\+\d+\.[0-9a-f]{8})?|tip_\d{5}|tip\.telegram|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d+)/g

describe.each(ENGINES)('the queue on %s', { timeout: 60_000 }, (name) => {
  const line = openQueueLine(world, name, redis)
  const isDone = async (): Promise<boolean> => (await line.outbox()).length === 0

  it('holds ids and nothing else', async () => {
    const gate = line.makeGate()
    const task = line.task({ topic: 'tip', lanes: ['telegram'], handle: async () => gate.passed })
    await line.write('tip', 'telegram', makeRefs('tip', 40))
    await world.query(`update outbox set error = 'nó cầm dao 0901234567'`)
    await line.start([task])
    await until('work under way', () => task.calls.length === 2)
    const held = (await line.dump()).join(' ')
    const words = held.replace(IDS, ' ').match(/\p{L}[\p{L}\p{N}_.-]*/gu) ?? []
    expect([...new Set(words)].filter((word) => !OWN_WORDS.has(word))).toEqual([])
    expect(held).not.toContain('0901234567')
    expect(held).toContain('tip_00039')
    gate.open()
  })

  it('does a job that is offered twice once', async () => {
    const done: string[] = []
    const faults: string[] = []
    const engine = line.makeEngine(['tip.own'], (error) => faults.push(error.message))
    const job = (id: string) => ({ id, works: [{ id, ref: id.replace('out', 'tip') }] })
    await engine.add('tip.own', [job('out_1')])
    await engine.add('tip.own', [job('out_1'), job('out_2')])
    engine.work('tip.own', { concurrency: 1 }, async (works) => void done.push(...works.map(({ ref }) => ref)))
    await until('both', () => done.length >= 2)
    await engine.close()
    expect(done.sort()).toEqual(['tip_1', 'tip_2'])
    expect(faults).toEqual([])
  })

  it('makes one job a piece when there is little to do', async () => {
    const task = line.task({ topic: 'tip', lanes: ['telegram'] })
    await line.start([task])
    for (const ref of makeRefs('tip', 3)) {
      await line.write('tip', 'telegram', [ref])
      await until('it', isDone)
    }
    expect(task.calls.map((refs) => refs.length)).toEqual([1, 1, 1])
  })

  it('makes jobs of up to 25 pieces of a backlog, and does each once', async () => {
    const task = line.task({ topic: 'tip', lanes: ['telegram'] })
    const refs = makeRefs('tip', 600)
    await line.write('tip', 'telegram', refs)
    const { faults } = await line.start([task])
    await until('all', isDone, 40_000)
    expect(Math.max(...task.calls.map((call) => call.length))).toBe(25)
    expect(task.calls.length).toBeLessThan(60)
    expect(await line.effects()).toEqual(refs)
    expect(faults).toEqual([])
  })

  it('tries alone what failed together: the bad one is parked in the end, the others are tried twice at most', async () => {
    const parked: string[] = []
    const handle = async (refs: string[]): Promise<void> => {
      if (refs.includes('tip_00004')) throw new Retryable('bad')
      await line.finish('tip', refs)
    }
    const onParked = async (ref: string): Promise<void> => void parked.push(ref)
    const task = line.task({ topic: 'tip', lanes: ['telegram'], concurrency: 1, attemptsMax: 2, handle, onParked })
    const refs = makeRefs('tip', 10)
    await line.write('tip', 'telegram', refs)
    await line.start([task])
    await until('the last try', () => parked.length > 0)
    await until('the mark', async () => (await line.outbox()).every(({ isParked }) => isParked))
    expect(await line.effects()).toEqual(refs.filter((ref) => ref !== 'tip_00004'))
    expect(await line.outbox()).toMatchObject([{ ref: 'tip_00004', attempts: 1 }])
    const triesOf = (ref: string): number => task.calls.filter((call) => call.includes(ref)).length
    expect(refs.filter((ref) => ref !== 'tip_00004').map(triesOf)).toEqual(Array(9).fill(2))
    expect(triesOf('tip_00004')).toBe(3)
  })

  it('that is wiped is filled again from the outbox, and nothing is done twice', async () => {
    const gate = line.makeGate()
    const handle = async (refs: string[]): Promise<void> => {
      await gate.passed
      await line.finish('tip', refs)
    }
    const task = line.task({ topic: 'tip', lanes: ['telegram'], handle })
    const refs = makeRefs('tip', 120)
    await line.write('tip', 'telegram', refs)
    await line.start([task], { requeueMs: 1_500 })
    await until('work under way', () => task.calls.length === 2)
    await until('the rest', async () => (await line.outbox()).every(({ isQueued }) => isQueued))
    await line.wipe()
    gate.open()
    await until('all', isDone, 40_000)
    expect(await line.effects()).toEqual(refs)
  })

  it('that is wiped forgets neither tries nor waits, which grow', async () => {
    const handle = (): Promise<void> => Promise.reject(new Retryable('no-answer'))
    const task = line.task({ topic: 'delivery', lanes: ['telegram'], attemptsMax: 30, handle })
    await line.write('delivery', 'telegram', ['dlv_1'])
    await world.query('update outbox set attempts = 4')
    await line.start([task], { requeueMs: 100 })
    const first = await until('a try', async () => (await line.outbox()).find(({ attempts }) => attempts === 5))
    expect(first.waitMs).toBeGreaterThan(6_000)
    await line.wipe()
    await world.query('update outbox set available_at = clock_timestamp()')
    const second = await until('another', async () => (await line.outbox()).find(({ attempts }) => attempts === 6))
    expect(second.waitMs).toBeGreaterThan(first.waitMs * 0.9)
    expect(task.calls).toHaveLength(2)
  })

  it('counts no try where somebody else was at it', async () => {
    const tries: number[] = []
    const handle = async (refs: string[]): Promise<void> => {
      tries.push((await line.outbox())[0]?.attempts ?? -1)
      if (tries.length < 3) throw new NotYet(30)
      await line.finish('event', refs)
    }
    await line.write('event', 'zalo-bot', ['evt_1'])
    const { faults } = await line.start([line.task({ topic: 'event', lanes: ['zalo-bot'], attemptsMax: 1, handle })])
    await until('the third', isDone)
    expect(tries).toEqual([0, 0, 0])
    expect(faults).toEqual([])
  })

  it('does what is urgent while 5,000 pieces of another lane wait, of which it holds at most 1,000', async () => {
    const gate = line.makeGate()
    const handle = async (refs: string[]): Promise<void> => {
      if (refs.includes('tip_urgent')) gate.open()
      else if (task.calls.length > 3) await gate.passed
      await line.finish('tip', refs)
    }
    const task = line.task({ topic: 'tip', lanes: ['telegram', 'urgent'], handle })
    const refs = makeRefs('tip', 5_000)
    await line.write('tip', 'telegram', refs)
    const { faults } = await line.start([task])
    const countQueued = async (): Promise<number> => (await line.outbox()).filter(({ isQueued }) => isQueued).length
    await until('a lane that is stuck', async () => task.calls.length > 4 && (await countQueued()) >= 100)
    await line.write('tip', 'urgent', ['tip_urgent'])
    await until('the urgent one', async () => (await line.effects()).includes('tip_urgent'))
    let queuedMost = 0
    const look = async (): Promise<boolean> => {
      queuedMost = Math.max(queuedMost, await countQueued())
      return isDone()
    }
    await until('all', look, 50_000)
    expect(queuedMost).toBeLessThanOrEqual(1_000)
    expect(await line.effects()).toEqual([...refs, 'tip_urgent'].sort())
    const before = task.calls.findIndex((call) => call.includes('tip_urgent'))
    expect(task.calls.slice(0, before).flat().length).toBeLessThan(500)
    expect(faults).toEqual([])
  })

  it('goes on with other lanes while the work of one hangs', async () => {
    const gate = line.makeGate()
    const hanging = line.task({ topic: 'delivery', lanes: ['zalo-oa'], batchMax: 1, handle: () => gate.passed })
    const others = line.task({ topic: 'event', lanes: ['telegram', 'webform'] })
    await line.write('delivery', 'zalo-oa', makeRefs('dlv', 50))
    await line.start([hanging, others])
    await until('work that hangs', () => hanging.calls.length === 2)
    await line.write('event', 'telegram', makeRefs('evt_t', 40))
    await line.write('event', 'webform', makeRefs('evt_w', 40))
    await until('the others', async () => (await line.effects()).length === 80)
    expect(await line.outbox()).toHaveLength(50)
    gate.open()
  })

  it('leaves work of a lane that nobody serves in the outbox, until somebody does', async () => {
    const telegram = line.task({ topic: 'tip', lanes: ['telegram'] })
    await line.write('tip', 'pigeon', ['tip_1'])
    await line.write('tip', 'telegram', ['tip_2'])
    await line.start([telegram], { requeueMs: 50 })
    await until('what is served', async () => (await line.effects()).length === 1)
    expect(await line.outbox()).toMatchObject([{ ref: 'tip_1', attempts: 0, isQueued: false, isParked: false }])
    await line.start([line.task({ topic: 'tip', lanes: ['pigeon'] })])
    await until('the other', isDone)
    expect(await line.effects()).toEqual(['tip_1', 'tip_2'])
  })
})
