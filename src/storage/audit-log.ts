import { type RawBuilder, sql } from 'kysely'
import { RAW_COLUMNS, type RawAuditRow, type RawColumns, toRawRow } from './audit-chain.ts'
import type { Db, Tx } from './db.ts'

/** Which rows are wanted; what is left out does not matter. */
export interface AuditWanted {
  unitCode?: string
  /** Any of these. */
  officerIds?: readonly string[]
  action?: string
  objectId?: string
  /** `YYYY-MM-DD` in Viet Nam. */
  day?: string
  /** Older than this row. */
  beforeId?: string
}

export interface AuditLogRow {
  raw: RawAuditRow
  at: Date
  officerNumber: string | null
  /** The row before it in its chain, as it stands now; null where there is none. */
  prior: { day: string; number: number; hash: string } | null
}

/** Rows newest first, each with the one before it in its chain. As an auditor: those of their reach alone. */
export async function listAudit(db: Db, wanted: AuditWanted, limit: number): Promise<AuditLogRow[]> {
  const { rows } = await sql<
    RawColumns & {
      at: Date
      officer_number: string | null
      prior_day: string | null
      prior_number: number | null
      prior_hash: string | null
    }
  >`
    select ${RAW_COLUMNS}, a.at, o.number as officer_number, to_char(p.day::timestamp, 'YYYY-MM-DD') as prior_day,
      p.number as prior_number, encode(p.hash, 'hex') as prior_hash
    from audit a
    left join officers o on o.id = a.officer_id
    left join lateral (select b.day, b.number, b.hash from audit b
      where b.chain = a.chain and (b.day, b.number) < (a.day, a.number)
      order by b.day desc, b.number desc limit 1) p on true
    where ${sql.join(conditionsOf(wanted), sql` and `)}
    order by a.id desc limit ${limit}`.execute(db)
  return rows.map((row) => ({
    raw: toRawRow(row),
    at: row.at,
    officerNumber: row.officer_number,
    prior:
      row.prior_day === null || row.prior_number === null || row.prior_hash === null
        ? null
        : { day: row.prior_day, number: row.prior_number, hash: row.prior_hash },
  }))
}

function conditionsOf(wanted: AuditWanted): RawBuilder<unknown>[] {
  const { unitCode, officerIds, action, objectId, day, beforeId } = wanted
  return [
    sql`true`,
    ...(unitCode === undefined ? [] : [sql`a.chain = ${unitCode}`]),
    ...(officerIds === undefined ? [] : [sql`a.officer_id = any(${officerIds}::text[])`]),
    ...(action === undefined ? [] : [sql`a.action = ${action}`]),
    ...(objectId === undefined ? [] : [sql`a.object_id = ${objectId}`]),
    ...(day === undefined ? [] : [sql`a.day = ${day}::date`]),
    ...(beforeId === undefined ? [] : [sql`a.id < ${beforeId}::bigint`]),
  ]
}

/** The tip that a Mã tin was given to, as its assignment recorded it: who reads audit reads no tip. Null for none. */
export async function findTipOfCode(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('audit')
    .select('object_id')
    .where('action', '=', 'tip.assigned')
    .where(sql`detail ->> 'code'`, '=', code)
    .limit(1)
    .executeTakeFirst()
  return row?.object_id ?? null
}

/** Mã tin of tips, as their assignments recorded them; those without are left out. */
export async function listTipCodes(db: Db, tipIds: readonly string[]): Promise<Map<string, string>> {
  if (tipIds.length === 0) return new Map()
  const { rows } = await sql<{ object_id: string; code: string }>`
    select distinct on (object_id) object_id, detail ->> 'code' as code from audit
    where object_id = any(${tipIds}::text[]) and action = 'tip.assigned' and detail ->> 'code' is not null
    order by object_id, at`.execute(db)
  return new Map(rows.map((row) => [row.object_id, row.code]))
}

/** Officers with this number; several units may have given it. */
export async function listOfficersOfNumber(db: Db, number: string): Promise<string[]> {
  const rows = await db.selectFrom('officers').select('id').where('number', '=', number).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** In which weeks a tip was opened how often. */
export interface Openings {
  /** Monday of the ISO week in Viet Nam, `YYYY-MM-DD`. */
  monday: string
  count: number
}

/**
 * For who reported it: weeks that ended 7 days ago or earlier, oldest first; nothing of a restricted tip. Of the newest
 * tip in the conversation that `tinbao.access` opens, as {@link findPublicTip}.
 */
export async function listOpenings(tx: Tx, conversationId: string): Promise<Openings[]> {
  const { rows } = await sql<{ monday: string; count: string }>`
    select to_char(w.week, 'YYYY-MM-DD') as monday, count(*) as count
    from (select t.id from tips t where t.conversation_id = ${conversationId} order by t.received_at desc limit 1) tip
    join audit a on a.object_id = tip.id
    cross join lateral (select date_trunc('week', a.at at time zone 'Asia/Ho_Chi_Minh') as week) w
    where a.action = 'tip.read' and (w.week + interval '14 days') at time zone 'Asia/Ho_Chi_Minh' <= now()
    group by w.week order by w.week`.execute(tx)
  return rows.map(({ monday, count }) => ({ monday, count: Number(count) }))
}
