import { describe, expect, it } from 'vitest'
import { type Case, makeCases } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const DESK = '79-PC01'
const COMMAND = '79-PV01'
const NOT_FOUND = { ok: false, reason: 'not-found' }
const WHY = 'nhà đó thuộc phường bên cạnh'

const world = await openFlowWorld()
const { openCase, audits, tipOf } = makeCases(world)

const holders = async (tipId: string): Promise<string[]> => {
  const rows = await world.query<{ line: string }>(
    `select unit_code || ' ' || role || ' ' || reason as line from assignments
     where tip_id = $1 and ended_at is null order by unit_code`,
    [tipId],
  )
  return rows.map(({ line }) => line)
}
const open = async (unit: string, { tipId }: Case) => {
  const token = await world.signIn(unit)
  const found = await world.look.tip(token, tipId)
  if (!found.ok) throw new Error(`${unit}: ${found.reason}`)
  return { token, version: found.view.tip.version, view: found.view }
}
const giveBack = async (unit: string, one: Case) => {
  const { token, version } = await open(unit, one)
  return world.decide.giveBack(token, one.tipId, version, 'other-place', WHY)
}
const transfer = async (from: string, one: Case, to: string) => {
  const { token, version } = await open(from, one)
  expect(await world.decide.transfer(token, one.tipId, version, to, WHY)).toEqual({ ok: true })
}

describe('a tip that a unit gives back', () => {
  it('leaves its sight in the same moment and lies before the duty desk, with why, as received when it was', async () => {
    const one = await openCase()
    const before = await tipOf(one)
    expect(await giveBack(BEN_THANH, one)).toEqual({ ok: true, isGone: true })
    expect(await holders(one.tipId)).toEqual([`${DESK} primary returned`])
    expect(await world.look.tip(one.token, one.tipId)).toEqual(NOT_FOUND)
    const { view } = await open(DESK, one)
    expect(view).toMatchObject({ mayDecide: true, held: { reason: 'returned', role: 'primary' } })
    expect(view.held?.note).toContain(WHY)
    const after = await tipOf(one)
    expect(after).toMatchObject({ unit_code: DESK, status: 'forwarded', received_at: before?.received_at })
    const record = (await audits()).filter(({ action }) => action === 'tip.return')
    expect(record).toMatchObject([
      { unit_code: BEN_THANH, object_id: one.tipId, detail: { reason: 'other-place', before: BEN_THANH, after: DESK } },
    ])
  })

  it('goes to the unit that sent it, and the second time one level up', async () => {
    const one = await openCase()
    await transfer(BEN_THANH, one, SAI_GON)
    expect(await giveBack(SAI_GON, one)).toMatchObject({ ok: true })
    expect(await holders(one.tipId)).toEqual([`${BEN_THANH} primary returned`])
    await transfer(BEN_THANH, one, DESK)
    expect(await giveBack(DESK, one)).toMatchObject({ ok: true })
    expect(await holders(one.tipId)).toEqual([`${COMMAND} primary returned-up`])
    const rows = await world.query('select number, went_up from returns where tip_id = $1 order by number', [one.tipId])
    expect(rows).toEqual([
      { number: 1, went_up: false },
      { number: 2, went_up: true },
    ])
  })

  it('brings a unit that nobody watches its stand-in along, and takes the old one out of sight', async () => {
    const one = await openCase()
    await world.query(`update officers set disabled_at = now() where unit_code = $1`, [DESK])
    try {
      expect(await giveBack(BEN_THANH, one)).toMatchObject({ ok: true })
      expect(await holders(one.tipId)).toEqual([
        `${DESK} primary returned`,
        `${COMMAND} information no-active-officers`,
      ])
      // Nobody stands above: here it is decided.
      expect(await giveBack(COMMAND, one)).toEqual({ ok: false, reason: 'nowhere-to-return' })
    } finally {
      await world.query(`update officers set disabled_at = null where unit_code = $1`, [DESK])
    }
  })

  it('by a stand-in leaves both its sight and that of the unit it stood in for', async () => {
    await world.query(`update officers set disabled_at = now() where unit_code = $1`, [BEN_THANH])
    try {
      const chat = 'chat-stand-in'
      await world.hear(chat, 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền')
      await world.work()
      await world.workQuiet()
      const tipId = (await world.tipsOf(chat))[0]?.id ?? ''
      expect(await holders(tipId)).toEqual([`${BEN_THANH} primary place`, `${DESK} information no-active-officers`])
      const token = await world.signIn(DESK)
      const found = await world.look.tip(token, tipId)
      if (!found.ok) throw new Error(found.reason)
      const given = await world.decide.giveBack(token, tipId, found.view.tip.version, 'beyond-level', WHY)
      expect(given).toEqual({ ok: true, isGone: true })
      expect(await holders(tipId)).toEqual([`${COMMAND} primary returned-up`])
    } finally {
      await world.query(`update officers set disabled_at = null where unit_code = $1`, [BEN_THANH])
    }
  })

  it('makes a unit that was told of it the one that answers for it', async () => {
    const one = await openCase()
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, $3, 'information', 'gravity')`,
      [`req_told_${one.tipId}`, one.tipId, DESK],
    )
    expect(await giveBack(BEN_THANH, one)).toMatchObject({ ok: true })
    expect(await holders(one.tipId)).toEqual([`${DESK} primary returned`])
  })

  it('is not sent back again by the machine when its sender says more', async () => {
    const one = await openCase()
    await giveBack(BEN_THANH, one)
    await world.hear(one.chat, 'vẫn ở phường Bến Thành, nhà số 12')
    await world.work()
    expect(await tipOf(one)).toMatchObject({ unit_code: DESK })
    expect(await world.look.tip(await world.signIn(BEN_THANH), one.tipId)).toEqual(NOT_FOUND)
  })

  it('about police goes to no commune and no duty desk', async () => {
    const chat = 'chat-police'
    await world.hear(chat, 'công an phường Bến Thành nhận tiền bảo kê cho quán đánh bạc')
    await world.work()
    await world.workQuiet()
    const tipId = (await world.tipsOf(chat))[0]?.id ?? ''
    const token = await world.signIn(INSPECTORATE)
    const found = await world.look.tip(token, tipId)
    if (!found.ok) throw new Error(found.reason)
    await world.decide.giveBack(token, tipId, found.view.tip.version, 'conflict', WHY)
    const now = await holders(tipId)
    expect(now.map((line) => line.split(' ')[0])).toContain('X05')
    for (const line of now) expect(line).not.toMatch(/^(26743|26740|79-TTR)/)
  })
})

describe('a tip that is sent on', () => {
  it('to a unit that nobody watches is read by one above it that does not give it away', async () => {
    const one = await openCase()
    await giveBack(BEN_THANH, one)
    await transfer(DESK, one, '26737')
    expect(await holders(one.tipId)).toEqual(['26737 primary officer', `${COMMAND} information no-active-officers`])
    expect((await open(COMMAND, one)).view.mayDecide).toBe(true)
  })

  it('to a unit that nobody watches is decided on by one above it that had been told before', async () => {
    const one = await openCase()
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, $3, 'information', 'danger-now')`,
      [`req_told_${one.tipId}`, one.tipId, DESK],
    )
    await transfer(BEN_THANH, one, '26737')
    expect(await holders(one.tipId)).toEqual(['26737 primary officer', `${DESK} information no-active-officers`])
    expect((await open(DESK, one)).view.mayDecide).toBe(true)
  })

  it('to a unit that had been told of it is theirs to answer for', async () => {
    const one = await openCase()
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, $3, 'information', 'gravity')`,
      [`req_told_${one.tipId}`, one.tipId, SAI_GON],
    )
    await transfer(BEN_THANH, one, SAI_GON)
    expect(await holders(one.tipId)).toEqual([`${SAI_GON} primary officer`])
  })

  it('goes to no body outside, which would read nothing', async () => {
    const one = await openCase()
    const refused = { ok: false, reason: 'outside-body' }
    expect(await world.decide.transfer(one.token, one.tipId, one.version, 'KL', WHY)).toEqual(refused)
  })
})

describe('a tip is not given back', () => {
  it.each([
    ['without a reason of the list', 'no-such', WHY, 'unknown-return'],
    ['without words', 'other-place', '  ', 'reason-missing'],
  ])('%s', async (_title, reason, words, refusal) => {
    const one = await openCase()
    expect(await world.decide.giveBack(one.token, one.tipId, one.version, reason, words)).toEqual({
      ok: false,
      reason: refusal,
    })
    expect(await tipOf(one)).toMatchObject({ unit_code: BEN_THANH })
  })

  it('once it is closed, nor by a unit that does not hold it', async () => {
    const one = await openCase()
    expect(await world.decide.close(one.token, one.tipId, one.version, 'warned', WHY)).toEqual({ ok: true })
    expect(await giveBack(BEN_THANH, one)).toEqual({ ok: false, reason: 'closed' })
    const other = await world.signIn(SAI_GON)
    expect(await world.decide.giveBack(other, one.tipId, one.version, 'other-place', WHY)).toEqual(NOT_FOUND)
  })
})

describe('at the same moment', () => {
  it('of two officers who give it back one does, and it comes back once', async () => {
    const one = await openCase()
    const [a, b] = [await open(BEN_THANH, one), await open(BEN_THANH, one)]
    const both = await Promise.all(
      [a, b].map(({ token, version }) => world.decide.giveBack(token, one.tipId, version, 'other-place', WHY)),
    )
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await world.query('select 1 from returns where tip_id = $1', [one.tipId])).toHaveLength(1)
    expect(await holders(one.tipId)).toEqual([`${DESK} primary returned`])
  })

  it('of a return and a transfer one happens, and one unit answers for the tip', async () => {
    const one = await openCase()
    const [a, b] = [await open(BEN_THANH, one), await open(BEN_THANH, one)]
    const both = await Promise.all([
      world.decide.giveBack(a.token, one.tipId, a.version, 'other-place', WHY),
      world.decide.transfer(b.token, one.tipId, b.version, SAI_GON, WHY),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const { unit_code: unit } = (await tipOf(one)) ?? {}
    expect(await holders(one.tipId)).toHaveLength(1)
    expect((await holders(one.tipId))[0]).toMatch(new RegExp(`^${unit} primary`))
  })
})
