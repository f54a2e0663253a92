import { type FileHandle, open, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { bytesEntry } from './archive.ts'
import { BackupFault } from './fault.ts'
import type { TarEntry } from './tar.ts'

/** Where the files of the cluster lie in the archive. */
export const DATA = 'data'
const READ_BYTES = 262_144

/**
 * What the Postgres manual says to leave out (section "Backing Up the Data Directory"): made anew at every start, or of
 * the server that wrote it alone. Folders stay, empty.
 */
const EMPTY_FOLDERS = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])
const LEFT_OUT =
  /^(postmaster\.pid|postmaster\.opts|pg_internal\.init(\..*)?|pgsql_tmp.*|current_logfiles(\.tmp)?|postgresql\.auto\.conf\.tmp|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest|recovery\.signal|standby\.signal)$/
const CONTROL = 'global/pg_control'

/**
 * Every folder and file of a running server's data, as of the moment each is read: the log mends what changes
 * meanwhile. A file that grows is cut where it ended when it was looked at, one that shrinks or goes is filled up with
 * zeros, for the log writes those pages anew. The control file comes last.
 */
export async function* readBaseFiles(data: string): AsyncGenerator<TarEntry> {
  yield folderEntry(DATA)
  yield* readFolder(data, '')
  yield bytesEntry(`${DATA}/${CONTROL}`, await readControl(path.join(data, CONTROL)))
}

export function folderEntry(name: string): TarEntry {
  return { name, bytes: 0, isFolder: true, body: nothing() }
}

/** A file as an entry; null when it is gone. Opened only when its turn comes. */
export async function fileEntry(name: string, file: string): Promise<TarEntry | null> {
  const found = await stat(file).catch(ignoreMissing)
  return found ? { name, bytes: found.size, isFolder: false, body: readExactly(file, found.size) } : null
}

async function* readFolder(data: string, folder: string): AsyncGenerator<TarEntry> {
  const found = (await readdir(path.join(data, folder), { withFileTypes: true }).catch(ignoreMissing)) ?? []
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (LEFT_OUT.test(entry.name) || name === CONTROL) continue
    if (entry.isDirectory()) {
      yield folderEntry(`${DATA}/${name}`)
      if (name === 'pg_wal') yield folderEntry(`${DATA}/pg_wal/archive_status`)
      if (!EMPTY_FOLDERS.has(name)) yield* readFolder(data, name)
    } else if (entry.isFile()) {
      const file = await fileEntry(`${DATA}/${name}`, path.join(data, name))
      if (file) yield file
    } else {
      throw new BackupFault(
        `${name} in the data folder leads elsewhere`,
        'The built-in Postgres has no tablespaces and no linked folders; move the data back, or use a Postgres of your own.',
      )
    }
  }
}

/** Written in one piece by the server; read twice, so that we did not read it in the middle of that. */
async function readControl(file: string): Promise<Buffer> {
  for (;;) {
    const [first, second] = [await readFile(file), await readFile(file)]
    if (first.equals(second)) return first
  }
}

async function* readExactly(file: string, size: number): AsyncGenerator<Uint8Array> {
  const handle: FileHandle | null = (await open(file, 'r').catch(ignoreMissing)) ?? null
  try {
    for (let left = size; left > 0; ) {
      const chunk = Buffer.alloc(Math.min(left, READ_BYTES))
      const { bytesRead } = handle ? await handle.read(chunk, 0, chunk.length) : { bytesRead: 0 }
      // At its end before its time: the rest of this chunk stays zero.
      const length = bytesRead === 0 ? chunk.length : bytesRead
      left -= length
      yield chunk.subarray(0, length)
    }
  } finally {
    await handle?.close()
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
