import { sql } from 'kysely'
import type { Urgency } from '../domain/tip.ts'
import type { Db, Tx } from './db.ts'

/** Restricted tips that wait in a unit, told to officers of it who may not open them. */
export interface HiddenWaiting {
  urgency: Urgency
  open: number
  /** Of those, how many nobody has opened. */
  unopened: number
}

/** What waits of this officer's unit and is not theirs to see, by urgency; nothing for who may see it. */
export async function listHiddenWaiting(tx: Tx): Promise<HiddenWaiting[]> {
  const { rows } = await sql<{ urgency: Urgency; open: string; unopened: string }>`
    select urgency, open, unopened from hidden_waiting()
    order by array_position(array['critical', 'high', 'normal', 'low'], urgency)`.execute(tx)
  return rows.map((row) => ({ urgency: row.urgency, open: Number(row.open), unopened: Number(row.unopened) }))
}

/**
 * Makes a tip of the officer's unit a restricted one. Last in its transaction: an officer without the clearance no
 * longer sees the tip from here on. Never undone.
 */
export async function restrictTip(tx: Tx, tipId: string): Promise<void> {
  await sql`select restrict_tip(${tipId})`.execute(tx)
}

/**
 * Makes a tip of the officer's unit a complaint about police, and ends it for every unit below the province. From here on
 * an officer of such a unit no longer sees it. Never undone.
 */
export async function markComplaint(tx: Tx, tipId: string): Promise<void> {
  await sql`select mark_complaint(${tipId})`.execute(tx)
}

/** By a worker: words came with which these tips may be about police. A person decides, and the doubt stays on record. */
export async function doubtPolice(tx: Tx, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await tx
    .updateTable('tips')
    .set({ police_doubted: true })
    .where('id', 'in', tipIds)
    .where('police_doubted', '=', false)
    .execute()
}

/** Makes tips restricted, by a worker, as soon as words come that make them so. */
export async function restrictTips(tx: Tx, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await tx
    .updateTable('tips')
    .set({ restricted: true })
    .where('id', 'in', tipIds)
    .where('restricted', '=', false)
    .execute()
}

/** The tale of a restricted tip; or, of any tip, the words by which its sender may give themself away. */
export type UncoveredPart = 'tale' | 'self-words'

/** Writes down that an officer had what was covered of a tip shown, and why: a code, and their own words sealed. */
export async function recordUncovering(
  db: Db,
  uncovering: { id: string; tipId: string; officerId: string; part: UncoveredPart; reason: string; note: Buffer },
): Promise<void> {
  await db
    .insertInto('uncoverings')
    .values({
      id: uncovering.id,
      tip_id: uncovering.tipId,
      officer_id: uncovering.officerId,
      part: uncovering.part,
      reason: uncovering.reason,
      note: uncovering.note,
    })
    .execute()
}

/** Until when this officer is shown that part of this tip; null when it is covered. */
export async function findUncoveredUntil(
  tx: Tx,
  tipId: string,
  officerId: string,
  part: UncoveredPart,
  lastsMs: number,
): Promise<Date | null> {
  const row = await tx
    .selectFrom('uncoverings')
    .select('uncovered_at')
    .where('tip_id', '=', tipId)
    .where('officer_id', '=', officerId)
    .where('part', '=', part)
    .where('uncovered_at', '>', sql<Date>`now() - ${lastsMs}::float8 * interval '1 millisecond'`)
    .orderBy('uncovered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? new Date(row.uncovered_at.getTime() + lastsMs) : null
}

/** How many active officers who read tips there are, and how many of them are named for restricted ones. For the owner. */
export async function countReaders(db: Db): Promise<{ active: number; cleared: number }> {
  const { rows } = await sql<{ active: number; cleared: number }>`
    select count(*)::int as active, (count(*) filter (where 'restricted' = any (clearances)))::int as cleared
    from officers where disabled_at is null and role in ('duty-officer', 'unit-commander', 'provincial-supervisor')
  `.execute(db)
  return rows[0] ?? { active: 0, cleared: 0 }
}
