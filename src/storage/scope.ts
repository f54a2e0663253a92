import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from './db.ts'

const ZONE = sql.lit('Asia/Ho_Chi_Minh')

/**
 * Destroys the words of these messages and leaves a row that says when they came and why they went; the day's number
 * rises by as many. A message that is part of a tip stays as it is. A second call changes nothing.
 */
export async function dropOutOfScope(tx: Tx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await sql`
    with dropped as (
      update events set content = null, dropped_for = 'out-of-scope'
      where id = any(${eventIds}::text[]) and tip_id is null and dropped_for is null returning received_at
    )
    insert into scope_counts (day, what, count)
      select (received_at at time zone ${ZONE})::date, 'out-of-scope', count(*) from dropped group by 1 order by 1
    on conflict (day, what) do update set count = scope_counts.count + excluded.count`.execute(tx)
}

/** The same, once, for tips whose words were erased because an officer closed them as out of scope: each counts as one. */
export async function markTipsOutOfScope(tx: Tx, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await sql`
    with marked as (
      update events e set dropped_for = 'out-of-scope' from tips t
      where t.id = any(${tipIds}::text[]) and t.disposition = 'out-of-scope' and e.tip_id = t.id
        and e.content is null and e.dropped_for is null returning t.id, t.received_at
    )
    insert into scope_counts (day, what, count)
      select (received_at at time zone ${ZONE})::date, 'out-of-scope', count(distinct id) from marked group by 1 order by 1
    on conflict (day, what) do update set count = scope_counts.count + excluded.count`.execute(tx)
}

/** The day's number of messages taken for spam rises by these; nothing happens to their words. */
export async function countSpam(tx: Tx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await sql`
    insert into scope_counts (day, what, count)
      select (received_at at time zone ${ZONE})::date, 'spam', count(*) from events
      where id = any(${eventIds}::text[]) group by 1 order by 1
    on conflict (day, what) do update set count = scope_counts.count + excluded.count`.execute(tx)
}

/** True while words of this conversation may belong to a tip that somebody works on. */
export async function hasOpenTip(db: Db, conversationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tips')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('status', '!=', sql.lit('closed'))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Totals of the days from this one on (`2026-11-22`, in Viet Nam). */
export async function sumScopeCounts(db: Db, fromDay: string): Promise<{ outOfScope: number; spam: number }> {
  const rows = await db
    .selectFrom('scope_counts')
    .select(['what', (eb) => eb.fn.sum<string>('count').as('count')])
    .where('day', '>=', fromDay)
    .groupBy('what')
    .execute()
  const of = (what: string): number => Number(rows.find((row) => row.what === what)?.count ?? 0)
  return { outOfScope: of('out-of-scope'), spam: of('spam') }
}

/**
 * Conversations in which something was dropped and nothing else became a tip that has words, silent since this moment,
 * and whose contact stands.
 */
export async function listDroppedAlone(db: Db, since: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations as c')
    .select('c.id')
    .where('c.ended_at', 'is', null)
    .where('c.updated_at', '<', since)
    .where(sql<SqlBool>`exists (select from events e where e.conversation_id = c.id and e.dropped_for is not null)`)
    .where(sql<SqlBool>`not exists (select from tips t where t.conversation_id = c.id and t.erased_at is null)`)
    .where(sql<SqlBool>`not exists (select from events e where e.conversation_id = c.id and e.processed_at is null)`)
    .orderBy('c.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
