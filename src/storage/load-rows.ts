import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { quote } from './backup-tables.ts'
import type { Db } from './db.ts'
import type { Schema } from './schema.ts'

type PutBack = () => Promise<void>

/** In this transaction the owner of the tables reaches every row. Answers how to force the policies again. */
export async function liftPolicies(client: pg.ClientBase): Promise<PutBack> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity order by 1`,
  )
  for (const { name } of rows) await client.query(`alter table ${quote(name)} no force row level security`)
  return async () => {
    for (const { name } of rows) await client.query(`alter table ${quote(name)} force row level security`)
  }
}

/**
 * Makes tables ready to be loaded in this transaction, as their owner: no policy, trigger or reference stands in the
 * way of rows that come table by table. Answers how to put everything back; references are then proved anew.
 */
export async function openTables(client: pg.ClientBase): Promise<PutBack> {
  const { rows: references } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  )
  const { rows: triggers } = await client.query<{ table: string; name: string }>(
    `select tgrelid::regclass::text as table, tgname as name from pg_trigger t
     join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
     where not tgisinternal and tgenabled = 'O' order by 1, 2`,
  )
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${quote(name)}`)
  for (const { table, name } of triggers) await client.query(`alter table ${table} disable trigger ${quote(name)}`)
  const forcePolicies = await liftPolicies(client)
  return async () => {
    for (const { table, name, definition } of references) {
      await client.query(`alter table ${table} add constraint ${quote(name)} ${definition}`)
    }
    for (const { table, name } of triggers) await client.query(`alter table ${table} enable trigger ${quote(name)}`)
    await forcePolicies()
  }
}

/** Numbers that columns give themselves go on after the highest that was loaded. */
export async function moveSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.oid::regclass::text as table, a.attname as column,
       pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null`,
  )
  for (const { table, column, sequence } of rows) {
    const highest = `max(${quote(column)})`
    await client.query(`select setval($1::regclass, coalesce(${highest}, 1), ${highest} is not null) from ${table}`, [
      sequence,
    ])
  }
}

export async function deleteRows(client: pg.ClientBase, table: string): Promise<void> {
  await client.query(`delete from public.${quote(table)}`)
}

/** True while web, worker or another command of ours is connected to this database. */
export async function isInUse(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name like 'tinbao %' and pid <> pg_backend_pid()`,
  )
  return (rows[0]?.count ?? 0) > 0
}

export async function isWithoutTables(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(`select 1 from pg_tables where schemaname = 'public' limit 1`)
  return rows.length === 0
}

/** Begins a transaction as the role that owns everything of ours. */
export async function beginAsOwner(client: pg.ClientBase): Promise<void> {
  await client.query('begin')
  await client.query('set local role tinbao_owner')
}

/** Storage functions on a connection that is in the middle of a transaction; closing it is not their business. */
export function dbOn(client: pg.ClientBase): Db {
  // Kysely asks with text and values; its type also knows cursors, which nobody opens here.
  const connection = { query: client.query.bind(client), release() {} } as unknown as PostgresPoolClient
  const pool: PostgresPool = { connect: async () => connection, end: async () => {}, options: {} }
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}
