import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/**
 * Every column that content is sealed in, with the name of its record (vault/records.ts) and the tip it belongs to. A new
 * one that is not here keeps its key alive for ever, and a test names it.
 */
interface Place {
  column: string
  record: RawBuilder<string>
  /** Null where no tip owns it. */
  tip: RawBuilder<string | null>
}

const none = sql<string | null>`null::text`
const PLACES = {
  events: { column: 'content', record: sql<string>`'events:' || s.id || ':content'`, tip: sql<string>`s.tip_id` },
  media: {
    column: 'file',
    record: sql<string>`'media:' || s.id || ':file'`,
    tip: sql<string>`(select e.tip_id from events e where e.id = s.event_id)`,
  },
  tip_photos: {
    column: 'fingerprint',
    record: sql<string>`'tip_photos:' || s.media_id || ':fingerprint'`,
    tip: sql<string>`s.tip_id`,
  },
  deliveries: { column: 'body', record: sql<string>`'deliveries:' || s.id || ':body'`, tip: sql<string>`s.tip_id` },
  tips: { column: 'essence', record: sql<string>`'tips:' || s.id || ':essence'`, tip: sql<string>`s.id` },
  findings: {
    column: 'body',
    record: sql<string>`'findings:' || s.tip_id || ':' || s.tip_version || ':' || s.stage`,
    tip: sql<string>`s.tip_id`,
  },
  tip_views: { column: 'body', record: sql<string>`'tip_views:' || s.tip_id || ':body'`, tip: sql<string>`s.tip_id` },
  assignments: { column: 'note', record: sql<string>`'assignments:' || s.id || ':note'`, tip: sql<string>`s.tip_id` },
  decisions: { column: 'note', record: sql<string>`'decisions:' || s.id || ':note'`, tip: sql<string>`s.tip_id` },
  slips: { column: 'summary', record: sql<string>`'slips:' || s.id || ':summary'`, tip: sql<string>`s.tip_id` },
  uncoverings: { column: 'note', record: sql<string>`'uncoverings:' || s.id || ':note'`, tip: sql<string>`s.tip_id` },
  tip_exclusions: {
    column: 'note',
    record: sql<string>`'tip_exclusions:' || s.id || ':note'`,
    tip: sql<string>`s.tip_id`,
  },
  // Who asked for an identity, and why, is told for years after the tip itself is gone.
  unseal_requests: { column: 'reason', record: sql<string>`'unseal_requests:' || s.id || ':reason'`, tip: none },
  unseal_decisions: { column: 'reason', record: sql<string>`'unseal_decisions:' || s.id || ':reason'`, tip: none },
  conversations: { column: 'state', record: sql<string>`'conversations:' || s.id || ':state'`, tip: none },
  channel_tokens: {
    column: 'sealed',
    record: sql<string>`'channel_tokens:' || s.channel || ':' || s.bot_id`,
    tip: none,
  },
} as const satisfies Record<string, Place>

export type SealedPlace = keyof typeof PLACES
// Object.keys forgets its keys.
export const SEALED_PLACES = Object.keys(PLACES) as SealedPlace[]
/** `table.column` of each, for the test that finds those left out. */
export const SEALED_COLUMNS: readonly string[] = SEALED_PLACES.map((place) => `${place}.${PLACES[place].column}`)

export interface SealedRow {
  /** Where the row lies as long as this transaction holds it. */
  at: string
  record: string
  tipId: string | null
  sealed: Buffer
  keyId: string
}

/** What is looked for: the records of tips that are not under their key, or whatever is under some keys. */
export type SealedWanted =
  /** `keyId` null: under any key for what is open. */
  | { tipIds: readonly string[]; keyId: string | null; recordsDone: readonly string[] }
  | { underKeys: readonly string[]; recordsDone: readonly string[] }

/** Locks up to `limit` sealed values of one place and answers them; `recordsDone` are left out. */
export async function takeSealed(
  tx: Tx,
  place: SealedPlace,
  wanted: SealedWanted,
  limit: number,
): Promise<SealedRow[]> {
  const { column, record, tip } = PLACES[place]
  const value = sql.ref(`s.${column}`)
  const isWanted =
    'underKeys' in wanted
      ? sql`content_key_id(${value}) = any(${[...wanted.underKeys]}::text[])`
      : sql`${tip} = any(${[...wanted.tipIds]}::text[]) and ${
          wanted.keyId === null
            ? sql`content_key_id(${value}) like '%/%' and content_key_id(${value}) not like '%/open'`
            : sql`content_key_id(${value}) <> ${wanted.keyId}`
        }`
  const { rows } = await sql<SealedRow>`
    select s.ctid::text as at, ${record} as record, ${tip} as "tipId", ${value} as sealed,
      content_key_id(${value}) as "keyId"
    from ${sql.table(place)} s
    where ${value} is not null and ${isWanted} and not (${record} = any(${[...wanted.recordsDone]}::text[]))
    limit ${limit} for no key update of s skip locked`.execute(tx)
  return rows
}

/** Puts the new wraps of what this transaction holds in the place of the old. */
export async function putSealed(
  tx: Tx,
  place: SealedPlace,
  rows: readonly { at: string; sealed: Buffer }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update ${sql.table(place)} s set ${sql.ref(PLACES[place].column)} = n.sealed
    from unnest(${rows.map(({ at }) => at)}::tid[], ${rows.map(({ sealed }) => sealed)}::bytea[]) as n (at, sealed)
    where s.ctid = n.at`.execute(tx)
}

/** Ids of all epoch keys that anything is wrapped under. Reads every row. */
export async function listKeysInUse(db: Db): Promise<Set<string>> {
  const inUse = new Set<string>()
  for (const place of SEALED_PLACES) {
    const value = sql.ref(`s.${PLACES[place].column}`)
    const { rows } = await sql<{ id: string | null }>`
      select distinct content_key_id(${value}) as id from ${sql.table(place)} s where ${value} is not null`.execute(db)
    for (const { id } of rows) if (id !== null) inUse.add(id)
  }
  return inUse
}
