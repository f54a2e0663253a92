import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import { addTraces, dropTraces, findSharing, slotOf } from './traces.ts'

/** Sealed views of tips, and the traces by which one finds others (migration 0027). */

export interface NewTipView {
  tipId: string
  tipVersion: number
  at: Date
  /** First four bytes of each trace's HMAC, signed. Empty where others are not to find it by itself. */
  keys: readonly number[]
  body: Buffer
}

/**
 * Saves views and traces in the place of those that were there; under the lock of incidents, so that numbers rise as they
 * commit.
 */
export async function saveTipViews(tx: Tx, views: readonly NewTipView[]): Promise<void> {
  if (views.length === 0) return
  const ids = views.map(({ tipId }) => tipId)
  const earlier = await tx.selectFrom('tip_views').select('tip_id').where('tip_id', 'in', ids).execute()
  // Most tips are new: the index need not be asked what it never held.
  await dropTraces(
    tx,
    earlier.map((row) => row.tip_id),
  )
  const numbers = await putTipViews(tx, views)
  await addTraces(
    tx,
    views.flatMap(({ tipId, at, keys }) => {
      const number = numbers.get(tipId)
      return number === undefined ? [] : [{ number, at, keys }]
    }),
  )
}

/** Answers the number of each. */
async function putTipViews(tx: Tx, views: readonly NewTipView[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; number: number }>`
    insert into tip_views (tip_id, tip_version, at, slot, keys, body)
    select n.tip_id, n.tip_version, n.at, n.slot, string_to_array(n.keys, ',')::integer[], n.body
    from unnest(${views.map(({ tipId }) => tipId)}::text[], ${views.map(({ tipVersion }) => tipVersion)}::integer[],
      ${views.map(({ at }) => at)}::timestamptz[], ${views.map(({ at }) => slotOf(at))}::smallint[],
      ${views.map(({ keys }) => keys.join(','))}::text[], ${views.map(({ body }) => body)}::bytea[])
      with ordinality as n (tip_id, tip_version, at, slot, keys, body, place)
    order by n.place
    on conflict (tip_id) do update set tip_version = excluded.tip_version, at = excluded.at, slot = excluded.slot,
      keys = excluded.keys, body = excluded.body
    returning tip_id as id, number`.execute(tx)
  return new Map(rows.map(({ id, number }) => [id, number]))
}

export interface TracesWanted {
  tipId: string
  keys: readonly number[]
}

export interface Candidate {
  /** Of which question it is an answer: its place among them. */
  of: number
  tipId: string
  number: number
  conversationId: string
  body: Buffer
}

/** So many of all that share a trace are opened and compared: those that share the most, and the rarest. */
const PER_TIP = 24

/**
 * For each of these tips those that share traces with it and were received in these parts of the index since then, best
 * first. What was closed with one of the `unproven` dispositions, or has no words any more, is found by nobody.
 */
export async function findCandidates(
  db: Db,
  wanted: readonly TracesWanted[],
  reach: { since: Date; slots: readonly number[]; unproven: readonly string[] },
): Promise<Candidate[]> {
  const sharing = await findSharing(
    db,
    wanted.map(({ keys }) => keys),
    reach.slots,
    // It may be there itself.
    PER_TIP + 1,
  )
  if (sharing.length === 0) return []
  const { rows } = await sql<Candidate>`
    select s.place as of, v.tip_id as "tipId", v.number, t.conversation_id as "conversationId", v.body
    from unnest(${sharing.map(({ of }) => of)}::integer[], ${sharing.map(({ number }) => number)}::integer[])
      with ordinality as s (place, number, rank)
    join tip_views v on v.number = s.number join tips t on t.id = v.tip_id
    where v.tip_id <> (${wanted.map(({ tipId }) => tipId)}::text[])[s.place + 1]
      and v.at >= ${reach.since} and v.body is not null and t.erased_at is null
      and not (t.closed_at is not null and t.disposition = any(${[...reach.unproven]}::text[]))
    order by s.rank`.execute(db)
  return rows
}

/**
 * Whether a view that came above this number shares one of these traces. Asks the few new views, not the index: that
 * would cost a row for each trace and part again, under the lock of incidents.
 */
export async function hasNewSharing(
  db: Db,
  keys: readonly number[],
  above: { number: number; since: Date },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from tip_views
      where number > ${above.number} and at >= ${above.since} and body is not null
        and keys && string_to_array(${keys.join(',')}, ',')::integer[]
    ) as found`.execute(db)
  return rows[0]?.found ?? false
}

/** The highest number that a view has by now: what is above it came later. */
export async function findLastViewNumber(db: Db): Promise<number> {
  const row = await db
    .selectFrom('tip_views')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

export interface StoredTipView {
  tipId: string
  /** Rises as views are first saved: between two of them lie about as many tips as they are apart. */
  number: number
  tipVersion: number
  at: Date
  conversationId: string
  body: Buffer
}

/** Views of these tips; those that have none are left out. */
export async function listTipViews(db: Db, tipIds: readonly string[]): Promise<StoredTipView[]> {
  if (tipIds.length === 0) return []
  const { rows } = await sql<StoredTipView>`
    select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body
    from tip_views v join tips t on t.id = v.tip_id
    where v.tip_id = any(${[...tipIds]}::text[]) and v.body is not null`.execute(db)
  return rows
}

/** Other tips of the same conversations since then that have a view, newest first, so many of each. */
export async function listOwnTips(
  db: Db,
  conversationIds: readonly string[],
  since: Date,
  limit: number,
): Promise<StoredTipView[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<StoredTipView>`
    select o.* from unnest(${[...new Set(conversationIds)]}::text[]) as c (id)
    cross join lateral (
      select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body
      from tips t join tip_views v on v.tip_id = t.id
      where t.conversation_id = c.id and t.received_at >= ${since} and v.body is not null and t.erased_at is null
      order by t.received_at desc limit ${limit}
    ) o`.execute(db)
  return rows
}

/** Views of the root of each incident and of its newest other voices, so many of each. */
export async function listVoiceViews(
  db: Db,
  incidentIds: readonly string[],
  limit: number,
): Promise<(StoredTipView & { incidentId: string })[]> {
  if (incidentIds.length === 0) return []
  const { rows } = await sql<StoredTipView & { incidentId: string }>`
    select i.id as "incidentId", o.* from incidents i cross join lateral (
      select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body
      from (
        select i.root_tip_id as tip_id
        union select m.tip_id from incident_members m where m.incident_id = i.id and m.relation <> 'copy'
      ) m join tip_views v on v.tip_id = m.tip_id join tips t on t.id = m.tip_id
      where v.body is not null and t.erased_at is null
      order by m.tip_id <> i.root_tip_id, v.number desc limit ${limit}
    ) o where i.id = any(${[...incidentIds]}::text[])`.execute(db)
  return rows
}
