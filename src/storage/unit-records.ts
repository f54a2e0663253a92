import { sql } from 'kysely'
import { dutyHours } from '../domain/duty-hours.ts'
import type { UnitRecord, UnitVersion } from '../domain/unit-record.ts'
import type { Db, Tx } from './db.ts'
import type { UnitColumns } from './unit-schema.ts'

/** One writer of units at a time, until its transaction ends: what it checked of all of them must still be true. */
export async function lockUnits(tx: Tx): Promise<void> {
  // 4: apart from the locks on conversations, of processes and of the audit's chains.
  await sql`select pg_advisory_xact_lock(hashtextextended('units', 4))`.execute(tx)
}

/** Every unit as it was last written down, by code: also those to come and those that have ended. */
export async function listUnitRecords(db: Db): Promise<UnitRecord[]> {
  const rows = await db
    .selectFrom('units')
    .select(['code', 'name', 'kind', 'level', 'province', 'role', 'parent', 'areas', 'hours', 'duty_phones'])
    .select(['channels', 'valid_from', 'valid_to', 'successor', 'document', 'version as number'])
    .orderBy('code')
    .execute()
  return rows.map(readRecord)
}

/** All versions of a unit, newest first: to administrators of its province, and to the operator. */
export async function listUnitVersions(db: Db, code: string): Promise<UnitVersion[]> {
  const rows = await db
    .selectFrom('unit_versions as v')
    .leftJoin('officers as o', 'o.id', 'v.made_by')
    .select(['v.code', 'v.name', 'v.kind', 'v.level', 'v.province', 'v.role', 'v.parent', 'v.areas', 'v.hours'])
    .select(['v.duty_phones', 'v.channels', 'v.valid_from', 'v.valid_to', 'v.successor', 'v.document', 'v.number'])
    .select(['v.reason', 'v.made_by', 'v.made_at', 'o.number as made_by_number'])
    .where('v.code', '=', code)
    .orderBy('v.number', 'desc')
    .execute()
  return rows.map((row) => ({
    ...readRecord(row),
    reason: row.reason,
    madeBy: row.made_by,
    madeByNumber: row.made_by_number,
    madeAt: row.made_at,
  }))
}

export interface UnitWriting {
  unit: UnitRecord
  reason: string
}

/** Adds units, each with its first version. Parents and successors may be among them. */
export async function insertUnitRecords(db: Db, units: readonly UnitWriting[]): Promise<void> {
  if (units.length === 0) return
  // As one value: of values apart a statement takes no more than 65,535.
  await sql`
    insert into units (code, name, kind, level, province, role, parent, areas, hours, duty_phones, channels, valid_from,
      valid_to, successor, document, reason)
    select n.code, n.name, n.kind, n.level, n.province, n.role, n.parent, n.areas, n.hours, n.duty_phones, n.channels,
      n.valid_from, n.valid_to, n.successor, n.document, n.reason
    from ${readWritings(units)}`.execute(db)
}

/** Gives units their next version; what a unit is (kind, level, province, role) stays. Answers how many were written. */
export async function updateUnitRecords(db: Db, units: readonly UnitWriting[]): Promise<number> {
  if (units.length === 0) return 0
  const result = await sql`
    update units u set name = n.name, parent = n.parent, areas = n.areas, hours = n.hours, duty_phones = n.duty_phones,
      channels = n.channels, valid_from = n.valid_from, valid_to = n.valid_to, successor = n.successor,
      document = n.document, reason = n.reason
    from ${readWritings(units)} where u.code = n.code`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

function readWritings(units: readonly UnitWriting[]) {
  const rows = units.map(({ unit, reason }) => ({
    ...unit,
    duty_phones: unit.dutyPhones,
    valid_from: unit.validFrom,
    valid_to: unit.validTo,
    // JSON's own null is a value of a column of JSON.
    hours: unit.hours === null ? undefined : unit.hours,
    reason,
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (code text, name text, kind text, level text,
      province text, role text, parent text, areas text[], hours jsonb, duty_phones text[], channels text[],
      valid_from date, valid_to date, successor text, document text, reason text)`
}

/** Asks now, not at the commit, whether two units answer for one commune at a time (migration 0022). */
export async function checkUnitAreas(tx: Tx): Promise<void> {
  await sql`set constraints unit_areas_alone immediate`.execute(tx)
}

export type UnitRefusal =
  /** It ends without a successor, and tips are open in it or officers active. */
  | { reason: 'busy'; code: string; tips: number; officers: number }
  /** Another unit answers for a commune in part of that time. */
  | { reason: 'overlap'; area: string | null }

/** What the database refuses of units, as a value; null for every other fault. */
export function readUnitRefusal(error: unknown): UnitRefusal | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : ''
  if (error.code === 'TB012') {
    const [code = '', tips = '', officers = ''] = detail.split(' ')
    return { reason: 'busy', code, tips: Number(tips), officers: Number(officers) }
  }
  const isOverlap = 'constraint' in error && error.constraint === 'unit_areas_alone'
  // Of a table with policies Postgres tells no values, unless to its owner.
  const area = /=\(\[(\d+),/.exec(detail)?.[1]?.padStart(5, '0') ?? null
  return isOverlap ? { reason: 'overlap', area } : null
}

function readRecord(row: UnitColumns & { number: number }): UnitRecord {
  return {
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
    validFrom: row.valid_from,
    validTo: row.valid_to,
    successor: row.successor,
    document: row.document,
    version: row.number,
  }
}
