import { describe, expect, it } from 'vitest'
import { parkOutbox } from '../../src/storage/outbox.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE } from './world.ts'

const world = await openFlowWorld()
const GAMBLING = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
const POLICE = 'công an phường Bến Thành nhận tiền bảo kê cho quán này'
let chats = 0
const newChat = (): string => `chat-${++chats}`

const tipOf = async (chat: string) => {
  const tip = (await world.tipsOf(chat))[0]
  if (!tip) throw new Error('no tip')
  return tip
}
const holders = async (tipId: string): Promise<string[]> => {
  const rows = await world.query<{ unit: string }>(
    'select unit_code as unit from assignments where tip_id = $1 and ended_at is null order by assigned_at, id',
    [tipId],
  )
  return rows.map((row) => row.unit)
}
async function filed(said: string = GAMBLING): Promise<string> {
  const chat = newChat()
  // The same words in one test and the next are not to be taken for copies.
  await world.query('update tips set copy_key = null')
  await world.hear(chat, said)
  await world.work()
  await world.workQuiet()
  return chat
}
const add = async (
  chat: string,
  said: Parameters<typeof world.hear>[1],
  more?: Parameters<typeof world.hear>[2],
): Promise<void> => {
  await world.hear(chat, said, more)
  await world.work()
}
const open = async (unit: string, tipId: string) => {
  const token = await world.signIn(unit)
  const found = await world.look.tip(token, tipId)
  if (!found.ok) throw new Error(found.reason)
  return { token, tip: found.view.tip }
}

describe('triage', () => {
  it('puts a tip before the unit of its place, with a number, a category and one audit row for each unit', async () => {
    const tip = await tipOf(await filed())
    expect(tip).toMatchObject({ status: 'triaged', category: 'gambling', unit_code: BEN_THANH })
    expect(await holders(tip.id)).toEqual([BEN_THANH])
    const [row] = await world.query<{ code: string }>('select code from tips where id = $1', [tip.id])
    expect(
      await world.query('select action, unit_code, officer_id, detail from audit where object_id = $1', [tip.id]),
    ).toEqual([
      {
        action: 'tip.assigned',
        unit_code: BEN_THANH,
        officer_id: null,
        detail: { reason: 'place', role: 'primary', code: row?.code },
      },
    ])
    expect(row?.code).toMatch(/^TB-79-261121-\d{4}$/)
  })

  it('run again changes nothing: same unit, same number, no second row of anything', async () => {
    const tip = await tipOf(await filed())
    // Whom it belongs to is asked anew, and comes to the same.
    const look = async () => ({
      tip: await world.query('select code, status, version, unit_code, category, urgency from tips where id = $1', [
        tip.id,
      ]),
      rows: await world.query(
        `select (select count(*) from findings where tip_id = $1), (select count(*) from assignments where tip_id = $1) as assignments,
         (select count(*) from audit where object_id = $1) as audits, (select count(*) from outbox where ref = $1 and topic <> 'link') as work`,
        [tip.id],
      ),
    })
    const before = await look()
    await world.triage.run([tip.id])
    await Promise.all([world.triage.run([tip.id]), world.triage.run([tip.id])])
    expect(await look()).toEqual(before)
  })

  it('of a tip that is not there ends its work', async () => {
    await world.query(`insert into outbox (id, topic, lane, ref) values ('out_gone', 'tip', 'telegram', 'tip_gone')`)
    await world.triage.run(['tip_gone'])
    expect(await world.query(`select 1 from outbox where ref = 'tip_gone'`)).toEqual([])
  })

  it('raises an urgency and lowers none, whatever is said later', async () => {
    const chat = await filed('cứu với nó cầm dao ở phường Bến Thành')
    expect((await tipOf(chat)).urgency).toBe('critical')
    await add(chat, { type: 'button', data: 'now:no' })
    await add(chat, { type: 'edit', editOf: '1', text: 'hết rồi, hôm qua thôi' })
    expect(await tipOf(chat)).toMatchObject({ urgency: 'critical', call_now: true })
    const calm = await filed()
    await add(calm, 'giờ nó cầm dao chém người')
    expect(await tipOf(calm)).toMatchObject({ urgency: 'critical', call_now: true })
  })

  it('leaves the category and the urgency an officer chose', async () => {
    const chat = await filed()
    const { token, tip } = await open(BEN_THANH, (await tipOf(chat)).id)
    expect(await world.decide.correctCategory(token, tip.id, tip.version, 'noise-disorder')).toEqual({ ok: true })
    expect(await world.decide.correctUrgency(token, tip.id, tip.version + 1, 'low')).toEqual({ ok: true })
    await add(chat, 'bọn nó vẫn đánh bạc ăn tiền, có cả xe 59X1 12345')
    expect(await tipOf(chat)).toMatchObject({ category: 'noise-disorder', urgency: 'low', unit_code: BEN_THANH })
  })

  it('leaves a tip with the unit that opened it, though a later word names another place', async () => {
    const chat = await filed()
    await open(BEN_THANH, (await tipOf(chat)).id)
    await add(chat, 'à nhầm, ở phường Sài Gòn')
    expect(await holders((await tipOf(chat)).id)).toEqual([BEN_THANH])
  })

  it('has one unit that answers for it, also where the one before stays as a stand-in, and a line of the audit for each', async () => {
    const chat = await filed('hàng xóm đánh bạc ăn tiền tối qua')
    const { id } = await tipOf(chat)
    const held = () =>
      world.query(`select role, reason from assignments where tip_id = $1 and ended_at is null order by role, reason`, [
        id,
      ])
    expect(await held()).toEqual([{ role: 'primary', reason: 'place-unknown' }])
    const [unit] = await world.query<{ code: string; name: string }>(
      `select u.code, u.name from units u where u.level = 'commune' and u.province = '79'
        and not exists (select 1 from officers o where o.unit_code = u.code) order by u.code limit 1`,
    )
    await add(chat, `ở ${unit?.name.replace('Công an ', '')}, Thành phố Hồ Chí Minh`)
    expect(await held()).toEqual([
      { role: 'information', reason: 'no-active-officers' },
      { role: 'primary', reason: 'place' },
    ])
    const [counts] = await world.query(
      `select (select count(*)::int from assignments where tip_id = $1) as rows,
        (select count(*)::int from audit where object_id = $1 and action = 'tip.assigned') as lines`,
      [id],
    )
    expect(counts).toEqual({ rows: 3, lines: 3 })
  })

  it('that was given up is tried again when something new is said', async () => {
    const chat = await filed()
    const tip = await tipOf(chat)
    await world.query(
      `insert into outbox (id, topic, lane, ref, attempts) values ('out_up', 'tip', 'telegram', $1, 6)`,
      [tip.id],
    )
    await parkOutbox(world.as('worker'), 'out_up', 'bad-row')
    await add(chat, 'giờ nó cầm dao chém người')
    expect(await tipOf(chat)).toMatchObject({ urgency: 'critical' })
  })

  it('that failed for good puts the tip before the duty desk, high enough to be seen', async () => {
    const chat = newChat()
    await world.hear(chat, 'cứu với nó cầm dao')
    await world.converse.answerWaiting([await world.conversationOf(chat)])
    const tip = await tipOf(chat)
    await world.triage.handToPerson(tip.id)
    expect(await tipOf(chat)).toMatchObject({ unit_code: '79-PC01', urgency: 'critical', status: 'triaged' })
    expect(await holders(tip.id)).toEqual(['79-PC01'])
  })
})

describe('a complaint about the police', () => {
  it('is never before the commune, from the first moment', async () => {
    const tip = await tipOf(await filed(POLICE))
    expect(tip).toMatchObject({ about_police: true, unit_code: INSPECTORATE })
    expect(
      await world.query(`select 1 from assignments where tip_id = $1 and unit_code = $2`, [tip.id, BEN_THANH]),
    ).toEqual([])
  })

  it.each([
    ['unopened', async () => {}],
    ['that the commune has opened', async (tipId: string) => void (await open(BEN_THANH, tipId))],
    [
      'that an officer sent to the commune',
      async (tipId: string) => {
        const { token, tip } = await open(BEN_THANH, tipId)
        expect(await world.decide.transfer(token, tipId, tip.version, '79-PC02', 'thuộc phòng hình sự')).toEqual({
          ok: true,
        })
        const next = await open('79-PC02', tipId)
        expect(
          await world.decide.transfer(next.token, tipId, next.tip.version, BEN_THANH, 'thuộc địa bàn phường'),
        ).toEqual({ ok: true })
      },
    ],
  ])('in a later message takes a tip %s away from the commune', async (_state, prepare) => {
    const chat = await filed()
    const tip = await tipOf(chat)
    await prepare(tip.id)
    await add(chat, POLICE)
    expect(await tipOf(chat)).toMatchObject({ about_police: true, unit_code: INSPECTORATE })
    expect(await holders(tip.id)).toEqual([INSPECTORATE])
    expect(await world.look.tip(await world.signIn(BEN_THANH), tip.id)).toEqual({ ok: false, reason: 'not-found' })
  })

  it('is out of the commune’s sight in the same moment as it is in the tip, before triage has run', async () => {
    const chat = await filed()
    const tip = await tipOf(chat)
    await open(BEN_THANH, tip.id)
    await world.hear(chat, POLICE)
    await world.converse.answerWaiting([await world.conversationOf(chat)])
    expect(await holders(tip.id)).toEqual([])
    expect(await world.look.tip(await world.signIn(BEN_THANH), tip.id)).toEqual({ ok: false, reason: 'not-found' })
    await world.work()
    expect(await holders(tip.id)).toEqual([INSPECTORATE])
  })

  it('that triage then fails on is still somebody’s: the duty desk has it, and no unit below the province', async () => {
    const chat = await filed()
    const tip = await tipOf(chat)
    await world.hear(chat, POLICE)
    await world.converse.answerWaiting([await world.conversationOf(chat)])
    await world.triage.handToPerson(tip.id)
    expect(await holders(tip.id)).toEqual(['79-PC01'])
    expect(await tipOf(chat)).toMatchObject({ category: 'gambling', unit_code: '79-PC01' })
    await world.triage.handToPerson(tip.id)
    expect(await holders(tip.id)).toEqual(['79-PC01'])
  })

  it('does not come back to the commune when the words are taken back', async () => {
    const chat = newChat()
    await world.hear(chat, `${GAMBLING}, ${POLICE}`, { messageId: '5' })
    await world.work()
    await world.workQuiet()
    expect(await holders((await tipOf(chat)).id)).toEqual([INSPECTORATE])
    await add(chat, { type: 'edit', editOf: '5', text: GAMBLING }, { messageId: '5' })
    expect(await tipOf(chat)).toMatchObject({ about_police: true, unit_code: INSPECTORATE })
    expect(await holders((await tipOf(chat)).id)).toEqual([INSPECTORATE])
  })
})

describe('a closed tip', () => {
  const close = async (tipId: string): Promise<void> => {
    const { token, tip } = await open(BEN_THANH, tipId)
    expect(await world.decide.close(token, tipId, tip.version, 'no-offence', 'đã xác minh tại chỗ')).toEqual({
      ok: true,
    })
  }

  it('is open again when its sender writes', async () => {
    const chat = await filed()
    await close((await tipOf(chat)).id)
    await add(chat, 'tối nay lại đánh bạc')
    expect(await tipOf(chat)).toMatchObject({ status: 'reopened', closed_at: null, unit_code: BEN_THANH })
  })

  it('stays closed when the same work comes again', async () => {
    const chat = await filed()
    const tip = await tipOf(chat)
    await close(tip.id)
    await world.triage.run([tip.id])
    expect(await tipOf(chat)).toMatchObject({ status: 'closed' })
  })
})
