import pg from 'pg'
import { replayDeletions } from '../../flow/replay-deletions.ts'
import { copyInStatement, countRows, listBackupTables, listMigrations } from '../../storage/backup-tables.ts'
import { type CopyIn, copyIn } from '../../storage/copy.ts'
import { endSessions } from '../../storage/erase.ts'
import {
  beginAsOwner,
  dbOn,
  deleteRows,
  isInUse,
  isWithoutTables,
  liftPolicies,
  moveSequences,
  openTables,
} from '../../storage/load-rows.ts'
import { migrate, readMigrations } from '../../storage/migrate.ts'
import { listNewestContents } from '../../storage/restored.ts'
import { ensureBackupPassword } from '../../vault/backup-role.ts'
import { listEpochKeys } from '../../vault/content-keys.ts'
import { readAllRolePasswords } from '../../vault/keys.ts'
import { readArchive, readHead } from './archive.ts'
import { findLosses } from './counts.ts'
import { BackupFault } from './fault.ts'
import type { HeadOf } from './manifest.ts'
import { keysReturned, type RestorePlaces, readBeforehand, rowsMissing, tellWhetherItOpens } from './restored.ts'
import { ROWS } from './rows.ts'

export interface RowsRestore extends RestorePlaces {
  file: string
  identities: readonly string[]
  /** Of the database to fill, as its owner. */
  ownerUrl: string
}

/** Written by `migrate` itself, and by the first start; the backup brings its own. */
const SEEDED = ['migrations', 'units', 'unit_versions', 'unit_areas', 'gazetteer_activations', 'gazetteer_releases']

/**
 * Loads every table in one transaction, which commits only when each row is there and what was destroyed since has been
 * destroyed again. The database must be new, or migrated and without rows.
 * @throws {BackupFault} and leaves the rows as they were
 */
export async function restoreRows(order: RowsRestore): Promise<void> {
  const { deletions } = await readBeforehand(order)
  const head = await readHead(order.file, order.identities)
  if (head.kind !== 'rows') throw new BackupFault(`${order.file} holds no rows`, 'Give a file named tinbao-rows-….')
  await withClient(order.ownerUrl, (client) => refuseUnfit(client, head))
  // As far as the schema of the backup: the migrations after it are to change its rows as well.
  const through = head.migrations.at(-1) ?? ''
  const passwords = await readAllRolePasswords(order.keysFolder, order.vaultKeysFolder)
  const backupPassword = await ensureBackupPassword(order.keysFolder)
  await migrate({ ownerUrl: order.ownerUrl, passwords, backupPassword, through })
  await withClient(order.ownerUrl, async (client) => {
    await beginAsOwner(client)
    await load(client, order)
    await migrateRest(client)
    const putBack = await liftPolicies(client)
    const db = dbOn(client)
    await endSessions(db)
    const keys = new Set(await listEpochKeys(order.keysFolder))
    const replayed = await replayDeletions(db, deletions, keys)
    if (replayed.keysThere.length > 0) throw keysReturned(replayed.keysThere)
    order.say(
      `Destroyed again: ${replayed.tips} tips, ${replayed.identities} identities; destroyed keys are not there.`,
    )
    await tellWhetherItOpens(await listNewestContents(db), order)
    await putBack()
    await client.query('commit')
  })
}

async function withClient<T>(url: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'tinbao restore' })
  // Told by the statement under way.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function refuseUnfit(client: pg.ClientBase, head: HeadOf<'rows'>): Promise<void> {
  if (await isInUse(client)) {
    throw new BackupFault('the system is running on this database', 'Stop web, worker and vault first.')
  }
  if (await isWithoutTables(client)) return
  const newer = (await listMigrations(client).catch(() => ['tables of others'])).filter(
    (name) => !head.migrations.includes(name),
  )
  if (newer.length > 0) {
    throw new BackupFault(
      `the database is further than the backup (${newer.join(', ')})`,
      'Make a new, empty database and give its address with DATABASE_URL.',
    )
  }
  await beginAsOwner(client)
  await liftPolicies(client)
  await refuseFilled(client)
  await client.query('rollback')
}

async function refuseFilled(client: pg.ClientBase): Promise<void> {
  const counts = await countRows(client, await listBackupTables(client))
  const filled = Object.keys(counts).filter((table) => (counts[table] ?? 0) > 0 && !SEEDED.includes(table))
  if (filled.length === 0) return
  throw new BackupFault(
    `the database is not empty (${filled.join(', ')})`,
    'Nothing is ever overwritten: make a new, empty database and give its address with DATABASE_URL.',
  )
}

async function load(client: pg.ClientBase, order: RowsRestore): Promise<void> {
  const putBack = await openTables(client)
  await refuseFilled(client)
  // An older backup's schema has not all of them.
  const there = new Set((await listBackupTables(client)).map(({ name }) => name))
  for (const table of SEEDED) if (there.has(table)) await deleteRows(client, table)
  let open: { table: string; copy: CopyIn } | null = null
  const close = async (): Promise<void> => {
    await open?.copy.end()
    open = null
  }
  const { head, manifest } = await readArchive(order.file, order.identities, async (entry, head) => {
    const [top, table = ''] = entry.name.split('/')
    const known = head.kind === 'rows' ? head.tables.find(({ name }) => name === table) : undefined
    if (top !== ROWS || !known) throw new BackupFault(`${entry.name} has no place`, 'Take another backup.')
    if (open?.table !== table) {
      await close()
      open = { table, copy: await copyIn(client, copyInStatement(known)) }
    }
    for await (const chunk of entry.body) await open.copy.write(chunk)
  })
  await close()
  const found = await countRows(client, head.kind === 'rows' ? head.tables : [])
  const losses = findLosses(manifest.counts ?? {}, found, 'exact')
  if (losses.length > 0) throw rowsMissing(losses)
  await moveSequences(client)
  await putBack()
}

/** What came after the backup's schema, in the same transaction: half of it must not stay. */
async function migrateRest(client: pg.ClientBase): Promise<void> {
  const done = new Set(await listMigrations(client))
  for (const { name, text } of await readMigrations()) {
    if (done.has(name)) continue
    await client.query(text)
    await client.query('insert into migrations (name) values ($1)', [name])
  }
}
