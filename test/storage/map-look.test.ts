import { describe, expect, it } from 'vitest'
import { readFoundPlace } from '../../src/domain/position.ts'
import { type MapQuery, makeMapLook } from '../../src/flow/map-look.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const communes = new Map(makeSmallRelease().communes.map((commune) => [commune.code, commune]))
const makeLook = (chooseForReview = (_tipId: string): boolean => false) =>
  makeMapLook({
    db: world.as('desk'),
    content: world.content,
    insideOf: (code) => communes.get(code)?.inside ?? null,
    chooseForReview,
    now: world.now,
  })
const look = makeLook()
const ALL: MapQuery = { urgencies: null, category: null, receivedWithinHours: null }
const INSIDE = communes.get(BEN_THANH)?.inside
const PIN = { type: 'location', lat: 10.77391, lon: 106.69273, accuracyMetres: 12 } as const

async function fileTip(chat: string, ...said: Parameters<typeof world.hear>[1][]): Promise<string> {
  for (const one of said) await world.hear(chat, one)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat))[0]?.id ?? ''
}
const clear = (isCleared: boolean): Promise<unknown> =>
  world.query('update officers set clearances = $2 where id = $1', [
    world.officerOf(BEN_THANH),
    isCleared ? ['restricted'] : [],
  ])

const gambling = await fileTip('a', 'tối qua đánh bạc ăn tiền ở phường Bến Thành quận 1')
const pinned = await fileTip('b', 'mất xe máy ở phường Bến Thành quận 1 tối qua', PIN)
const abuse = await fileTip('c', 'hàng xóm đánh đập con nhỏ 6 tuổi ở số 9 Lê Lai phường Bến Thành quận 1', PIN)
const officer = await world.signIn(BEN_THANH)

async function see(query: MapQuery = ALL, by = look, token = officer) {
  const view = await by.page(token, query)
  if (!view.ok) throw new Error(view.reason)
  return view
}
const rowOf = async (id: string) => (await see()).rows.find(({ tip }) => tip.id === id)

describe('the map of a unit', () => {
  it('rounds a pin, although the unit answers for the tip, and tells the commune alone where there is no pin', async () => {
    const near = (await rowOf(pinned))?.shown
    expect(near?.sight).toBe('near')
    expect([near?.lat, near?.lon]).not.toEqual([PIN.lat, PIN.lon])
    expect(Math.abs((near?.lat ?? 0) - PIN.lat)).toBeLessThan(0.0025)
    expect(await rowOf(gambling)).toMatchObject({ commune: BEN_THANH, shown: { ...INSIDE, sight: 'commune' } })
  })

  it('shows a restricted tip to who is named for such alone, by its commune and without its words', async () => {
    await clear(true)
    expect(await rowOf(abuse)).toMatchObject({ essence: '', shown: { ...INSIDE, sight: 'commune' } })
    await clear(false)
    const view = await see()
    expect(view.rows.map(({ tip }) => tip.id)).not.toContain(abuse)
    expect(view.hidden.length).toBeGreaterThan(0)
    await clear(true)
  })

  it('shows no tip that another unit holds', async () => {
    expect((await see(ALL, look, await world.signIn(SAI_GON))).rows.map(({ tip }) => tip.id)).not.toContain(pinned)
  })

  it('filters by urgency, category and time', async () => {
    const category = (await rowOf(gambling))?.tip.category ?? ''
    const ids = async (query: Partial<MapQuery>) => (await see({ ...ALL, ...query })).rows.map(({ tip }) => tip.id)
    expect(await ids({ category })).toEqual([gambling])
    expect(await ids({ urgencies: ['low', 'normal', 'high', 'critical'], receivedWithinHours: 24 })).toContain(pinned)
    expect(await ids({ urgencies: [] })).toEqual([])
    world.pass(48 * 3_600_000)
    expect(await ids({ receivedWithinHours: 24 })).toEqual([])
    expect(await ids({ receivedWithinHours: 72 })).toContain(pinned)
  })

  it('tells no category of a tip on which an officer is asked first, and finds it by none', async () => {
    const asking = makeLook((id) => id === gambling)
    const category = (await rowOf(gambling))?.tip.category ?? ''
    expect((await see(ALL, asking)).rows.find(({ tip }) => tip.id === gambling)?.tip.category).toBeNull()
    expect((await see({ ...ALL, category }, asking)).rows).toEqual([])
  })

  it('writes one row a load, with filter, count and tips, and neither words nor places', async () => {
    await world.query('delete from audit')
    const { rows } = await see({ ...ALL, receivedWithinHours: 168 })
    const written = await world.query<{ action: string; officer_id: string; detail: Record<string, unknown> }>(
      'select action, officer_id, detail from audit',
    )
    expect(written).toEqual([
      {
        action: 'map.read',
        officer_id: world.officerOf(BEN_THANH),
        detail: {
          urgencies: null,
          category: null,
          hours: 168,
          count: rows.length,
          tips: rows.map(({ tip }) => tip.id),
        },
      },
    ])
  })

  it('is for nobody who is not signed in', async () => {
    expect(await look.page('no such token', ALL)).toEqual({ ok: false, reason: 'signed-out' })
  })
})

describe('the page of a tip', () => {
  it('has the pin for the unit that answers for it, and a rounded one for a unit that is only told, in thread and map', async () => {
    const own = await world.look.tip(officer, pinned)
    if (!own.ok) throw new Error(own.reason)
    expect(own.view.told.location).toMatchObject({ lat: PIN.lat, lon: PIN.lon })
    expect(readFoundPlace(own.view.findings.find(({ stage }) => stage === 'locate')?.value).commune).toBe(BEN_THANH)

    const told = await world.signIn(SAI_GON)
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason, assigned_at)
       select 'asg_told', tip_id, $2, 'information', 'place', now() from assignments where tip_id = $1 limit 1`,
      [pinned, SAI_GON],
    )
    const other = await world.look.tip(told, pinned)
    if (!other.ok) throw new Error(other.reason)
    expect(other.view.mayDecide).toBe(false)
    const text = JSON.stringify([other.view.told, other.view.thread, other.view.findings])
    expect(text).not.toContain(String(PIN.lat))
    expect(text).not.toContain(String(PIN.lon))
    expect(other.view.told.location?.accuracyMetres).toBe(354)
  })
})
