import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import type { Topic } from './schema.ts'

export interface Work {
  id: string
  topic: Topic
  ref: string
}

/** Writes down work in the transaction of the fact that calls for it, and wakes the relay when it commits. */
export async function writeOutbox(db: Db, topic: Topic, ref: string, availableAt?: Date): Promise<void> {
  await db
    .insertInto('outbox')
    .values({ id: newId('out'), topic, ref, ...(availableAt ? { available_at: availableAt } : {}) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (!availableAt) await sql`select pg_notify('outbox', '')`.execute(db)
}

/** Puts off work of this kind to a later moment, or writes it down for then: a timer that a silence restarts. */
export async function postponeOutbox(db: Db, topic: Topic, ref: string, availableAt: Date): Promise<void> {
  await db
    .insertInto('outbox')
    .values({ id: newId('out'), topic, ref, available_at: availableAt })
    .onConflict((conflict) =>
      conflict.columns(['topic', 'ref']).doUpdateSet({ available_at: availableAt, queued_at: null }),
    )
    .execute()
}

/** Work that was given up is to be done again, from the first try; other work stays as it is. */
export async function reviveOutbox(db: Db, topic: Topic, ref: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ parked_at: null, attempts: 0, available_at: sql<Date>`clock_timestamp()`, queued_at: null, error: null })
    .where('topic', '=', topic)
    .where('ref', '=', ref)
    .where('parked_at', 'is not', null)
    .execute()
}

/**
 * Takes work that is due: never queued, or queued so long ago that the queue must have lost it. It is marked queued
 * in the same statement, so two relays do not take the same row.
 */
export async function takeDue(db: Db, limit: number, requeueMs: number): Promise<Work[]> {
  const { rows } = await sql<Work>`
    update outbox set queued_at = clock_timestamp() where id in (
      select id from outbox
      where parked_at is null and available_at <= clock_timestamp()
        and (queued_at is null or queued_at < clock_timestamp() - ${requeueMs} * interval '1 millisecond')
      order by available_at limit ${limit} for update skip locked
    ) returning id, topic, ref`.execute(db)
  return rows
}

/** Gives back what could not be queued. */
export async function releaseOutbox(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.updateTable('outbox').set({ queued_at: null }).where('id', 'in', ids).execute()
}

/** When the next row falls due, or null: how long the relay may sleep. */
export async function findNextDue(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('available_at').as('at'))
    .where('parked_at', 'is', null)
    .where('queued_at', 'is', null)
    .executeTakeFirst()
  return row?.at ?? null
}

/** True while the work is still to be done: a job that comes twice finds it gone. */
export async function isWaiting(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', '=', id)
    .where('parked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes work with its effect. */
export async function finishOutbox(db: Db, topic: Topic, ref: string): Promise<void> {
  await db.deleteFrom('outbox').where('topic', '=', topic).where('ref', '=', ref).execute()
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
