import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { hashAuditRow } from '../../src/flow/audit-hash.ts'
import { writeAudit } from '../../src/storage/audit.ts'
import { listChainRows, type RawAuditRow } from '../../src/storage/audit-chain.ts'
import { type Db, openPool, withSetting } from '../../src/storage/db.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { RUNTIME_ROLES } from '../../src/storage/roles.ts'
import { cloneDatabase } from '../support/postgres.ts'
import { openAuditCase } from './audit-case.ts'
import { BEN_THANH, openWorld, SAI_GON } from './world.ts'

const world = await openWorld()
const auditCase = await openAuditCase(world)

const rowsOf = async (chain: string): Promise<RawAuditRow[]> => {
  const rows = await asOwner(world.database.url, (tx) => listChainRows(tx, { from: null, after: null, limit: 100_000 }))
  return rows.filter((row) => row.chain === chain)
}
const isUnbroken = async (): Promise<unknown> => (await auditCase.tamper(async () => {})).tampering

/** An insert that says of its place in the chain, and of its time, whatever it likes. */
const lie = (unit: string | null, officer: string | null) => sql`
  insert into audit (unit_code, officer_id, action, at, chain, day, number, previous, hash)
  values (${unit}, ${officer}, 'tip.read', '2001-01-01', 'mine', '2001-01-01', 7, 'x', 'y')`

describe('a row of the audit log', () => {
  it('takes the place, the time and the hash that the trigger gives it, whoever writes and whatever they say', async () => {
    const me = world.officerOf(BEN_THANH)
    const token = await world.signIn(BEN_THANH)
    await withSetting(world.as('desk'), 'tinbao.token', token, (tx) => lie(BEN_THANH, me).execute(tx))
    await lie(BEN_THANH, me).execute(world.as('login'))
    await lie(BEN_THANH, null).execute(world.as('worker'))
    await asOwner(world.database.url, (tx) => lie(BEN_THANH, me).execute(tx))
    await world.query(
      `insert into audit (unit_code, action, number, hash) values ('${BEN_THANH}', 'tip.read', 99, 'superuser')`,
    )
    const rows = await rowsOf(BEN_THANH)
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(rows.map(({ previous }) => previous)).toEqual([null, ...rows.slice(0, -1).map(({ hash }) => hash)])
    expect(rows.map(hashAuditRow)).toEqual(rows.map(({ hash }) => hash))
    expect(rows.every(({ atUs }) => Number(atUs) / 1_000 > Date.now() - 60_000)).toBe(true)
    expect(await rowsOf('mine')).toEqual([])
    const heads = await world.query(`select number, encode(hash, 'hex') as hash from audit_heads where chain = $1`, [
      BEN_THANH,
    ])
    expect(heads).toEqual([{ number: 5, hash: rows.at(-1)?.hash }])
  })

  it('without a unit belongs to the chain of the system, and tells null from empty', async () => {
    await writeAudit(world.as('login'), { action: 'login.refused', officerId: null, unitCode: null, objectId: null })
    await writeAudit(world.as('login'), { action: 'login.refused', officerId: null, unitCode: null, objectId: '' })
    const rows = await rowsOf('system')
    expect(rows.map(hashAuditRow)).toEqual(rows.map(({ hash }) => hash))
    const [first, second] = rows
    expect(first && second && hashAuditRow({ ...first, objectId: '' })).not.toBe(first?.hash)
    expect(second && hashAuditRow({ ...second, objectId: null })).not.toBe(second?.hash)
  })

  it('is hashed the same by Postgres and by us, with every kind of text in it', async () => {
    const detail = { filters: ['đơn vị', '"', '\\'], n: 1.5, deep: [null, true, { ż: '\u0001 –' }] }
    await world.query(`insert into audit (unit_code, action, object_id, detail) values ('X', $1, $2, $3)`, [
      'phép thử: 12:',
      '9:abc-|',
      JSON.stringify(detail),
    ])
    const [row] = await rowsOf('X')
    expect(row && hashAuditRow(row)).toBe(row?.hash)
  })

  it('is not written by those who may not, and then neither is its head', async () => {
    const before = await world.query('select * from audit_heads order by chain, day')
    for (const role of ['intake', 'public', 'vault'] as const) {
      const refused = /permission denied|row-level security/
      await expect(lie(SAI_GON, null).execute(world.as(role))).rejects.toThrow(refused)
    }
    await expect(lie(SAI_GON, world.officerOf(SAI_GON)).execute(world.as('worker'))).rejects.toThrow(
      'row-level security',
    )
    expect(await world.query('select * from audit_heads order by chain, day')).toEqual(before)
  })
})

describe('what was written', () => {
  const harms = [
    `update audit set action = 'x'`,
    'delete from audit',
    'truncate audit',
    'update audit_heads set number = 1',
    'delete from audit_heads',
    'truncate audit_heads',
    `insert into audit_heads (chain, day, number, hash) values ('y', '2026-01-01', 1, 'z')`,
    'alter table audit disable trigger audit_chain',
    'drop trigger audit_chain on audit',
  ]

  it.each(RUNTIME_ROLES)('is changed and deleted by %s in no way, nor are heads seen', async (role) => {
    for (const harm of harms) {
      await expect(sql.raw(harm).execute(world.as(role)), harm).rejects.toThrow(/permission denied|must be owner/)
    }
    await expect(sql.raw('select * from audit_heads').execute(world.as(role))).rejects.toThrow('permission denied')
    const direct = 'select link_audit(a, null) from audit a'
    await expect(sql.raw(direct).execute(world.as(role))).rejects.toThrow('permission denied')
  })

  it('is kept from the owner too, whose statements reach no head but in the trigger', async () => {
    const before = await world.query('select * from audit_heads order by chain, day')
    for (const harm of harms.slice(0, 7)) {
      await asOwner(world.database.url, (tx) => sql.raw(harm).execute(tx)).catch((error: unknown) => {
        expect(String(error)).toMatch(/permission denied|row-level security/)
      })
    }
    expect(await world.query('select * from audit_heads order by chain, day')).toEqual(before)
    expect(await world.query(`select 1 from audit where action = 'x'`)).toEqual([])
    expect(await isUnbroken()).toBeNull()
  })
})

describe('a day', () => {
  it('begins with the last hash of the day before, however long ago that was', async () => {
    await auditCase.writeAt('2026-11-17T09:00:00+07:00', '79-PC02', 'tip.read')
    await auditCase.writeAt('2026-11-19T23:59:59+07:00', '79-PC02', 'tip.read')
    await auditCase.writeAt('2026-11-20T00:00:01+07:00', '79-PC02', 'tip.read')
    const rows = await rowsOf('79-PC02')
    expect(rows.map(({ day, number }) => [day, number])).toEqual([
      ['2026-11-17', 1],
      ['2026-11-19', 1],
      ['2026-11-20', 1],
    ])
    expect(rows.map(({ previous }) => previous)).toEqual([null, rows[0]?.hash, rows[1]?.hash])
  })

  it('that is over is not opened again by a clock set back', async () => {
    await auditCase.writeAt('2026-11-19T12:00:00+07:00', '79-PC02', 'tip.read')
    expect((await rowsOf('79-PC02')).at(-1)).toMatchObject({ day: '2026-11-20', number: 2 })
    expect(await isUnbroken()).toBeNull()
  })
})

describe('writers at the same time', () => {
  /** Twelve at once, each with a connection of its own: who waits for one too long gives up. */
  const inTwelve = async (count: number, write: (turn: number) => Promise<void>): Promise<void> => {
    let next = 0
    const work = async (): Promise<void> => {
      while (next < count) await write(next++)
    }
    await Promise.all(Array.from({ length: 12 }, work))
  }

  it('of one chain leave no gap and no row out', async () => {
    const pool = openPool(world.database.urlAs('worker'), { size: 12, name: 'test writers' })
    const entry = { action: 'tip.assigned', officerId: null, unitCode: '79-PV01', objectId: null } as const
    await inTwelve(120, () => writeAudit(pool.db, entry))
    await pool.close()
    expect((await rowsOf('79-PV01')).map(({ number }) => number)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
    expect(await isUnbroken()).toBeNull()
  })

  it('of crossing chains do not wait for each other for ever, 25 units and more to a statement', async () => {
    const pool = openPool(world.database.urlAs('worker'), { size: 12, name: 'test writers' })
    const units = Array.from({ length: 30 }, (_, n) => `U${(n * 7) % 30}`)
    const write = async (turn: number): Promise<void> => {
      const shifted = [...units.slice(turn % 30), ...units.slice(0, turn % 30)]
      await pool.db.transaction().execute(async (tx) => {
        await writeAudit(
          tx,
          ...(turn % 2 === 0 ? shifted : shifted.toReversed()).map((unitCode) => ({
            action: 'tip.assigned' as const,
            officerId: null,
            unitCode,
            objectId: `tip_${turn}`,
          })),
        )
      })
    }
    await inTwelve(40, write)
    await pool.close()
    const [row] = await world.query<{ rows: number; chains: number; most: number }>(
      `select count(*)::int as rows, count(distinct chain)::int as chains, max(number) as most from audit where chain ~ '^U'`,
    )
    expect(row).toEqual({ rows: 1_200, chains: 30, most: 40 })
    expect(await isUnbroken()).toBeNull()
  })

  it('leave nothing of a transaction that is rolled back', async () => {
    const before = await world.query('select * from audit_heads order by chain, day')
    const failing = (db: Db) =>
      db.transaction().execute(async (tx) => {
        await writeAudit(tx, { action: 'tip.assigned', officerId: null, unitCode: '79-PV01', objectId: null })
        throw new Error('the act failed')
      })
    await expect(failing(world.as('worker'))).rejects.toThrow('the act failed')
    expect(await world.query('select * from audit_heads order by chain, day')).toEqual(before)
  })
})

it('rows from before there were chains are linked by the migration, in the order in which they were written', async () => {
  const old = await cloneDatabase()
  const client = new pg.Client({ connectionString: old.url })
  await client.connect()
  await client.query('drop schema public cascade; drop schema bullmq cascade; create schema public')
  await client.query('grant usage, create on schema public to tinbao_owner; set role tinbao_owner')
  await client.query('create table migrations (name text primary key, applied_at timestamptz not null default now())')
  const folder = new URL('../../src/storage/migrations/', import.meta.url)
  for (const name of (await readdir(folder)).filter((file) => file < '0010').sort()) {
    await client.query(await readFile(new URL(name, folder), 'utf8'))
    await client.query('insert into migrations (name) values ($1)', [name])
  }
  await client.query('reset role')
  for (const [at, unit] of [
    ['2026-11-20T23:59:58+07:00', '26743'],
    ['2026-11-20T23:59:59+07:00', null],
    ['2026-11-21T00:00:01+07:00', '26743'],
    ['2026-11-20T23:59:59+07:00', '26743'],
    ['2026-11-22T08:00:00+07:00', '26740'],
  ]) {
    await client.query(`insert into audit (at, unit_code, action) values ($1, $2, 'tip.read')`, [at, unit])
  }
  await client.end()
  await migrate({ ownerUrl: old.url, passwords: old.passwords })
  const rows = await asOwner(old.url, (tx) => listChainRows(tx, { from: null, after: null, limit: 10 }))
  expect(rows.map(({ chain, day, number }) => `${chain} ${day} ${number}`)).toEqual([
    '26740 2026-11-22 1',
    '26743 2026-11-20 1',
    '26743 2026-11-21 1',
    '26743 2026-11-21 2',
    'system 2026-11-20 1',
  ])
  expect(rows.map(hashAuditRow)).toEqual(rows.map(({ hash }) => hash))
  expect(rows[2]?.previous).toBe(rows[1]?.hash)
  expect(rows[3]?.previous).toBe(rows[2]?.hash)
})
