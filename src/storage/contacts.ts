import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

export type EndReason = 'withdrawn' | 'retention'

/**
 * Ends these conversations' contact, once: nobody is to be reached through them any more. Their tips say so to the desk
 * when the sender ended it. Answers those that were not ended before.
 */
export async function endContacts(
  tx: Tx,
  conversationIds: readonly string[],
  reason: EndReason,
  at: Date,
): Promise<string[]> {
  if (conversationIds.length === 0) return []
  const ended = await tx
    .updateTable('conversations')
    .set({ ended_at: at, end_reason: reason })
    .where('id', 'in', [...conversationIds])
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  const ids = ended.map(({ id }) => id).sort()
  if (ids.length > 0 && reason === 'withdrawn') {
    await sql`
      update tips t set contact_ended_at = ${at}, version = t.version + 1, updated_at = now()
      from (select id from tips where conversation_id = any(${ids}::text[]) order by id for no key update) as l
      where t.id = l.id`.execute(tx)
  }
  return ids
}

export interface EndedContact {
  channel: string
  endedAt: Date
  reason: EndReason
  /** What was said before the end or with it and still waits to be sent. */
  isBeingTold: boolean
  /** Some name of the sender's chat is still there. */
  isFindable: boolean
}

/** Null for a conversation that goes on, or none. */
export async function findEndedContact(db: Db, conversationId: string): Promise<EndedContact | null> {
  const { rows } = await sql<EndedContact>`
    select c.channel, c.ended_at as "endedAt", c.end_reason as reason, octet_length(c.sender_key) <> 16 as "isFindable",
      exists (select from deliveries d where d.conversation_id = c.id and d.status = 'pending') as "isBeingTold"
    from conversations c where c.id = ${conversationId} and c.ended_at is not null`.execute(db)
  return rows[0] ?? null
}

/** What was to be sent stays unsent; the officer sees why. */
export async function parkAll(tx: Tx, conversationId: string, error: string): Promise<string[]> {
  const rows = await tx
    .updateTable('deliveries')
    .set({ status: 'parked', error })
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'pending')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Random bytes take the place of the name by which the sender's chat was known, 16 where a name has 32, and where the
 * dialogue stood is forgotten: what the same chat says from now on is a new conversation's.
 */
export async function dropSender(db: Db, conversationId: string): Promise<void> {
  await sql`
    update conversations set sender_key = uuid_send(gen_random_uuid()), state = null
    where id = ${conversationId} and ended_at is not null and octet_length(sender_key) <> 16`.execute(db)
}

/** Conversations without a tip that has words, in which nothing was said since this moment, and whose contact stands. */
export async function listIdle(db: Db, since: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where c.ended_at is null and c.updated_at < ${since}
      and not exists (select from tips t where t.conversation_id = c.id and t.erased_at is null)
      and not exists (select from events e where e.conversation_id = c.id and e.processed_at is null)
    order by c.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of these conversations, those all of whose tips are closed or erased and none held, and whose contact stands. */
export async function listFinished(db: Db, conversationIds: readonly string[]): Promise<string[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where c.id = any(${[...conversationIds]}::text[]) and c.ended_at is null
      and not exists (select from tips t where t.conversation_id = c.id and (t.status <> 'closed' or t.hold))
      and not exists (select from events e where e.conversation_id = c.id and e.processed_at is null)
    order by c.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Contacts that were ended and of whom the deletions hold nothing: a run was broken off, or has yet to come. */
export async function listUnforgotten(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c where c.ended_at is not null and (octet_length(c.sender_key) <> 16
      or not exists (select from deletions d where d.kind = 'identity' and d.ref = c.id))
    order by c.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Whether the sender may end the contact: what is critical or restricted, or not yet looked at, bars it. */
export type Withdrawable = 'possible' | 'barred' | 'not-yet'

/** Of one conversation, as worker or as the citizen who holds its receipt. */
export async function findWithdrawable(db: Db, conversationId: string): Promise<Withdrawable> {
  const { rows } = await sql<{ isBarred: boolean | null; isUnread: boolean | null }>`
    select bool_or(urgency = 'critical' or restricted) as "isBarred", bool_or(triaged_at is null) as "isUnread"
    from tips where conversation_id = ${conversationId}`.execute(db)
  if (rows[0]?.isBarred) return 'barred'
  return rows[0]?.isUnread ? 'not-yet' : 'possible'
}

/** True if the conversation that `tinbao.access` opens has ended. */
export async function isEnded(tx: Tx, conversationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('conversations')
    .select('ended_at')
    .where('id', '=', conversationId)
    .executeTakeFirst()
  return row?.ended_at != null
}
