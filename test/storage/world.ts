import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { newId } from '../../src/domain/ids.ts'
import { type Db, openPool } from '../../src/storage/db.ts'
import { addOfficer, openSession } from '../../src/storage/officers.ts'
import type { RuntimeRole } from '../../src/storage/roles.ts'
import { addUnits } from '../../src/storage/units.ts'
import { cloneDatabase, type TestDatabase } from '../support/postgres.ts'

/** Officers of every world, one a unit: their login is their unit's code, and their number is not their id. */
export const STAFF = ['26743', '26740', '79-PC01', '79-PC02', '79-PV01', '79-TTR', '00004', '01-PC01'] as const
export const BEN_THANH = '26743'
export const SAI_GON = '26740'
export const INSPECTORATE = '79-TTR'

export interface World {
  database: TestDatabase
  /** A pool as one of the run-time roles, with its rights and no more. */
  as(role: RuntimeRole): Db
  /** Looks behind the curtain, as superuser. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  officerOf(unit: string): string
  /** A fresh login token of the officer of this unit. */
  signIn(unit: string): Promise<string>
}

/** A fresh database with units and officers. */
export async function openWorld(): Promise<World> {
  const database = await cloneDatabase()
  const officers = new Map(STAFF.map((unit) => [unit as string, newId('ofc')]))
  await asOwner(database.url, async (tx) => {
    await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
    for (const [index, unit] of STAFF.entries()) {
      const id = officers.get(unit) ?? ''
      await addOfficer(tx, {
        id,
        login: unit,
        number: `113-${index}`,
        unitCode: unit,
        role: 'duty-officer',
        passwordHash: 'none',
        clearances: ['restricted'],
      })
    }
  })
  const admin = new pg.Pool({ connectionString: database.url, max: 2 })
  admin.on('error', () => {})
  const pools = new Map<RuntimeRole, ReturnType<typeof openPool>>()
  const as = (role: RuntimeRole): Db => {
    const pool = pools.get(role) ?? openPool(database.urlAs(role), { size: 6, name: `test ${role}` })
    pools.set(role, pool)
    return pool.db
  }
  afterAll(async () => {
    await Promise.all([...pools.values()].map((pool) => pool.close()))
    await admin.end()
  })
  const officerOf = (unit: string): string => {
    const id = officers.get(unit)
    if (id === undefined) throw new Error(`nobody works in ${unit}`)
    return id
  }
  return {
    database,
    as,
    query: async (text, values) => (await admin.query(text, values)).rows,
    officerOf,
    async signIn(unit) {
      const token = randomBytes(32).toString('base64url')
      const hash = createHash('sha256').update(token).digest()
      await openSession(as('login'), hash, officerOf(unit), new Date(Date.now() + 12 * 60 * 60_000))
      return token
    },
  }
}
