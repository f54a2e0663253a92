import { readdir, readFile } from 'node:fs/promises'
import { runMigrations as migrateQueue } from 'bullmq'
import pg from 'pg'
import { AppError } from '../domain/errors.ts'
import { isUnreachable } from './db.ts'
import { type RolePasswords, RUNTIME_ROLES } from './roles.ts'

/** One migrator at a time on a database; the number is arbitrary and ours. */
const MIGRATION_LOCK = 7_301_180_113
export const QUEUE_SCHEMA = 'bullmq'

const MIGRATIONS = new URL('./migrations/', import.meta.url)

/**
 * Brings a database to the newest schema: roles, our migrations in order (each in a transaction, forward only), and
 * the queue's own. A role whose password is not given must be there already and keeps the one it has. Safe to run again and at the same time as another; answers the names of those applied now.
 * @throws {AppError} `database-unreachable`, or `database-refused` when the account may not create roles or schemas.
 */
export async function migrate(options: {
  ownerUrl: string
  passwords: Partial<RolePasswords>
  /** Of `tinbao_backup`, which is no run-time role; left out, it is made without and cannot sign in. */
  backupPassword?: string
  /** The last migration to apply: for a restore, which brings rows of an older schema. */
  through?: string
}): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
  } catch (cause) {
    if (isUnreachable(cause)) throw new AppError('database-unreachable', 'no answer at the address given', { cause })
    throw new AppError('database-refused', wordOf(cause), { cause })
  }
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await createRoles(client, options.passwords)
    await createBackupRole(client, options.backupPassword)
    await client.query('set role tinbao_owner')
    const applied = await applyMigrations(client, options.through)
    await migrateQueue(client, QUEUE_SCHEMA)
    await grantQueue(client)
    return applied
  } catch (cause) {
    if (cause instanceof pg.DatabaseError && cause.code === '42501') {
      throw new AppError(
        'database-refused',
        `${cause.message} (the account must own the database and may create roles)`,
        {
          cause,
        },
      )
    }
    throw cause
  } finally {
    await client.end()
  }
}

async function createRoles(client: pg.Client, passwords: Partial<RolePasswords>): Promise<void> {
  // Roles belong to the whole cluster: another of our databases may be creating them right now.
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK + 1])
  const existing = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'tinbao\\_%'`,
  )
  const names = new Set(existing.rows.map((row) => row.rolname))
  if (!names.has('tinbao_owner')) await client.query('create role tinbao_owner nologin nobypassrls')
  for (const role of RUNTIME_ROLES) {
    const name = `tinbao_${role}`
    const password = passwords[role]
    if (password === undefined) {
      if (names.has(name)) continue
      throw new AppError('unknown-key', `the password of ${name} cannot be read by this account`)
    }
    const login = `login noinherit nobypassrls nosuperuser password ${client.escapeLiteral(password)}`
    await client.query(`${names.has(name) ? 'alter' : 'create'} role ${name} ${login}`)
  }
  const { rows } = await client.query<{ me: string; db: string; member: boolean }>(
    `select current_user as me, current_database() as db, pg_has_role(current_user, 'tinbao_owner', 'set') as member`,
  )
  const session = rows[0]
  if (!session) throw new AppError('bad-row', 'no session')
  if (!session.member) await client.query(`grant tinbao_owner to ${client.escapeIdentifier(session.me)}`)
  await client.query(`grant create, connect on database ${client.escapeIdentifier(session.db)} to tinbao_owner`)
  await client.query('grant usage, create on schema public to tinbao_owner')
  await client.query('commit')
}

/** Reads every row and nothing else (0014); its password lies apart from those of the run-time roles. */
async function createBackupRole(client: pg.Client, password: string | undefined): Promise<void> {
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK + 1])
  const { rowCount } = await client.query(`select 1 from pg_roles where rolname = 'tinbao_backup'`)
  const bare = 'noinherit nobypassrls nosuperuser'
  if (rowCount === 0) await client.query(`create role tinbao_backup nologin ${bare}`)
  if (password !== undefined) {
    await client.query(`alter role tinbao_backup login ${bare} password ${client.escapeLiteral(password)}`)
  }
  await client.query('commit')
}

/** Every migration there is, by name and in order. */
export async function readMigrations(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(name, MIGRATIONS), 'utf8') })))
}

async function applyMigrations(client: pg.Client, through: string | undefined): Promise<string[]> {
  await client.query(
    'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
  )
  const { rows } = await client.query<{ name: string }>('select name from migrations')
  const done = new Set(rows.map((row) => row.name))
  const fresh = (await readMigrations()).filter(({ name }) => !done.has(name) && (!through || name <= through))
  for (const { name, text } of fresh) {
    await client.query('begin')
    await client.query(text)
    await client.query('insert into migrations (name) values ($1)', [name])
    await client.query('commit')
  }
  return fresh.map(({ name }) => name)
}

async function grantQueue(client: pg.Client): Promise<void> {
  // BullMQ makes a sequence of job numbers for each queue on its first job; it is all a run-time role ever makes.
  await client.query(`grant usage, create on schema ${QUEUE_SCHEMA} to tinbao_worker`)
  for (const things of ['tables', 'functions']) {
    await client.query(`grant all on all ${things} in schema ${QUEUE_SCHEMA} to tinbao_worker`)
  }
  // Only our own: those that BullMQ made at run time belong to the worker, and nobody else may grant on them.
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'S' and c.relnamespace = $1::regnamespace and pg_get_userbyid(c.relowner) = current_user`,
    [QUEUE_SCHEMA],
  )
  for (const { name } of rows) await client.query(`grant all on sequence ${name} to tinbao_worker`)
}

function wordOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
