import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startPostgres } from '../postgres.ts'
import { chooseAccount, type ServerAccount } from '../postgres-account.ts'
import { walFolderOf } from '../postgres-archive.ts'
import { findPrograms } from '../postgres-programs.ts'
import { findServer } from '../postgres-server-file.ts'
import { readArchive, readHead, syncFolder } from './archive.ts'
import { DATA } from './base-files.ts'
import type { Counts } from './counts.ts'
import { BackupFault, explainDisk } from './fault.ts'
import { checkFollows, findLogArchives } from './follow.ts'
import { unpack } from './keys-archive.ts'
import type { Manifest } from './manifest.ts'
import { recoverData } from './recover.ts'
import { finishRestored, type RestorePlaces, readBeforehand } from './restored.ts'
import { WAL } from './wal.ts'

export interface BaseRestore extends RestorePlaces {
  file: string
  identities: readonly string[]
  /** The home whose database it becomes. */
  home: string
  until: Temporal.Instant | null
  isUpToGap: boolean
}

const BEFORE = '.before-restore'

/**
 * Restores a full backup and the log after it beside whatever is there, and puts it in its place only when it serves,
 * is whole, and has forgotten what was destroyed. What was there is kept as `postgres.before-restore`; answers whether
 * anything was.
 * @throws {BackupFault} and leaves everything as it was
 */
export async function restoreBase(order: BaseRestore): Promise<{ isSomethingKept: boolean }> {
  const { home } = order
  await refuseOccupied(home)
  const { deletions } = await readBeforehand(order)
  await refuseEarlier(order)
  const begun = path.join(home, 'restoring')
  await mkdir(home, { recursive: true })
  await rm(begun, { recursive: true, force: true })
  try {
    const data = path.join(begun, 'postgres')
    const unpacked = await unpackAll(order, data)
    const programs = await findPrograms()
    const account = await chooseAccount({ home, data: path.join(home, 'postgres'), program: programs.postgres })
    await ownAll(account, begun)
    const password = await passwordFor(home, begun)
    order.say(`Replaying the log up to ${order.until?.toString() ?? `segment ${unpacked.last}`}`)
    await recoverData({ home: begun, data, programs, account, last: unpacked.last, until: order.until, password })
    const server = await startPostgres({ home: begun, log: () => {} })
    try {
      await finishRestored(server.url, unpacked.counts, deletions, order)
    } finally {
      await server.stop()
    }
    return { isSomethingKept: await swap(home, begun) }
  } catch (fault) {
    throw explainDisk(fault, home)
  } finally {
    await rm(begun, { recursive: true, force: true })
  }
}

/** Postgres would stop at the first commit after the backup's end, which is not what was asked for. */
async function refuseEarlier({ file, identities, until }: BaseRestore): Promise<void> {
  const { madeAt } = await readHead(file, identities)
  if (until === null || Temporal.Instant.compare(until, Temporal.Instant.from(madeAt)) >= 0) return
  throw new BackupFault(`the time given with --until lies before this backup (${madeAt})`, 'Take an older full backup.')
}

async function refuseOccupied(home: string): Promise<void> {
  for (const data of [path.join(home, 'postgres'), path.join(home, 'restoring', 'postgres')]) {
    const server = await findServer(data)
    if (!server) continue
    throw new BackupFault(
      `the database in ${data} is running (process ${server.pid})`,
      'Stop the system first: Ctrl-C where "npm start" runs, or its service.',
    )
  }
  for (const place of [path.join(home, 'postgres'), walFolderOf(home)]) {
    if (!(await isThere(place)) || !(await isThere(`${place}${BEFORE}`))) continue
    throw new BackupFault(
      `${place}${BEFORE} is there already, from an earlier restore`,
      'When it is no longer needed, remove it, or move it to another disk; then restore.',
    )
  }
}

interface Unpacked {
  last: string
  /** Of the newest archive whose moment is reached for certain; null where that is none. */
  counts: Counts | null
}

async function unpackAll(order: BaseRestore, data: string): Promise<Unpacked> {
  order.say(`Unpacking ${path.basename(order.file)}`)
  await mkdir(path.dirname(data))
  await mkdir(data, { mode: 0o700 })
  const base = await readArchive(order.file, order.identities, async (entry) => {
    const [top, ...rest] = entry.name.split('/')
    if (top === DATA) await unpack(entry, data, rest.join('/'))
    else if (top === WAL) await unpack(entry, path.join(data, 'pg_wal'), rest.join('/'))
  })
  const { head } = base
  if (head.kind !== 'base') throw new BackupFault(`${order.file} is no full backup`, 'Give one named tinbao-base-….')
  const range = rangeOf(base.manifest, order.file)
  let { last } = range
  let counts = base.manifest.counts
  const following = await findLogArchives({ file: order.file, last, head }, order.isUpToGap)
  for (const { file, name } of following) {
    order.say(`Unpacking ${path.basename(file)}`)
    await checkFollows(file, order.identities, head)
    const seen = last
    const read = await readArchive(file, order.identities, async (entry) => {
      const segment = entry.name.split('/')[1] ?? ''
      if (segment > seen) return unpack(entry, path.join(data, 'pg_wal'), segment)
      for await (const _ of entry.body);
    })
    if (name.last !== rangeOf(read.manifest, file).last) throw misnamed(file)
    last = name.last
    counts = order.until ? counts : (read.manifest.counts ?? counts)
  }
  return { last, counts }
}

function rangeOf(manifest: Manifest, file: string): { first: string; last: string } {
  if (manifest.wal) return manifest.wal
  throw misnamed(file)
}

function misnamed(file: string): BackupFault {
  return new BackupFault(`${file} holds other segments than its name says`, 'Give it back the name it was made with.')
}

async function ownAll(account: ServerAccount, folder: string): Promise<void> {
  await account.own(folder)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await account.own(path.join(entry.parentPath, entry.name))
  }
}

/** The old database keeps its password, and the new one has the same: one file serves both. */
async function passwordFor(home: string, begun: string): Promise<string> {
  const file = path.join(home, 'postgres-password')
  const own = path.join(begun, 'postgres-password')
  if (await isThere(file)) await copyFile(file, own)
  else await writeFile(own, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return (await readFile(own, 'utf8')).trim()
}

async function swap(home: string, begun: string): Promise<boolean> {
  const password = path.join(home, 'postgres-password')
  if (!(await isThere(password))) await rename(path.join(begun, 'postgres-password'), password)
  // Its log continues no more: the next backup begins a line of its own.
  await putAside(walFolderOf(home))
  const isSomethingKept = await putAside(path.join(home, 'postgres'))
  await rename(path.join(begun, 'postgres'), path.join(home, 'postgres'))
  await syncFolder(home)
  return isSomethingKept
}

async function putAside(place: string): Promise<boolean> {
  if (!(await isThere(place))) return false
  await rename(place, `${place}${BEFORE}`)
  return true
}

async function isThere(place: string): Promise<boolean> {
  return readdir(path.dirname(place)).then(
    (names) => names.includes(path.basename(place)),
    () => false,
  )
}
