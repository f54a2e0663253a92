import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** Whom a tip is kept from, and why. */
export interface Exclusion {
  id: string
  officerId: string | null
  unitCode: string | null
  why: 'accused-unit' | 'number-in-text' | 'by-hand'
  note: Buffer | null
  /** Of the officer kept out. */
  officerNumber: string | null
}

/** By a unit's leader. @throws of Postgres `TB020` with `nobody-left` where nobody could work on the tip any more */
export async function addExclusion(
  tx: Tx,
  exclusion: { id: string; tipId: string; officerId: string | null; unitCode: string | null; note: Buffer },
): Promise<void> {
  await tx
    .insertInto('tip_exclusions')
    .values({
      id: exclusion.id,
      tip_id: exclusion.tipId,
      officer_id: exclusion.officerId,
      unit_code: exclusion.unitCode,
      why: 'by-hand',
      note: exclusion.note,
    })
    .execute()
}

export async function listExclusions(db: Db, tipId: string): Promise<Exclusion[]> {
  const { rows } = await sql<Exclusion>`
    select e.id, e.officer_id as "officerId", e.unit_code as "unitCode", e.why, e.note, o.number as "officerNumber"
    from (select id, tip_id, officer_id, unit_code, why, note from tip_exclusions) e
    left join officers o on o.id = e.officer_id
    where e.tip_id = ${tipId} order by e.id`.execute(db)
  return rows
}

/** For triage: keeps a tip from officers whose service numbers stand in it; answers their ids. */
export async function excludeNumbers(tx: Tx, tipId: string, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{
    officer: string
  }>`select exclude_numbers(${tipId}, ${[...numbers]}::text[]) as officer`.execute(tx)
  return rows.map(({ officer }) => officer)
}
