import { sql } from 'kysely'
import type { Db } from './db.ts'

/** One authentic message, sealed and ready to be accepted. */
export interface NewEvent {
  id: string
  outboxId: string
  channel: string
  botId: string
  senderKey: Buffer
  updateKey: Buffer
  /** Used only when no conversation with this sender key exists yet. */
  conversationId: string
  content: Buffer
  identity: Buffer
  /** Keep the identity although the conversation has one already: it carries a contact. */
  isContact: boolean
  receiptMac: Buffer | null
  sentAt: Date | null
  receivedAt: Date
}

/**
 * Accepts messages in one statement, and so in one commit: conversation, event with its sequence, identity, outbox
 * row. A redelivered update is left out. Answers the ids of the events that are new.
 */
export async function acceptEvents(db: Db, batch: readonly NewEvent[]): Promise<Set<string>> {
  // One order for all writers: two batches that share conversations cannot wait for each other.
  const rows = [...batch].sort((a, b) => Buffer.compare(a.senderKey, b.senderKey))
  const column = <K extends keyof NewEvent>(key: K): NewEvent[K][] => rows.map((row) => row[key])
  const { rows: accepted } = await sql<{ id: string }>`
    with input as (
      select * from unnest(
        ${column('id')}::text[], ${column('outboxId')}::text[], ${column('channel')}::text[], ${column('botId')}::text[],
        ${column('senderKey')}::bytea[], ${column('updateKey')}::bytea[], ${column('conversationId')}::text[],
        ${column('content')}::bytea[], ${column('identity')}::bytea[], ${column('isContact')}::boolean[],
        ${column('receiptMac')}::bytea[], ${column('sentAt')}::timestamptz[], ${column('receivedAt')}::timestamptz[]
      ) with ordinality as t (id, outbox_id, channel, bot_id, sender_key, update_key, conversation_id, content, identity,
        is_contact, receipt_mac, sent_at, received_at, ord)
    ), fresh as (
      -- One of each update, and none known: a redelivery, in an earlier batch or in this one, burns no sequence and
      -- gives a new conversation no id whose identity is then not stored. The constraint on update_key stays the judge.
      select distinct on (update_key) * from input i
        where not exists (select 1 from events e where e.update_key = i.update_key)
        order by update_key, ord
    ), spoken as (
      insert into conversations (id, channel, bot_id, sender_key, next_sequence, receipt_mac)
        select min(conversation_id), min(channel), min(bot_id), sender_key, 1 + count(*), (array_agg(receipt_mac))[1]
        from fresh group by sender_key order by sender_key
      on conflict (sender_key) do update
        set next_sequence = conversations.next_sequence + excluded.next_sequence - 1, updated_at = now()
      returning id, sender_key, next_sequence
    ), placed as (
      select f.*, s.id as conversation,
        s.next_sequence - count(*) over (partition by f.sender_key)
          + row_number() over (partition by f.sender_key order by f.ord) - 1 as sequence
      from fresh f join spoken s using (sender_key)
    ), stored as (
      insert into events (id, conversation_id, sequence, channel, update_key, content, sent_at, received_at)
        select id, conversation, sequence, channel, update_key, content, sent_at, received_at from placed
      on conflict (update_key) do nothing
      returning id
    ), known as (
      insert into identities (event_id, conversation_id, sealed)
        select distinct on (p.conversation, p.is_contact) p.id, p.conversation, p.identity
        from placed p join stored using (id)
        where p.is_contact or p.conversation = p.conversation_id
    ), queued as (
      insert into outbox (id, topic, ref) select p.outbox_id, 'event', p.id from placed p join stored using (id)
    )
    select id, pg_notify('outbox', '') from stored`.execute(db)
  return new Set(accepted.map((row) => row.id))
}

export interface NewDeadLetter {
  id: string
  channel: string
  updateKey: Buffer
  reason: string
  sealed: Buffer
  receivedAt: Date
}

/** Keeps an authentic body that nobody understood; a repeat changes nothing. */
export async function keepDeadLetter(db: Db, letter: NewDeadLetter): Promise<void> {
  await db
    .insertInto('dead_letters')
    .values({
      id: letter.id,
      channel: letter.channel,
      update_key: letter.updateKey,
      reason: letter.reason,
      sealed: letter.sealed,
      received_at: letter.receivedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface WaitingEvent {
  id: string
  conversationId: string
  channel: string
  content: Buffer | null
  sentAt: Date | null
  receivedAt: Date
}

/** Which conversation an event belongs to; null when there is no such event. */
export async function findConversationOf(db: Db, eventId: string): Promise<string | null> {
  const row = await db.selectFrom('events').select('conversation_id').where('id', '=', eventId).executeTakeFirst()
  return row?.conversation_id ?? null
}

/** The next event of a conversation that nobody has answered, in order of arrival. */
export async function findNextWaiting(db: Db, conversationId: string): Promise<WaitingEvent | null> {
  const row = await db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'channel', 'content', 'sent_at', 'received_at'])
    .where('conversation_id', '=', conversationId)
    .where('processed_at', 'is', null)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    conversationId: row.conversation_id,
    channel: row.channel,
    content: row.content,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
  }
}

/** Marks an event answered and says which tip, if any, it became part of. */
export async function markProcessed(db: Db, eventId: string, tipId: string | null): Promise<void> {
  await db
    .updateTable('events')
    .set({ processed_at: sql<Date>`now()`, tip_id: tipId })
    .where('id', '=', eventId)
    .execute()
}

/** Earlier events of a draft become part of the tip it was filed as. */
export async function attachToTip(db: Db, eventIds: readonly string[], tipId: string): Promise<void> {
  if (eventIds.length === 0) return
  await db.updateTable('events').set({ tip_id: tipId }).where('id', 'in', eventIds).execute()
}

/** When the first of these came in; null for none. */
export async function findFirstReceived(db: Db, eventIds: readonly string[]): Promise<Date | null> {
  if (eventIds.length === 0) return null
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.min('received_at').as('at'))
    .where('id', 'in', eventIds)
    .executeTakeFirst()
  return row?.at ?? null
}

/** How many events of a conversation came in between, both ends included; the flood notice counts with it. */
export async function countBetween(db: Db, conversationId: string, from: Date, to: Date): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('conversation_id', '=', conversationId)
    .where('received_at', '>=', from)
    .where('received_at', '<=', to)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export interface StoredEvent {
  id: string
  conversationId: string
  content: Buffer | null
  sentAt: Date | null
  receivedAt: Date
}

/** Everything a tip was told, by the time the sender wrote it, then by arrival. */
export async function listEventsOfTip(db: Db, tipId: string): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'content', 'sent_at', 'received_at'])
    .where('tip_id', '=', tipId)
    .orderBy(sql`coalesce(sent_at, received_at)`)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    content: row.content,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
  }))
}

/** Everything said by the citizen in a conversation, for the one who holds its receipt. */
export async function listEventsOfConversation(db: Db, conversationId: string): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'content', 'sent_at', 'received_at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    content: row.content,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
  }))
}

/** Destroys what was said and keeps that something was: a draft the sender took back, a message out of scope. */
export async function destroyContents(db: Db, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length > 0) await db.updateTable('events').set({ content: null }).where('id', 'in', eventIds).execute()
}

/** The event a platform's update became; null when it was never accepted. */
export async function findByUpdate(db: Db, updateKey: Buffer): Promise<{ id: string; conversationId: string } | null> {
  const row = await db
    .selectFrom('events')
    .select(['id', 'conversation_id'])
    .where('update_key', '=', updateKey)
    .executeTakeFirst()
  return row ? { id: row.id, conversationId: row.conversation_id } : null
}
