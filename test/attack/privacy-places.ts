import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { RUNTIME_ROLES, type RuntimeRole, urlForRole } from '../../src/storage/roles.ts'
import { readAllRolePasswords } from '../../src/vault/keys.ts'
import type { Ground } from './ground.ts'

/** Calls back with each piece of what lies somewhere, and where that is. */
export type Visit = (place: string, bytes: Buffer) => void

/** Every file below the folder: the database's own files and log of changes, logs of all processes, checkpoints, keys. */
export async function visitFiles(folder: string, visit: Visit): Promise<number> {
  let count = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) count += await visitFiles(file, visit)
    // A file of a running server may go between listing and reading.
    const bytes = entry.isFile() ? await readFile(file).catch(() => null) : null
    if (bytes === null) continue
    visit(file, bytes)
    count += 1
  }
  return count
}

/** Every row of every table of every schema, as superuser. Answers the tables that hold rows. */
export async function visitTables(ground: Pick<Ground, 'query'>, visit: Visit, only = ''): Promise<string[]> {
  const tables = await ground.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm', 'v') and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname not like 'pg_toast%' and format('%I.%I', n.nspname, c.relname) ~ $1 order by 1`,
    [only],
  )
  const filled: string[] = []
  for (const { name } of tables) {
    const rows = await ground.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    if (rows.length > 0) filled.push(name)
    visitText(`table ${name}`, rows.map(({ row }) => row).join('\n'), visit)
  }
  return filled
}

/** What each run-time role can read of its own right, column by column. */
export async function visitAsRoles(ground: Ground, visit: Visit): Promise<number> {
  const { keysFolder, vaultKeysFolder } = ground.system.config
  const { vault, ...others } = await readAllRolePasswords(keysFolder, vaultKeysFolder)
  if (vault === undefined) throw new Error('the password of the vault cannot be read')
  const passwords = { ...others, vault }
  let count = 0
  for (const role of RUNTIME_ROLES) {
    count += await visitAsRole(urlForRole(ground.ownerUrl, role, passwords), role, visit)
  }
  return count
}

async function visitAsRole(url: string, role: RuntimeRole, visit: Visit): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  let count = 0
  try {
    const { rows: tables } = await client.query<{ name: string; columns: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name, string_agg(format('%I', a.attname), ', ') as columns
         from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p', 'v') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and a.attnum > 0
          and not a.attisdropped and has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select')
        group by 1`,
    )
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from (select ${columns} from ${name}) t`,
      )
      count += rows.length
      visitText(`table ${name} as ${role}`, rows.map(({ row }) => row).join('\n'), visit)
    }
    const { rows } = await client.query<{ query: string }>(
      `select concat_ws(' ', application_name, client_hostname, query) as query from pg_stat_activity`,
    )
    visitText(`pg_stat_activity as ${role}`, rows.map(({ query }) => query).join('\n'), visit)
  } finally {
    await client.end()
  }
  return count
}

/** Bytes of the database stand in a row as digits: they are searched as what they are. */
export function visitText(place: string, text: string, visit: Visit): void {
  visit(place, Buffer.from(text))
  const bytes = [...text.matchAll(/\\\\x([0-9a-f]{16,})/g)].map(([, digits = '']) => Buffer.from(digits, 'hex'))
  if (bytes.length > 0) visit(`${place}, its bytes`, Buffer.concat(bytes))
}

/** Titles of all processes, and the surroundings of ours. */
export async function visitProcesses(home: string, visit: Visit): Promise<number> {
  if (process.platform !== 'linux') return 0
  let ours = 0
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid) continue
    // They come and go while we look.
    const [title, surroundings] = await Promise.all(
      ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`).catch(() => Buffer.alloc(0))),
    )
    if (title) visit('title of a process', title)
    if (!surroundings?.includes(home)) continue
    ours += 1
    visit('surroundings of a process', surroundings)
  }
  return ours
}

/** What is on its way: the queue, the outbox, the dead letters, and what the server is asked now. */
export async function visitMoving(ground: Ground, visit: Visit): Promise<void> {
  await visitTables(ground, visit, '^(bullmq|public\\.(outbox|dead_letters|deliveries))')
  visitText('queue in Redis', await ground.readQueue(), visit)
  const asked = await ground.query<{ query: string }>(
    `select concat_ws(' ', application_name, query) as query from pg_stat_activity where pid <> pg_backend_pid()`,
  )
  visitText('pg_stat_activity', asked.map(({ query }) => query).join('\n'), visit)
}
