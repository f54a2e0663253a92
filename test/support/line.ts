import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll } from 'vitest'
import { makeChannels } from '../../bots/index.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { type Config, loadConfig, openChannelSettings } from '../../src/config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { newId } from '../../src/domain/ids.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import { type Server, startServer } from '../../src/server/server.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { addUnits } from '../../src/storage/units.ts'
import { startVault, type VaultServer } from '../../src/vault/serve.ts'
import { startWorker, type Worker } from '../../workers/worker.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { giveCodes } from './codes.ts'
import { useRelease } from './gazetteer.ts'
import { makeKeys } from './keys.ts'
import { cloneDatabase, type TestDatabase } from './postgres.ts'

export const PASSWORD = 'mat khau cua truc ban'

/** Officers of every test line: who sees what. */
export const OFFICERS = [
  { login: 'benthanh', number: '113-001', unit: '26743' },
  { login: 'saigon', number: '113-002', unit: '26740' },
  { login: 'trucban79', number: '113-010', unit: '79-PC01' },
  { login: 'thanhtra79', number: '113-013', unit: '79-TTR' },
  { login: 'chihuy79', number: '113-012', unit: '79-PV01' },
] as const

export interface Line {
  database: TestDatabase
  config: Config
  server: Server
  worker: Worker
  vault: VaultServer
  /** What the processes would have written to their logs. */
  log: string[]
  /** Starts another worker beside, or in the place of, the first. */
  startAnotherWorker(): Promise<Worker>
  /** Looks behind the curtain, as superuser. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/** The whole line in this process: real server, worker and vault on its socket, a fresh database with units and officers. */
export async function startLine(
  env: Record<string, string> = {},
  options: { withWorker?: boolean; withVault?: boolean } = {},
): Promise<Line> {
  const database = await cloneDatabase()
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-line-'))
  // Whom a draw asks first sees no words in the list: no test waits for a row that one in fifty times does not come.
  const config = loadConfig({
    TINBAO_HOME: home,
    PORT: '0',
    DEMO: 'false',
    LEARN_HOUR: 'off',
    REVIEW_SHARE: '0',
    ...env,
  })
  await makeKeys(config, database.passwords)
  await seed(database.url, config.keysFolder)
  const log: string[] = []
  const parts = {
    databaseAddress: database.url,
    channels: makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: (line: string) => void log.push(line),
  }
  const workers: Worker[] = []
  const startAnotherWorker = async (): Promise<Worker> => {
    const worker = await startWorker(config, parts)
    workers.push(worker)
    return worker
  }
  const idle = { close: async () => {} }
  const vault = options.withVault === false ? idle : await startVault(config, parts)
  const server = await startServer(config, parts)
  const worker = options.withWorker === false ? idle : await startAnotherWorker()
  const client = new pg.Pool({ connectionString: database.url, max: 2 })
  client.on('error', () => {})
  afterAll(async () => {
    await server.close()
    await Promise.all(workers.map((one) => one.close()))
    await vault.close()
    await client.end()
    await rm(home, { recursive: true, force: true })
  })
  return {
    database,
    config,
    server,
    worker,
    vault,
    log,
    startAnotherWorker,
    query: async (text, values) => (await client.query(text, values)).rows,
  }
}

/** Resolves with the first answer that is not null, undefined, false or empty; fails after `timeoutMs`, saying what was awaited. */
export async function until<T>(what: string, look: () => Promise<T>, timeoutMs = 15_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    const isEmpty = Array.isArray(found) && found.length === 0
    if (found && !isEmpty) return found
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await pause(20)
  }
}

let passwordHash: Promise<string> | undefined

async function seed(ownerUrl: string, keysFolder: string): Promise<void> {
  passwordHash ??= hashPassword(PASSWORD)
  const hash = await passwordHash
  await useRelease(ownerUrl, makeSmallRelease())
  await asOwner(ownerUrl, async (tx) => {
    await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
    for (const { login, number, unit } of OFFICERS) {
      const id = newId('ofc')
      await addOfficer(tx, {
        id,
        login,
        number,
        unitCode: unit,
        role: 'duty-officer',
        passwordHash: hash,
        clearances: ['restricted'],
      })
      await giveCodes(tx, keysFolder, id)
    }
  })
}
