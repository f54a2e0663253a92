import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import type { DeskChange } from './notify.ts'

export interface NewDelivery {
  id: string
  conversationId: string
  tipId: string | null
  /** The event or decision it answers. */
  cause: string
  /** Which of its bubbles, from 0. */
  seq: number
  author: 'assistant' | 'officer'
  officerId: string | null
  body: Buffer
}

/** A new id first, for the body is sealed to it. */
export const newDeliveryId = (): string => newId('dlv')

/** Writes what will be said, in this order. Answers the ids that are new: the others' steps were done already. */
export async function writeDeliveries(db: Db, deliveries: readonly NewDelivery[]): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set()
  const rows = await db
    .insertInto('deliveries')
    .values(
      deliveries.map((delivery) => ({
        id: delivery.id,
        conversation_id: delivery.conversationId,
        tip_id: delivery.tipId,
        cause: delivery.cause,
        seq: delivery.seq,
        author: delivery.author,
        officer_id: delivery.officerId,
        body: delivery.body,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map((row) => row.id))
}

export interface PendingDelivery {
  id: string
  conversationId: string
  channel: string
  body: Buffer
  /** The desk that shows it, if it is about a tip that a unit holds. */
  desk: DeskChange | null
}

/**
 * Takes the sending of a conversation for this transaction, if nobody else has it: one sender at a time keeps answers
 * in order. Whoever is refused does not wait here, or one chat's flood would hold every sender there is.
 */
export async function tryTakeSending(tx: Tx, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${conversationId}, 1)) as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

/**
 * The oldest bubble of this conversation that still has to go out: whoever comes for a later one sends the earlier
 * first. Null when nothing waits.
 */
export async function findOldestPending(tx: Tx, conversationId: string): Promise<PendingDelivery | null> {
  const row = await tx
    .selectFrom('deliveries as d')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .leftJoin('tips as t', 't.id', 'd.tip_id')
    .select([
      'd.id',
      'd.conversation_id',
      'c.channel',
      'd.body',
      't.id as tip',
      't.unit_code as unit',
      't.version',
      't.restricted',
    ])
    .where('d.conversation_id', '=', conversationId)
    // Written out, or a plan kept for all values could not use the index of what is unsent.
    .where('d.status', '=', sql.lit('pending'))
    .where('d.body', 'is not', null)
    .orderBy('d.created_at')
    .orderBy('d.seq')
    .limit(1)
    .executeTakeFirst()
  if (!row?.body) return null
  const { tip, unit, version, restricted: isRestricted } = row
  return {
    id: row.id,
    conversationId: row.conversation_id,
    channel: row.channel,
    body: row.body,
    desk:
      tip !== null && unit !== null && version !== null && isRestricted !== null
        ? { tip, unit, version, isRestricted }
        : null,
  }
}

export async function findDelivery(
  db: Db,
  id: string,
): Promise<{
  conversationId: string
  channel: string
  status: 'pending' | 'sent' | 'parked'
  tipId: string | null
  body: Buffer | null
} | null> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .select(['d.conversation_id', 'c.channel', 'd.status', 'd.tip_id', 'd.body'])
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    conversationId: row.conversation_id,
    channel: row.channel,
    status: row.status,
    tipId: row.tip_id,
    body: row.body,
  }
}

export async function markSent(db: Db, id: string, platformMessageId: string | null): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ status: 'sent', sent_at: sql<Date>`clock_timestamp()`, platform_message_id: platformMessageId, error: null })
    .where('id', '=', id)
    .execute()
}

/**
 * Will not be sent, nor what was said before it in the same breath; the officer sees why, as a word. What has gone out
 * meanwhile stays sent.
 */
export async function parkDelivery(db: Db, id: string, error: string): Promise<void> {
  await sql`
    update deliveries d set status = 'parked', error = ${error} from deliveries given_up
    where given_up.id = ${id} and d.cause = given_up.cause and d.seq <= given_up.seq and d.status = 'pending'
  `.execute(db)
}

/** True if something was given up for this reason in one of these conversations. */
export async function isAnyParked(db: Db, conversationIds: readonly string[], error: string): Promise<boolean> {
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (
      select from deliveries
      where conversation_id = any(${conversationIds}::text[]) and status = 'parked' and error = ${error}
    ) as "isAny"`.execute(db)
  return rows[0]?.isAny ?? false
}

/** What was given up for this reason in these conversations is to be sent after all; answers what, oldest first. */
export async function resumeParked(
  tx: Tx,
  conversationIds: readonly string[],
  error: string,
): Promise<{ id: string; channel: string }[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<{ id: string; channel: string }>`
    update deliveries d set status = 'pending', error = null from conversations c
    where c.id = d.conversation_id and d.conversation_id = any(${conversationIds}::text[])
      and d.status = 'parked' and d.error = ${error}
    returning d.id, c.channel`.execute(tx)
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Still to be sent, and why it has not been: shown to the officer while the sender tries again. */
export async function noteDeliveryError(db: Db, id: string, error: string): Promise<void> {
  await db.updateTable('deliveries').set({ error }).where('id', '=', id).execute()
}

export interface ThreadDelivery {
  id: string
  author: 'assistant' | 'officer'
  officerNumber: string | null
  body: Buffer | null
  status: 'pending' | 'sent' | 'parked'
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

/** Where a delivery stands in its conversation: when it was written, to the microsecond, and which bubble it was. */
export interface DeliveryPlace {
  atUs: number
  seq: number
}

export interface CollectableDelivery {
  id: string
  author: 'assistant' | 'officer'
  body: Buffer | null
  createdAt: Date
  place: DeliveryPlace
}

/**
 * What the citizen may collect of the conversation `tinbao.access` opens: the last `limit` written after and before
 * these moments, oldest first. Costs the same however long the conversation is.
 */
export async function listCollectable(
  tx: Tx,
  conversationId: string,
  page: { afterUs?: number; before?: DeliveryPlace | null; limit: number },
): Promise<CollectableDelivery[]> {
  // Multiplied and added as whole microseconds: seconds with a fraction would round.
  const instant = (atUs: number) => sql<Date>`'epoch'::timestamptz + ${atUs}::float8 * interval '1 microsecond'`
  let query = tx
    .selectFrom('deliveries')
    .select(['id', 'author', 'body', 'created_at', 'seq'])
    .select(sql<string>`(extract(epoch from created_at) * 1000000)::bigint`.as('at_us'))
    .where('conversation_id', '=', conversationId)
  if (page.afterUs !== undefined) query = query.where('created_at', '>', instant(page.afterUs))
  if (page.before)
    query = query.where(sql<boolean>`(created_at, seq) < (${instant(page.before.atUs)}, ${page.before.seq})`)
  const rows = await query.orderBy('created_at', 'desc').orderBy('seq', 'desc').limit(page.limit).execute()
  return rows.reverse().map((row) => ({
    id: row.id,
    author: row.author,
    body: row.body,
    createdAt: row.created_at,
    place: { atUs: Number(row.at_us), seq: row.seq },
  }))
}

/** What was said about a tip, with the number of the officer who said it: for the desk. */
export async function listDeliveriesOfTip(tx: Tx, tipId: string): Promise<ThreadDelivery[]> {
  const rows = await tx
    .selectFrom('deliveries as d')
    .leftJoin('officers as o', 'o.id', 'd.officer_id')
    .select(['d.id', 'd.author', 'o.number', 'd.body', 'd.status', 'd.error', 'd.created_at', 'd.sent_at'])
    .where('d.tip_id', '=', tipId)
    .orderBy('d.created_at')
    .orderBy('d.seq')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    author: row.author,
    officerNumber: row.number,
    body: row.body,
    status: row.status,
    error: row.error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }))
}
