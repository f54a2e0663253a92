import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { readArchive, syncFolder, writeArchive } from './archive.ts'
import { fileEntry, folderEntry } from './base-files.ts'
import { listArchives } from './expire.ts'
import { BackupFault, explainDisk } from './fault.ts'
import { ARCHIVE_VERSION } from './manifest.ts'
import { formatName } from './names.ts'
import type { Recipients } from './seal.ts'
import type { TarEntry } from './tar.ts'

/** Where the key files lie in the archive: those of web and worker, and those of the vault. */
const FOLDERS = { keys: 'keys', vault: 'vault' } as const

export interface KeyFolders {
  keys: string
  /** Inside of `keys` or elsewhere. */
  vault: string
}

/**
 * The key files, for another place and other people than the data: whoever holds both opens everything.
 * @throws {BackupFault} when the folder holds backups of data, or a key file cannot be read
 */
export async function backUpKeys(order: {
  from: KeyFolders
  folder: string
  recipients: Recipients
  now: Temporal.Instant
  line: string
}): Promise<{ file: string; files: number }> {
  const neighbours = await listArchives(order.folder)
  if (neighbours.some(({ name }) => name.kind !== 'keys')) {
    throw new BackupFault(
      `${order.folder} holds backups of data`,
      'Whoever has data and keys has everything: keep the keys in another place, with other people.',
    )
  }
  const { file, manifest } = await writeArchive({
    ...order,
    head: { version: ARCHIVE_VERSION, kind: 'keys', madeAt: order.now.toString() },
    body: entriesOf(order.from),
    closing: () => ({ counts: null, wal: null }),
    nameOf: () => formatName({ kind: 'keys', at: order.now, line: order.line }),
  })
  return { file, files: Object.keys(manifest.parts).length }
}

/**
 * Puts key files back where there are none. They are written beside and renamed when all of the archive has proved
 * whole. @throws {BackupFault} when a folder has files in it
 */
export async function restoreKeys(file: string, identities: readonly string[], into: KeyFolders): Promise<number> {
  const isApart = path.relative(into.keys, into.vault).startsWith('..')
  for (const folder of isApart ? [into.keys, into.vault] : [into.keys]) {
    if ((await readdir(folder).catch(() => [])).length === 0) continue
    throw new BackupFault(`${folder} is not empty`, 'Keys are never overwritten: name a new folder with TINBAO_KEYS.')
  }
  const begun = `${into.keys}.restoring`
  await rm(begun, { recursive: true, force: true })
  try {
    let files = 0
    await mkdir(begun, { recursive: true, mode: 0o700 })
    await readArchive(file, identities, async (entry, head) => {
      if (head.kind !== 'keys') throw new BackupFault(`${file} holds no keys`, 'Give a file named tinbao-keys-….')
      await unpack(entry, begun)
      if (!entry.isFolder) files += 1
    })
    await place(path.join(begun, FOLDERS.keys), into.keys)
    await place(path.join(begun, FOLDERS.vault), into.vault)
    return files
  } catch (fault) {
    throw explainDisk(fault, into.keys)
  } finally {
    await rm(begun, { recursive: true, force: true })
  }
}

/** Writes an entry below a folder; the reader of the archive has seen to it that its name leads nowhere else. */
export async function unpack(entry: TarEntry, folder: string, name = entry.name): Promise<void> {
  const target = path.join(folder, name)
  if (entry.isFolder) return void (await mkdir(target, { recursive: true, mode: 0o700 }))
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  const handle = await open(target, 'wx', 0o600)
  try {
    for await (const chunk of entry.body) await handle.writeFile(chunk)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function place(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
  // An empty one may stand there: a name cannot be given to a folder that is taken.
  await rm(to, { recursive: true, force: true })
  await rename(from, to)
  await syncFolder(path.dirname(to))
}

async function* entriesOf(from: KeyFolders): AsyncGenerator<TarEntry> {
  for (const kind of ['keys', 'vault'] as const) {
    yield folderEntry(FOLDERS[kind])
    const names = await readdir(from[kind], { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(from[kind], cause)
    })
    for (const entry of names) {
      // Locks and files being exchanged are nobody's tomorrow.
      if (!entry.isFile() || !/^[a-z-]+\.json$/.test(entry.name)) continue
      const file = await fileEntry(`${FOLDERS[kind]}/${entry.name}`, path.join(from[kind], entry.name))
      if (file) yield file
    }
  }
}

function unreadable(folder: string, cause: unknown): BackupFault {
  return new BackupFault(
    `${folder} cannot be read by this account`,
    'Run the command as root, or as the account that may read all key files.',
    { cause },
  )
}
