import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import type { AssignmentRow } from './schema.ts'

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

/** Gives units sight of tips; a unit that holds one already keeps what it has. */
export async function assignUnits(db: Db, assignments: readonly NewAssignment[]): Promise<void> {
  if (assignments.length === 0) return
  await db
    .insertInto('assignments')
    .values(
      assignments.map((assignment) => ({
        id: assignment.id,
        tip_id: assignment.tipId,
        unit_code: assignment.unitCode,
        role: assignment.role,
        reason: assignment.reason,
        note: assignment.note,
        assigned_by: assignment.assignedBy,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes sight of tips from units; from then on a unit's officers get the answer for unknown tips. */
export async function endAssignments(db: Db, ended: readonly { tipId: string; unitCode: string }[]): Promise<void> {
  if (ended.length === 0) return
  await sql`
    update assignments a set ended_at = now()
    from unnest(${ended.map(({ tipId }) => tipId)}::text[], ${ended.map(({ unitCode }) => unitCode)}::text[])
      as e (tip_id, unit_code)
    where a.tip_id = e.tip_id and a.unit_code = e.unit_code and a.ended_at is null`.execute(db)
}

/** Takes sight of tips from every unit below the province, at once; triage names the units anew. */
export async function endCommuneAssignments(db: Db, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await db
    .updateTable('assignments')
    .set({ ended_at: sql<Date>`now()` })
    .where('tip_id', 'in', tipIds)
    .where('ended_at', 'is', null)
    .where('unit_code', 'in', (eb) => eb.selectFrom('units').select('code').where('level', '=', 'commune'))
    .execute()
}

export interface Holder {
  id: string
  unitCode: string
  role: 'primary' | 'information'
  reason: string
  note: Buffer | null
}

/** The units that hold a tip now. At the desk: the officer's own alone, if it does. */
export async function listHolders(db: Db, tipId: string): Promise<Holder[]> {
  return (await listHoldersOf(db, [tipId])).get(tipId) ?? []
}

/** The same of several tips; those that nobody holds are left out. */
export async function listHoldersOf(db: Db, tipIds: readonly string[]): Promise<Map<string, Holder[]>> {
  if (tipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('assignments')
    .select(['id', 'tip_id', 'unit_code', 'role', 'reason', 'note'])
    .where('tip_id', 'in', tipIds)
    .where('ended_at', 'is', null)
    .orderBy('assigned_at')
    .execute()
  const byTip = Map.groupBy(rows, (row) => row.tip_id)
  return new Map([...byTip].map(([tipId, held]) => [tipId, held.map(toHolder)]))
}

function toHolder(row: Pick<Selectable<AssignmentRow>, 'id' | 'unit_code' | 'role' | 'reason' | 'note'>): Holder {
  return { id: row.id, unitCode: row.unit_code, role: row.role, reason: row.reason, note: row.note }
}
