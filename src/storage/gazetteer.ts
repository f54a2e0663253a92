import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from './db.ts'

/** A release to be kept; its id follows from the day and how many of that day there are. */
export interface NewRelease {
  /** `YYYY-MM-DD`. */
  validFrom: string
  /** Hexadecimal SHA-256 of what it says. */
  checksum: string
  isValid: boolean
  counts: Readonly<Record<string, number>>
  sources: readonly { file: string; checksum: string; rows: number }[]
  findings: readonly object[]
  /** As packed. */
  body: Buffer
}

/** What is known of a release without opening it. */
export interface KnownRelease {
  id: string
  validFrom: string
  checksum: string
  isValid: boolean
  counts: Record<string, number>
  importedAt: Date
  /** The last time it was put in use. */
  activatedAt: Date | null
  isActive: boolean
}

/** A release as packed. */
export interface PackedRelease {
  id: string
  body: Buffer
}

const counts = z.record(z.string(), z.number())

/** Keeps other imports and activations waiting until this transaction ends. */
export async function lockGazetteer(tx: Tx): Promise<void> {
  // 4: apart from the locks on conversations, of processes and on chains.
  await sql`select pg_advisory_xact_lock(hashtextextended('gazetteer', 4))`.execute(tx)
}

/** The release that says the same, where there is one. */
export async function findReleaseOf(db: Db, checksum: string): Promise<{ id: string; isValid: boolean } | null> {
  const row = await db
    .selectFrom('gazetteer_releases')
    .select(['id', 'is_valid'])
    .where('checksum', '=', Buffer.from(checksum, 'hex'))
    .executeTakeFirst()
  return row ? { id: row.id, isValid: row.is_valid } : null
}

/** Adds a release and answers its id. Called with {@link lockGazetteer} held, or two of one day might want one number. */
export async function addRelease(tx: Tx, release: NewRelease): Promise<string> {
  const day = release.validFrom
  const { rows } = await sql<{ id: string }>`
    insert into gazetteer_releases (id, valid_from, number, checksum, is_valid, counts, sources, findings, body)
    select ${day}::text || '.' || n.next, ${day}::date, n.next, ${Buffer.from(release.checksum, 'hex')},
      ${release.isValid}, ${JSON.stringify(release.counts)}::jsonb, ${JSON.stringify(release.sources)}::jsonb,
      ${JSON.stringify(release.findings)}::jsonb, ${release.body}
    from (select coalesce(max(number), 0) + 1 as next from gazetteer_releases where valid_from = ${day}::date) n
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** All releases, the newest import first. */
export async function listReleases(db: Db): Promise<KnownRelease[]> {
  const { rows } = await sql<{
    id: string
    valid_from: string
    checksum: Buffer
    is_valid: boolean
    counts: unknown
    imported_at: Date
    activated_at: Date | null
    is_active: boolean
  }>`
    select r.id, r.valid_from, r.checksum, r.is_valid, r.counts, r.imported_at, a.activated_at,
      coalesce(a.number = (select max(number) from gazetteer_activations), false) as is_active
    from gazetteer_releases r
    left join lateral (
      select number, activated_at from gazetteer_activations where release_id = r.id order by number desc limit 1
    ) a on true
    order by r.imported_at desc, r.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    validFrom: row.valid_from,
    checksum: row.checksum.toString('hex'),
    isValid: row.is_valid,
    counts: counts.catch({}).parse(row.counts),
    importedAt: row.imported_at,
    activatedAt: row.activated_at,
    isActive: row.is_active,
  }))
}

/** Id of the release in use; null before the first. */
export async function findActiveRelease(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('gazetteer_activations')
    .select('release_id')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.release_id ?? null
}

/** The release in use, packed: some 3 MB for the whole country. Null before the first. */
export async function loadActiveRelease(db: Db): Promise<PackedRelease | null> {
  const row = await db
    .selectFrom('gazetteer_releases')
    .select(['id', 'body'])
    .where('id', '=', (eb) =>
      eb.selectFrom('gazetteer_activations').select('release_id').orderBy('number', 'desc').limit(1),
    )
    .executeTakeFirst()
  return row ?? null
}

/** Any release that was ever imported, packed; findings point at them by id. */
export async function loadRelease(db: Db, id: string): Promise<PackedRelease | null> {
  const row = await db.selectFrom('gazetteer_releases').select(['id', 'body']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Puts a release in use. @throws a database fault for one that is not valid, or is not there: see migration 0021 */
export async function addActivation(tx: Tx, id: string): Promise<void> {
  await tx.insertInto('gazetteer_activations').values({ release_id: id }).execute()
}
