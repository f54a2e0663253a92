import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { beginSnapshot, countRows, endSnapshot, listBackupTables, listMigrations } from '../../storage/backup-tables.ts'
import {
  type BaseEnd,
  type Cluster,
  readArchiveCommand,
  readCluster,
  reloadSettings,
  startBaseBackup,
  stopBaseBackup,
  switchWal,
  tryBackupLock,
} from '../../storage/base-backup.ts'
import { beginArchive, keepCommand, type LogLine, readLine } from '../postgres-archive.ts'
import { bytesEntry, writeArchive } from './archive.ts'
import { DATA, readBaseFiles } from './base-files.ts'
import { listArchives } from './expire.ts'
import { BackupFault } from './fault.ts'
import { ARCHIVE_VERSION, type Closing } from './manifest.ts'
import { formatName } from './names.ts'
import type { Recipients } from './seal.ts'
import { SEGMENT_BYTES, segmentsBetween, timelineOf } from './segments.ts'
import type { TarEntry } from './tar.ts'
import {
  archiveBroken,
  listSegments,
  pruneArchive,
  reachOf,
  segmentEntries,
  segmentsToShip,
  waitForArchive,
} from './wal.ts'

/** The embedded server, and where a backup of it goes. */
export interface BaseOrder {
  home: string
  /** As superuser. */
  ownerUrl: string
  folder: string
  recipients: Recipients
  now: Temporal.Instant
}

export interface Made {
  file: string
  /** Rows in the backup, over all tables. */
  rows: number
}

const SETTINGS_TIMEOUT_MS = 10_000

/**
 * A full backup of the embedded server while it serves: files and all of the log that mends them. Where earlier backups
 * of this line are in the folder, the log between them and this one is shipped too, so that each reaches to the last.
 * @throws {BackupFault} another backup runs, archive broken, disk full
 */
export async function backUpBase(order: BaseOrder): Promise<Made> {
  return withServer(order, async (client, cluster) => {
    const line = await ensureArchive(client, order, cluster)
    const first = await startBaseBackup(client, `tinbao ${line.line}`)
    const migrations = await listMigrations(client)
    let end: BaseEnd | undefined
    let counts: Record<string, number> = {}
    async function* body(): AsyncGenerator<TarEntry> {
      yield* readBaseFiles(path.join(order.home, 'postgres'))
      counts = await countNow(client)
      end = await stopBaseBackup(client)
      if (end.tablespaces !== '') throw new BackupFault('the cluster has tablespaces', 'Move their tables back first.')
      yield bytesEntry(`${DATA}/backup_label`, Buffer.from(end.label, 'utf8'))
      await waitForArchive(client, end.last)
      yield* segmentEntries(order.home, segmentsBetween(first, end.last))
    }
    const closing = (): Closing => ({ counts, wal: { first, last: end?.last ?? first } })
    const { file } = await writeArchive({
      ...order,
      head: {
        version: ARCHIVE_VERSION,
        kind: 'base',
        madeAt: order.now.toString(),
        ...line,
        timeline: timelineOf(first),
        postgres: cluster.postgres,
        migrations,
      },
      body: body(),
      closing,
      nameOf: ({ wal }) =>
        formatName({ kind: 'base', at: order.now, line: line.line, first, last: wal?.last ?? first }),
    })
    const last = end?.last ?? first
    await shipUpTo(client, order, line, last, { except: file })
    await pruneArchive(order.home, last)
    return { file, rows: sum(counts) }
  })
}

/**
 * Ships the log since the last backup of the folder, up to now; null when nothing was written since.
 * @throws {BackupFault} as {@link backUpBase}; also without a full backup to follow, or with a gap behind it
 */
export async function backUpLog(order: BaseOrder): Promise<Made | null> {
  return withServer(order, async (client, cluster) => {
    const line = await readLine(order.home)
    if (line?.systemId !== cluster.systemId) throw noBase(order.folder)
    const counts = await countNow(client)
    const last = await switchWal(client)
    await waitForArchive(client, last)
    const file = await shipUpTo(client, order, line, last, { counts })
    await pruneArchive(order.home, last)
    return file === null ? null : { file, rows: sum(counts) }
  })
}

async function shipUpTo(
  client: pg.ClientBase,
  order: BaseOrder,
  line: LogLine,
  last: string,
  options: { except?: string; counts?: Record<string, number> },
): Promise<string | null> {
  const archives = (await listArchives(order.folder)).filter(({ file }) => file !== options.except)
  const reach = reachOf(archives, line.line)
  if (reach === null) {
    if (options.except !== undefined) return null
    throw noBase(order.folder)
  }
  // After a gap a full backup begins anew: what came before it ends where it ends.
  const there = await listSegments(order.home, last.slice(0, 8))
  const names = options.except === undefined ? segmentsToShip(there, reach, last) : tryToShip(there, reach, last)
  const [first] = names
  if (first === undefined) return null
  const { file } = await writeArchive({
    ...order,
    head: {
      version: ARCHIVE_VERSION,
      kind: 'wal',
      madeAt: order.now.toString(),
      ...line,
      timeline: timelineOf(first),
      migrations: await listMigrations(client),
    },
    body: segmentEntries(order.home, names),
    closing: () => ({ counts: options.counts ?? null, wal: { first, last } }),
    nameOf: () => formatName({ kind: 'wal', at: order.now, line: line.line, first, last }),
  })
  return file
}

function tryToShip(there: readonly string[], reach: string, last: string): string[] {
  try {
    return segmentsToShip(there, reach, last)
  } catch (fault) {
    if (fault instanceof BackupFault) return []
    throw fault
  }
}

/** One connection for all of it: a backup ends with the session that began it, and so does the lock. */
async function withServer<T>(
  order: BaseOrder,
  work: (client: pg.ClientBase, cluster: Cluster) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: order.ownerUrl, application_name: 'tinbao backup' })
  // Told by the statement under way.
  client.on('error', () => {})
  await client.connect()
  try {
    if (!(await tryBackupLock(client))) {
      throw new BackupFault('another backup is running', 'Wait until it has ended.')
    }
    const cluster = await readCluster(client)
    if (cluster.segmentBytes !== SEGMENT_BYTES) {
      throw new BackupFault('the segments of the log are not of 16 MB', 'Use that server’s own tools for backups.')
    }
    return await work(client, cluster)
  } finally {
    await client.end().catch(() => {})
  }
}

async function ensureArchive(client: pg.ClientBase, order: BaseOrder, cluster: Cluster): Promise<LogLine> {
  if (!cluster.isArchiving) {
    throw new BackupFault(
      'the running Postgres was started by an older Tin Báo and keeps no log',
      'Stop the system and start it again once, then run the backup.',
    )
  }
  const line = await beginArchive(order.home, path.join(order.home, 'postgres'), cluster.systemId)
  const wanted = keepCommand(order.home).replaceAll("''", "'").replaceAll('\\\\', '\\')
  await reloadSettings(client)
  const deadline = Date.now() + SETTINGS_TIMEOUT_MS
  while ((await readArchiveCommand(client)) !== wanted) {
    if (Date.now() > deadline) throw archiveBroken(null)
    await pause(20)
  }
  return line
}

async function countNow(client: pg.ClientBase): Promise<Record<string, number>> {
  await beginSnapshot(client)
  try {
    return await countRows(client, await listBackupTables(client))
  } finally {
    await endSnapshot(client)
  }
}

function noBase(folder: string): BackupFault {
  return new BackupFault(
    `${folder} holds no full backup of this database that the log could follow`,
    'Take one with "npx tinbao backup --to FOLDER", then ship the log after it.',
  )
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
