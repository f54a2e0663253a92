import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/flow/desk-act.ts'
import { makeCases, WORDS } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const { newChat, openCase, audits, tipOf, answersTo } = makeCases(world)

describe('an answer', () => {
  it('goes out once, however often its form is sent, and says by number who writes', async () => {
    const one = await openCase()
    const send = (): Promise<Outcome> =>
      world.decide.answer(one.token, one.tipId, ' Đơn vị đang xác minh. ', 'same-key')
    expect(await Promise.all([send(), send()])).toEqual([{ ok: true }, { ok: true }])
    expect(await send()).toEqual({ ok: true })
    expect(await answersTo(one)).toEqual(['Tôi là cán bộ trực ban, số hiệu 113-0. Đơn vị đang xác minh.'])
    expect((await audits()).map((row) => row.action)).toEqual(['tip.answer'])
    expect(
      await world.query(
        `select 1 from outbox where topic = 'delivery' and ref in (select id from deliveries where author = 'officer' and tip_id = $1)`,
        [one.tipId],
      ),
    ).toHaveLength(1)
  })

  it('with the key of an answer to another tip goes out all the same', async () => {
    const [one, other] = [await openCase(), await openCase()]
    for (const each of [one, other]) {
      expect(await world.decide.answer(each.token, each.tipId, 'Đã rõ', 'one-key')).toEqual({ ok: true })
      expect(await answersTo(each)).toHaveLength(1)
    }
  })

  it.each([
    ['', 'text-missing'],
    [' \n ', 'text-missing'],
    ['a'.repeat(1_801), 'text-too-long'],
  ])('of no words or too many is refused', async (text, reason) => {
    const one = await openCase()
    expect(await world.decide.answer(one.token, one.tipId, text, 'k')).toEqual({ ok: false, reason })
    expect([await answersTo(one), await audits()]).toEqual([[], []])
  })

  it('shows that the tip is being looked into', async () => {
    const one = await openCase()
    await world.decide.answer(one.token, one.tipId, 'Đơn vị đang xác minh', 'k')
    expect((await tipOf(one))?.status).toBe('checking')
  })
})

describe('a transfer', () => {
  it('moves the tip with its reason, sealed, and leaves nothing with the sender', async () => {
    const one = await openCase()
    expect(
      await world.decide.transfer(one.token, one.tipId, one.version, SAI_GON, 'nhà bà Năm thuộc phường kia'),
    ).toEqual({ ok: true })
    expect(await tipOf(one)).toMatchObject({ unit_code: SAI_GON, status: 'forwarded' })
    expect((await world.look.tip(one.token, one.tipId)).ok).toBe(false)
    const received = await world.look.tip(await world.signIn(SAI_GON), one.tipId)
    if (!received.ok) throw new Error(received.reason)
    expect(received.view.held).toEqual({ reason: 'officer', role: 'primary', note: 'nhà bà Năm thuộc phường kia' })
    expect(received.view.told.text).toBe(WORDS)
    const [row] = await world.query<{ text: string }>(`select string_agg(t::text, ' ') as text from assignments t`)
    expect(row?.text).not.toContain('Năm')
  })

  it('and back again is possible, in one step', async () => {
    const one = await openCase()
    await world.decide.transfer(one.token, one.tipId, one.version, SAI_GON, 'thuộc phường kia')
    const token = await world.signIn(SAI_GON)
    const received = await world.look.tip(token, one.tipId)
    if (!received.ok) throw new Error(received.reason)
    expect(
      await world.decide.transfer(token, one.tipId, received.view.tip.version, BEN_THANH, 'không thuộc địa bàn'),
    ).toEqual({ ok: true })
    expect((await world.look.tip(one.token, one.tipId)).ok).toBe(true)
  })

  it.each([
    ['26999', 'thuộc phường kia', 'unknown-unit'],
    [BEN_THANH, 'thuộc phường kia', 'same-unit'],
    [SAI_GON, ' kia ', 'reason-missing'],
  ])('to %s because "%s" is refused: %s', async (unit, why, reason) => {
    const one = await openCase()
    expect(await world.decide.transfer(one.token, one.tipId, one.version, unit, why)).toEqual({ ok: false, reason })
    expect((await tipOf(one))?.unit_code).toBe(BEN_THANH)
  })

  it('never brings a complaint about police to a unit below the province', async () => {
    const chat = newChat()
    await world.hear(chat, 'công an phường Bến Thành vòi tiền, đòi phong bì của bà con, sáng nay')
    await world.hear(chat, 'gửi')
    await world.work()
    const [tip] = await world.tipsOf(chat)
    const token = await world.signIn('79-TTR')
    const move = (unit: string) =>
      world.decide.transfer(token, tip?.id ?? '', tip?.version ?? 0, unit, 'đề nghị xem xét')
    expect(await move(SAI_GON)).toEqual({ ok: false, reason: 'about-police' })
    expect(await move('79-PC01')).toEqual({ ok: true })
  })

  it('is the business of the unit that answers for the tip, not of those who are told', async () => {
    const chat = newChat()
    await world.hear(chat, 'cứu với nó cầm dao chém người ở phường Bến Thành')
    await world.work()
    const [tip] = await world.tipsOf(chat)
    const token = await world.signIn('79-PV01')
    expect(await world.decide.transfer(token, tip?.id ?? '', tip?.version ?? 0, SAI_GON, 'thuộc phường kia')).toEqual({
      ok: false,
      reason: 'not-holder',
    })
  })
})

describe('closing', () => {
  it('tells the citizen the result and where to complain, and not the officer’s reasons', async () => {
    const one = await openCase()
    expect(await world.decide.close(one.token, one.tipId, one.version, 'warned', 'đã nhắc nhở bà Năm')).toEqual({
      ok: true,
    })
    expect((await world.saidTo(one.chat)).at(-1)).toMatch(/^Tin TB-79-\d{6}-\d{4} đã có kết quả: .* khiếu nại/)
    expect((await world.saidTo(one.chat)).join()).not.toContain('Năm')
    expect(await tipOf(one)).toMatchObject({ status: 'closed', closed_at: world.now() })
  })

  it('in silence says nothing to the citizen', async () => {
    const one = await openCase()
    const before = await world.saidTo(one.chat)
    expect(await world.decide.close(one.token, one.tipId, one.version, 'spam', 'tin rác rõ ràng')).toEqual({ ok: true })
    expect(await world.saidTo(one.chat)).toEqual(before)
  })

  it('twice happens once', async () => {
    const one = await openCase()
    await world.decide.close(one.token, one.tipId, one.version, 'warned', 'đã nhắc nhở')
    expect(await world.decide.close(one.token, one.tipId, one.version, 'warned', 'đã nhắc nhở')).toEqual({
      ok: false,
      reason: 'changed',
    })
    expect(await world.decide.close(one.token, one.tipId, one.version + 1, 'warned', 'đã nhắc nhở')).toEqual({
      ok: false,
      reason: 'closed',
    })
    expect((await audits()).map((row) => row.action)).toEqual(['tip.close'])
  })

  it.each([
    ['no-such', 'đã xác minh', 'unknown-disposition'],
    ['warned', '', 'reason-missing'],
  ])('with "%s" because "%s" is refused: %s', async (disposition, why, reason) => {
    const one = await openCase()
    expect(await world.decide.close(one.token, one.tipId, one.version, disposition, why)).toEqual({ ok: false, reason })
    expect((await tipOf(one))?.closed_at).toBeNull()
  })
})

describe('what an officer reads', () => {
  it('holds what was told, what was found, and what was said, and names no sender', async () => {
    const one = await openCase()
    await world.decide.answer(one.token, one.tipId, 'Đã rõ', 'k')
    const found = await world.look.tip(one.token, one.tipId)
    if (!found.ok) throw new Error(found.reason)
    expect(found.view.findings.map((finding) => finding.stage).sort()).toEqual([
      'classify',
      'deduplicate',
      'locate',
      'route',
    ])
    expect(found.view.thread.map((line) => line.from)).toContain('officer')
    expect(JSON.stringify(found)).not.toMatch(/Bưởi|chat-\d/)
  })

  it('has no line of a restricted tip in the inbox: such a tip is opened to be read', async () => {
    const one = await openCase()
    await world.decide.correctCategory(one.token, one.tipId, one.version, 'child-abuse')
    const inbox = await world.look.inbox(one.token, 'open')
    expect(inbox.ok && inbox.rows.find((row) => row.tip.id === one.tipId)?.essence).toBe('')
  })
})

// Last, for it turns the clock.
describe('an officer’s question', () => {
  it('is answered in the same tip days later, where a word out of the blue would begin a new one', async () => {
    const asked = await openCase()
    await world.decide.answer(asked.token, asked.tipId, 'Anh/Chị còn nhớ biển số không?', 'question')
    const silent = await openCase()
    // Decisions carry the database's clock: what is awaited is counted from there.
    world.pass(Date.now() - world.now().getTime() + 2 * 24 * 60 * 60_000)
    for (const { chat } of [asked, silent]) await world.hear(chat, 'biển số 59X1 234.56')
    await world.work()
    const eventsOf = async (tipId: string) =>
      (await world.query('select 1 from events where tip_id = $1', [tipId])).length
    expect(await eventsOf(asked.tipId)).toBe(2)
    expect(await eventsOf(silent.tipId)).toBe(1)
  })
})
