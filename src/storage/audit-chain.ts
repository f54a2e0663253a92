import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** Where a row stands: chain, day (`YYYY-MM-DD` in Viet Nam) and number within it, from 1. */
export interface ChainPlace {
  chain: string
  day: string
  number: number
}

/** A row as it was hashed: every field as the text that Postgres makes of it, hashes in hex. */
export interface RawAuditRow extends ChainPlace {
  id: string
  previous: string | null
  hash: string
  /** Microseconds since 1970. */
  atUs: string
  unitCode: string | null
  officerId: string | null
  action: string
  objectId: string | null
  /** The text of the jsonb. */
  detail: string
}

/** What a day's last row was said to be when it was written. */
export interface AuditHead extends ChainPlace {
  hash: string
  previous: string | null
}

/** As {@link RAW_COLUMNS} come. */
export interface RawColumns {
  id: string
  chain: string
  day: string
  number: number
  previous: string | null
  hash: string
  at_us: string
  unit_code: string | null
  officer_id: string | null
  action: string
  object_id: string | null
  detail: string
}

/** Of `audit a`. */
export const RAW_COLUMNS = sql`a.id::text as id, a.chain, to_char(a.day::timestamp, 'YYYY-MM-DD') as day, a.number,
  encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash,
  (extract(epoch from a.at) * 1000000)::bigint::text as at_us, a.unit_code, a.officer_id, a.action, a.object_id,
  a.detail::text as detail`

/** One page of all rows from a day on, after a row, in the order of chain (by bytes), day and number. For the owner. */
export async function listChainRows(
  db: Db,
  options: { from: string | null; after: (ChainPlace & { id: string }) | null; limit: number },
): Promise<RawAuditRow[]> {
  const { from, after, limit } = options
  const { rows } = await sql<RawColumns>`
    select ${RAW_COLUMNS} from audit a
    where ${from === null ? sql`true` : sql`a.day >= ${from}::date`}
      and ${after === null ? sql`true` : sql`(a.chain, a.day, a.number, a.id) > (${after.chain}, ${after.day}::date, ${after.number}, ${after.id}::bigint)`}
    order by a.chain, a.day, a.number, a.id limit ${limit}`.execute(db)
  return rows.map(toRawRow)
}

/** One page of heads from a day on, in the order of {@link listChainRows}. */
export async function listHeads(
  db: Db,
  options: { from: string | null; after: AuditHead | null; limit: number },
): Promise<AuditHead[]> {
  const { from, after, limit } = options
  const { rows } = await sql<AuditHead>`
    select h.chain, to_char(h.day::timestamp, 'YYYY-MM-DD') as day, h.number, encode(h.hash, 'hex') as hash,
      encode(h.previous, 'hex') as previous
    from audit_heads h
    where ${from === null ? sql`true` : sql`h.day >= ${from}::date`}
      and ${after === null ? sql`true` : sql`(h.chain, h.day) > (${after.chain}, ${after.day}::date)`}
    order by h.chain, h.day limit ${limit}`.execute(db)
  return rows
}

/** The hash of the row at each of these places, null where there is none. */
export async function findRowHashes(db: Db, places: readonly ChainPlace[]): Promise<(string | null)[]> {
  const { rows } = await sql<{ hash: string | null }>`
    select encode(a.hash, 'hex') as hash
    from unnest(${places.map(({ chain }) => chain)}::text[], ${places.map(({ day }) => day)}::date[],
      ${places.map(({ number }) => number)}::integer[]) with ordinality as p (chain, day, number, place)
    left join audit a on a.chain = p.chain and a.day = p.day and a.number = p.number
    order by p.place`.execute(db)
  return rows.map(({ hash }) => hash)
}

/** The last row of a chain before a day, or null. */
export async function findRowBefore(db: Db, chain: string, day: string): Promise<RawAuditRow | null> {
  const { rows } = await sql<RawColumns>`
    select ${RAW_COLUMNS} from audit a where a.chain = ${chain} and a.day < ${day}::date
    order by a.day desc, a.number desc limit 1`.execute(db)
  return rows[0] ? toRawRow(rows[0]) : null
}

/** The first row of a chain after a place, on the same day or a later one. */
export async function findRowAfter(db: Db, place: ChainPlace): Promise<RawAuditRow | null> {
  const { rows } = await sql<RawColumns>`
    select ${RAW_COLUMNS} from audit a
    where a.chain = ${place.chain} and (a.day, a.number) > (${place.day}::date, ${place.number})
    order by a.day, a.number limit 1`.execute(db)
  return rows[0] ? toRawRow(rows[0]) : null
}

/** What is left of a chain: its highest number on a day (null for none), and whether any row at all. */
export async function findExtent(
  db: Db,
  chain: string,
  day: string,
): Promise<{ lastNumber: number | null; hasRows: boolean }> {
  const { rows } = await sql<{ last_number: number | null; has_rows: boolean }>`
    select (select max(a.number) from audit a where a.chain = ${chain} and a.day = ${day}::date) as last_number,
      exists (select from audit a where a.chain = ${chain}) as has_rows`.execute(db)
  return { lastNumber: rows[0]?.last_number ?? null, hasRows: rows[0]?.has_rows ?? false }
}

/** Until the transaction ends nobody else adds to the log of checkpoints. */
export async function lockCheckpoints(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('audit checkpoints', 4))`.execute(tx)
}

/** Heads of this day and later, of all where it is null: through a function, for the worker may read no head itself. */
export async function listHeadsSince(db: Db, day: string | null): Promise<(ChainPlace & { hash: string })[]> {
  const { rows } = await sql<ChainPlace & { hash: string }>`
    select chain, to_char(day::timestamp, 'YYYY-MM-DD') as day, number, encode(hash, 'hex') as hash
    from list_audit_heads(${day}::date)`.execute(db)
  return rows
}

/** As it came from {@link RAW_COLUMNS}. */
export function toRawRow(row: RawColumns): RawAuditRow {
  return {
    id: row.id,
    chain: row.chain,
    day: row.day,
    number: row.number,
    previous: row.previous,
    hash: row.hash,
    atUs: row.at_us,
    unitCode: row.unit_code,
    officerId: row.officer_id,
    action: row.action,
    objectId: row.object_id,
    detail: row.detail,
  }
}
