import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { asOwner } from '../../src/cli/owner-db.ts'
import { findRunningPostgres } from '../../src/cli/running-postgres.ts'
import { newId } from '../../src/domain/ids.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import type { OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer, findByLogin } from '../../src/storage/officers.ts'
import type { Engine } from '../chaos/plan.ts'
import { type System, startSystem } from '../chaos/system.ts'
import { giveCodes } from '../support/codes.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { type FakeZaloBot, startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { APP_ID, APP_SECRET, type FakeZaloOa, OA_ID, startFakeZaloOa } from '../support/fake-zalo-oa.ts'
import { startRedis } from '../support/redis.ts'

export const GROUND_PASSWORD = 'mat khau cua truc ban'

/** Somebody of each role; in the first unit everybody who reads tips. */
export const GROUND_OFFICERS = [
  { login: 'benthanh', unit: '26743', role: 'duty-officer' },
  { login: 'chihuybt', unit: '26743', role: 'unit-commander' },
  { login: 'chihuy79', unit: '79-PV01', role: 'provincial-supervisor' },
  { login: 'giukhoa79', unit: '79-PV01', role: 'custodian' },
  { login: 'giamsat79', unit: '79-TTR', role: 'auditor' },
  { login: 'quantri79', unit: '79-PC01', role: 'administrator' },
] as const satisfies readonly { login: string; unit: string; role: OfficerRole }[]
export type GroundLogin = (typeof GROUND_OFFICERS)[number]['login']

/** The whole line as it is built and run, each part a process of its own, with three platforms that are ours. */
export interface Ground {
  system: System
  address: string
  /** Where home, logs and database lie. */
  folder: string
  /** Of the database, as superuser. */
  ownerUrl: string
  telegram: FakeTelegram
  zalo: FakeZaloBot
  oa: FakeZaloOa
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** What the queue holds in Redis, as text; empty where it lies in Postgres. */
  readQueue(): Promise<string>
  /**
   * A new session as that officer, one of {@link GROUND_OFFICERS} or added since, with its proof fresh for `purpose`; good
   * for 12 hours.
   */
  openSession(login: string, purpose?: string): Promise<string>
  /** Runs a command of the built `tinbao` on this home; what it printed, whatever its end. */
  tinbao(args: readonly string[], input?: string): Promise<string>
  close(): Promise<void>
}

const opened = new Set<Ground>()

/** Closes what a run that did not come to its end has left open. */
export async function closeGrounds(): Promise<void> {
  await Promise.allSettled([...opened].map((ground) => ground.close()))
}

const MAIN = path.resolve(import.meta.dirname, '../../dist/src/cli/main.js')

/** `dist` must be built. Needs no test runner. */
export async function openGround(options: { engine: Engine; env?: Record<string, string> }): Promise<Ground> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-ground-'))
  const telegram = await startFakeTelegram()
  const zalo = await startFakeZaloBot()
  const oa = await startFakeZaloOa()
  const store = options.engine === 'redis' ? await startRedis() : null
  const env = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: telegram.secret,
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_BOT_TOKEN: zalo.token,
    ZALO_BOT_WEBHOOK_SECRET: zalo.secret,
    ZALO_BOT_API_ROOT: zalo.url,
    ZALO_OA_APP_ID: APP_ID,
    ZALO_OA_ID: OA_ID,
    ZALO_OA_APP_SECRET: APP_SECRET,
    ZALO_OA_SECRET_KEY: oa.secret,
    ZALO_OA_API_ROOT: oa.url,
    ZALO_OA_OAUTH_ROOT: oa.url,
    ...options.env,
  }
  const closePlatforms = async (): Promise<void> => {
    await Promise.all([telegram.close(), zalo.close(), oa.close(), store?.stop()])
  }
  let system: System
  try {
    system = await startSystem({ folder, platforms: env, store, onEndedItself: () => {} })
  } catch (fault) {
    await closePlatforms()
    throw fault
  }
  const { home, keysFolder } = system.config
  const ownerUrl = await findRunningPostgres(home)
  if (ownerUrl === null) throw new Error('the database of the ground is gone')
  await addOfficers(ownerUrl, keysFolder)
  telegram.setWebhook(`${system.address}/webhooks/telegram`)
  zalo.setWebhook(`${system.address}/webhooks/zalo-bot`)
  oa.setWebhook(`${system.address}/webhooks/zalo-oa`)

  const query: Ground['query'] = async (text, values) => {
    const client = new pg.Client({ connectionString: ownerUrl })
    client.on('error', () => {})
    await client.connect()
    return client
      .query(text, values)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  const ground: Ground = {
    system,
    address: system.address,
    folder,
    ownerUrl,
    telegram,
    zalo,
    oa,
    query,
    readQueue: async () => (store ? JSON.stringify(await store.keys()) : ''),
    async openSession(login, purpose) {
      const token = randomBytes(32).toString('base64url')
      await query(
        `insert into sessions (token_hash, officer_id, ends_at, fresh_at, fresh_for, fresh_with)
         values ($1, (select id from officers where login = $2), now() + interval '12 hours', $3, $4, $5)`,
        [
          createHash('sha256').update(token).digest(),
          login,
          purpose ? new Date() : null,
          purpose ?? null,
          purpose ? 'passkey' : null,
        ],
      )
      return token
    },
    tinbao: (args, input) => runTinbao(args, { ...env, TINBAO_HOME: home, DEMO: 'false' }, input),
    async close() {
      opened.delete(ground)
      await system.stop()
      await closePlatforms()
      await rm(folder, { recursive: true, force: true })
    },
  }
  opened.add(ground)
  await ground.tinbao(['channel', 'connect', 'zalo-oa'], oa.refreshToken())
  return ground
}

async function addOfficers(ownerUrl: string, keysFolder: string): Promise<void> {
  const passwordHash = await hashPassword(GROUND_PASSWORD)
  await asOwner(ownerUrl, async (tx) => {
    for (const [index, { login, unit, role }] of GROUND_OFFICERS.entries()) {
      const number = `113-${String(index + 1).padStart(3, '0')}`
      const officer = { id: newId('ofc'), login, number, unitCode: unit, role, passwordHash }
      await addOfficer(tx, { ...officer, clearances: ['restricted'] })
      const added = await findByLogin(tx, login)
      if (!added) throw new Error(`${login} was not added`)
      await giveCodes(tx, keysFolder, added.id)
    }
  })
}

function runTinbao(args: readonly string[], env: Record<string, string>, input = ''): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
  let out = ''
  const hear = (bytes: Buffer): void => {
    out += bytes.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(out))
  })
}
