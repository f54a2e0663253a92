import { sql } from 'kysely'
import { dutyHours } from '../domain/duty-hours.ts'
import type { Unit } from '../domain/jurisdiction.ts'
import type { Db } from './db.ts'
import type { UnitColumns } from './unit-schema.ts'

type UnitInForce = Omit<UnitColumns, 'valid_from' | 'valid_to' | 'successor' | 'document'>

/**
 * The units in force on a day (`YYYY-MM-DD`), each as it is then, by code. Small enough to hold in memory: some 3,800
 * rows. Who holds them hears of changes on the channel `units`, and asks again when a day begins.
 */
export async function listUnits(db: Db, day: string): Promise<Unit[]> {
  const { rows } = await sql<UnitInForce>`
    select * from units_on(${day}::date) order by code`.execute(db)
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    kind: row.kind,
    level: row.level,
    province: row.province,
    role: row.role,
    parent: row.parent,
    areas: row.areas,
    hours: dutyHours.nullable().parse(row.hours),
    dutyPhones: row.duty_phones,
    channels: row.channels,
  }))
}

/** Adds units that are not there yet; those that are stay as they are. For the owner's commands. */
export async function addUnits(db: Db, units: readonly Unit[], validFrom: string): Promise<void> {
  if (units.length === 0) return
  await db
    .insertInto('units')
    .values(
      units.map((unit) => ({
        code: unit.code,
        name: unit.name,
        kind: unit.kind,
        level: unit.level,
        province: unit.province,
        role: unit.role,
        parent: unit.parent,
        areas: [...unit.areas],
        hours: unit.hours === null ? null : JSON.stringify(unit.hours),
        duty_phones: [...unit.dutyPhones],
        channels: [...unit.channels],
        valid_from: validFrom,
      })),
    )
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}

/** How many officers can open each of these units' inboxes now. */
export async function countActiveOfficers(db: Db, unitCodes: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ count: string }>`
    select count_active_officers(u.code) as count
    from unnest(${unitCodes}::text[]) with ordinality as u (code, place) order by u.place`.execute(db)
  return rows.map((row) => Number(row.count))
}

/** How many officers of each of these units can open its restricted tips now. */
export async function countClearedOfficers(db: Db, unitCodes: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ count: string }>`
    select count_cleared_officers(u.code) as count
    from unnest(${unitCodes}::text[]) with ordinality as u (code, place) order by u.place`.execute(db)
  return rows.map((row) => Number(row.count))
}
