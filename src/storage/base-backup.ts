import type pg from 'pg'
import { AppError } from '../domain/errors.ts'

/** One backup at a time of a cluster; the number is arbitrary and ours. */
const BACKUP_LOCK = 7_301_180_114

export interface Cluster {
  systemId: string
  timeline: number
  postgres: string
  isArchiving: boolean
  segmentBytes: number
}

/** What the cluster is, over a superuser's connection. */
export async function readCluster(client: pg.ClientBase): Promise<Cluster> {
  return one(
    await client.query<Cluster>(
      `select s.system_identifier::text as "systemId", c.timeline_id as timeline,
         current_setting('server_version') as postgres, current_setting('archive_mode') = 'on' as "isArchiving",
         i.bytes_per_wal_segment as "segmentBytes"
       from pg_control_system() s, pg_control_checkpoint() c, pg_control_init() i`,
    ),
  )
}

/** False while another backup of this cluster runs; held until the connection ends. */
export async function tryBackupLock(client: pg.ClientBase): Promise<boolean> {
  return one(await client.query<{ isOurs: boolean }>('select pg_try_advisory_lock($1) as "isOurs"', [BACKUP_LOCK]))
    .isOurs
}

/** Has the server read its settings again; true once this connection sees the command. */
export async function reloadSettings(client: pg.ClientBase): Promise<void> {
  await client.query('select pg_reload_conf()')
}

export async function readArchiveCommand(client: pg.ClientBase): Promise<string> {
  return one(await client.query<{ command: string }>(`select current_setting('archive_command') as command`)).command
}

/** Begins: from now on everything needed is in the files and the log. Answers the first segment of the log needed. */
export async function startBaseBackup(client: pg.ClientBase, label: string): Promise<string> {
  // Fast: the checkpoint is made at once, not spread over minutes.
  return one(
    await client.query<{ first: string }>('select pg_walfile_name(pg_backup_start($1, true)) as first', [label]),
  ).first
}

export interface BaseEnd {
  /** Last segment of the log needed; the server has finished it. */
  last: string
  /** Contents of `backup_label`, byte for byte. */
  label: string
  /** Contents of `tablespace_map`; empty where there are no tablespaces. */
  tablespaces: string
}

/** Ends on the connection that began; does not wait for the archive of the log. */
export async function stopBaseBackup(client: pg.ClientBase): Promise<BaseEnd> {
  return one(
    await client.query<BaseEnd>(
      `select pg_walfile_name(lsn) as last, labelfile as label, coalesce(spcmapfile, '') as tablespaces
       from pg_backup_stop(false)`,
    ),
  )
}

/** Finishes the segment being written; answers the last finished one. Does nothing when nothing was written since. */
export async function switchWal(client: pg.ClientBase): Promise<string> {
  return one(await client.query<{ last: string }>('select pg_walfile_name(pg_switch_wal()) as last')).last
}

export interface ArchiverState {
  /** Finished segments up to the one asked for that are not yet in the archive. */
  waiting: number
  archived: number
  failed: number
  lastFailed: string | null
}

export async function readArchiver(client: pg.ClientBase, upTo: string): Promise<ArchiverState> {
  return one(
    await client.query<ArchiverState>(
      `select (select count(*)::int from pg_ls_archive_statusdir() where name ~ '^[0-9A-F]{24}\\.ready$' and name <= $1) as waiting,
         archived_count::int as archived, failed_count::int as failed, last_failed_wal as "lastFailed"
       from pg_stat_archiver`,
      [`${upTo}.ready`],
    ),
  )
}

/** Why the archive of the log fails now: the segment it cannot keep, and since when; null while all is well. */
export async function findArchiveFailure(
  client: pg.ClientBase,
): Promise<{ segment: string | null; since: Date | null } | null> {
  const { rows } = await client.query<{ segment: string | null; since: Date | null }>(
    `select last_failed_wal as segment, last_failed_time as since from pg_stat_archiver
     where last_failed_time > coalesce(last_archived_time, '-infinity')`,
  )
  return rows[0] ?? null
}

function one<Row>({ rows }: { rows: Row[] }): Row {
  const [row] = rows
  if (!row) throw new AppError('bad-row', 'the server answered no row')
  return row
}
