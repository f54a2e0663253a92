import { expect, it } from 'vitest'
import { ensureUnits } from '../../src/cli/database.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { addUnits, listUnits } from '../../src/storage/units.ts'
import { cloneDatabase } from '../support/postgres.ts'

const TODAY = '2026-11-22'
const OWN = {
  code: '31-PC01',
  name: 'Văn phòng Cơ quan Cảnh sát điều tra Công an thành phố Hải Phòng',
  kind: 'department',
  level: 'province',
  province: '31',
  role: 'PC01',
  parent: null,
  areas: [],
  hours: null,
  dutyPhones: [],
  channels: [],
} as const

const empty = await cloneDatabase()
const own = await cloneDatabase()

const codesOf = (url: string): Promise<string[]> =>
  asOwner(url, async (tx) => (await listUnits(tx, TODAY)).map((unit) => unit.code))

it('a database without units gets some, so that a tip is never before nobody', async () => {
  await ensureUnits(empty.url)
  expect(await codesOf(empty.url)).toEqual(expect.arrayContaining(['79-PC01', '79-TTR', '26743', 'X05']))
})

it('a database with units of its own is left alone', async () => {
  await asOwner(own.url, (tx) => addUnits(tx, [OWN], '2025-07-01'))
  await ensureUnits(own.url)
  expect(await codesOf(own.url)).toEqual(['31-PC01'])
})
