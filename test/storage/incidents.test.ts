import { beforeEach, describe, expect, it } from 'vitest'
import { eraseTips } from '../../src/storage/erase.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const token = await world.signIn(BEN_THANH)
const other = await world.signIn(SAI_GON)
let chats = 0

const told = async (said: string): Promise<string> => {
  const chat = `chat-${++chats}`
  await world.hear(chat, said)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat)).at(-1)?.id ?? ''
}
const table = (name: string) =>
  world.query(`select to_jsonb(t) - 'updated_at' - 'version' as row from ${name} t order by 1`)
const state = async () => ({
  members: await table('incident_members'),
  pins: await table('incident_pins'),
  suggestions: await table('incident_suggestions'),
  incidents: await world.query(
    `select i.id, i.root_tip_id, i.urgency, i.worsening from incidents i
     where exists (select from incident_members m where m.incident_id = i.id) order by 1`,
  ),
})
const incidentOf = async (tip: string): Promise<string> => {
  const [row] = await world.query<{ id: string }>('select incident_id as id from incident_members where tip_id = $1', [
    tip,
  ])
  return row?.id ?? 'none'
}
const suggestionOf = async (tip: string): Promise<string> => {
  const [row] = await world.query<{ id: string }>('select id from incident_suggestions where tip_id = $1', [tip])
  return row?.id ?? 'none'
}
const page = async (incident: string, as = token) => {
  const found = await world.incidentLook.page(as, incident)
  if (!found.ok) throw new Error(found.reason)
  return found.view
}
const inbox = async (as = token) => {
  const found = await world.look.inbox(as, 'open')
  if (!found.ok) throw new Error(found.reason)
  return found.rows
}
/** What stands of each other in links of an earlier test says nothing here. */
beforeEach(async () => {
  await world.query(
    'truncate incident_acts, incident_pins, incident_suggestions, incident_members, incidents, tip_traces, tip_views',
  )
  await world.query('update tips set copy_key = null, closed_at = now()')
})

const FIRE = 'cháy lớn ở nhà số 12 đường Lê Lai phường Bến Thành, khói bốc lên nghi ngút cả khu'
const FIRE_TOO = 'đang có cháy to tại số 12 Lê Lai, phường Bến Thành, lửa bùng dữ lắm mọi người ơi'
const CHAIN = 'ở phường Bến Thành có nhóm giả danh cán bộ gọi điện lừa đảo chuyển tiền, mọi người hãy chia sẻ'

describe('an officer', () => {
  it('confirms a suggestion: one incident with both voices, and undoes it to what was before', async () => {
    const first = await told(FIRE)
    const second = await told(FIRE_TOO)
    const before = await state()
    const done = await world.incidentActs.confirm(token, await suggestionOf(second))
    if (!done.ok) throw new Error(done.reason)
    expect(done.incidentId).toBe(await incidentOf(first))
    expect(await incidentOf(second)).toBe(await incidentOf(first))
    const view = await page(await incidentOf(first))
    expect(
      view.voices.map(({ number, relation, linkedBy, view: of }) => [number, relation, linkedBy, of.tip.id]),
    ).toEqual([
      [1, 'first', 'officer', first],
      [2, 'escalation', 'officer', second],
    ])
    expect(view.acts).toMatchObject([{ kind: 'confirm', mayUndo: true, isUndone: false }])
    expect(await world.incidentActs.undo(token, done.actId)).toMatchObject({ ok: true })
    expect(await state()).toEqual(before)
    expect(await world.incidentActs.undo(token, done.actId)).toEqual({ ok: false, reason: 'nothing-to-undo' })
    const audits = await world.query<{ action: string }>(
      `select action from audit where action like 'incident.%' and officer_id is not null order by id`,
    )
    expect(audits.map(({ action }) => action).slice(-3)).toEqual([
      'incident.confirmed',
      'incident.read',
      'incident.undone',
    ])
  })

  it('rejects one: the two stay apart for good, however often they are linked anew', async () => {
    const first = await told(FIRE)
    const second = await told(FIRE_TOO)
    expect(await world.incidentActs.reject(token, await suggestionOf(second))).toMatchObject({ ok: true })
    await world.link([second, first])
    expect(await world.query(`select state from incident_suggestions where state = 'open'`)).toEqual([])
    expect(await world.query('select from incident_members')).toEqual([])
    // A third finds both of them, and is asked of one.
    await told('đang cháy to ở số 12 Lê Lai phường Bến Thành, lửa bùng lên mái rồi')
    expect(await world.query(`select from incident_suggestions where state = 'open'`)).toHaveLength(1)
  })

  it('splits a copy off, which stays off when it is linked anew, and undoes that exactly', async () => {
    const [first, second, third] = [await told(CHAIN), await told(CHAIN), await told(CHAIN)]
    const before = await state()
    const done = await world.incidentActs.split(token, second)
    if (!done.ok) throw new Error(done.reason)
    expect(done.incidentId).toBeNull()
    await world.link([second])
    expect(await incidentOf(second)).toBe('none')
    expect(await incidentOf(third)).toBe(await incidentOf(first))
    expect(await world.incidentActs.undo(token, done.actId)).toMatchObject({ ok: true })
    expect(await state()).toEqual(before)
  })

  it('splits the first voice off: the next is first, and what came by it goes along', async () => {
    const [first, second, third] = [await told(CHAIN), await told(CHAIN), await told(CHAIN)]
    const before = await state()
    const done = await world.incidentActs.split(token, first)
    if (!done.ok) throw new Error(done.reason)
    // All were copies of it.
    expect(await incidentOf(second)).toBe(await incidentOf(first))
    expect(await incidentOf(third)).toBe(await incidentOf(first))
    await world.incidentActs.undo(token, done.actId)
    expect(await state()).toEqual(before)
  })

  it('merges two incidents and moves a tip between them, and each is undone', async () => {
    const [one] = [await told(CHAIN), await told(CHAIN)]
    const [fire, fireCopy] = [await told(FIRE), await told(FIRE)]
    const before = await state()
    const merged = await world.incidentActs.merge(token, fire, one)
    if (!merged.ok) throw new Error(merged.reason)
    expect(await incidentOf(fireCopy)).toBe(await incidentOf(one))
    expect((await page(await incidentOf(one))).voices.map(({ view }) => view.tip.id)).toEqual([one, fire])
    expect(await world.incidentActs.merge(token, fire, one)).toEqual({ ok: false, reason: 'same-incident' })
    await world.incidentActs.undo(token, merged.actId)
    expect(await state()).toEqual(before)
    const moved = await world.incidentActs.move(token, fireCopy, one)
    if (!moved.ok) throw new Error(moved.reason)
    expect(await incidentOf(fireCopy)).toBe(await incidentOf(one))
    expect(await incidentOf(fire)).not.toBe(await incidentOf(one))
    await world.incidentActs.undo(token, moved.actId)
    expect(await state()).toEqual(before)
  })

  it('acts on no tip that another unit answers for, and learns of none', async () => {
    const [first, second] = [await told(CHAIN), await told(CHAIN)]
    expect(await world.incidentActs.split(other, second)).toEqual({ ok: false, reason: 'not-found' })
    expect(await world.incidentLook.page(other, await incidentOf(first))).toEqual({ ok: false, reason: 'not-found' })
    expect(
      await world.query(`select object_id from audit where action = 'incident.refused' order by id desc limit 2`),
    ).toEqual([{ object_id: await incidentOf(first) }, { object_id: second }])
    expect(await incidentOf(second)).toBe(await incidentOf(first))
  })
})

describe('what is seen of an incident', () => {
  it('counts the voices that the officer may see, and is nothing where that is one alone', async () => {
    const [first, second] = [await told(CHAIN), await told(CHAIN)]
    const third = await told(CHAIN)
    // Another unit holds the third.
    await world.query('update assignments set unit_code = $2 where tip_id = $1 and unit_code = $3', [
      third,
      SAI_GON,
      BEN_THANH,
    ])
    await world.query('update tips set unit_code = $2 where id = $1', [third, SAI_GON])
    const found = await world.look.tip(token, second)
    expect(found.ok && found.view.incidents?.incident).toMatchObject({ voiceCount: 2, copyCount: 1, rootTipId: first })
    const there = await world.look.tip(other, third)
    expect(there.ok && there.view.incidents).toEqual({ incident: null, suggestions: [] })
    expect((await inbox(other)).find(({ tip }) => tip.id === third)?.incident).toBeUndefined()
    expect(await world.incidentLook.page(other, await incidentOf(first))).toEqual({ ok: false, reason: 'not-found' })
  })

  it('moves hidden voices along with those that are seen, without telling of them', async () => {
    const [first, second] = [await told(CHAIN), await told(CHAIN)]
    const hidden = await told(CHAIN)
    await world.query('update assignments set unit_code = $2 where tip_id = $1 and unit_code = $3', [
      hidden,
      SAI_GON,
      BEN_THANH,
    ])
    await world.query('update tips set unit_code = $2 where id = $1', [hidden, SAI_GON])
    const fire = await told(FIRE)
    expect(await world.incidentActs.merge(token, first, fire)).toMatchObject({ ok: true })
    expect(await incidentOf(hidden)).toBe(await incidentOf(fire))
    const view = await page(await incidentOf(fire))
    expect(JSON.stringify(view)).not.toContain(hidden)
    expect(view.voices.map(({ view: of }) => of.tip.id)).toEqual([first, fire])
    expect(view.copies.map(({ tipId }) => tipId)).toEqual([second])
  })

  it('is one row of the inbox, with those beside it that made it worse and nobody opened', async () => {
    const [first] = [await told(CHAIN), await told(CHAIN), await told(CHAIN)]
    const rows = await inbox()
    expect(rows.map(({ tip, incident }) => [tip.id, incident?.voiceCount, incident?.copyCount])).toEqual([
      [first, 3, 2],
    ])
    const worse = await told('dao kéo gì đâu')
    await world.query(
      `insert into incident_members (tip_id, incident_id, relation, linked_by, worsening, worsened_urgency, worsened_at, raised)
       values ($1, $2, 'escalation', 'machine', 'weapon', 'critical', now(), true)`,
      [worse, await incidentOf(first)],
    )
    await world.query('update tips set unit_code = $2, closed_at = null where id = $1', [worse, BEN_THANH])
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ('req_x', $1, $2, 'primary', 'place') on conflict do nothing`,
      [worse, BEN_THANH],
    )
    expect((await inbox()).map(({ tip, incident }) => [tip.id, incident?.isRaised])).toEqual([
      [worse, true],
      [first, false],
    ])
    await world.look.tip(token, worse)
    expect((await inbox()).map(({ tip, incident }) => [tip.id, incident?.voiceCount])).toEqual([[worse, 4]])
  })

  it('is told in one order of time, each voice recorded as read', async () => {
    const [first, second] = [await told(FIRE), await told(FIRE_TOO)]
    await world.incidentActs.confirm(token, await suggestionOf(second))
    await world.decide.answer(token, second, 'chúng tôi đang đến', 'k1')
    const view = await page(await incidentOf(first))
    const times = view.timeline.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(view.timeline.map(({ what }) => what))).toEqual(new Set(['said', 'decided', 'act']))
    const read = await world.query<{ object_id: string }>(
      `select object_id from audit where action = 'tip.read' order by id desc limit 2`,
    )
    expect(new Set(read.map(({ object_id }) => object_id))).toEqual(new Set([first, second]))
  })
})

describe('a tip whose words are destroyed', () => {
  it('leaves its incident, every trace, every pair and its view behind it; the others go on', async () => {
    const [first, second, third] = [await told(CHAIN), await told(CHAIN), await told(CHAIN)]
    const incident = await incidentOf(first)
    await world
      .as('worker')
      .transaction()
      .execute((tx) => eraseTips(tx, [first]))
    expect(await incidentOf(first)).toBe('none')
    expect(await incidentOf(second)).toBe(incident)
    const [row] = await world.query<{ root: string; views: number; traces: number }>(
      `select (select root_tip_id from incidents where id = $1) as root, (select count(*)::int from tip_views) as views,
         (select sum(octet_length(entries))::int from tip_traces) as traces`,
      [incident],
    )
    expect(row).toEqual({ root: second, views: 0, traces: 0 })
    await world
      .as('worker')
      .transaction()
      .execute((tx) => eraseTips(tx, [second, third]))
    expect(await world.query('select from incidents where ended_at is null')).toEqual([])
  })
})
