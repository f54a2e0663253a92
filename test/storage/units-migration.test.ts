import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { listUnitVersions } from '../../src/storage/unit-records.ts'
import { listUnits } from '../../src/storage/units.ts'
import { cloneDatabase } from '../support/postgres.ts'

const { url } = await cloneDatabase()
// The roles are there, and shared by all files of tests: they stay as they are.
const passwords = {}
const name = `old_${randomBytes(6).toString('hex')}`
const admin = new pg.Client({ connectionString: url })
await admin.connect()
await admin.query(`create database ${name}`)
const old = new URL(url)
old.pathname = `/${name}`
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

it('units of an older schema keep their telephone and their own commune, and begin a history', async () => {
  await migrate({ ownerUrl: old.href, passwords, through: '0021_gazetteer.sql' })
  const before = new pg.Client({ connectionString: old.href })
  await before.connect()
  await before.query(
    `insert into units (code, name, kind, level, province, role, parent, duty_phone, valid_from) values
       ('79', 'Công an thành phố', 'province', 'province', '79', 'CAT', null, null, '2025-07-01'),
       ('26743', 'Công an phường Bến Thành', 'commune', 'commune', '79', 'CAX', '79', '02838297643', '2025-07-01')`,
  )
  await before.end()
  await migrate({ ownerUrl: old.href, passwords })
  await asOwner(old.href, async (tx) => {
    const units = await listUnits(tx, '2026-11-22')
    expect(units.map(({ code, areas, dutyPhones, hours }) => [code, areas, dutyPhones, hours])).toEqual([
      ['26743', ['26743'], ['02838297643'], null],
      ['79', [], [], null],
    ])
    const versions = await listUnitVersions(tx, '26743')
    expect(versions).toMatchObject([{ version: 1, validFrom: '2025-07-01', madeBy: null }])
  })
})
