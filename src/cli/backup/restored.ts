import pg from 'pg'
import type { Deletion } from '../../flow/replay-deletions.ts'
import { replayDeletions } from '../../flow/replay-deletions.ts'
import { countRows, listBackupTables } from '../../storage/backup-tables.ts'
import { openPool } from '../../storage/db.ts'
import { endSessions } from '../../storage/erase.ts'
import { migrate } from '../../storage/migrate.ts'
import { listNewestContents } from '../../storage/restored.ts'
import { ensureBackupPassword } from '../../vault/backup-role.ts'
import { makeContentSealer } from '../../vault/content.ts'
import { listEpochKeys, readContentKeys } from '../../vault/content-keys.ts'
import { readAllRolePasswords } from '../../vault/keys.ts'
import { eventRecord } from '../../vault/records.ts'
import { type Counts, findLosses } from './counts.ts'
import { readDeletions } from './deletion-log.ts'
import { BackupFault } from './fault.ts'

/** Where keys and the second store lie, and what the operator is told. */
export interface RestorePlaces {
  keysFolder: string
  vaultKeysFolder: string
  /** Folder of the second store. */
  checkpoints: string
  say: (line: string) => void
}

/**
 * What a restore needs besides the backup, looked at before anything is written: the key files, and the log of what
 * must not come back. @throws {AppError} `unknown-key`, {BackupFault}
 */
export async function readBeforehand(places: RestorePlaces): Promise<{ deletions: Deletion[] }> {
  await readAllRolePasswords(places.keysFolder, places.vaultKeysFolder)
  const [deletions, keys] = await Promise.all([
    readDeletions(places.checkpoints, places.keysFolder),
    listEpochKeys(places.keysFolder),
  ])
  if (deletions === null) {
    places.say(`Note: ${places.checkpoints} holds no deletion log; nothing will be destroyed again.`)
    return { deletions: [] }
  }
  const returned = deletions.filter(({ kind, ref }) => kind === 'key' && keys.includes(ref)).map(({ ref }) => ref)
  if (returned.length > 0) throw keysReturned(returned)
  return { deletions }
}

/**
 * On a superuser's address, before the system opens: is everything there, the newest schema, what was destroyed
 * destroyed again, nobody signed in.
 * @throws {BackupFault} when rows are missing, or a destroyed key is there again
 */
export async function finishRestored(
  ownerUrl: string,
  told: Counts | null,
  deletions: readonly Deletion[],
  places: RestorePlaces,
): Promise<void> {
  if (told) await checkCounts(ownerUrl, told)
  const passwords = await readAllRolePasswords(places.keysFolder, places.vaultKeysFolder)
  await migrate({ ownerUrl, passwords, backupPassword: await ensureBackupPassword(places.keysFolder) })
  const pool = openPool(ownerUrl, { size: 1, name: 'restore' })
  try {
    const keys = new Set(await listEpochKeys(places.keysFolder))
    const replayed = await pool.db.transaction().execute(async (tx) => {
      await endSessions(tx)
      return replayDeletions(tx, deletions, keys)
    })
    if (replayed.keysThere.length > 0) throw keysReturned(replayed.keysThere)
    places.say(
      `Destroyed again: ${replayed.tips} tips, ${replayed.identities} identities; destroyed keys are not there.`,
    )
    await tellWhetherItOpens(await listNewestContents(pool.db), places)
  } finally {
    await pool.close()
  }
}

export function keysReturned(ids: readonly string[]): BackupFault {
  return new BackupFault(
    `the key files hold destroyed keys again: ${ids.join(', ')}`,
    'They come from an old copy. Take the newest copy of the key files, made after these keys were destroyed.',
  )
}

/** Keys of another installation would be noticed only by officers, when nothing opens. */
export async function tellWhetherItOpens(
  contents: readonly { id: string; content: Buffer }[],
  { keysFolder, say }: RestorePlaces,
): Promise<void> {
  if (contents.length === 0) return
  const sealer = makeContentSealer(await readContentKeys(keysFolder))
  const opened = contents.filter(({ id, content }) => {
    try {
      sealer.open(eventRecord(id), content)
      return true
    } catch {
      return false
    }
  })
  say(`Of the ${contents.length} newest messages ${opened.length} open with these keys.`)
  if (opened.length === 0) say('Note: these are not the keys they were sealed with. Put the right ones back.')
}

async function checkCounts(ownerUrl: string, told: Counts): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const losses = findLosses(told, await countRows(client, await listBackupTables(client)), 'at-least')
    if (losses.length > 0) throw rowsMissing(losses)
  } finally {
    await client.end()
  }
}

export function rowsMissing(losses: readonly string[]): BackupFault {
  return new BackupFault(
    `rows are missing after the restore (${losses.join('; ')})`,
    'Nothing was replaced. Take an older backup, and keep this one to look into.',
  )
}
