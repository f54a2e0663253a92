import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import type { Topic } from './schema.ts'

export interface Work {
  id: string
  ref: string
}

/** Work to be written down: of which kind, about what, and in which lane it waits: a channel's, or `urgent`. */
export interface NewWork {
  topic: Topic
  lane: string
  ref: string
}

/** Where what may be an emergency waits, from whatever channel. */
export const URGENT_LANE = 'urgent'
/** The one lane of work that no channel can flood: drafts whose silence is over. */
export const ANY_LANE = 'any'

/** Writes down work in the transaction of the fact that calls for it; the relay hears of it when that commits. */
export async function writeOutbox(db: Db, works: readonly NewWork[]): Promise<void> {
  if (works.length === 0) return
  await db
    .insertInto('outbox')
    .values(works.map((work) => ({ id: newId('out'), ...work })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Work that is written down already has become urgent: it leaves its lane for the urgent one. */
export async function hastenOutbox(db: Db, topic: Topic, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await db
    .updateTable('outbox')
    .set({ lane: URGENT_LANE, queued_at: null })
    .where('topic', '=', topic)
    .where('ref', 'in', refs)
    .where('lane', '!=', URGENT_LANE)
    .execute()
}

/** Puts off work of this kind to a later moment, or writes it down for then: a timer that a silence restarts. */
export async function postponeOutbox(db: Db, works: readonly NewWork[], availableAt: Date): Promise<void> {
  if (works.length === 0) return
  await db
    .insertInto('outbox')
    .values(works.map((work) => ({ id: newId('out'), ...work, available_at: availableAt })))
    .onConflict((conflict) =>
      conflict.columns(['topic', 'ref']).doUpdateSet({ available_at: availableAt, queued_at: null }),
    )
    .execute()
}

/** Work that was given up is to be done again, from the first try; other work stays as it is. */
export async function reviveOutbox(db: Db, topic: Topic, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await db
    .updateTable('outbox')
    .set({ parked_at: null, attempts: 0, available_at: sql<Date>`clock_timestamp()`, queued_at: null, error: null })
    .where('topic', '=', topic)
    .where('ref', 'in', refs)
    .where('parked_at', 'is not', null)
    .execute()
}

/** One queue of work: a topic in a lane. */
export interface LaneName {
  topic: Topic
  lane: string
}

/** A lane with the workers that serve it. */
export interface ServedLane extends LaneName {
  concurrency: number
}

export interface Taken extends LaneName {
  works: Work[]
  /** More is due than was taken. */
  isBacklogged: boolean
}

/**
 * Takes due work of these lanes, each the oldest first, never so much that more than `queuedMax` of a lane is in the
 * queue; marked queued in the same statement, so two relays do not take the same row. A lone row is taken at once;
 * while a lane's workers are all busy its work is left to gather until `gatheredMin` is due or `gatherMs` have passed,
 * so that under load it goes by the batch. Lanes with nothing due are left out.
 */
export async function takeDue(
  db: Db,
  lanes: readonly ServedLane[],
  limits: { gatheredMin: number; queuedMax: number; gatherMs: number },
): Promise<Taken[]> {
  const column = <K extends keyof ServedLane>(key: K): ServedLane[K][] => lanes.map((lane) => lane[key])
  // Both laterals are index scans that end at a limit: they cost the same whatever waits, and mark dead entries on the
  // way. The clock of the statement is a bound of the index, the running clock only a filter over what is not yet due. Counting the queued of all lanes in one group took 45 % of the server's time under load (measured).
  const { rows } = await sql<LaneName & { works: Work[]; isBacklogged: boolean }>`
    with wanted as (
      select * from unnest(${column('topic')}::text[], ${column('lane')}::text[], ${column('concurrency')}::integer[])
        with ordinality as w (topic, lane, concurrency, place)
    ), due as (
      select w.*, b.queued, d.ids, coalesce(cardinality(d.ids), 0) as found,
        b.queued < w.concurrency or cardinality(d.ids) >= ${limits.gatheredMin}
          or (d.oldest < statement_timestamp() - ${limits.gatherMs} * interval '1 millisecond') as is_ripe
      from wanted w cross join lateral (
        select count(*) as queued from (
          select from outbox q
          where q.topic = w.topic and q.lane = w.lane and q.queued_at is not null and q.parked_at is null
          limit ${limits.queuedMax}
        ) s
      ) b cross join lateral (
        select array_agg(f.id) as ids, min(f.available_at) as oldest from (
          select o.id, o.available_at from outbox o
          where o.topic = w.topic and o.lane = w.lane and o.queued_at is null and o.parked_at is null
            and o.available_at <= statement_timestamp()
          order by o.available_at limit ${limits.queuedMax} - b.queued
        ) f
      ) d
    ), taken as (
      update outbox o set queued_at = clock_timestamp()
      where o.id = any(array(
        select r.id from outbox r where r.id = any(array(select unnest(ids) from due where is_ripe))
          and r.queued_at is null and r.parked_at is null for update skip locked
      ))
      returning o.id, o.topic, o.lane, o.ref, o.available_at
    )
    select d.topic, d.lane, d.found = ${limits.queuedMax} - d.queued or not d.is_ripe as "isBacklogged",
      coalesce(json_agg(json_build_object('id', t.id, 'ref', t.ref) order by t.available_at, t.id)
        filter (where t.id is not null), '[]') as works
    from due d left join taken t using (topic, lane)
    where d.found > 0 or d.queued >= ${limits.queuedMax}
    group by d.topic, d.lane, d.found, d.queued, d.is_ripe, d.place order by d.place`.execute(db)
  return rows
}

/** What was queued so long ago that the queue must have lost it waits to be queued again; answers how much. */
export async function releaseLost(db: Db, queuedForMs: number): Promise<number> {
  const result = await sql`
    update outbox set queued_at = null where id in (
      select id from outbox
      where queued_at < clock_timestamp() - ${queuedForMs} * interval '1 millisecond' and parked_at is null
      for update skip locked
    )`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Gives back what could not be queued. */
export async function releaseOutbox(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.updateTable('outbox').set({ queued_at: null }).where('id', 'in', ids).execute()
}

/** In how many milliseconds the next row of these lanes falls due, or null: how long the relay may sleep. */
export async function findNextDueMs(db: Db, lanes: readonly LaneName[]): Promise<number | null> {
  const { rows } = await sql<{ waitMs: number | null }>`
    select (extract(epoch from min(n.at) - clock_timestamp()) * 1000)::float8 as "waitMs"
    from unnest(${lanes.map(({ topic }) => topic)}::text[], ${lanes.map(({ lane }) => lane)}::text[]) as w (topic, lane)
    cross join lateral (
      select o.available_at as at from outbox o
      where o.topic = w.topic and o.lane = w.lane and o.queued_at is null and o.parked_at is null
        and o.available_at > statement_timestamp()
      order by o.available_at limit 1
    ) n`.execute(db)
  return rows[0]?.waitMs ?? null
}

/** Deletes work with its effect. */
export async function finishOutbox(db: Db, topic: Topic, refs: readonly string[]): Promise<void> {
  if (refs.length > 0) await db.deleteFrom('outbox').where('topic', '=', topic).where('ref', 'in', refs).execute()
}

/** A try failed: the work comes back after a while, by a counter that a lost queue does not forget. */
export async function retryOutbox(db: Db, id: string, waitMs: number, error: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      available_at: sql<Date>`clock_timestamp() + ${waitMs} * interval '1 millisecond'`,
      queued_at: null,
      error,
    }))
    .where('id', '=', id)
    .execute()
}

/** Puts work back for a while without counting a try. */
export async function putOffOutbox(db: Db, id: string, waitMs: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ available_at: sql<Date>`clock_timestamp() + ${waitMs} * interval '1 millisecond'`, queued_at: null })
    .where('id', '=', id)
    .execute()
}

/** Given up: stays in sight of doctor and desk until a person acts. */
export async function parkOutbox(db: Db, id: string, error: string): Promise<void> {
  await db.updateTable('outbox').set({ parked_at: sql<Date>`now()`, error }).where('id', '=', id).execute()
}

export async function countAttempts(db: Db, id: string): Promise<number | null> {
  const row = await db.selectFrom('outbox').select('attempts').where('id', '=', id).executeTakeFirst()
  return row?.attempts ?? null
}

/** For doctor: what waits and what was given up. */
export async function countOutbox(db: Db): Promise<{ waiting: number; parked: number }> {
  const row = await db
    .selectFrom('outbox')
    .select([
      sql<string>`count(*) filter (where parked_at is null)`.as('waiting'),
      sql<string>`count(*) filter (where parked_at is not null)`.as('parked'),
    ])
    .executeTakeFirst()
  return { waiting: Number(row?.waiting ?? 0), parked: Number(row?.parked ?? 0) }
}
