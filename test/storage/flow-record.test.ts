import { describe, expect, it } from 'vitest'
import { type Case, makeCases } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const { openCase, audits, tipOf, answersTo } = makeCases(world)

/** Every act, what it is called in the record, and how it is done. */
const ACTS: [action: string, act: (one: Case) => Promise<unknown>][] = [
  ['tip.read', ({ token, tipId }) => world.look.tip(token, tipId)],
  ['tip.correct', ({ token, tipId, version }) => world.decide.correctCategory(token, tipId, version, 'noise-disorder')],
  ['tip.correct', ({ token, tipId, version }) => world.decide.correctUrgency(token, tipId, version, 'high')],
  [
    'tip.transfer',
    ({ token, tipId, version }) => world.decide.transfer(token, tipId, version, SAI_GON, 'nhà bà Năm thuộc phường kia'),
  ],
  [
    'tip.return',
    ({ token, tipId, version }) =>
      world.decide.giveBack(token, tipId, version, 'other-place', 'nhà bà Năm ở phường kia'),
  ],
  ['tip.answer', ({ token, tipId }) => world.decide.answer(token, tipId, 'Bà Năm đã được nhắc nhở', 'k1')],
  ['tip.accept', ({ token, tipId, version }) => world.decide.accept(token, tipId, version)],
  [
    'tip.close',
    ({ token, tipId, version }) => world.decide.close(token, tipId, version, 'warned', 'đã nhắc nhở bà Năm'),
  ],
]

describe('every look and act', () => {
  it.each(ACTS)('%s leaves exactly one row in the record: who, of which unit, on what, in ids', async (action, act) => {
    const one = await openCase()
    expect(await act(one)).toMatchObject({ ok: true })
    const rows = await audits()
    expect(rows).toMatchObject([
      { action, officer_id: world.officerOf(BEN_THANH), unit_code: BEN_THANH, object_id: one.tipId },
    ])
    // A word of the citizen or of the officer has a space in it, or a letter that no id has.
    expect(JSON.stringify(rows[0]?.detail)).toMatch(/^[\x21-\x7e]*$/)
    expect(JSON.stringify(rows)).not.toMatch(/Năm|đánh|113-\d/)
  })

  it('a look at the inbox leaves one row that names the tips shown, and no more of them', async () => {
    const one = await openCase()
    const inbox = await world.look.inbox(one.token, 'open')
    if (!inbox.ok) throw new Error(inbox.reason)
    const rows = await audits()
    expect(rows).toMatchObject([
      { action: 'inbox.read', detail: { view: 'open', tips: inbox.rows.map((row) => row.tip.id) } },
    ])
    expect(inbox.rows.map((row) => row.tip.id)).toContain(one.tipId)
    expect(JSON.stringify(rows)).not.toContain('Năm')
  })

  it('does not happen when its row cannot be written', async () => {
    const one = await openCase()
    await world.query(
      `alter table audit add constraint broken check (action <> 'tip.correct' and action <> 'tip.answer' and action <> 'tip.read') not valid`,
    )
    const before = await tipOf(one)
    await expect(world.decide.correctCategory(one.token, one.tipId, one.version, 'theft')).rejects.toThrow()
    await expect(world.decide.answer(one.token, one.tipId, 'Đã rõ', 'k')).rejects.toThrow()
    await expect(world.look.tip(one.token, one.tipId)).rejects.toThrow()
    await world.query('alter table audit drop constraint broken')
    expect(await tipOf(one)).toEqual(before)
    expect(await answersTo(one)).toEqual([])
  })

  it.each(ACTS)('%s on another unit’s tip finds nothing, changes nothing, and is recorded', async (_action, act) => {
    const one = await openCase()
    const before = await tipOf(one)
    const stranger = { ...one, token: await world.signIn(SAI_GON) }
    expect(await act(stranger)).toEqual({ ok: false, reason: 'not-found' })
    expect(await act({ ...stranger, tipId: 'tip_00000000-0000-7000-8000-000000000000' })).toEqual({
      ok: false,
      reason: 'not-found',
    })
    expect(await audits()).toMatchObject([
      { action: 'tip.refused', officer_id: world.officerOf(SAI_GON), unit_code: SAI_GON, object_id: one.tipId },
      { action: 'tip.refused', object_id: 'tip_00000000-0000-7000-8000-000000000000' },
    ])
    expect(await tipOf(one)).toEqual(before)
  })

  it('keeps no words of a request for a tip that is no tip', async () => {
    const one = await openCase()
    for (const asked of ['bà Năm', "' or true --", '']) await world.look.tip(one.token, asked)
    expect((await audits()).map((row) => row.object_id)).toEqual(['malformed', 'malformed', 'malformed'])
  })

  it.each(ACTS)('%s without a session is refused', async (_action, act) => {
    const one = await openCase()
    expect(await act({ ...one, token: 'unknown' })).toEqual({ ok: false, reason: 'signed-out' })
    expect(await audits()).toEqual([])
  })
})

describe('an act on what has changed meanwhile', () => {
  it.each(ACTS.filter(([action]) => action !== 'tip.read' && action !== 'tip.answer'))(
    '%s answers "changed", and nothing happens',
    async (_action, act) => {
      const one = await openCase()
      await world.hear(one.chat, 'biển số 59X1 12345')
      await world.work()
      const before = await tipOf(one)
      expect(await act(one)).toEqual({ ok: false, reason: 'changed' })
      expect(await tipOf(one)).toEqual(before)
    },
  )

  it('of two officers’ decisions on the same version one stands', async () => {
    const one = await openCase()
    const both = await Promise.all([
      world.decide.correctCategory(one.token, one.tipId, one.version, 'noise-disorder'),
      world.decide.correctCategory(one.token, one.tipId, one.version, 'theft'),
    ])
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(both).toContainEqual({ ok: false, reason: 'changed' })
    expect(await world.query(`select 1 from decisions where tip_id = $1`, [one.tipId])).toHaveLength(1)
  })

  it('opening a tip is no change', async () => {
    const one = await openCase()
    await world.look.tip(one.token, one.tipId)
    expect(await world.decide.accept(one.token, one.tipId, one.version)).toEqual({ ok: true })
  })
})
