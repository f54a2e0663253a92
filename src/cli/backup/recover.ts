import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pickPort } from '../free-port.ts'
import type { ServerAccount } from '../postgres-account.ts'
import type { Programs } from '../postgres-programs.ts'
import { findServer } from '../postgres-server-file.ts'
import { BackupFault } from './fault.ts'
import { endOf, positionOf } from './segments.ts'

export interface RecoverOrder {
  home: string
  /** The unpacked files; all segments of the log lie in its `pg_wal`. */
  data: string
  programs: Programs
  account: ServerAccount
  /** The last segment there is. */
  last: string
  until: Temporal.Instant | null
  /** Of the superuser, from now on. */
  password: string
}

/** Until recovery begins; it may then last for hours. */
const START_TIMEOUT_SECONDS = 300
const LOOK_EVERY_MS = 100
/** Line of `postmaster.pid` that says how far the server is (Postgres source, `pidfile.h`). */
const STATUS_LINE = 7

/**
 * Has Postgres mend the files by the log, on a port nobody knows, and begins a timeline of its own, so that what is
 * written from now on is never taken for what the old one wrote. The superuser gets our password: that of the backup's
 * machine is not in the backup.
 * @throws {BackupFault} in the words of what the server said
 */
export async function recoverData(order: RecoverOrder): Promise<void> {
  const logFile = path.join(order.home, 'postgres.log')
  await writeFile(logFile, '', { mode: 0o600 })
  await order.account.own(logFile)
  const port = await pickPort({ wanted: undefined, file: path.join(order.home, 'postgres-port') })
  await give(order, 'tinbao.conf', settingsFor(port, order.until))
  await give(order, 'recovery.signal', '')
  const at = ['-w', '-D', order.data]
  const start = ['start', ...at, `-t${START_TIMEOUT_SECONDS}`, '-l', logFile]
  const hasBegun = (await run(order, order.programs.pgCtl, start)) === 0
  if (!hasBegun || !(await hasRecovered(order.data))) throw explainLog(await readFile(logFile, 'utf8'))
  await run(order, order.programs.pgCtl, ['stop', ...at, '-m', 'fast'])
  await checkReach(order)
  const change = `alter role postgres password '${order.password.replaceAll("'", "''")}';\n`
  const single = ['--single', '-D', order.data, 'postgres']
  if ((await run(order, order.programs.postgres, single, change)) !== 0) {
    throw explainLog(await readFile(logFile, 'utf8'))
  }
}

/** `pg_ctl` waits only until recovery has begun. False when the server gave up. */
async function hasRecovered(data: string): Promise<boolean> {
  while (await findServer(data)) {
    const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')
    if (text.split('\n')[STATUS_LINE]?.trim() === 'ready') return true
    await pause(LOOK_EVERY_MS)
  }
  return false
}

/** No command fetches segments: all there are lie where the server looks next. */
function settingsFor(port: number, until: Temporal.Instant | null): string {
  return [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    "timezone = 'UTC'",
    // Ready means: all of it is replayed.
    'hot_standby = off',
    'archive_mode = off',
    "restore_command = 'exit 1'",
    "recovery_target_timeline = 'current'",
    "recovery_target_action = 'promote'",
    ...(until ? [`recovery_target_time = '${forPostgres(until)}'`] : []),
    'log_min_error_statement = panic',
    'log_error_verbosity = terse',
    '',
  ].join('\n')
}

/** To the microsecond, as Postgres counts. */
function forPostgres(until: Temporal.Instant): string {
  return until.toString({ smallestUnit: 'microsecond' }).replace('T', ' ').replace('Z', '+00')
}

/** A log that breaks off looks to Postgres like one that ends: it must have read to the end of the last segment. */
async function checkReach({ data, last, until }: RecoverOrder): Promise<void> {
  if (until) return
  const names = (await readdir(path.join(data, 'pg_wal'))).filter((name) => name.endsWith('.history')).sort()
  const newest = names.at(-1)
  const text = newest === undefined ? '' : await readFile(path.join(data, 'pg_wal', newest), 'utf8')
  const [, lsn] = /^\d+\t([0-9A-F]+\/[0-9A-F]+)\t/m.exec(text.trimEnd().split('\n').at(-1) ?? '') ?? []
  if (lsn !== undefined && positionOf(lsn) === endOf(last)) return
  throw new BackupFault(
    `the log breaks off at ${lsn ?? 'its beginning'}, before the end of segment ${last}`,
    'A file of the log is damaged although it is whole: restore up to before it with --until, or take an older backup.',
  )
}

function explainLog(words: string): BackupFault {
  if (words.includes('No space left on device')) {
    return new BackupFault('the disk is full', 'Nothing was replaced. Make room and run the command again.')
  }
  if (/before configured recovery target was reached/.test(words)) {
    return new BackupFault(
      'the log ends before the time given with --until',
      'Give an earlier time, or none for everything there is.',
    )
  }
  if (/before consistent recovery point/.test(words)) {
    return new BackupFault(
      'the time given with --until lies before the end of this backup',
      'Take an older full backup, or a later time.',
    )
  }
  if (
    /WAL ends before end of online backup|could not locate (a valid|required) checkpoint|invalid checkpoint/.test(words)
  ) {
    return new BackupFault('segments of the log are missing in the backup', 'Take an older full backup.')
  }
  const line = words.split('\n').findLast((one) => /FATAL|PANIC|ERROR/.test(one)) ?? 'it said nothing'
  return new BackupFault(
    `Postgres does not take up the restored files: ${line.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').trim()}`,
    'Nothing was replaced. Is it a backup of the same Postgres version? If so, take an older one.',
  )
}

async function give({ data, account }: RecoverOrder, name: string, text: string): Promise<void> {
  const file = path.join(data, name)
  await writeFile(file, text, { mode: 0o600 })
  await account.own(file)
}

async function run({ home, account }: RecoverOrder, program: string, args: string[], input?: string): Promise<number> {
  const log = await open(path.join(home, 'postgres.log'), 'a')
  try {
    return await account.run(program, args, log.fd, input)
  } finally {
    await log.close()
  }
}
