import { sql } from 'kysely'
import { z } from 'zod'
import type { Unit } from '../domain/jurisdiction.ts'
import type { Db } from './db.ts'

const area = z.object({ centre: z.object({ lat: z.number(), lon: z.number(), radiusMetres: z.number() }) })

/** The units in force on a day (`YYYY-MM-DD`), by code. Small enough to hold in memory: some 3,800 rows. */
export async function listUnits(db: Db, day: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('units')
    .select(['code', 'name', 'kind', 'level', 'province', 'role', 'parent', 'place_names', 'area', 'duty_phone'])
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    kind: row.kind,
    level: row.level,
    province: row.province,
    role: row.role,
    parent: row.parent,
    placeNames: row.place_names,
    centre: area.safeParse(row.area).data?.centre ?? null,
    dutyPhone: row.duty_phone,
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
        place_names: [...unit.placeNames],
        area: unit.centre === null ? null : JSON.stringify({ centre: unit.centre }),
        duty_phone: unit.dutyPhone,
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
