import { sql } from 'kysely'
import type { Urgency } from '../domain/tip.ts'
import type { Db, Tx } from './db.ts'
import { findTips, type Tip } from './tips.ts'

/** What an officer wants on the map of open tips; null is everything. */
export interface MapFilter {
  urgencies: readonly Urgency[] | null
  receivedSince: Date | null
}

/** Open tips, most urgent first, then newest; one page of them. Read as an officer: the policies decide which. */
export async function findMapTips(tx: Tx, filter: MapFilter, limit: number): Promise<Tip[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tips
    where closed_at is null and unit_code is not null
      and (${filter.urgencies}::text[] is null or urgency = any(${filter.urgencies}::text[]))
      and (${filter.receivedSince}::timestamptz is null or received_at >= ${filter.receivedSince}::timestamptz)
    order by array_position(array['critical', 'high', 'normal', 'low'], urgency), received_at desc, id
    limit ${limit}`.execute(tx)
  const tips = new Map(
    (
      await findTips(
        tx,
        rows.map(({ id }) => id),
      )
    ).map((tip) => [tip.id, tip]),
  )
  return rows.flatMap(({ id }) => tips.get(id) ?? [])
}

export interface SealedFinding {
  tipVersion: number
  body: Buffer
}

/** The latest finding of one stage for each of several tips; those without one, or whose words are gone, are left out. */
export async function findLatestFindings(
  db: Db,
  tipIds: readonly string[],
  stage: string,
): Promise<Map<string, SealedFinding>> {
  if (tipIds.length === 0) return new Map()
  const { rows } = await sql<{ tip_id: string; tip_version: number; body: Buffer | null }>`
    select distinct on (tip_id) tip_id, tip_version, body from findings
    where tip_id = any(${tipIds}::text[]) and stage = ${stage}
    order by tip_id, tip_version desc, created_at desc`.execute(db)
  return new Map(
    rows.flatMap(({ tip_id, tip_version, body }) =>
      body === null ? [] : [[tip_id, { tipVersion: tip_version, body }]],
    ),
  )
}
