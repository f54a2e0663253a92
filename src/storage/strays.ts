import { type SqlBool, sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * What was said and heard beside any tip, or before one: greetings, questions, drafts taken back. Answers how many lines
 * lose their words that were answered before this moment; with `isDry`, would lose.
 */
export async function eraseStrays(db: Db, before: Date, isDry: boolean): Promise<number> {
  const events = sql`from events where tip_id is null and processed_at is not null and received_at < ${before}
    and content is not null`
  const deliveries = sql`from deliveries where tip_id is null and status <> 'pending' and created_at < ${before}
    and body is not null`
  if (isDry) {
    const { rows } = await sql<{ count: string }>`
      select (select count(*) ${events}) + (select count(*) ${deliveries}) as count`.execute(db)
    return Number(rows[0]?.count ?? 0)
  }
  // By a trigger its pieces go with it.
  await sql`update media set state = 'failed', reason = 'destroyed', file = null
    where file is not null and event_id in (select id ${events})`.execute(db)
  const heard = await sql`update events set content = null where id in (select id ${events})`.execute(db)
  const said = await sql`update deliveries set body = null where id in (select id ${deliveries})`.execute(db)
  return Number(heard.numAffectedRows ?? 0n) + Number(said.numAffectedRows ?? 0n)
}

/**
 * Names under which a platform's redelivery of erased messages would be known again: random bytes take their place once
 * no redelivery is to be expected. 16 of them, where a name has 32. Answers how many.
 */
export async function dropUpdateKeys(db: Db, before: Date): Promise<number> {
  const ofTips = await sql`
    update events e set update_key = uuid_send(gen_random_uuid()) from tips t
    where t.id = e.tip_id and t.erased_at is not null and t.erased_at < ${before} and e.content is null
      and octet_length(e.update_key) <> 16`.execute(db)
  const ofDropped = await sql`
    update events set update_key = uuid_send(gen_random_uuid())
    where dropped_for is not null and tip_id is null and received_at < ${before}
      and octet_length(update_key) <> 16`.execute(db)
  return Number(ofTips.numAffectedRows ?? 0n) + Number(ofDropped.numAffectedRows ?? 0n)
}

/** Nothing is left behind these receipts: they open nothing any more. */
export async function dropReceipts(db: Db): Promise<number> {
  const dropped = await db
    .updateTable('conversations as c')
    .set({ receipt_mac: null })
    .where('c.receipt_mac', 'is not', null)
    .where('c.ended_at', 'is not', null)
    .where(sql<SqlBool>`exists (select from tips t where t.conversation_id = c.id)`)
    .where(sql<SqlBool>`not exists (select from tips t where t.conversation_id = c.id and t.erased_at is null)`)
    .executeTakeFirst()
  return Number(dropped.numUpdatedRows)
}
