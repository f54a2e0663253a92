import pg from 'pg'
import {
  type BackupTable,
  beginSnapshot,
  copyOutStatement,
  countRows,
  endSnapshot,
  listBackupTables,
  listMigrations,
} from '../../storage/backup-tables.ts'
import { copyOut } from '../../storage/copy.ts'
import { bytesEntry, writeArchive } from './archive.ts'
import type { Made } from './base.ts'
import { BackupFault } from './fault.ts'
import { ARCHIVE_VERSION } from './manifest.ts'
import { formatName } from './names.ts'
import type { Recipients } from './seal.ts'
import type { TarEntry } from './tar.ts'

/** Where the rows of a table lie in the archive: `rows/tips/000001`, in the binary format of `copy`. */
export const ROWS = 'rows'
/** An archive names the size of a part before it begins, so no more than this is in memory. */
const PART_BYTES = 4_000_000

/**
 * All tables of ours in one snapshot, as the role that may read them and nothing else.
 * @throws {BackupFault} when that role may not sign in or read, or the disk is full
 */
export async function backUpRows(order: {
  /** Address of the database as `tinbao_backup`. */
  url: string
  folder: string
  recipients: Recipients
  now: Temporal.Instant
  line: string
}): Promise<Made> {
  const client = new pg.Client({ connectionString: order.url, application_name: 'tinbao backup' })
  // Told by the statement under way.
  client.on('error', () => {})
  await client.connect().catch((cause: unknown) => {
    throw new BackupFault(
      'the role tinbao_backup cannot sign in to the database',
      'Run "npx tinbao migrate" with the keys folder of this installation, and see that the address is right.',
      { cause },
    )
  })
  try {
    await beginSnapshot(client)
    const tables = await listBackupTables(client)
    const counts = await countRows(client, tables).catch((cause: unknown) => {
      throw new BackupFault('a table may not be read by tinbao_backup', 'Run "npx tinbao migrate".', { cause })
    })
    const { file } = await writeArchive({
      ...order,
      head: {
        version: ARCHIVE_VERSION,
        kind: 'rows',
        madeAt: order.now.toString(),
        migrations: await listMigrations(client),
        tables,
      },
      body: rowsOf(client, tables),
      closing: () => ({ counts, wal: null }),
      nameOf: () => formatName({ kind: 'rows', at: order.now, line: order.line }),
    })
    await endSnapshot(client)
    return { file, rows: Object.values(counts).reduce((total, count) => total + count, 0) }
  } finally {
    await client.end().catch(() => {})
  }
}

async function* rowsOf(client: pg.ClientBase, tables: readonly BackupTable[]): AsyncGenerator<TarEntry> {
  for (const table of tables) {
    let number = 0
    let waiting: Buffer[] = []
    let waitingBytes = 0
    const part = (): TarEntry => {
      number += 1
      const entry = bytesEntry(`${ROWS}/${table.name}/${String(number).padStart(6, '0')}`, Buffer.concat(waiting))
      waiting = []
      waitingBytes = 0
      return entry
    }
    for await (const chunk of copyOut(client, copyOutStatement(table))) {
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes >= PART_BYTES) yield part()
    }
    if (waitingBytes > 0) yield part()
  }
}
