import { describe, expect, it } from 'vitest'
import { hasNewSharing } from '../../src/storage/tip-views.ts'
import { addTraces, clearOldTraces, findSharing, slotOf, slotsOf } from '../../src/storage/traces.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const AT = new Date('2026-11-21T12:00:00Z')
const DAY_MS = 24 * 60 * 60_000
const HERE = slotsOf(new Date(AT.getTime() - 30 * DAY_MS), AT)

const add = (tips: readonly { number: number; keys: readonly number[]; at?: Date }[]): Promise<void> =>
  worker.transaction().execute((tx) =>
    addTraces(
      tx,
      tips.map((tip) => ({ at: AT, ...tip })),
    ),
  )
const numbersOf = async (keys: readonly number[], slots = HERE): Promise<number[]> =>
  (await findSharing(worker, [keys], slots, 100)).map(({ number }) => number)

describe('the index of traces', () => {
  it('finds who shares a key, those first that share most and rarest, also keys below zero', async () => {
    await add([
      { number: 1, keys: [7, -8, 9] },
      { number: 2, keys: [7, -8] },
      { number: 3, keys: [7] },
    ])
    await add([{ number: 4, keys: [-8, 2 ** 31 - 1, -(2 ** 31)] }])
    expect(await numbersOf([7, -8, 9])).toEqual([1, 2, 4, 3])
    expect(await numbersOf([-(2 ** 31)])).toEqual([4])
    expect(await numbersOf([12_345])).toEqual([])
  })

  it('tells keys of one row apart, and answers each question for itself', async () => {
    await add([
      { number: 11, keys: [1, 1 + 2 ** 19] },
      { number: 12, keys: [1 + 2 ** 19] },
    ])
    expect(await numbersOf([1])).toEqual([11])
    expect((await findSharing(worker, [[1], [1 + 2 ** 19]], HERE, 1)).map(({ of, number }) => [of, number])).toEqual([
      [0, 11],
      [1, 12],
    ])
  })

  it('keeps of a key that everybody has the newest, and every other key of its row', async () => {
    await add([{ number: 100, keys: [500 + 2 ** 19] }])
    for (let from = 101; from < 601; from += 25) {
      await add(Array.from({ length: 25 }, (_, at) => ({ number: from + at, keys: [500] })))
    }
    expect(await numbersOf([500])).toEqual(Array.from({ length: 24 }, (_, at) => 600 - at))
    expect(await numbersOf([500 + 2 ** 19])).toEqual([100])
    const [row] = await world.query<{ bytes: number }>('select max(octet_length(entries)) as bytes from tip_traces')
    expect(row?.bytes).toBeLessThan(2_000)
  })

  it('reaches thirty days back, and empties the part whose turn comes next and no other', async () => {
    const old = new Date(AT.getTime() - 42 * DAY_MS)
    await add([
      { number: 700, keys: [70], at: old },
      { number: 701, keys: [70], at: new Date(AT.getTime() - 29 * DAY_MS) },
    ])
    expect(await numbersOf([70])).toEqual([701])
    expect(HERE).not.toContain(slotOf(old))
    expect(await clearOldTraces(worker, AT, 10)).toBe(1)
    expect(await numbersOf([70], [0, 1, 2, 3, 4, 5, 6, 7])).toEqual([701])
  })

  it('tells whether someone came since who shares a key, and of nobody who came before or says nothing any more', async () => {
    // Views alone: their tips are not asked for.
    await world.query(`begin; set local session_replication_role = replica;
      insert into tip_views (tip_id, number, tip_version, at, slot, keys, body) overriding system value values
        ('before', 1, 1, '2026-11-21', 0, '{7}', 'x'), ('since', 2, 1, '2026-11-21', 0, '{8,-9}', 'x'),
        ('silent', 3, 1, '2026-11-21', 0, '{10}', null), ('old', 4, 1, '2026-09-21', 0, '{11}', 'x');
      commit`)
    const since = new Date('2026-10-21T00:00:00Z')
    const has = (...keys: number[]): Promise<boolean> => hasNewSharing(worker, keys, { number: 1, since })
    expect(await has(1, -9)).toBe(true)
    expect([await has(7), await has(10), await has(11), await has()]).toEqual([false, false, false, false])
  })
})
