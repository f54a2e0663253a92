import type pg from 'pg'

/** A table and the columns of it that are kept; generated ones make themselves anew. */
export interface BackupTable {
  name: string
  columns: string[]
}

/** Tables of ours, the queue's excepted, by name; what is in parts is one table, or its rows would come back twice. */
export async function listBackupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition group by 1 order by 1`,
  )
  return rows
}

/** Rows of each table as this connection sees them; in a repeatable read transaction, of one moment. */
export async function countRows(
  client: pg.ClientBase,
  tables: readonly Pick<BackupTable, 'name'>[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from public.${quote(name)}`)
    counts[name] = rows[0]?.count ?? 0
  }
  return counts
}

export async function listMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from public.migrations order by name')
  return rows.map(({ name }) => name)
}

/** One moment of the whole database, seen by whoever asks on this connection until `rollback`. */
export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
}

export async function endSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query('rollback')
}

export const copyOutStatement = ({ name, columns }: BackupTable): string =>
  `copy (select ${columns.map(quote).join(', ')} from public.${quote(name)}) to stdout (format binary)`
export const copyInStatement = ({ name, columns }: BackupTable): string =>
  `copy public.${quote(name)} (${columns.map(quote).join(', ')}) from stdin (format binary)`

/** As `pg.escapeIdentifier`, without taking the driver along. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
