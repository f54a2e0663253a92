import { describe, expect, it } from 'vitest'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
let chats = 0
const newChat = (): string => `chat-${++chats}`

const told = async (said: string, chat = newChat()): Promise<string> => {
  await world.hear(chat, said)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat)).at(-1)?.id ?? ''
}
const members = () =>
  world.query<{ tip: string; incident: string; relation: string; raised: boolean; root: boolean }>(
    `select m.tip_id as tip, m.incident_id as incident, m.relation, m.raised, m.tip_id = i.root_tip_id as root
     from incident_members m join incidents i on i.id = m.incident_id order by m.linked_at, m.tip_id`,
  )
const incidentOf = async (tip: string): Promise<string | undefined> =>
  (await members()).find((one) => one.tip === tip)?.incident
const clear = () =>
  world.query(
    'truncate incident_acts, incident_pins, incident_suggestions, incident_members, incidents, tip_traces, tip_views',
  )

const CHAIN = 'cảnh báo mọi người ở phường Bến Thành có nhóm giả danh công an gọi điện lừa đảo chuyển tiền, hãy chia sẻ'
const FIRE = 'cháy lớn ở nhà số 12 đường Lê Lai phường Bến Thành, khói bốc lên nghi ngút cả khu'

describe('linking', () => {
  it('makes one incident of the same words, told by several, and keeps how many there are', async () => {
    await clear()
    const [first, second, third] = [await told(CHAIN), await told(CHAIN), await told(CHAIN)]
    const rows = await members()
    expect(new Set(rows.map(({ incident }) => incident)).size).toBe(1)
    expect(rows.map(({ tip, relation, root }) => ({ tip, relation, root }))).toEqual(
      expect.arrayContaining([
        { tip: first, relation: 'first', root: true },
        { tip: second, relation: 'copy', root: false },
        { tip: third, relation: 'copy', root: false },
      ]),
    )
    // The words of the original stand for all: a copy has no view and lays no traces.
    expect(await world.query('select tip_id from tip_views')).toEqual([{ tip_id: first }])
  })

  it('run again, and by two at once, changes nothing', async () => {
    const before = await members()
    const all = before.map(({ tip }) => tip)
    const audits = await world.query('select count(*) from audit')
    await world.link(all)
    await Promise.all([world.link(all), world.link(all)])
    expect(await members()).toEqual(before)
    expect(await world.query('select count(*) from audit')).toEqual(audits)
  })

  it('makes one incident of three hundred copies that two workers take at once', async () => {
    await clear()
    const root = await told(`${CHAIN} gấp`)
    const copies = await world.query<{ id: string }>(
      `insert into tips (id, conversation_id, channel, mode, status, kind, urgency, received_at, triaged_at, duplicate_of)
       select 'tip_' || gen_random_uuid(), t.conversation_id, t.channel, t.mode, t.status, t.kind, t.urgency,
         t.received_at + n * interval '1 second', now(), t.id
       from tips t, generate_series(1, 300) n where t.id = $1 returning id`,
      [root],
    )
    const lots = Array.from({ length: 12 }, (_, at) => copies.slice(at * 25, at * 25 + 25).map(({ id }) => id))
    await Promise.all(
      [0, 1].map(async (worker) => {
        for (const lot of lots.filter((_, at) => at % 2 === worker)) await world.link(lot)
      }),
    )
    const rows = await members()
    expect(rows.length).toBe(301)
    expect(new Set(rows.map(({ incident }) => incident)).size).toBe(1)
    expect(rows.filter((one) => one.root).map(({ tip }) => tip)).toEqual([root])
  })

  it('takes nothing for a copy of what came to nothing: it is found by its own words', async () => {
    await clear()
    const words = CHAIN.replace('gọi điện', 'nhắn tin')
    const first = await told(words)
    await world.query(
      `update tips set status = 'closed', closed_at = now(), disposition = 'false-honest' where id = $1`,
      [first],
    )
    const [again, third] = [await told(words), await told(`${words} với nhé`)]
    expect(await incidentOf(first)).toBeUndefined()
    expect(await incidentOf(third)).toBe(await incidentOf(again))
  })

  it('suggests what two tell in their own words, and joins nothing by itself', async () => {
    await clear()
    const first = await told(FIRE)
    const second = await told('đang có cháy to tại số 12 Lê Lai, phường Bến Thành, lửa bùng dữ lắm mọi người ơi')
    expect(await members()).toEqual([])
    expect(await world.query('select tip_id, other_tip_id, state from incident_suggestions')).toEqual([
      { tip_id: second, other_tip_id: first, state: 'open' },
    ])
    const [line] = await world.query<{ detail: object }>(`select detail from audit where action = 'incident.suggested'`)
    expect(line?.detail).toMatchObject({ other: first })
  })

  it('takes words passed on with something worse behind them for a voice that makes it worse, never for a mere copy', async () => {
    await clear()
    const words = FIRE.replace('Lê Lai', 'Lê Lợi')
    const first = await told(words)
    const more = await told(`${words}, có người kẹt bên trong`)
    const row = (await members()).find(({ tip }) => tip === more)
    expect(row).toMatchObject({ incident: await incidentOf(first), relation: 'escalation', raised: true })
    expect(await world.query('select worsening from incidents')).toEqual([{ worsening: 'victim' }])
  })

  it('raises the incident by a later word of one of its voices, and lets it stand by itself until it was opened', async () => {
    await clear()
    const chat = newChat()
    const first = await told(`${CHAIN} nhé`, chat)
    await told(`${CHAIN} nhé`)
    const incident = await incidentOf(first)
    await world.hear(chat, 'giờ nó cầm dao chém người ở đây, có người bị thương nặng')
    await world.work()
    expect((await members()).find(({ tip }) => tip === first)).toMatchObject({ raised: true })
    const [raised] = await world.query<{ urgency: string }>('select urgency from incidents where id = $1', [incident])
    expect(raised?.urgency).toBe('critical')
    expect(
      await world.query(`select object_id from audit where action = 'incident.escalated' order by id desc limit 1`),
    ).toEqual([{ object_id: first }])
    const token = await world.signIn(BEN_THANH)
    await world.look.tip(token, first)
    expect((await members()).find(({ tip }) => tip === first)).toMatchObject({ raised: false })
  })
})
