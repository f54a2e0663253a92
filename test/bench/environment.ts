import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { asOwner } from '../../src/cli/owner-db.ts'
import { startPostgres } from '../../src/cli/postgres.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { newId } from '../../src/domain/ids.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { addUnits } from '../../src/storage/units.ts'
import { ensureKeys, readAllRolePasswords } from '../../src/vault/keys.ts'
import { giveCodes } from '../support/codes.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import { readServerCpu } from './cpu.ts'
import { percentile } from './statistics.ts'

/** The one officer of a run, at the desk where its tips arrive. */
export const OFFICER = { login: 'benthanh', unit: '26743', password: 'mat khau cua truc ban' } as const

export interface Environment {
  home: string
  keysFolder: string
  /** Owner's address of the database. */
  ownerUrl: string
  /** Settings of web and worker: where database and keys are, and the Telegram channel under an invented token. */
  env: Readonly<Record<string, string>>
  /** What a delivery of Telegram carries. */
  webhookHeaders: Readonly<Record<string, string>>
  redis: RedisServer
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Forgets every message, tip and job, and writes what is dirty to disk, so that each round begins alike. */
  empty(): Promise<void>
  /** CPU time of Postgres with all its processes, in microseconds. */
  postgresCpu(): Promise<number>
  redisPid: number
  stop(): Promise<void>
}

const SYNC_TIMES = 200
const SYNC_BYTES = 4_096

/** What a run leaves: everything else is emptied between rounds. */
const KEPT = ['units', 'officers', 'sessions', 'passkeys', 'totps', 'channel_tokens', 'migrations']

/** A Postgres that syncs each commit and a Redis that syncs each second, in folders of their own, gone with `stop`. */
export async function startEnvironment(): Promise<Environment> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-bench-'))
  const keysFolder = path.join(home, 'keys')
  const postgres = await startPostgres({ home, isDurable: true, log: () => {} })
  const redis = await startRedis({ appendonly: 'yes', appendfsync: 'everysec' })
  const postmasterPid = Number.parseInt(await readFile(path.join(home, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  await ensureKeys(keysFolder)
  await migrate({ ownerUrl: postgres.url, passwords: await readAllRolePasswords(keysFolder) })
  const passwordHash = await hashPassword(OFFICER.password)
  await asOwner(postgres.url, async (tx) => {
    await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
    const { login, unit } = OFFICER
    const id = newId('ofc')
    await addOfficer(tx, {
      id,
      login,
      number: '113-001',
      unitCode: unit,
      role: 'duty-officer',
      passwordHash,
    })
    await giveCodes(tx, keysFolder, id)
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => {})
  const tables = await findTables(pool)
  const address = new URL(postgres.url)
  address.username = ''
  address.password = ''
  const secret = randomBytes(24).toString('hex')
  return {
    home,
    keysFolder,
    ownerUrl: postgres.url,
    env: {
      TINBAO_HOME: home,
      // The first model takes minutes of CPU.
      LEARN_HOUR: 'off',
      REVIEW_SHARE: '0',
      TINBAO_KEYS: keysFolder,
      DATABASE_ADDRESS: address.href,
      DEMO: 'false',
      PORT: '0',
      // Platforms send as fast as they are asked here: the ceiling is not what is measured.
      VAULT_RESOLVES_PER_MINUTE: '100000000',
      TELEGRAM_BOT_TOKEN: '700000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFake',
      TELEGRAM_WEBHOOK_SECRET: secret,
    },
    webhookHeaders: { 'x-telegram-bot-api-secret-token': secret },
    redis,
    redisPid: Number(/process_id:(\d+)/.exec(String(await redis.send('INFO', 'server')))?.[1]),
    query: async (text, values) => (await pool.query(text, values)).rows,
    async empty() {
      const client = await pool.connect()
      try {
        // The audit's own guard against truncation is for those who would hide something.
        await client.query('set session_replication_role = replica')
        await client.query(`truncate ${tables.join(', ')}`)
        await client.query('set session_replication_role = origin')
        await client.query('checkpoint')
      } finally {
        client.release()
      }
      await redis.flush()
    },
    postgresCpu: () => readServerCpu(postmasterPid),
    async stop() {
      await pool.end()
      await Promise.all([postgres.stop(), redis.stop()])
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function findTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'bullmq') and not (schemaname = 'bullmq' and tablename like '%migration%') and not tablename = any($1)`,
    [KEPT],
  )
  return rows.map(({ name }) => name)
}

/** Median time of writing 4 KB and waiting for the disk, in milliseconds: the floor of every commit. */
export async function measureSync(folder: string): Promise<number> {
  const name = path.join(folder, 'sync-probe')
  const file = await open(name, 'w')
  const bytes = Buffer.alloc(SYNC_BYTES, 1)
  const tookMs: number[] = []
  for (let at = 0; at < SYNC_TIMES; at++) {
    const startMs = performance.now()
    await file.write(bytes, 0, bytes.length, at * SYNC_BYTES)
    await file.datasync()
    tookMs.push(performance.now() - startMs)
  }
  await file.close()
  await rm(name)
  return percentile(tookMs, 0.5)
}
