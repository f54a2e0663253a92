import pg from 'pg'
import { type Config, loadConfig, openChannelSettings } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { countReviews } from '../storage/corrections.ts'
import { openPool } from '../storage/db.ts'
import { countOutbox } from '../storage/outbox.ts'
import { type RolePasswords, RUNTIME_ROLES, urlForRole } from '../storage/roles.ts'
import { listUnits } from '../storage/units.ts'
import { readAuditSigningKey, readAuditVerifyKeys } from '../vault/audit-keys.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { makeIdentityOpener, makeIdentitySealer } from '../vault/identity.ts'
import { readAllRolePasswords, readFormKey, readLoginKey, readPeppers } from '../vault/keys.ts'
import { readVaultPrivateKeys, readVaultPublicKey } from '../vault/vault-keys.ts'
import { checkBot } from './check-channels.ts'
import type { Command } from './command.ts'
import { type Database, openDatabase } from './database.ts'
import { checkBackup } from './doctor-backup.ts'
import { checkClearances } from './doctor-clearances.ts'
import { checkGazetteer } from './doctor-gazetteer.ts'
import { checkModel } from './doctor-model.ts'
import { checkRedis } from './doctor-redis.ts'
import { checkScope } from './doctor-scope.ts'
import { checkVault, isVaultClosed } from './doctor-vault.ts'
import { asOwner } from './owner-db.ts'

/** Pools of one web process and one worker when all are full, with the queue on Postgres (`workers/worker.ts`, `workers/queues.ts`, `src/server/server.ts`), and some to spare. */
const CONNECTIONS_MIN = 180

/** What was looked at; `mend` says what to do where it is not well. */
interface Finding {
  what: string
  state: 'ok' | 'warning' | 'broken'
  detail: string
  mend?: string
}

const MARKS = { ok: 'ok      ', warning: 'warning ', broken: 'BROKEN  ' } as const

export const doctor: Command = {
  usage: 'doctor                     look at configuration, database, queue, keys, channels; say what to mend',
  async run(_args, env) {
    const findings: Finding[] = []
    const report = (finding: Finding): void => {
      findings.push(finding)
      const mend = finding.mend && finding.state !== 'ok' ? `\n          ${finding.mend}` : ''
      process.stdout.write(`${MARKS[finding.state]}${finding.what}: ${finding.detail}${mend}\n`)
    }
    const config = await look(report, 'configuration', 'Correct the settings named.', async () => {
      const loaded = loadConfig(env)
      return {
        value: loaded,
        detail: loaded.databaseUrl ? 'database of DATABASE_URL' : `built-in database in ${loaded.home}`,
      }
    })
    if (config) {
      await checkKeys(config, report)
      report({ what: 'vault', ...(await checkVault(config)) })
      const database = await look(
        report,
        'database server',
        'Is it running, is the address right, is the folder writable?',
        async () => {
          const opened = await openDatabase(config, () => {})
          await checkConnection(opened.ownerUrl)
          return { value: opened, detail: 'answers' }
        },
      )
      if (database) await checkDatabase(config, database, report).finally(() => database.stop())
      if (config.redisUrl) report({ what: 'redis', ...(await checkRedis(config.redisUrl.reveal())) })
      report({ what: 'model', ...checkModel(config.home) })
      await checkChannels(config, report)
    }
    const broken = findings.filter((finding) => finding.state === 'broken').length
    process.stdout.write(broken === 0 ? '\nNothing is broken.\n' : `\n${broken} to mend.\n`)
    return broken === 0 ? 0 : 1
  },
}

type Report = (finding: Finding) => void

async function look<T>(
  report: Report,
  what: string,
  mend: string,
  work: () => Promise<{ value: T; detail: string }>,
): Promise<T | null> {
  try {
    const { value, detail } = await work()
    report({ what, state: 'ok', detail })
    return value
  } catch (error) {
    report({ what, state: 'broken', detail: error instanceof Error ? error.message : 'fault', mend })
    return null
  }
}

async function checkConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end().catch(() => {})
  }
}

async function checkKeys(config: Config, report: Report): Promise<void> {
  await look(
    report,
    'keys',
    'Run "npx tinbao migrate" on a new installation; on an old one put the files back from your backup of keys.',
    async () => {
      const { keysFolder } = config
      await Promise.all([readPeppers(keysFolder), readFormKey(keysFolder), readLoginKey(keysFolder)])
      await Promise.all([readAuditSigningKey(keysFolder), readAuditVerifyKeys(keysFolder)])
      await readAllRolePasswords(keysFolder, config.vaultKeysFolder)
      const content = makeContentSealer(await readContentKeys(keysFolder))
      content.open('doctor', content.seal('doctor', 'well'))
      const identity = makeIdentitySealer(await readVaultPublicKey(keysFolder))
      const sealed = await identity.seal('doctor', 'well')
      if (await isVaultClosed(config))
        return { value: true, detail: "all there; the vault's are closed to this account" }
      await makeIdentityOpener(await readVaultPrivateKeys(config.vaultKeysFolder)).open('doctor', sealed)
      return { value: true, detail: 'all there; what is sealed opens' }
    },
  )
}

async function checkDatabase(config: Config, database: Database, report: Report): Promise<void> {
  const passwords = await readAllRolePasswords(config.keysFolder, config.vaultKeysFolder).catch(() => null)
  if (!passwords) return
  await look(report, 'run-time roles', 'Run "npx tinbao migrate".', async () => {
    const known = RUNTIME_ROLES.filter((role) => passwords[role] !== undefined)
    for (const role of known) await checkConnection(urlForRole(database.ownerUrl, role, { vault: '', ...passwords }))
    const closed = known.length < RUNTIME_ROLES.length ? "; the vault's password is closed to this account" : ''
    return { value: true, detail: `${known.length} roles sign in${closed}` }
  })
  await look(
    report,
    'durability',
    `Set fsync = on and synchronous_commit = on, for an accepted tip must survive a crash, and max_connections = ${CONNECTIONS_MIN} or more.`,
    () => checkDurability(database.ownerUrl),
  )
  await look(
    report,
    'units',
    'Put the duty desk of HOME_PROVINCE into the table units: it gets what no other unit can be named for.',
    () => checkUnits(database.ownerUrl, config.homeProvince),
  )
  report({ what: 'gazetteer', ...(await checkGazetteer(database.ownerUrl)) })
  report({ what: 'restricted tips', ...(await checkClearances(database.ownerUrl)) })
  await checkWork(config, database, passwords, report)
  report({ what: 'backup', ...(await checkBackup(config, database.ownerUrl)) })
}

async function checkUnits(url: string, homeProvince: string): Promise<{ value: boolean; detail: string }> {
  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
  const units = await asOwner(url, (tx) => listUnits(tx, today))
  const desk = `${homeProvince}-PC01`
  if (!units.some((unit) => unit.code === desk)) throw new AppError('bad-config', `no unit ${desk}`)
  return { value: true, detail: `${units.length} in force, duty desk ${desk}` }
}

async function checkDurability(url: string): Promise<{ value: boolean; detail: string }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ fsync: string; commit: string; version: string; connections: string }>(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('server_version') as version, current_setting('max_connections') as connections`,
    )
    const row = rows[0]
    if (row?.fsync !== 'on' || row.commit === 'off')
      throw new AppError('bad-config', `fsync ${row?.fsync}, synchronous_commit ${row?.commit}`)
    if (Number(row.connections) < CONNECTIONS_MIN)
      throw new AppError('bad-config', `max_connections ${row.connections}, needed ${CONNECTIONS_MIN}`)
    return { value: true, detail: `Postgres ${row.version}, fsync on, synchronous_commit ${row.commit}` }
  } finally {
    await client.end()
  }
}

async function checkWork(
  config: Config,
  database: Database,
  passwords: Pick<RolePasswords, 'worker'>,
  report: Report,
): Promise<void> {
  const pool = openPool(urlForRole(database.ownerUrl, 'worker', passwords), { size: 1, name: 'doctor' })
  try {
    await look(report, 'queue', 'Run "npx tinbao migrate".', async () => {
      await pool.pool.query('select 1 from bullmq.migration limit 1')
      return {
        value: true,
        detail: `BullMQ on ${config.redisUrl ? 'Redis' : 'Postgres'}, schema in Postgres in place`,
      }
    })
    report({ what: 'out of scope', ...(await checkScope(pool.db, countReviews, config.worker.destroysOutOfScope)) })
    const { waiting, parked } = await countOutbox(pool.db)
    report({
      what: 'work',
      state: parked > 0 ? 'warning' : 'ok',
      detail: `${waiting} waiting, ${parked} given up`,
      mend: 'What was given up stands in table outbox with its reason; a channel that is down is the commonest one.',
    })
  } catch {
    report({ what: 'work', state: 'broken', detail: 'cannot be read', mend: 'Run "npx tinbao migrate".' })
  } finally {
    await pool.close()
  }
}

async function checkChannels(config: Config, report: Report): Promise<void> {
  const { telegram, zaloBot, zaloOa } = openChannelSettings(config)
  if (!telegram) report({ what: 'telegram', state: 'ok', detail: 'off (no TELEGRAM_BOT_TOKEN)' })
  else
    await look(report, 'telegram', 'Is the token right, and can this machine reach the API?', () => checkBot(telegram))
  if (!zaloBot) report({ what: 'zalo-bot', state: 'ok', detail: 'off (no ZALO_BOT_TOKEN)' })
  else
    await look(report, 'zalo-bot', 'Is the token right, and can this machine reach the API?', () => checkBot(zaloBot))
  const detail = zaloOa ? 'set; "tinbao channel status zalo-oa" asks Zalo' : 'off (no ZALO_OA_APP_ID)'
  report({ what: 'zalo-oa', state: 'ok', detail })
}
