import { beforeEach, describe, expect, it } from 'vitest'
import * as outbox from '../../src/storage/outbox.ts'
import type { Topic } from '../../src/storage/schema.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const LATER = new Date(Date.now() + 60 * 60_000)
const TELEGRAM = { topic: 'tip', lane: 'telegram' } as const
const URGENT = { topic: 'tip', lane: 'urgent' } as const
const QUIET = { topic: 'quiet', lane: 'telegram' } as const
const served = (lane: outbox.LaneName): outbox.ServedLane => ({ ...lane, concurrency: 2 })
const LANES = [URGENT, TELEGRAM, QUIET]

beforeEach(async () => void (await world.query('delete from outbox')))

const take = (
  limits: { gatheredMin?: number; queuedMax?: number; gatherMs?: number } = {},
  lanes: outbox.LaneName[] = LANES,
) => outbox.takeDue(worker, lanes.map(served), { gatheredMin: 5, queuedMax: 1_000, gatherMs: 60_000, ...limits })
const refsDue = async (
  limits: { gatheredMin?: number; queuedMax?: number; gatherMs?: number } = {},
): Promise<string[]> => (await take(limits)).flatMap(({ works }) => works.map(({ ref }) => ref))
const write = async (...refs: string[]): Promise<void> => {
  for (const ref of refs) await outbox.writeOutbox(worker, [{ ...TELEGRAM, ref }])
}
const writeMany = (lane: { topic: Topic; lane: string }, count: number): Promise<void> =>
  outbox.writeOutbox(
    worker,
    Array.from({ length: count }, (_, i) => ({ ...lane, ref: `${lane.lane}-${String(i).padStart(4, '0')}` })),
  )
const idOf = async (ref: string): Promise<string> =>
  (await world.query<{ id: string }>('select id from outbox where ref = $1', [ref]))[0]?.id ?? ''

describe('work that is due', () => {
  it('is taken once, by relays that look at the same time', async () => {
    await writeMany(TELEGRAM, 60)
    const taken = (await Promise.all([refsDue(), refsDue(), refsDue({ queuedMax: 20 })])).flat()
    // A look that found rows locked by another leaves them to it, and takes what is left at the next.
    taken.push(...(await refsDue()))
    expect(taken).toHaveLength(60)
    expect(new Set(taken).size).toBe(60)
  })

  it('comes lane by lane in the order asked for, each the oldest first', async () => {
    await write('b', 'a')
    await outbox.writeOutbox(worker, [{ ...URGENT, ref: 'u' }])
    await world.query(`update outbox set available_at = now() - interval '1 hour' where ref = 'a'`)
    expect(await take()).toMatchObject([
      { ...URGENT, works: [{ ref: 'u' }] },
      { ...TELEGRAM, works: [{ ref: 'a' }, { ref: 'b' }] },
    ])
  })

  it('is taken of every lane at one look, of each as much as its queue may hold', async () => {
    await writeMany(TELEGRAM, 30)
    await writeMany(QUIET, 30)
    await writeMany(URGENT, 2)
    expect(
      (await take({ queuedMax: 10 })).map(({ lane, works, isBacklogged }) => [lane, works.length, isBacklogged]),
    ).toEqual([
      ['urgent', 2, false],
      ['telegram', 10, true],
      ['telegram', 10, true],
    ])
  })

  it('is left where it is while the queue holds as much of its lane as it may', async () => {
    await writeMany(TELEGRAM, 30)
    expect(await refsDue({ queuedMax: 12 })).toHaveLength(12)
    expect(await take({ queuedMax: 12 })).toMatchObject([{ ...TELEGRAM, works: [], isBacklogged: true }])
    await writeMany(URGENT, 3)
    expect(await refsDue({ queuedMax: 12 }), 'another lane has room of its own').toHaveLength(3)
    const queued = `select id from outbox where queued_at is not null and lane = 'telegram' limit 5`
    await world.query(`delete from outbox where id in (${queued})`)
    expect(await refsDue({ queuedMax: 12 }), 'as much again as was done').toHaveLength(5)
  })

  it('gathers while the workers of its lane are busy, until a batch is full', async () => {
    await write('a', 'b')
    expect(await refsDue()).toEqual(['a', 'b'])
    await writeMany(TELEGRAM, 4)
    await outbox.writeOutbox(worker, [{ ...URGENT, ref: 'u' }])
    expect(await take()).toMatchObject([
      { ...URGENT, works: [{ ref: 'u' }] },
      { ...TELEGRAM, works: [], isBacklogged: true },
    ])
    await write('the fifth')
    expect(await refsDue()).toHaveLength(5)
  })

  it('does not gather for ever behind workers that died with their work', async () => {
    await write('a', 'b')
    expect(await refsDue()).toEqual(['a', 'b'])
    await write('later')
    expect(await refsDue()).toEqual([])
    await world.query(`update outbox set available_at = now() - interval '1 second' where ref = 'later'`)
    expect(await refsDue({ gatherMs: 250 })).toEqual(['later'])
  })

  it('of a lane that nobody asked for stays, and is there for whoever does', async () => {
    await outbox.writeOutbox(worker, [{ topic: 'tip', lane: 'pigeon', ref: 'r' }])
    expect(await refsDue()).toEqual([])
    expect(await outbox.findNextDueMs(worker, LANES)).toBeNull()
    expect(await take({}, [{ topic: 'tip', lane: 'pigeon' }])).toMatchObject([{ works: [{ ref: 'r' }] }])
  })

  it('is offered again when the queue has had it for too long and it is still not done', async () => {
    await write('r')
    expect(await refsDue()).toEqual(['r'])
    await world.query(`update outbox set queued_at = now() - interval '29 seconds'`)
    expect(await outbox.releaseLost(worker, 30_000)).toBe(0)
    expect(await refsDue()).toEqual([])
    await world.query(`update outbox set queued_at = now() - interval '31 seconds'`)
    expect(await outbox.releaseLost(worker, 30_000)).toBe(1)
    expect(await refsDue()).toEqual(['r'])
  })

  it('that could not be queued is due again at once', async () => {
    await write('r')
    await refsDue()
    await outbox.releaseOutbox(worker, [await idOf('r')])
    expect(await refsDue()).toEqual(['r'])
  })

  it('is no work that was done, given up, or put off', async () => {
    await write('done', 'parked')
    await outbox.postponeOutbox(worker, [{ ...TELEGRAM, ref: 'later' }], LATER)
    await outbox.finishOutbox(worker, 'tip', ['done'])
    await outbox.parkOutbox(worker, await idOf('parked'), 'no-unit')
    expect(await outbox.releaseLost(worker, 0)).toBe(0)
    expect(await refsDue()).toEqual([])
    expect(await outbox.countOutbox(worker)).toEqual({ waiting: 1, parked: 1 })
  })
})

describe('work of one kind for one thing', () => {
  it('is written once, however often it is called for', async () => {
    await write('r', 'r')
    await outbox.writeOutbox(worker, [
      { ...QUIET, ref: 'r' },
      { ...URGENT, ref: 'r' },
    ])
    expect(await world.query('select topic, lane from outbox order by topic')).toEqual([QUIET, TELEGRAM])
  })

  it('put off again waits for the later moment, even when the queue had it', async () => {
    await outbox.postponeOutbox(worker, [{ ...QUIET, ref: 'c' }], new Date(Date.now() - 1_000))
    expect(await refsDue()).toEqual(['c'])
    await outbox.postponeOutbox(worker, [{ ...QUIET, ref: 'c' }], LATER)
    expect(await refsDue()).toEqual([])
    const waitMs = (await outbox.findNextDueMs(worker, LANES)) ?? 0
    expect(waitMs).toBeGreaterThan(59 * 60_000)
    expect(waitMs).toBeLessThanOrEqual(60 * 60_000)
  })

  it('that has become urgent leaves its lane, also when the queue had it there', async () => {
    await write('r', 'other')
    expect(await refsDue()).toEqual(['r', 'other'])
    await outbox.hastenOutbox(worker, 'tip', ['r', 'unknown'])
    expect(await take()).toMatchObject([{ ...URGENT, works: [{ ref: 'r' }] }])
    await outbox.hastenOutbox(worker, 'tip', ['r'])
    expect(await refsDue(), 'urgent already: not offered twice').toEqual([])
  })

  it('that failed comes back after its wait, with its tries counted and its reason kept', async () => {
    await write('r')
    await refsDue()
    const id = await idOf('r')
    await outbox.retryOutbox(worker, id, 60_000, 'timeout')
    expect(await refsDue()).toEqual([])
    await outbox.retryOutbox(worker, id, 0, 'timeout')
    expect(await refsDue()).toEqual(['r'])
    expect(await outbox.countAttempts(worker, id)).toBe(2)
    expect(await world.query('select error from outbox')).toEqual([{ error: 'timeout' }])
  })

  it('that was put back for a while has cost no try', async () => {
    await write('r')
    await refsDue()
    const id = await idOf('r')
    await outbox.putOffOutbox(worker, id, 60_000)
    expect(await refsDue()).toEqual([])
    await outbox.putOffOutbox(worker, id, 0)
    expect(await refsDue()).toEqual(['r'])
    expect(await outbox.countAttempts(worker, id)).toBe(0)
  })

  it('that was given up begins anew when it is called for again, and only then', async () => {
    await write('parked', 'open')
    const id = await idOf('parked')
    await outbox.retryOutbox(worker, id, 0, 'x')
    await outbox.parkOutbox(worker, id, 'x')
    await outbox.retryOutbox(worker, await idOf('open'), 60_000, 'x')
    await outbox.reviveOutbox(worker, 'tip', ['parked', 'open', 'unknown'])
    expect(await refsDue()).toEqual(['parked'])
    expect(await outbox.countAttempts(worker, id)).toBe(0)
  })

  it('is gone with the transaction that called for it', async () => {
    const failed = worker.transaction().execute(async (tx) => {
      await outbox.writeOutbox(tx, [{ ...TELEGRAM, ref: 'r' }])
      throw new Error('fault')
    })
    await expect(failed).rejects.toThrow('fault')
    expect(await refsDue()).toEqual([])
  })

  it('calls for nothing when there is nothing: no statement is sent', async () => {
    await outbox.writeOutbox(worker, [])
    await outbox.finishOutbox(worker, 'tip', [])
    await outbox.releaseOutbox(worker, [])
    expect(await outbox.countOutbox(worker)).toEqual({ waiting: 0, parked: 0 })
  })
})
