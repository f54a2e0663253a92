import { sql } from 'kysely'
import type { Db } from './db.ts'
import { dropTraces } from './traces.ts'

/**
 * Takes everything sealed off these tips, and what an index could find them by; the rows stay as pointers without
 * content. For a role past the policies. A second call changes nothing.
 */
export async function eraseTips(db: Db, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  const ids = [...tipIds]
  const events = db.selectFrom('events').select('id').where('tip_id', 'in', ids)
  // By a trigger its pieces and its fingerprint go with it.
  await db
    .updateTable('media')
    .set({ state: 'failed', reason: 'destroyed', file: null })
    .where('event_id', 'in', events)
    .execute()
  await db.updateTable('events').set({ content: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('deliveries').set({ body: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('findings').set({ body: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('assignments').set({ note: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('decisions').set({ note: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('uncoverings').set({ note: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('tip_exclusions').set({ note: null }).where('tip_id', 'in', ids).execute()
  await db.updateTable('slips').set({ summary: null }).where('tip_id', 'in', ids).execute()
  await leaveIncidents(db, ids)
  await db.deleteFrom('route_facts').where('tip_id', 'in', ids).execute()
  await db
    .updateTable('tips')
    .set({ essence: null, copy_key: null, erased_at: sql<Date>`coalesce(erased_at, now())` })
    .where('id', 'in', ids)
    .execute()
}

/** Their views, traces, links and what was said of their pairs go; of what officers did the bare rows stay. */
async function leaveIncidents(db: Db, ids: readonly string[]): Promise<void> {
  await dropTraces(db, ids)
  await db.deleteFrom('tip_views').where('tip_id', 'in', ids).execute()
  const pair = [...ids]
  await sql`delete from incident_pins where tip_id = any(${pair}::text[]) or other_tip_id = any(${pair}::text[])`.execute(
    db,
  )
  // One that an officer answered is named by the act.
  await sql`
    update incident_suggestions set state = 'gone', reasons = '{}'
    where tip_id = any(${pair}::text[]) or other_tip_id = any(${pair}::text[])`.execute(db)
  const { rows } = await sql<{ id: string }>`
    delete from incident_members where tip_id = any(${pair}::text[]) returning incident_id as id`.execute(db)
  await sql`update incident_members set near_tip_id = null where near_tip_id = any(${pair}::text[])`.execute(db)
  if (rows.length > 0) await sql`select mend_incidents(${[...new Set(rows.map(({ id }) => id))]}::text[])`.execute(db)
}

/** Everything that names who wrote in these conversations. A second call changes nothing. */
export async function eraseIdentities(db: Db, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return
  await db
    .deleteFrom('identities')
    .where('conversation_id', 'in', [...conversationIds])
    .execute()
  // By the name of its chat nobody is to be found either; a conversation that is not marked as ended goes on being one.
  await sql`
    update conversations set sender_key = uuid_send(gen_random_uuid()), state = null,
      ended_at = coalesce(ended_at, now()), end_reason = coalesce(end_reason, 'retention')
    where id = any(${[...conversationIds]}::text[]) and octet_length(sender_key) <> 16`.execute(db)
}

/** Ends every session: who had signed out must not be signed in again. */
export async function endSessions(db: Db): Promise<void> {
  await db.deleteFrom('sessions').execute()
}
