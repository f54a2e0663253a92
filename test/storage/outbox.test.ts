import { beforeEach, describe, expect, it } from 'vitest'
import * as outbox from '../../src/storage/outbox.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const LATER = new Date(Date.now() + 60 * 60_000)

beforeEach(async () => void (await world.query('delete from outbox')))

const refsDue = async (requeueMs = 60_000, limit = 100): Promise<string[]> =>
  (await outbox.takeDue(worker, limit, requeueMs)).map((work) => work.ref).sort()
const write = async (...refs: string[]): Promise<void> => {
  for (const ref of refs) await outbox.writeOutbox(worker, 'tip', ref)
}
const idOf = async (ref: string): Promise<string> =>
  (await world.query<{ id: string }>('select id from outbox where ref = $1', [ref]))[0]?.id ?? ''

describe('work that is due', () => {
  it('is taken once, by two relays that look at the same time', async () => {
    const refs = Array.from({ length: 60 }, (_, i) => `r${String(i).padStart(2, '0')}`)
    await write(...refs)
    const taken = (await Promise.all([refsDue(), refsDue(), refsDue(60_000, 20)])).flat()
    expect(taken.sort()).toEqual(refs)
    expect(await refsDue()).toEqual([])
  })

  it('is offered again when the queue has had it for too long and it is still not done', async () => {
    await write('r')
    expect(await refsDue()).toEqual(['r'])
    await world.query(`update outbox set queued_at = now() - interval '29 seconds'`)
    expect(await refsDue(30_000)).toEqual([])
    await world.query(`update outbox set queued_at = now() - interval '31 seconds'`)
    expect(await refsDue(30_000)).toEqual(['r'])
  })

  it('that could not be queued is due again at once', async () => {
    await write('r')
    await refsDue()
    await outbox.releaseOutbox(worker, [await idOf('r')])
    expect(await refsDue()).toEqual(['r'])
  })

  it('is no work that was done, given up, or put off', async () => {
    await write('done', 'parked')
    await outbox.postponeOutbox(worker, 'tip', 'later', LATER)
    await outbox.finishOutbox(worker, 'tip', 'done')
    await outbox.parkOutbox(worker, await idOf('parked'), 'no-unit')
    expect(await refsDue(0)).toEqual([])
    expect(await outbox.countOutbox(worker)).toEqual({ waiting: 1, parked: 1 })
  })

  it('is the oldest first when there is more than one batch', async () => {
    await write('b', 'a')
    await world.query(`update outbox set available_at = now() - interval '1 hour' where ref = 'a'`)
    expect(await refsDue(60_000, 1)).toEqual(['a'])
  })
})

describe('work of one kind for one thing', () => {
  it('is written once, however often it is called for', async () => {
    await write('r', 'r')
    await outbox.writeOutbox(worker, 'quiet', 'r', LATER)
    expect(await world.query('select topic from outbox order by topic')).toEqual([{ topic: 'quiet' }, { topic: 'tip' }])
  })

  it('put off again waits for the later moment, even when the queue had it', async () => {
    await outbox.postponeOutbox(worker, 'quiet', 'c', new Date(Date.now() - 1_000))
    expect(await refsDue()).toEqual(['c'])
    await outbox.postponeOutbox(worker, 'quiet', 'c', LATER)
    expect(await refsDue(0)).toEqual([])
    expect((await outbox.findNextDue(worker))?.getTime()).toBe(LATER.getTime())
  })

  it('that failed comes back after its wait, with its tries counted and its reason kept', async () => {
    await write('r')
    await refsDue()
    const id = await idOf('r')
    await outbox.retryOutbox(worker, id, 60_000, 'timeout')
    expect(await refsDue(0)).toEqual([])
    await outbox.retryOutbox(worker, id, 0, 'timeout')
    expect(await refsDue(60_000)).toEqual(['r'])
    expect(await outbox.countAttempts(worker, id)).toBe(2)
    expect(await world.query('select error from outbox')).toEqual([{ error: 'timeout' }])
  })

  it('that was given up begins anew when it is called for again, and only then', async () => {
    await write('parked', 'open')
    const id = await idOf('parked')
    await outbox.retryOutbox(worker, id, 0, 'x')
    await outbox.parkOutbox(worker, id, 'x')
    await outbox.retryOutbox(worker, await idOf('open'), 60_000, 'x')
    for (const ref of ['parked', 'open', 'unknown']) await outbox.reviveOutbox(worker, 'tip', ref)
    expect(await refsDue(60_000)).toEqual(['parked'])
    expect(await outbox.countAttempts(worker, id)).toBe(0)
  })

  it('is gone with the transaction that called for it', async () => {
    const failed = worker.transaction().execute(async (tx) => {
      await outbox.writeOutbox(tx, 'tip', 'r')
      throw new Error('fault')
    })
    await expect(failed).rejects.toThrow('fault')
    expect(await refsDue()).toEqual([])
  })
})
