import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../src/flow/slips.ts'
import { withSetting } from '../../src/storage/db.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const WILDLIFE = 'nhà hàng ở phường Bến Thành quận 1 nuôi nhốt gấu, tê tê, bán động vật hoang dã'
const SAID = 'Nơi nuôi nhốt một cá thể gấu và ba con tê tê tại phường Bến Thành, cần cứu hộ.'
const HOUR_MS = 60 * 60_000

const world = await openFlowWorld()
const slips = makeSlips({ db: world.as('desk'), content: world.content, now: world.now })
let chats = 0

async function open(words = WILDLIFE, unit = BEN_THANH) {
  const chat = `slip-${++chats}`
  // The same words in one test and the next are not to be taken for copies.
  await world.query('update tips set copy_key = null')
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  const [tip] = await world.tipsOf(chat)
  if (!tip) throw new Error('no tip')
  const token = await world.signIn(unit)
  await world.query('delete from audit')
  return { tip, token, chat }
}
const stateOf = async (tipId: string) =>
  world.query('select body, state from slips where tip_id = $1 order by body', [tipId])
const actions = async () =>
  (await world.query<{ action: string }>('select action from audit order by id')).map(({ action }) => action)

describe('a transfer slip', () => {
  it('is proposed by the machine, once, due within 24 hours of the tip’s receipt', async () => {
    const { tip, token, chat } = await open()
    const page = await slips.page(token, tip.id)
    if (!page.ok) throw new Error(page.reason)
    expect(page.slips).toMatchObject([{ body: 'KL', state: 'proposed', summary: '', isOverdue: false }])
    expect(page.slips[0]?.dueAt.getTime()).toBe(tip.received_at.getTime() + 24 * HOUR_MS)
    await world.hear(chat, 'còn cả vượn nữa')
    await world.work()
    expect(await stateOf(tip.id)).toEqual([{ body: 'KL', state: 'proposed' }])
  })

  it('is confirmed in the officer’s words, printed, handed over and answered, each with its row', async () => {
    const { tip, token } = await open()
    const made = await slips.confirm(token, tip.id, 'KL', SAID)
    if (!made.ok) throw new Error(made.reason)
    const printed = await slips.print(token, tip.id, made.slip)
    expect(printed).toMatchObject({
      ok: true,
      slip: { summary: SAID, state: 'confirmed', unitCode: BEN_THANH, number: 1 },
    })
    expect(await slips.step(token, tip.id, made.slip, 'handed-over')).toEqual({ ok: true })
    expect(await slips.step(token, tip.id, made.slip, 'answered')).toEqual({ ok: true })
    expect(await actions()).toEqual(['slip.confirmed', 'slip.printed', 'slip.handed-over', 'slip.answered'])
    const [sealed] = await world.query<{ summary: Buffer }>('select summary from slips where id = $1', [made.slip])
    expect(sealed?.summary.includes(Buffer.from('gấu'))).toBe(false)
    expect(JSON.stringify(await world.query('select * from audit'))).not.toContain('gấu')
    const [after] = await world.query('select received_at from tips where id = $1', [tip.id])
    expect(after).toEqual({ received_at: tip.received_at })
  })

  it('goes no way back and is not rewritten, in the flow or in the tables', async () => {
    const { tip, token } = await open()
    const made = await slips.confirm(token, tip.id, 'KL', SAID)
    if (!made.ok) throw new Error(made.reason)
    expect(await slips.confirm(token, tip.id, 'KL', `${SAID} Khác.`)).toEqual({ ok: false, reason: 'wrong-step' })
    expect(await slips.step(token, tip.id, made.slip, 'answered')).toEqual({ ok: false, reason: 'wrong-step' })
    const write = (statement: string) =>
      withSetting(world.as('desk'), 'tinbao.token', token, (tx) => sql.raw(statement).execute(tx))
    await expect(write(`update slips set state = 'proposed'`)).rejects.toThrow('does not go')
    await expect(write(`update slips set state = 'answered'`)).rejects.toThrow('does not go')
    await expect(write(`update slips set due_at = now()`)).rejects.toThrow('permission denied')
    await expect(write('delete from slips')).rejects.toThrow('permission denied')
  })

  it('stands over the list once it is overdue, for the unit that answers for the tip, until it is handed over', async () => {
    const { tip, token } = await open()
    const late = async (unit: string) => {
      const inbox = await world.look.inbox(await world.signIn(unit), 'open')
      if (!inbox.ok) throw new Error(inbox.reason)
      return (inbox.slips ?? []).filter(({ tipId }) => tipId === tip.id)
    }
    expect(await late(BEN_THANH)).toEqual([])
    world.pass(25 * HOUR_MS)
    expect(await late(BEN_THANH)).toMatchObject([{ name: 'Hạt Kiểm lâm phụ trách địa bàn', state: 'proposed' }])
    expect(await late(SAI_GON)).toEqual([])
    const page = await slips.page(await world.signIn(BEN_THANH), tip.id)
    expect(page).toMatchObject({ slips: [{ isOverdue: true }] })
    const fresh = await world.signIn(BEN_THANH)
    const made = await slips.confirm(fresh, tip.id, 'KL', SAID)
    if (!made.ok) throw new Error(made.reason)
    expect(await late(BEN_THANH)).toHaveLength(1)
    await slips.step(fresh, tip.id, made.slip, 'handed-over')
    expect(await late(BEN_THANH)).toEqual([])
    expect(token).not.toBe(fresh)
  })

  it('may be made for a body that the machine did not think of, and dropped, and taken up again', async () => {
    const { tip, token } = await open()
    const made = await slips.confirm(token, tip.id, 'QLTT', SAID)
    if (!made.ok) throw new Error(made.reason)
    expect(await slips.step(token, tip.id, made.slip, 'dropped')).toEqual({ ok: true })
    expect(await slips.print(token, tip.id, made.slip)).toEqual({ ok: false, reason: 'not-found' })
    expect(await slips.confirm(token, tip.id, 'QLTT', SAID)).toMatchObject({ ok: true, slip: made.slip })
  })
})

describe('a transfer slip is refused', () => {
  it.each([
    ['for no body', 'NO', SAID, 'unknown-body'],
    ['without words', 'KL', 'gấu', 'summary-missing'],
    ['longer than a page', 'KL', 'a'.repeat(1_801), 'summary-too-long'],
  ])('%s', async (_title, body, words, reason) => {
    const { tip, token } = await open()
    expect(await slips.confirm(token, tip.id, body, words)).toEqual({ ok: false, reason })
  })

  it('to a unit that is only told, to one that does not hold the tip, and for another tip’s slip', async () => {
    const { tip, token } = await open()
    const made = await slips.confirm(token, tip.id, 'KL', SAID)
    if (!made.ok) throw new Error(made.reason)
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, '79-PC02', 'information', 'gravity')`,
      [`req_slip_${chats}`, tip.id],
    )
    expect(await slips.confirm(await world.signIn('79-PC02'), tip.id, 'QLTT', SAID)).toEqual({
      ok: false,
      reason: 'not-holder',
    })
    const none = { ok: false, reason: 'not-found' }
    const stranger = await world.signIn(SAI_GON)
    expect(await slips.page(stranger, tip.id)).toEqual(none)
    expect(await slips.confirm(stranger, tip.id, 'KL', SAID)).toEqual(none)
    expect(await slips.print(stranger, tip.id, made.slip)).toEqual(none)
    const other = await open()
    expect(await slips.print(other.token, other.tip.id, made.slip)).toEqual(none)
    expect(await slips.step(other.token, other.tip.id, made.slip, 'handed-over')).toEqual(none)
    expect(token).toBeTruthy()
  })

  it('of a complaint about police to all but the body that judges officials', async () => {
    const { tip, token } = await open('công an phường Bến Thành nhận tiền bảo kê cho quán đánh bạc', INSPECTORATE)
    await world.query(`update tips set restricted = false where id = $1`, [tip.id])
    const page = await slips.page(token, tip.id)
    if (!page.ok) throw new Error(page.reason)
    expect(page.bodies.map(({ code }) => code)).toEqual(['VKS-CQDT'])
    expect(await slips.confirm(token, tip.id, '1022', SAID)).toEqual({ ok: false, reason: 'about-police' })
    expect(await slips.confirm(token, tip.id, 'VKS-CQDT', SAID)).toMatchObject({ ok: true })
  })

  it('of a restricted tip until its words were opened with a reason', async () => {
    const { tip, token } = await open()
    await world.query(`update officers set clearances = '{restricted}' where id = $1`, [world.officerOf(BEN_THANH)])
    await world.query(`update tips set restricted = true where id = $1`, [tip.id])
    expect(await slips.confirm(token, tip.id, 'KL', SAID)).toEqual({ ok: false, reason: 'covered' })
    await world.query(`update officers set clearances = '{}' where id = $1`, [world.officerOf(BEN_THANH)])
    expect(await slips.page(token, tip.id)).toEqual({ ok: false, reason: 'not-found' })
  })
})

it('of two officers who confirm a slip at once one does', async () => {
  const { tip, token } = await open()
  const other = await world.signIn(BEN_THANH)
  const both = await Promise.all([token, other].map((one) => slips.confirm(one, tip.id, 'KL', SAID)))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await stateOf(tip.id)).toEqual([{ body: 'KL', state: 'confirmed' }])
})
