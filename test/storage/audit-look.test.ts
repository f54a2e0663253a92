import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { type AuditLook, type AuditQuery, makeAuditLook } from '../../src/flow/audit-look.ts'
import { withSetting } from '../../src/storage/db.ts'
import type { OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer, openSession } from '../../src/storage/officers.ts'
import { WORDS } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const look: AuditLook = makeAuditLook({ db: world.as('desk'), now: () => new Date() })

async function enter(unit: string, role: OfficerRole): Promise<{ id: string; token: string }> {
  const id = newId('ofc')
  const token = randomBytes(32).toString('base64url')
  await asOwner(world.database.url, async (tx) => {
    await addOfficer(tx, { id, login: id, number: `7-${id.slice(-4)}`, unitCode: unit, role, passwordHash: null })
  })
  const hash = createHash('sha256').update(token).digest()
  await openSession(world.as('login'), hash, id, new Date(Date.now() + 3_600_000))
  return { id, token }
}

const auditor = await enter('79-TTR', 'auditor')
const elsewhere = await enter('01-PC01', 'auditor')
const [ministry] = await world.query<{ code: string }>(`select code from units where level = 'ministry' limit 1`)
const national = await enter(ministry?.code ?? '', 'auditor')

await world.hear('a', WORDS)
await world.work()
await world.workQuiet()
const [tip] = await world.tipsOf('a')
const tipId = tip?.id ?? ''
const officer = await world.signIn(BEN_THANH)
await world.look.tip(officer, tipId)
await world.look.inbox(officer, 'open')
await world.look.tip(await world.signIn(SAI_GON), tipId)

async function see(token: string, query: AuditQuery = {}) {
  const found = await look.page(token, query)
  if (!found.ok) throw new Error(found.reason)
  return found
}

describe('an auditor', () => {
  it('reads what the units of their province did, newest first, each row proved against the one before it', async () => {
    const { lines } = await see(auditor.token)
    const told = lines.map(({ unitCode, action, objectId }) => [unitCode, action, objectId])
    expect(told).toEqual([
      [SAI_GON, 'tip.refused', tipId],
      [BEN_THANH, 'inbox.read', null],
      [BEN_THANH, 'tip.read', tipId],
      [BEN_THANH, 'tip.assigned', tipId],
    ])
    expect(lines.every(({ isSound }) => isSound)).toBe(true)
    expect(lines[2]).toMatchObject({ officerId: world.officerOf(BEN_THANH), officerNumber: '113-0', chain: BEN_THANH })
    expect(lines.map(({ tipCode }) => tipCode)).toEqual([
      expect.stringMatching(/^TB-79-/),
      null,
      expect.stringMatching(/^TB-79-/),
      expect.stringMatching(/^TB-79-/),
    ])
  })

  it('sees the rows of no other province, and all of them from a unit of the ministry', async () => {
    const there = await see(elsewhere.token)
    expect(there.lines.filter(({ unitCode }) => unitCode === BEN_THANH || unitCode === SAI_GON)).toEqual([])
    const all = await see(national.token)
    expect(new Set(all.lines.map(({ unitCode }) => unitCode))).toContain(BEN_THANH)
    expect((await see(elsewhere.token, { tipId })).lines).toEqual([])
  })

  it('leaves a row with each look: which filters, with values only where they are ids', async () => {
    await see(auditor.token, { tipId, day: '2026-11-22', officerNumber: '113-0', action: 'tip.read' })
    const [row] = await world.query<{ action: string; unit_code: string; detail: object }>(
      'select action, unit_code, detail from audit where officer_id = $1 order by id desc limit 1',
      [auditor.id],
    )
    expect(row).toMatchObject({
      action: 'audit.read',
      unit_code: '79-TTR',
      detail: {
        filters: ['tipId', 'day', 'officerNumber', 'action'],
        tip: tipId,
        officers: [world.officerOf(BEN_THANH)],
      },
    })
    expect(JSON.stringify(row)).not.toMatch(/113-0|2026-11-22/)
  })

  it('finds rows by unit, officer, action, tip, code of the tip, and day, and page after page', async () => {
    const code = (await see(auditor.token, { tipId })).lines[0]?.tipCode ?? ''
    const actions = async (query: AuditQuery) => (await see(auditor.token, query)).lines.map(({ action }) => action)
    expect(await actions({ unitCode: SAI_GON })).toEqual(['tip.refused'])
    expect(await actions({ officerNumber: '113-0' })).toEqual(['inbox.read', 'tip.read'])
    expect(await actions({ officerNumber: 'none' })).toEqual([])
    expect(await actions({ action: 'tip.assigned' })).toEqual(['tip.assigned'])
    expect(await actions({ tipCode: code })).toEqual(['tip.refused', 'tip.read', 'tip.assigned'])
    expect(await actions({ tipCode: 'TB-79-000101-0001' })).toEqual([])
    expect(await actions({ tipId, day: '2000-01-01' })).toEqual([])
    const all = await see(auditor.token, { tipId })
    const rest = await see(auditor.token, { tipId, beforeId: all.lines[0]?.id ?? '' })
    expect(rest.lines.map(({ id }) => id)).toEqual(all.lines.slice(1).map(({ id }) => id))
    expect(rest.olderId).toBeNull()
  })

  it('is told which rows of the page do not hold together', async () => {
    const { lines } = await see(auditor.token, { tipId })
    const read = lines.find(({ action }) => action === 'tip.read')
    await world.query(`update audit set action = 'tip.answer' where id = $1`, [read?.id])
    const broken = (await see(auditor.token, { tipId })).lines.filter(({ isSound }) => !isSound)
    expect(broken.map(({ id }) => id)).toEqual([read?.id])
    await world.query(`update audit set action = 'tip.read' where id = $1`, [read?.id])
    expect((await see(auditor.token, { tipId })).lines.every(({ isSound }) => isSound)).toBe(true)
  })

  it('sees no tip, nor anything that hangs on one', async () => {
    for (const table of ['tips', 'events', 'findings', 'deliveries', 'decisions', 'assignments', 'media']) {
      const rows = await withSetting(
        world.as('desk'),
        'tinbao.token',
        national.token,
        async (tx) => (await sql`select 1 from ${sql.table(table)}`.execute(tx)).rows,
      )
      expect([table, rows]).toEqual([table, []])
    }
  })
})

describe('everybody else', () => {
  it.each(['duty-officer', 'unit-commander', 'provincial-supervisor', 'custodian', 'administrator'] as const)(
    'finds no log, and the try of a %s is a row of its own',
    async (role) => {
      const other = await enter('79-PC01', role)
      expect(await look.page(other.token, {})).toEqual({ ok: false, reason: 'not-found' })
      const rows = await world.query('select action, unit_code from audit where officer_id = $1', [other.id])
      expect(rows).toEqual([{ action: 'audit.refused', unit_code: '79-PC01' }])
      const seen = await withSetting(
        world.as('desk'),
        'tinbao.token',
        other.token,
        async (tx) => (await sql`select 1 from audit`.execute(tx)).rows,
      )
      expect(seen).toEqual([])
    },
  )

  it('without a session is asked to sign in, and a disabled auditor is nobody', async () => {
    expect(await look.page('', {})).toEqual({ ok: false, reason: 'signed-out' })
    const former = await enter('79-TTR', 'auditor')
    await world.query('update officers set disabled_at = now() where id = $1', [former.id])
    expect(await look.page(former.token, {})).toEqual({ ok: false, reason: 'signed-out' })
  })
})

describe('who reported', () => {
  const access = async (): Promise<Buffer> => {
    const key = randomBytes(32)
    await world.query('update conversations set receipt_mac = $1 where id = $2', [key, await world.conversationOf('a')])
    return key
  }
  /** The openings of the tip, moved to these times (of Viet Nam), as an administrator of the database could. */
  const openedAt = async (...times: string[]): Promise<void> => {
    await world.query(`delete from audit where action = 'tip.read'`)
    for (const time of times) {
      await world.query(`insert into audit (unit_code, action, object_id) values ($1, 'tip.read', $2)`, [
        BEN_THANH,
        tipId,
      ])
      await world.query(
        `update audit set at = $1::timestamp at time zone 'Asia/Ho_Chi_Minh' where id = (select max(id) from audit)`,
        [time],
      )
    }
  }
  /** The Monday so many weeks before this week's, in Viet Nam. */
  const monday = (weeks: number): string => {
    const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh')
    return today.subtract({ days: today.dayOfWeek - 1 + 7 * weeks }).toString()
  }
  const openings = async (key: Buffer) => (await world.collect.thread(key))?.openings

  it('sees in which weeks their tip was opened how often, from 7 days after the end of a week', async () => {
    const key = await access()
    const sunday = Temporal.PlainDate.from(monday(5)).add({ days: 6 }).toString()
    await openedAt(
      `${monday(6)} 00:00:00`,
      `${monday(6)} 23:00:00`,
      `${sunday} 23:59:59`,
      `${monday(1)} 00:00:00`,
      `${monday(0)} 00:00:00`,
    )
    expect(await openings(key)).toEqual([
      { monday: monday(6), count: 2 },
      { monday: monday(5), count: 1 },
    ])
    await openedAt(`${monday(2)} 12:00:00`)
    expect(await openings(key)).toEqual([{ monday: monday(2), count: 1 }])
  })

  it('sees nothing while the tip is restricted', async () => {
    const key = await access()
    await openedAt(`${monday(6)} 12:00:00`)
    await world.query('update tips set restricted = true where id = $1', [tipId])
    expect(await openings(key)).toEqual([])
    await world.query('update tips set restricted = false where id = $1', [tipId])
    expect(await openings(key)).toHaveLength(1)
  })

  it('sees of no other tip, and of a row neither who nor which unit nor anything else that was done', async () => {
    const key = await access()
    await openedAt(`${monday(6)} 12:00:00`)
    await world.query(
      `insert into audit (unit_code, action, object_id) values ($1, 'tip.read', 'tip_other'), ($1, 'tip.answer', $2)`,
      [BEN_THANH, tipId],
    )
    await world.query(`update audit set at = now() - interval '60 days' where object_id in ('tip_other', $1)`, [tipId])
    const asCitizen = (text: string) =>
      withSetting(
        world.as('public'),
        'tinbao.access',
        key.toString('hex'),
        async (tx) => (await sql.raw(text).execute(tx)).rows,
      )
    expect(await asCitizen('select action, object_id from audit')).toEqual([{ action: 'tip.read', object_id: tipId }])
    for (const column of ['officer_id', 'unit_code', 'detail', 'chain', 'number', 'hash']) {
      await expect(asCitizen(`select ${column} from audit`)).rejects.toThrow('permission denied')
    }
    const nobody = await withSetting(
      world.as('public'),
      'tinbao.access',
      '',
      async (tx) => (await sql`select at from audit`.execute(tx)).rows,
    )
    expect(nobody).toEqual([])
  })

  it('is told nothing of it beside older lines, or lines that came after', async () => {
    const key = await access()
    const thread = await world.collect.thread(key)
    expect((await world.collect.thread(key, { since: thread?.since }))?.openings).toBeUndefined()
  })
})
