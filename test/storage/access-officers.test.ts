import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Tx, withSetting } from '../../src/storage/db.ts'
import { findInbox } from '../../src/storage/incident-inbox.ts'
import { findCurrentOfficer } from '../../src/storage/officers.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const desk = world.as('desk')

// A tip in each of two communes, one of them answered; one about the police; one with danger, which two units hold.
await world.hear('a', 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền')
await world.hear('b', 'nhà số 7 phường Sài Gòn tối qua đánh bạc ăn tiền')
await world.hear('c', 'công an phường Bến Thành nhận tiền bảo kê cho quán đánh bạc tối qua')
await world.hear('d', 'cứu với nó cầm dao chém người ở phường Sài Gòn')
await world.work()
await world.workQuiet()
const tip = async (chat: string): Promise<string> => (await world.tipsOf(chat))[0]?.id ?? ''
const tips = { benThanh: await tip('a'), saiGon: await tip('b'), police: await tip('c'), danger: await tip('d') }
const nameOf = (id: string): string => Object.entries(tips).find(([, known]) => known === id)?.[0] ?? id
for (const [unit, id] of [
  [BEN_THANH, tips.benThanh],
  [SAI_GON, tips.saiGon],
  [INSPECTORATE, tips.police],
] as const) {
  const token = await world.signIn(unit)
  expect(await world.decide.answer(token, id, 'Đơn vị đang xác minh', 'key')).toEqual({ ok: true })
}

/** Every table that hangs on a tip, and the column that says which. */
const HANGING = {
  tips: 'id',
  events: 'tip_id',
  findings: 'tip_id',
  assignments: 'tip_id',
  decisions: 'tip_id',
  deliveries: 'tip_id',
} as const

async function seen(tx: Tx, table: keyof typeof HANGING): Promise<string[]> {
  const { rows } = await sql<{
    id: string | null
  }>`select distinct ${sql.ref(HANGING[table])} as id from ${sql.table(table)}`.execute(tx)
  return rows.map((row) => nameOf(row.id ?? 'none')).sort()
}

const withToken = <T>(token: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withSetting(desk, 'tinbao.token', token, work)

async function seenAll(token: string): Promise<Record<string, string[]>> {
  return withToken(token, async (tx) => {
    const all: Record<string, string[]> = {}
    for (const table of ['tips', 'events', 'findings', 'assignments', 'decisions', 'deliveries'] as const)
      all[table] = await seen(tx, table)
    return all
  })
}

const onlyIn = (...names: string[]) => ({ tips: names, events: names, findings: names, assignments: names })
const NOTHING = { ...onlyIn(), decisions: [], deliveries: [] }

describe('an officer', () => {
  it.each([
    [BEN_THANH, { ...onlyIn('benThanh'), decisions: ['benThanh'], deliveries: ['benThanh'] }],
    [SAI_GON, { ...onlyIn('danger', 'saiGon'), decisions: ['saiGon'], deliveries: ['danger', 'saiGon'] }],
    [INSPECTORATE, { ...onlyIn('police'), decisions: ['police'], deliveries: ['police'] }],
    ['79-PV01', { ...onlyIn('danger'), decisions: [], deliveries: ['danger'] }],
    ['79-PC01', NOTHING],
    ['00004', NOTHING],
    ['01-PC01', NOTHING],
  ])('of %s sees the tips of their unit alone, in every table that hangs on a tip', async (unit, wanted) => {
    expect(await seenAll(await world.signIn(unit))).toEqual(wanted)
  })

  it('sees of colleagues number, unit and role, and neither login nor password hash nor session', async () => {
    const token = await world.signIn(BEN_THANH)
    await withToken(token, async (tx) => {
      expect(
        Object.keys(
          (await sql<object>`select id, number, unit_code, role from officers limit 1`.execute(tx)).rows[0] ?? {},
        ),
      ).toHaveLength(4)
    })
    for (const text of [
      'select login from officers',
      'select password_hash from officers',
      'select * from sessions',
      'select * from audit_heads',
      'select * from identities',
      'select * from conversations',
      'select * from outbox',
      'select * from dead_letters',
    ]) {
      await expect(withToken(token, (tx) => sql.raw(text).execute(tx))).rejects.toThrow('permission denied')
    }
  })

  it('deletes nothing, and rewrites neither what was said nor what was decided', async () => {
    const token = await world.signIn(BEN_THANH)
    for (const text of [
      'delete from tips',
      'delete from events',
      'delete from decisions',
      'delete from assignments',
      'delete from deliveries',
      'update events set content = null',
      'update decisions set after = null',
      'update deliveries set body = null',
      'update findings set body = null',
      'update tips set received_at = now()',
      'truncate tips',
    ]) {
      await expect(withToken(token, (tx) => sql.raw(text).execute(tx))).rejects.toThrow('permission denied')
    }
  })

  it('changes no tip of another unit, whatever the statement', async () => {
    const token = await world.signIn(BEN_THANH)
    await withToken(token, (tx) => sql`update tips set category = 'spam-prank'`.execute(tx))
    const rows = await world.query<{ id: string }>(`select id from tips where category = 'spam-prank'`)
    expect(rows.map((row) => nameOf(row.id))).toEqual(['benThanh'])
  })

  it('takes no tip away from another unit, not even one that both hold', async () => {
    const token = await world.signIn('79-PV01')
    await withToken(token, (tx) => sql`update assignments set ended_at = now()`.execute(tx)).catch(() => {})
    const rows = await world.query<{ unit: string }>(
      'select unit_code as unit from assignments where tip_id = $1 and ended_at is null order by 1',
      [tips.danger],
    )
    expect(rows.map((row) => row.unit)).toContain(SAI_GON)
    await world.query(`update assignments set ended_at = null where tip_id = $1`, [tips.danger])
  })

  it('cannot give itself a tip, nor write a decision, an answer or an audit row in another’s name or on another’s tip', async () => {
    const token = await world.signIn(BEN_THANH)
    const me = world.officerOf(BEN_THANH)
    const other = world.officerOf(SAI_GON)
    const conversation = await world.conversationOf('b')
    const own = await world.conversationOf('a')
    const tries = [
      sql`insert into assignments (id, tip_id, unit_code, role, reason, assigned_by) values ('req_x', ${tips.saiGon}, ${BEN_THANH}, 'primary', 'officer', ${me})`,
      sql`insert into assignments (id, tip_id, unit_code, role, reason, assigned_by) values ('req_x', ${tips.benThanh}, ${SAI_GON}, 'primary', 'officer', ${other})`,
      sql`insert into decisions (id, tip_id, officer_id, unit_code, kind) values ('dec_x', ${tips.saiGon}, ${me}, ${BEN_THANH}, 'status')`,
      sql`insert into decisions (id, tip_id, officer_id, unit_code, kind) values ('dec_x', ${tips.benThanh}, ${other}, ${BEN_THANH}, 'status')`,
      sql`insert into decisions (id, tip_id, officer_id, unit_code, kind) values ('dec_x', ${tips.benThanh}, ${me}, ${SAI_GON}, 'status')`,
      sql`insert into deliveries (id, conversation_id, tip_id, cause, seq, author, officer_id) values ('dlv_x', ${conversation}, ${tips.saiGon}, 'x', 0, 'officer', ${me})`,
      sql`insert into deliveries (id, conversation_id, tip_id, cause, seq, author, officer_id) values ('dlv_x', ${conversation}, ${tips.benThanh}, 'x', 0, 'officer', ${me})`,
      sql`insert into deliveries (id, conversation_id, tip_id, cause, seq, author, officer_id) values ('dlv_x', ${own}, ${tips.benThanh}, 'x', 0, 'officer', ${other})`,
      sql`insert into deliveries (id, conversation_id, tip_id, cause, seq, author) values ('dlv_x', ${own}, ${tips.benThanh}, 'x', 0, 'assistant')`,
      sql`insert into audit (officer_id, unit_code, action) values (${other}, ${SAI_GON}, 'tip.read')`,
      sql`insert into audit (officer_id, unit_code, action) values (${me}, ${SAI_GON}, 'tip.read')`,
      sql`insert into audit (officer_id, action) values (null, 'tip.read')`,
      sql`insert into outbox (id, topic, lane, ref) values ('out_x', 'event', 'telegram', 'x')`,
    ]
    for (const statement of tries)
      await expect(withToken(token, (tx) => statement.execute(tx))).rejects.toThrow('row-level security')
  })
})

describe('the setting that names an officer', () => {
  const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

  it('shows nothing when it is missing, empty, garbage, or anything an attacker could read off a stolen table', async () => {
    const real = await world.signIn(BEN_THANH)
    const [row] = await world.query<{ hash: string }>(
      `select encode(token_hash, 'hex') as hash from sessions where officer_id = $1`,
      [world.officerOf(BEN_THANH)],
    )
    const forged = [
      '',
      ' ',
      'null',
      '0',
      BEN_THANH,
      world.officerOf(BEN_THANH),
      `${real} `,
      real.slice(0, -1),
      row?.hash ?? '',
      `\\x${row?.hash}`,
      hashOf(real).toString('base64url'),
      hashOf(real).toString('latin1').replaceAll('\0', ''),
      "' or true --",
    ]
    for (const token of forged) {
      expect(await seenAll(token)).toEqual(NOTHING)
      expect(await withToken(token, findCurrentOfficer)).toBeNull()
    }
    expect(await desk.selectFrom('tips').select('id').execute()).toEqual([])
  })

  it('is forgotten with its transaction: the next one on the connection sees nothing', async () => {
    const token = await world.signIn(BEN_THANH)
    await desk.connection().execute(async (connection) => {
      await withSetting(connection, 'tinbao.token', token, async (tx) =>
        expect(await findInbox(tx, 'open', 10)).not.toEqual([]),
      )
      expect(await connection.selectFrom('tips').select('id').execute()).toEqual([])
    })
  })

  it('of another name opens nothing: no policy trusts a unit, a role or an officer from a setting', async () => {
    await desk.transaction().execute(async (tx) => {
      for (const name of ['unit', 'unit_code', 'officer', 'officer_id', 'role']) {
        await sql`select set_config(${`tinbao.${name}`}, ${name.startsWith('unit') ? BEN_THANH : world.officerOf(BEN_THANH)}, true)`.execute(
          tx,
        )
      }
      expect(await seen(tx, 'tips')).toEqual([])
    })
  })

  it.each([
    [
      'the account is disabled',
      `update officers set disabled_at = now() where id = $1`,
      `update officers set disabled_at = null where id = $1`,
    ],
    [
      'the officer has been idle for 31 minutes',
      `update sessions set seen_at = now() - interval '31 minutes' where officer_id = $1`,
      '',
    ],
    ['the session has ended', `update sessions set ends_at = now() where officer_id = $1`, ''],
    ['the officer has signed out', `delete from sessions where officer_id = $1`, ''],
  ])('opens nothing from the next request on when %s', async (_when, change, back) => {
    const token = await world.signIn(SAI_GON)
    expect((await seenAll(token)).tips).not.toEqual([])
    await world.query(change, [world.officerOf(SAI_GON)])
    expect(await seenAll(token)).toEqual(NOTHING)
    expect(await world.look.inbox(token, 'open')).toEqual({ ok: false, reason: 'signed-out' })
    if (back) await world.query(back, [world.officerOf(SAI_GON)])
  })

  it('opens the new unit alone from the next request on when the officer is moved', async () => {
    const token = await world.signIn('79-PC02')
    expect((await seenAll(token)).tips).toEqual(['danger'])
    await world.query(`update officers set unit_code = $2 where id = $1`, [world.officerOf('79-PC02'), BEN_THANH])
    expect((await seenAll(token)).tips).toEqual(['benThanh'])
    await world.query(`update officers set unit_code = '79-PC02' where id = $1`, [world.officerOf('79-PC02')])
    expect((await seenAll(token)).tips).toEqual(['danger'])
  })
})

it('a tip transferred is gone for the sender and there for the receiver, with everything that hangs on it', async () => {
  const sender = await world.signIn(BEN_THANH)
  const receiver = await world.signIn('79-PC02')
  const found = await world.look.tip(sender, tips.benThanh)
  if (!found.ok) throw new Error('not found')
  expect(
    await world.decide.transfer(sender, tips.benThanh, found.view.tip.version, '79-PC02', 'thuộc phòng hình sự'),
  ).toEqual({ ok: true })
  expect(await seenAll(sender)).toEqual(NOTHING)
  const received = { ...onlyIn('benThanh', 'danger'), decisions: ['benThanh'], deliveries: ['benThanh', 'danger'] }
  expect(await seenAll(receiver)).toEqual(received)
  expect(await world.look.tip(sender, tips.benThanh)).toEqual({ ok: false, reason: 'not-found' })
})
