import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

export interface RoutingVersion {
  number: number
  /** As it was written down; read it before it is used. */
  body: unknown
  note: string
  /** Id of the officer; null for a command. */
  madeBy: string | null
  madeAt: Date
  /** When it was last put in force; null if it never was. */
  activeFrom: Date | null
}

/** The rules last put in force; null while the program's own are. */
export async function findActiveRouting(db: Db): Promise<RoutingVersion | null> {
  const row = await db
    .selectFrom('routing_versions')
    .selectAll()
    .where('active_from', 'is not', null)
    .orderBy('active_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toVersion(row) : null
}

export async function findRouting(db: Db, number: number): Promise<RoutingVersion | null> {
  const row = await db.selectFrom('routing_versions').selectAll().where('number', '=', number).executeTakeFirst()
  return row ? toVersion(row) : null
}

/** Every version, newest first, without its body. */
export async function listRoutings(db: Db): Promise<Omit<RoutingVersion, 'body'>[]> {
  const rows = await db
    .selectFrom('routing_versions')
    .select(['number', 'note', 'made_by', 'made_at', 'active_from'])
    .orderBy('number', 'desc')
    .limit(VERSIONS_MAX)
    .execute()
  return rows.map((row) => toVersion({ ...row, body: null }))
}

const VERSIONS_MAX = 100

/** Writes rules down; they are not in force by that. Answers their number. */
export async function addRouting(tx: Tx, routing: { body: unknown; note: string }): Promise<number> {
  const row = await tx
    .insertInto('routing_versions')
    .values({ body: JSON.stringify(routing.body), note: routing.note })
    .returning('number')
    .executeTakeFirstOrThrow()
  return row.number
}

/** Puts rules in force, for what is routed from now on; false for a number there is none of. Heard on `routing`. */
export async function activateRouting(tx: Tx, number: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('routing_versions')
    .set({ active_from: sql<Date>`now()` })
    .where('number', '=', number)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface NewRouteFacts {
  tipId: string
  rules: number
  facts: unknown
}

/** Keeps by what tips were routed, in the place of what was kept of them before. For triage. */
export async function saveRouteFacts(tx: Tx, all: readonly NewRouteFacts[]): Promise<void> {
  if (all.length === 0) return
  await tx
    .insertInto('route_facts')
    .values(all.map(({ tipId, rules, facts }) => ({ tip_id: tipId, rules, facts: JSON.stringify(facts) })))
    .onConflict((conflict) =>
      conflict.column('tip_id').doUpdateSet((eb) => ({
        rules: eb.ref('excluded.rules'),
        facts: eb.ref('excluded.facts'),
      })),
    )
    .execute()
}

/** Tips of one kind, as far as routing is concerned. */
export interface CountedFacts {
  facts: unknown
  count: number
}

/** How many tips of each kind were routed since. For who may change the rules; empty for all others. */
export async function countRouteFacts(tx: Tx, since: Date): Promise<CountedFacts[]> {
  const { rows } = await sql<{ facts: unknown; count: string }>`
    select facts, count from routing_facts(${since})`.execute(tx)
  return rows.map(({ facts, count }) => ({ facts, count: Number(count) }))
}

/** The same for a command, which runs as the worker. */
export async function countAllRouteFacts(db: Db, since: Date): Promise<CountedFacts[]> {
  const rows = await db
    .selectFrom('route_facts')
    .select(['facts', (eb) => eb.fn.countAll<string>().as('count')])
    .where('routed_at', '>=', since)
    .groupBy('facts')
    .execute()
  return rows.map(({ facts, count }) => ({ facts, count: Number(count) }))
}

/** By what the tips were routed that the officer may open and that may change the rules; with their codes. */
export async function listOwnRouteFacts(
  tx: Tx,
  since: Date,
): Promise<{ tipId: string; code: string | null; facts: unknown }[]> {
  const rows = await tx
    .selectFrom('route_facts as f')
    .innerJoin('tips as t', 't.id', 'f.tip_id')
    .select(['f.tip_id', 't.code', 'f.facts'])
    .where('f.routed_at', '>=', since)
    .orderBy('f.routed_at', 'desc')
    .limit(OWN_MAX)
    .execute()
  return rows.map((row) => ({ tipId: row.tip_id, code: row.code, facts: row.facts }))
}

const OWN_MAX = 2_000

function toVersion(row: {
  number: number
  body: unknown
  note: string
  made_by: string | null
  made_at: Date
  active_from: Date | null
}): RoutingVersion {
  return {
    number: row.number,
    body: row.body,
    note: row.note,
    madeBy: row.made_by,
    madeAt: row.made_at,
    activeFrom: row.active_from,
  }
}
