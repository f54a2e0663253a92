import { sql } from 'kysely'
import type { Db } from './db.ts'

export interface NewAssignment {
  id: string
  tipId: string
  unitCode: string
  role: 'primary' | 'information'
  /** A rule of the routing matrix, or `officer`. */
  reason: string
  note: Buffer | null
  assignedBy: string | null
}

/** Gives a unit sight of a tip; a unit that holds it already keeps what it has. */
export async function assignUnit(db: Db, assignment: NewAssignment): Promise<void> {
  await db
    .insertInto('assignments')
    .values({
      id: assignment.id,
      tip_id: assignment.tipId,
      unit_code: assignment.unitCode,
      role: assignment.role,
      reason: assignment.reason,
      note: assignment.note,
      assigned_by: assignment.assignedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes sight of a tip from a unit; from then on the unit's officers get the answer for unknown tips. */
export async function endAssignment(db: Db, tipId: string, unitCode: string): Promise<void> {
  await db
    .updateTable('assignments')
    .set({ ended_at: sql<Date>`now()` })
    .where('tip_id', '=', tipId)
    .where('unit_code', '=', unitCode)
    .where('ended_at', 'is', null)
    .execute()
}

/** Takes sight of a tip from every unit below the province, at once; triage names the units anew. */
export async function endCommuneAssignments(db: Db, tipId: string): Promise<void> {
  await db
    .updateTable('assignments')
    .set({ ended_at: sql<Date>`now()` })
    .where('tip_id', '=', tipId)
    .where('ended_at', 'is', null)
    .where('unit_code', 'in', (eb) => eb.selectFrom('units').select('code').where('level', '=', 'commune'))
    .execute()
}

/** The units that hold a tip now. At the desk: the officer's own alone, if it does. */
export async function listHolders(
  db: Db,
  tipId: string,
): Promise<{ unitCode: string; role: 'primary' | 'information'; reason: string; note: Buffer | null; id: string }[]> {
  const rows = await db
    .selectFrom('assignments')
    .select(['id', 'unit_code', 'role', 'reason', 'note'])
    .where('tip_id', '=', tipId)
    .where('ended_at', 'is', null)
    .orderBy('assigned_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    unitCode: row.unit_code,
    role: row.role,
    reason: row.reason,
    note: row.note,
  }))
}
