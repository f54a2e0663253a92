import { type SqlBool, sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** A kept file whose fingerprint nobody has taken yet. */
export interface NewPhoto {
  mediaId: string
  /** What is known of it, sealed. */
  file: Buffer
}

/** A fingerprint of a tip's picture, sealed. */
export interface StoredPhoto {
  mediaId: string
  tipId: string
  fingerprint: Buffer
}

/** Of these tips, those with kept files that are to be looked at. */
export async function listTipsWithNewPhotos(db: Db, tipIds: readonly string[]): Promise<string[]> {
  if (tipIds.length === 0) return []
  const rows = await unhashed(db, tipIds).select('e.tip_id').distinct().orderBy('e.tip_id').execute()
  return rows.flatMap(({ tip_id }) => (tip_id === null ? [] : [tip_id]))
}

/** Kept files of a tip that are to be looked at; none of one whose pictures are not to be. */
export async function listNewPhotos(db: Db, tipId: string): Promise<NewPhoto[]> {
  const rows = await unhashed(db, [tipId]).select(['m.id', 'm.file']).orderBy('m.id').execute()
  return rows.flatMap(({ id, file }) => (file === null ? [] : [{ mediaId: id, file }]))
}

function unhashed(db: Db, tipIds: readonly string[]) {
  return db
    .selectFrom('events as e')
    .innerJoin('media as m', 'm.event_id', 'e.id')
    .where('e.tip_id', 'in', tipIds)
    .where('m.state', '=', 'kept')
    .where(sql<SqlBool>`not exists (select from tip_photos p where p.media_id = m.id)`)
    .where(sql<SqlBool>`may_hash_photos(e.tip_id)`)
}

/** One sealed piece of a file; null where it is gone, or not to be read. */
export async function findPiece(db: Db, mediaId: string, number: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('media_chunks')
    .select('sealed')
    .where('media_id', '=', mediaId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.sealed ?? null
}

/** Of these files those that are still kept; they stay so until the transaction ends. */
export async function lockKept(tx: Tx, mediaIds: readonly string[]): Promise<Set<string>> {
  if (mediaIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('media')
    .select('id')
    .where('id', 'in', mediaIds)
    .where('state', '=', 'kept')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** The tip of a message, kept from changing until the transaction ends; null where it is of none. */
export async function lockTipOf(tx: Tx, eventId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('tips')
    .select('id')
    .where('id', '=', (eb) => eb.selectFrom('events').select('tip_id').where('id', '=', eventId))
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.id ?? null
}

/**
 * Writes down what was found of a picture, and the keys it is found by; `fingerprint` null for what is none. What is
 * written down already stays. @throws where the tip's pictures are not to be looked at
 */
export async function savePhoto(
  tx: Tx,
  photo: { mediaId: string; tipId: string; fingerprint: Buffer | null; keys: readonly number[] },
): Promise<void> {
  await sql`
    with added as (
      insert into tip_photos (media_id, tip_id, fingerprint) values (${photo.mediaId}, ${photo.tipId}, ${photo.fingerprint})
      on conflict do nothing returning number
    )
    insert into photo_traces (key, number)
    select k.key, a.number from added a cross join unnest(${[...photo.keys]}::integer[]) as k (key)`.execute(tx)
}

/** The fingerprints of these tips' pictures; tips without any are left out. */
export async function listPhotosOf(db: Db, tipIds: readonly string[]): Promise<StoredPhoto[]> {
  if (tipIds.length === 0) return []
  const rows = await db
    .selectFrom('tip_photos')
    .select(['media_id', 'tip_id', 'fingerprint'])
    .where('tip_id', 'in', tipIds)
    .where('fingerprint', 'is not', null)
    .orderBy('number')
    .execute()
  return rows.flatMap(toStored)
}

/** What was found of pictures before this moment goes, with its keys: nobody looks so far back. Answers how many. */
export async function dropOldPhotos(db: Db, before: Date): Promise<number> {
  const dropped = await db.deleteFrom('tip_photos').where('hashed_at', '<', before).executeTakeFirst()
  return Number(dropped.numDeletedRows)
}

/**
 * Pictures of other tips that share a key, of tips received since, the newest first; of each key no more than
 * `eachMax`, so that a picture everybody sends costs no more than any other. What was closed with one of the `unproven`
 * dispositions is found by nobody. Sharing a key is no likeness yet.
 */
export async function findPhotosLike(
  db: Db,
  wanted: { tipId: string; keys: readonly number[]; since: Date; eachMax: number; unproven: readonly string[] },
): Promise<StoredPhoto[]> {
  if (wanted.keys.length === 0) return []
  const { rows } = await sql<{ media_id: string; tip_id: string; fingerprint: Buffer | null }>`
    select p.media_id, p.tip_id, p.fingerprint
    from (
      select distinct n.number from unnest(${[...wanted.keys]}::integer[]) as k (key)
      cross join lateral (
        select t.number from photo_traces t where t.key = k.key order by t.number desc limit ${wanted.eachMax}
      ) n
    ) f
    join tip_photos p on p.number = f.number
    join tips t on t.id = p.tip_id
    where p.tip_id <> ${wanted.tipId} and t.received_at >= ${wanted.since} and p.fingerprint is not null
      and not (t.closed_at is not null and t.disposition = any(${[...wanted.unproven]}::text[]))
    order by p.number desc`.execute(db)
  return rows.flatMap(toStored)
}

function toStored(row: { media_id: string; tip_id: string; fingerprint: Buffer | null }): StoredPhoto[] {
  const { media_id: mediaId, tip_id: tipId, fingerprint } = row
  return fingerprint === null ? [] : [{ mediaId, tipId, fingerprint }]
}
