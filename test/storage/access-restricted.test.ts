import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { UNCOVER_REASONS } from '../../src/data/uncover-reasons.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeUncover } from '../../src/flow/uncover.ts'
import { withSetting } from '../../src/storage/db.ts'
import { listHiddenWaiting } from '../../src/storage/restricted.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const desk = world.as('desk')
const uncover = makeUncover({
  db: desk,
  content: world.content,
  isReason: (code) => UNCOVER_REASONS.some((reason) => reason.code === code),
  now: world.now,
})
const WHY = { reason: 'duty', note: 'đang trực, xử lý tin' }
const ABUSE = 'hàng xóm đánh đập con nhỏ 6 tuổi ở số 9 Lê Lai phường Bến Thành'
const TABLES = ['tips', 'events', 'findings', 'assignments', 'decisions', 'deliveries'] as const

/** In which tables an officer's token shows something of a tip. */
async function seenIn(token: string, tipId: string): Promise<string[]> {
  return withSetting(desk, 'tinbao.token', token, async (tx) => {
    const seen: string[] = []
    for (const table of TABLES) {
      const column = table === 'tips' ? 'id' : 'tip_id'
      const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${tipId}`.execute(tx)
      if (rows.length > 0) seen.push(table)
    }
    return seen
  })
}

const clear = (unit: string, isCleared: boolean): Promise<unknown> =>
  world.query('update officers set clearances = $2 where id = $1', [
    world.officerOf(unit),
    isCleared ? ['restricted'] : [],
  ])
const hiddenFor = async (unit: string) =>
  withSetting(desk, 'tinbao.token', await world.signIn(unit), (tx) => listHiddenWaiting(tx))

let chats = 0
async function fileTip(words: string): Promise<string> {
  const chat = `restricted-${++chats}`
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat))[0]?.id ?? ''
}

describe('a restricted tip', () => {
  let tipId = ''
  beforeAll(async () => {
    tipId = await fileTip(ABUSE)
    await world.decide.answer(await world.signIn(BEN_THANH), tipId, 'Đơn vị đang xác minh', 'key')
  })

  it('is seen in every table by an officer named for such, and in none by any other of the unit', async () => {
    const token = await world.signIn(BEN_THANH)
    expect(await seenIn(token, tipId)).toEqual([...TABLES])
    await clear(BEN_THANH, false)
    expect(await seenIn(token, tipId)).toEqual([])
    expect(await world.look.tip(token, tipId)).toEqual({ ok: false, reason: 'not-found' })
    const inbox = await world.look.inbox(token, 'open')
    expect(inbox.ok && inbox.rows.map((row) => row.tip.id)).not.toContain(tipId)
    await clear(BEN_THANH, true)
    expect(await seenIn(token, tipId)).toEqual([...TABLES])
  })

  it('is known to the others of the unit as a number, which is recorded, and to nobody else', async () => {
    expect(await hiddenFor(BEN_THANH)).toEqual([])
    expect(await hiddenFor(SAI_GON)).toEqual([])
    await clear(BEN_THANH, false)
    const [hidden] = await hiddenFor(BEN_THANH)
    expect(hidden?.open).toBeGreaterThan(0)
    expect(Object.keys(hidden ?? {})).toEqual(['urgency', 'open', 'unopened'])
    await world.look.inbox(await world.signIn(BEN_THANH), 'open')
    const [look] = await world.query<{ detail: { hiddenCount: number; tips: string[] } }>(
      `select detail from audit where action = 'inbox.read' order by id desc limit 1`,
    )
    expect(look?.detail.hiddenCount).toBeGreaterThan(0)
    expect(look?.detail.tips).not.toContain(tipId)
    // There is always an administrator: somebody else is one meanwhile.
    await world.query(`update officers set role = 'administrator' where id = $1`, [world.officerOf('01-PC01')])
    for (const role of ['custodian', 'auditor', 'administrator']) {
      await world.query('update officers set role = $2 where id = $1', [world.officerOf(BEN_THANH), role])
      expect(await hiddenFor(BEN_THANH)).toEqual([])
    }
    await world.query(`update officers set role = 'duty-officer' where id = $1`, [world.officerOf(BEN_THANH)])
    await clear(BEN_THANH, true)
  })

  it('shows no word of anybody until its reader says why, and again when the time is over', async () => {
    const token = await world.signIn(BEN_THANH)
    const look = async () => {
      const found = await world.look.tip(token, tipId)
      if (!found.ok) throw new Error(found.reason)
      return found.view
    }
    const covered = await look()
    expect(covered).toMatchObject({ isCovered: true, essence: '', thread: [], findings: [], told: { text: '' } })
    expect(JSON.stringify(covered)).not.toMatch(/hàng xóm|Lê Lai|xác minh/)

    expect(await uncover(token, tipId, { ...WHY, reason: 'curiosity' })).toEqual({
      ok: false,
      reason: 'unknown-reason',
    })
    expect(await uncover(token, tipId, { ...WHY, note: ' ok ' })).toEqual({ ok: false, reason: 'note-missing' })
    expect((await look()).isCovered).toBe(true)
    expect(await uncover(token, tipId, WHY)).toEqual({ ok: true })
    const [row] = await world.query<{ detail: object; officer_id: string }>(
      `select detail, officer_id from audit where action = 'tip.uncover' and object_id = $1`,
      [tipId],
    )
    expect(row).toMatchObject({ officer_id: world.officerOf(BEN_THANH), detail: { reason: 'duty' } })
    expect(JSON.stringify(row)).not.toContain('trực')
    const open = await look()
    expect(open).toMatchObject({ isCovered: false, told: { text: ABUSE } })
    expect(open.coversAt?.getTime()).toBeGreaterThan(Date.now())

    await world.query(`update uncoverings set uncovered_at = now() - interval '15 minutes' where tip_id = $1`, [tipId])
    expect((await look()).isCovered).toBe(true)
  })

  it('is uncovered for one officer alone, and by nobody who may not open it', async () => {
    await uncover(await world.signIn(BEN_THANH), tipId, WHY)
    const colleague = newId('ofc')
    await world.query(
      `insert into officers (id, login, number, unit_code, role, clearances) values ($1, $1, 'c-1', $2, 'duty-officer', '{restricted}')`,
      [colleague, BEN_THANH],
    )
    await world.query(
      `insert into sessions (token_hash, officer_id, ends_at) values (sha256('colleague'), $1, now() + interval '1 hour')`,
      [colleague],
    )
    expect(await world.look.tip('colleague', tipId)).toMatchObject({ ok: true, view: { isCovered: true, thread: [] } })
    expect(await world.look.tip(await world.signIn(BEN_THANH), tipId)).toMatchObject({ view: { isCovered: false } })
    expect(await uncover(await world.signIn(SAI_GON), tipId, WHY)).toEqual({ ok: false, reason: 'not-found' })
    const forged = sql`insert into uncoverings (id, tip_id, officer_id, reason) values ('unc_x', ${tipId}, ${colleague}, 'duty')`
    for (const unit of [BEN_THANH, SAI_GON]) {
      await expect(
        withSetting(desk, 'tinbao.token', await world.signIn(unit), (tx) => forged.execute(tx)),
      ).rejects.toThrow('row-level security')
    }
    const early = sql`insert into uncoverings (id, tip_id, officer_id, reason, uncovered_at)
      values ('unc_x', ${tipId}, ${world.officerOf(BEN_THANH)}, 'duty', now() + interval '1 year')`
    await expect(
      withSetting(desk, 'tinbao.token', await world.signIn(BEN_THANH), (tx) => early.execute(tx)),
    ).rejects.toThrow('permission denied')
    await world.query(`update officers set disabled_at = now() where id = $1`, [colleague])
  })

  it('never becomes an ordinary one by anything the desk can do', async () => {
    const token = await world.signIn(BEN_THANH)
    for (const text of [
      'update tips set restricted = false',
      'update tips set about_police = false',
      'update tips set accused_unit = null',
      `update assignments set sight = 'unit'`,
      `update officers set clearances = '{restricted}'`,
    ]) {
      await expect(
        withSetting(desk, 'tinbao.token', token, (tx) => sql.raw(text).execute(tx)),
        text,
      ).rejects.toThrow('permission denied')
    }
  })

  it('goes to no unit where nobody could open it', async () => {
    const token = await world.signIn(BEN_THANH)
    const found = await world.look.tip(token, tipId)
    if (!found.ok) throw new Error(found.reason)
    const move = () => world.decide.transfer(token, tipId, found.view.tip.version, SAI_GON, 'thuộc phường kia')
    await clear(SAI_GON, false)
    expect(await move()).toEqual({ ok: false, reason: 'nobody-cleared' })
    await clear(SAI_GON, true)
    expect(await move()).toEqual({ ok: true })
    expect(await seenIn(token, tipId)).toEqual([])
    expect(await seenIn(await world.signIn(SAI_GON), tipId)).toEqual([...TABLES])
  })
})

describe('a tip that an officer finds to be a restricted one', () => {
  it('leaves their sight at once, is decided all the same, and goes before the unit above where nobody else may open it', async () => {
    const tipId = await fileTip('nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền')
    await clear(BEN_THANH, false)
    const token = await world.signIn(BEN_THANH)
    const found = await world.look.tip(token, tipId)
    if (!found.ok) throw new Error(found.reason)
    const outcome = await world.decide.correctCategory(token, tipId, found.view.tip.version, 'child-abuse')
    expect(outcome).toEqual({ ok: true, isGone: true })
    expect(await seenIn(token, tipId)).toEqual([])
    const above = await world.signIn('79-PC01')
    expect(await seenIn(above, tipId)).toEqual(['tips', 'events', 'findings', 'assignments', 'decisions', 'deliveries'])
    const seen = await world.look.tip(above, tipId)
    expect(seen.ok && seen.view).toMatchObject({
      mayDecide: true,
      held: { reason: 'no-cleared-officers' },
      tip: { category: 'child-abuse', restricted: true },
    })
    const [row] = await world.query<{ detail: object }>(
      `select detail from audit where action = 'tip.correct' and object_id = $1`,
      [tipId],
    )
    expect(row?.detail).toMatchObject({ kind: 'category', after: 'child-abuse' })
    await clear(BEN_THANH, true)
    expect((await seenIn(token, tipId)).length).toBeGreaterThan(0)
  })

  it('or that its sender makes one with another word is hidden in the commit of that word', async () => {
    const chat = `restricted-${++chats}`
    await world.hear(chat, 'nhà số 12 phường Bến Thành tối qua ồn ào mất trật tự')
    await world.hear(chat, 'gửi')
    await world.work()
    const [tip] = await world.tipsOf(chat)
    await clear(BEN_THANH, false)
    const token = await world.signIn(BEN_THANH)
    expect((await seenIn(token, tip?.id ?? '')).length).toBeGreaterThan(0)
    await world.hear(chat, 'hắn còn xâm hại tình dục cháu bé 8 tuổi')
    // The dialogue alone: triage has not come to it.
    await world.converse.answerWaiting([await world.conversationOf(chat)])
    expect(await seenIn(token, tip?.id ?? '')).toEqual([])
    await clear(BEN_THANH, true)
  })
})

describe('a complaint about police', () => {
  let tipId = ''
  beforeAll(async () => {
    tipId = await fileTip('công an phường Bến Thành nhận tiền bảo kê cho quán đánh bạc tối qua')
  })
  const assign = (unit: string): Promise<unknown> =>
    world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, $3, 'information', 'place')`,
      [newId('req'), tipId, unit],
    )

  it('says whom it is about', async () => {
    const [row] = await world.query('select accused_unit, about_police from tips where id = $1', [tipId])
    expect(row).toEqual({ accused_unit: BEN_THANH, about_police: true })
    expect(await seenIn(await world.signIn(INSPECTORATE), tipId)).toContain('events')
  })

  it('shows nothing to a commune that a wrong row gives it to, nor in the list of what waits', async () => {
    for (const unit of [BEN_THANH, SAI_GON]) {
      await assign(unit)
      expect(await seenIn(await world.signIn(unit), tipId)).toEqual([])
      await clear(unit, false)
      expect(await hiddenFor(unit)).not.toContainEqual(expect.objectContaining({ open: 99 }))
      expect(await seenIn(await world.signIn(unit), tipId)).toEqual([])
      await clear(unit, true)
    }
  })

  it('about a province shows nothing to any unit of it, whatever rows there are', async () => {
    for (const unit of ['79-PC01', '79-PC02']) await assign(unit)
    expect(await seenIn(await world.signIn('79-PC02'), tipId)).toContain('tips')
    await world.query(`update tips set accused_unit = '79' where id = $1`, [tipId])
    for (const unit of ['79-PC01', '79-PC02', INSPECTORATE, BEN_THANH]) {
      expect(await seenIn(await world.signIn(unit), tipId), unit).toEqual([])
    }
    await world.query('update tips set accused_unit = $2 where id = $1', [tipId, BEN_THANH])
    expect(await seenIn(await world.signIn('79-PC02'), tipId)).toContain('tips')
  })

  it('is hidden from the commune even where the row says that it may see it', async () => {
    await world.query(`alter table assignments disable trigger assignments_set_sight`)
    await world.query(`update assignments set sight = 'unit' where tip_id = $1`, [tipId])
    expect(await seenIn(await world.signIn(BEN_THANH), tipId)).toEqual(['assignments'])
    await world.query(`alter table assignments enable trigger assignments_set_sight`)
    await world.query(`update assignments set sight = 'unit' where tip_id = $1`, [tipId])
    expect(await seenIn(await world.signIn(BEN_THANH), tipId)).toEqual([])
  })

  it('goes by an officer’s hand neither to a commune nor to the unit it is about', async () => {
    const token = await world.signIn(INSPECTORATE)
    const found = await world.look.tip(token, tipId)
    if (!found.ok) throw new Error(found.reason)
    const move = (unit: string) => world.decide.transfer(token, tipId, found.view.tip.version, unit, 'đề nghị xem xét')
    expect(await move(SAI_GON)).toEqual({ ok: false, reason: 'about-police' })
    await world.query(`update tips set accused_unit = '79-PC03' where id = $1`, [tipId])
    expect(await move('79-PC03')).toEqual({ ok: false, reason: 'about-police' })
  })
})
