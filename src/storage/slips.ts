import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { SlipRow, SlipState } from './routing-schema.ts'

export interface Slip {
  id: string
  tipId: string
  /** Code of the body outside. */
  body: string
  state: SlipState
  dueAt: Date
  /** Sealed. */
  summary: Buffer | null
  officerId: string | null
  unitCode: string | null
  proposedAt: Date
  confirmedAt: Date | null
  handedOverAt: Date | null
  answeredAt: Date | null
}

export interface NewSlip {
  id: string
  tipId: string
  body: string
  dueAt: Date
}

/** Proposes slips; one for a tip and a body that is there already stays what it is. Answers those that are new. */
export async function proposeSlips(db: Db, slips: readonly NewSlip[]): Promise<NewSlip[]> {
  if (slips.length === 0) return []
  const rows = await db
    .insertInto('slips')
    .values(slips.map(({ id, tipId, body, dueAt }) => ({ id, tip_id: tipId, body, due_at: dueAt })))
    .onConflict((conflict) => conflict.columns(['tip_id', 'body']).doNothing())
    .returning('id')
    .execute()
  const added = new Set(rows.map(({ id }) => id))
  return slips.filter(({ id }) => added.has(id))
}

/** The slips of a tip, oldest first; at the desk of one that the officer sees. */
export async function listSlips(db: Db, tipId: string): Promise<Slip[]> {
  const rows = await db
    .selectFrom('slips')
    .selectAll()
    .where('tip_id', '=', tipId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute()
  return rows.map(toSlip)
}

/** Moves a slip on; what is printed is given with `confirmed`. @throws of Postgres `TB013` for a step that is none */
export async function moveSlip(tx: Tx, id: string, state: SlipState, summary?: Buffer): Promise<void> {
  await tx
    .updateTable('slips')
    .set({ state, ...(summary === undefined ? {} : { summary }) })
    .where('id', '=', id)
    .execute()
}

/** A slip that should have left by now, of a tip on which the officer's unit decides. */
export interface OverdueSlip {
  tipId: string
  code: string | null
  body: string
  state: 'proposed' | 'confirmed'
  dueAt: Date
}

/** For the top of the inbox; read as an officer of the unit. */
export async function listOverdueSlips(tx: Tx, unitCode: string, now: Date): Promise<OverdueSlip[]> {
  const { rows } = await sql<OverdueSlip>`
    select s.tip_id as "tipId", t.code, s.body, s.state, s.due_at as "dueAt"
    from slips s join tips t on t.id = s.tip_id
    where s.state in ('proposed', 'confirmed') and s.due_at < ${now} and t.closed_at is null
      and (t.unit_code = ${unitCode} or exists (
        select 1 from assignments a where a.tip_id = t.id and a.ended_at is null and a.unit_code = ${unitCode}
          and a.reason in ('no-active-officers', 'no-cleared-officers')))
    order by s.due_at limit ${OVERDUE_MAX}`.execute(tx)
  return rows
}

const OVERDUE_MAX = 20

function toSlip(row: Selectable<SlipRow>): Slip {
  return {
    id: row.id,
    tipId: row.tip_id,
    body: row.body,
    state: row.state,
    dueAt: row.due_at,
    summary: row.summary,
    officerId: row.officer_id,
    unitCode: row.unit_code,
    proposedAt: row.proposed_at,
    confirmedAt: row.confirmed_at,
    handedOverAt: row.handed_over_at,
    answeredAt: row.answered_at,
  }
}
