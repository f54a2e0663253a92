import { sql } from 'kysely'
import type { Db } from './db.ts'

/** One authentic message, sealed and ready to be accepted. */
export interface NewEvent {
  id: string
  outboxId: string
  /** Where the work on it waits: its channel's lane, or the urgent one. */
  lane: string
  /** Outbox id of the work of fetching its files; null where it has none. */
  mediaOutboxId: string | null
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
        ${column('id')}::text[], ${column('outboxId')}::text[], ${column('lane')}::text[],
        ${column('mediaOutboxId')}::text[], ${column('channel')}::text[], ${column('botId')}::text[],
        ${column('senderKey')}::bytea[], ${column('updateKey')}::bytea[], ${column('conversationId')}::text[],
        ${column('content')}::bytea[], ${column('identity')}::bytea[], ${column('isContact')}::boolean[],
        ${column('receiptMac')}::bytea[], ${column('sentAt')}::timestamptz[], ${column('receivedAt')}::timestamptz[]
      ) with ordinality as t (id, outbox_id, lane, media_outbox_id, channel, bot_id, sender_key, update_key, conversation_id, content, identity,
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
      insert into outbox (id, topic, lane, ref)
        select w.id, w.topic, w.lane, p.id from placed p join stored using (id)
        cross join lateral (
          values (p.outbox_id, 'event', p.lane), (p.media_outbox_id, 'media', p.channel)
        ) as w (id, topic, lane)
        where w.id is not null
    )
    select id from stored`.execute(db)
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
  content: Buffer | null
  receivedAt: Date
  /** So many came from this conversation within a minute that not each is answered. */
  isFlooding: boolean
}

/** Which conversations these events belong to, each once; unknown ids name none. */
export async function listConversationsOf(db: Db, eventIds: readonly string[]): Promise<string[]> {
  if (eventIds.length === 0) return []
  const rows = await db
    .selectFrom('events')
    .select('conversation_id')
    .distinct()
    .where('id', 'in', eventIds)
    .orderBy('conversation_id')
    .execute()
  return rows.map((row) => row.conversation_id)
}

/**
 * The next events of these conversations that nobody has answered, at most `perConversation` of each, in order of
 * arrival. One floods when the message `floodMin` places before it came within the same minute: what came later is no
 * reason to fall silent when a stopped worker catches up.
 */
export async function listWaiting(
  db: Db,
  conversationIds: readonly string[],
  limits: { perConversation: number; floodMin: number },
): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    select w.* from unnest(${conversationIds}::text[]) with ordinality as c (id, place)
    cross join lateral (
      select e.id, e.conversation_id as "conversationId", e.content, e.received_at as "receivedAt",
        exists (
          select 1 from events f where f.conversation_id = e.conversation_id
            and f.sequence = e.sequence - ${limits.floodMin} and f.received_at >= e.received_at - interval '1 minute'
        ) as "isFlooding"
      from events e where e.conversation_id = c.id and e.processed_at is null
      order by e.sequence limit ${limits.perConversation}
    ) w order by c.place`.execute(db)
  return rows
}

/** The last messages of a conversation that became part of a tip, and of which. */
export async function listFiledOf(
  db: Db,
  conversationId: string,
  limit: number,
): Promise<{ id: string; tipId: string; content: Buffer }[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'tip_id', 'content'])
    .where('conversation_id', '=', conversationId)
    .where('tip_id', 'is not', null)
    .where('content', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap((row) =>
    row.tip_id === null || row.content === null ? [] : [{ id: row.id, tipId: row.tip_id, content: row.content }],
  )
}

/** Marks events answered and says which tip, if any, each is part of; earlier events of a draft join the tip it became. */
export async function settleEvents(db: Db, tipOfEvent: ReadonlyMap<string, string | null>): Promise<void> {
  if (tipOfEvent.size === 0) return
  await sql`
    update events e set tip_id = s.tip_id, processed_at = coalesce(e.processed_at, now())
    from unnest(${[...tipOfEvent.keys()]}::text[], ${[...tipOfEvent.values()]}::text[]) as s (id, tip_id)
    where e.id = s.id`.execute(db)
}

/** What these events hold, sealed; those whose content is destroyed are left out. */
export async function listContents(db: Db, eventIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (eventIds.length === 0) return new Map()
  const rows = await db.selectFrom('events').select(['id', 'content']).where('id', 'in', eventIds).execute()
  return new Map(rows.flatMap(({ id, content }) => (content === null ? [] : [[id, content]])))
}

/** Seals messages anew, with what was understood of them; one that is destroyed stays so. */
export async function rewordEvents(db: Db, contents: ReadonlyMap<string, Buffer>): Promise<void> {
  if (contents.size === 0) return
  await sql`
    update events e set content = s.content from unnest(${[...contents.keys()]}::text[], ${[...contents.values()]}::bytea[])
      as s (id, content)
    where e.id = s.id and e.content is not null`.execute(db)
}

/** When each of these events came in. */
export async function listReceived(db: Db, eventIds: readonly string[]): Promise<Map<string, Date>> {
  if (eventIds.length === 0) return new Map()
  const rows = await db.selectFrom('events').select(['id', 'received_at']).where('id', 'in', eventIds).execute()
  return new Map(rows.map((row) => [row.id, row.received_at]))
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
  return (await listEventsOfTips(db, [tipId])).get(tipId) ?? []
}

/** The same of several tips at once; those that were told nothing are left out. */
export async function listEventsOfTips(db: Db, tipIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
  if (tipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'content', 'sent_at', 'received_at', 'tip_id'])
    .where('tip_id', 'in', tipIds)
    .orderBy(sql`coalesce(sent_at, received_at)`)
    .orderBy('sequence')
    .execute()
  const byTip = new Map<string, StoredEvent[]>()
  for (const row of rows) {
    if (row.tip_id === null) continue
    const events = byTip.get(row.tip_id) ?? []
    byTip.set(row.tip_id, events)
    events.push({
      id: row.id,
      conversationId: row.conversation_id,
      content: row.content,
      sentAt: row.sent_at,
      receivedAt: row.received_at,
    })
  }
  return byTip
}

export interface NumberedEvent extends StoredEvent {
  sequence: number
}

/**
 * What the citizen said in a conversation, for the one who holds its receipt: the last `limit` after and before these
 * sequences, oldest first. Costs the same however long the conversation is.
 */
export async function listEventsOfConversation(
  db: Db,
  conversationId: string,
  page: { after?: number; before?: number | null; limit: number },
): Promise<NumberedEvent[]> {
  let query = db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'sequence', 'content', 'sent_at', 'received_at'])
    .where('conversation_id', '=', conversationId)
  if (page.after !== undefined) query = query.where('sequence', '>', String(page.after))
  if (page.before != null) query = query.where('sequence', '<', String(page.before))
  const rows = await query.orderBy('sequence', 'desc').limit(page.limit).execute()
  return rows.reverse().map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    sequence: Number(row.sequence),
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
