import { type Selectable, sql } from 'kysely'
import type { MediaFailure } from '../domain/media.ts'
import type { Db, Tx } from './db.ts'
import type { MediaRow } from './schema.ts'

/** A file that came with a message. */
export interface Media {
  id: string
  eventId: string
  /** Its place among what came with the message, from 0. */
  number: number
  state: 'waiting' | 'kept' | 'failed'
  /** Why it failed. */
  reason: MediaFailure | null
  /** What is known of it, sealed; only of what is kept. */
  file: Buffer | null
}

export interface MediaEvent {
  conversationId: string
  channel: string
  /** Null once destroyed. */
  content: Buffer | null
  receivedAt: Date
}

/** The message whose files are to be kept; null when there is none. */
export async function findMediaEvent(db: Db, eventId: string): Promise<MediaEvent | null> {
  const row = await db
    .selectFrom('events')
    .select(['conversation_id', 'channel', 'content', 'received_at'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!row) return null
  return {
    conversationId: row.conversation_id,
    channel: row.channel,
    content: row.content,
    receivedAt: row.received_at,
  }
}

/** The files of these messages, in their order within each; at the desk those of the unit's tips alone. */
export async function listMedia(db: Db, eventIds: readonly string[]): Promise<Media[]> {
  if (eventIds.length === 0) return []
  const rows = await db.selectFrom('media').selectAll().where('event_id', 'in', eventIds).orderBy('number').execute()
  return rows.map(toMedia)
}

/** The files of a conversation that are kept or about to be, of messages received since. */
export async function listKeptSince(db: Db, conversationId: string, since: Date): Promise<Media[]> {
  const rows = await db
    .selectFrom('media as m')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .selectAll('m')
    .where('e.conversation_id', '=', conversationId)
    .where('e.received_at', '>=', since)
    .where('m.state', '!=', 'failed')
    .execute()
  return rows.map(toMedia)
}

/** Writes files down, to be fetched or with the reason why not; one that is written down already stays as it is. */
export async function writeMedia(db: Db, media: readonly Omit<Media, 'file'>[]): Promise<void> {
  if (media.length === 0) return
  await db
    .insertInto('media')
    .values(media.map(({ eventId, ...rest }) => ({ ...rest, event_id: eventId })))
    .onConflict((conflict) => conflict.columns(['event_id', 'number']).doNothing())
    .execute()
}

/** Takes the fetching of a file for this transaction, if nobody else has it. Its row is not locked: it may be destroyed. */
export async function tryTakeFetching(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${id}, 2)) as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

export async function isMediaWaiting(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('media')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined
}

/** One sealed piece; `number` from 0. */
export async function addChunk(tx: Tx, mediaId: string, number: number, sealed: Buffer): Promise<void> {
  await tx.insertInto('media_chunks').values({ media_id: mediaId, number, sealed }).execute()
}

/** The file is whole. False when it was destroyed or given up meanwhile: then its pieces must not stay. */
export async function markKept(tx: Tx, id: string, file: Buffer, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('media')
    .set({ state: 'kept', file, kept_at: at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Files of a message that are not kept and will not be tried again; what is kept stays. `number`: this one alone. */
export async function failMedia(db: Db, eventId: string, reason: MediaFailure, number?: number): Promise<void> {
  let update = db
    .updateTable('media')
    .set({ state: 'failed', reason })
    .where('event_id', '=', eventId)
    .where('state', '=', 'waiting')
  if (number !== undefined) update = update.where('number', '=', number)
  await update.execute()
}

/**
 * Destroys the files of these messages, kept or being fetched: the wrapped key goes, and by a trigger the pieces and the
 * fingerprint; that there was a file stays. Goes with `destroyContents`, in its transaction; waits for no download.
 */
export async function destroyMedia(db: Db, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await db
    .updateTable('media')
    .set({ state: 'failed', reason: 'destroyed', file: null, kept_at: null })
    .where('event_id', 'in', eventIds)
    .execute()
}

function toMedia(row: Selectable<MediaRow>): Media {
  return {
    id: row.id,
    eventId: row.event_id,
    number: row.number,
    state: row.state,
    reason: row.reason,
    file: row.file,
  }
}
