/** A line on a Postgres of its own, which the test may stop, kill and start again without harm to other files. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { Channel } from '../../bots/channel.ts'
import { makeChannels } from '../../bots/index.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import type { EmbeddedPostgres } from '../../src/cli/postgres.ts'
import { type Config, loadConfig, openChannelSettings } from '../../src/config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { newId } from '../../src/domain/ids.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import { type Server, startServer } from '../../src/server/server.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { type RolePasswords, RUNTIME_ROLES } from '../../src/storage/roles.ts'
import { addUnits } from '../../src/storage/units.ts'
import { startVault } from '../../src/vault/serve.ts'
import { startWorker, type Worker } from '../../workers/worker.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { giveCodes } from './codes.ts'
import { useRelease } from './gazetteer.ts'
import { makeKeys } from './keys.ts'
import { OFFICERS, PASSWORD } from './line.ts'
import { makeServerHome } from './postgres.ts'

export interface OwnLine {
  server: Server
  config: Config
  log: string[]
  /** The Postgres that serves now; after `kill9` or `stop` call `startPostgres`. */
  postgres: EmbeddedPostgres
  startPostgres(): Promise<void>
  startWorker(): Promise<Worker>
  /** As superuser, over a connection of its own each time: the server may have gone in between. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/** A worker ends what it has begun, and a send may wait its turn. */
const STOP_TIMEOUT_MS = 60_000

/** Units and officers as in `startLine`; no worker until asked for. `channels` take the place of the settings'. All ends with the file. */
export async function startOwnLine(
  env: Record<string, string> = {},
  options: { channels?: ReadonlyMap<string, Channel> } = {},
): Promise<OwnLine> {
  const place = await makeServerHome()
  const postgres = await place.start()
  const config = loadConfig({
    TINBAO_HOME: path.join(place.home, 'tinbao'),
    PORT: '0',
    DEMO: 'false',
    LEARN_HOUR: 'off',
    REVIEW_SHARE: '0',
    ...env,
  })
  // fromEntries forgets the keys; they are exactly the roles.
  const passwords = Object.fromEntries(
    RUNTIME_ROLES.map((role) => [role, randomBytes(12).toString('hex')]),
  ) as RolePasswords
  await migrate({ ownerUrl: postgres.url, passwords })
  await makeKeys(config, passwords)
  const passwordHash = await hashPassword(PASSWORD)
  await useRelease(postgres.url, makeSmallRelease())
  await asOwner(postgres.url, async (tx) => {
    await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
    for (const { login, number, unit } of OFFICERS) {
      const officer = { login, number, unitCode: unit, role: 'duty-officer', passwordHash } as const
      const id = newId('ofc')
      await addOfficer(tx, { id, ...officer, clearances: ['restricted'] })
      await giveCodes(tx, config.keysFolder, id)
    }
  })
  const log: string[] = []
  const parts = {
    databaseAddress: postgres.url,
    channels: options.channels ?? makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: (line: string) => void log.push(line),
  }
  const workers: Worker[] = []
  const vault = await startVault(config, parts)
  const server = await startServer(config, parts)
  afterAll(async () => {
    await server.close()
    await Promise.all(workers.map((worker) => worker.close()))
    await vault.close()
  }, STOP_TIMEOUT_MS)
  const line: OwnLine = {
    server,
    config,
    log,
    postgres,
    async startPostgres() {
      line.postgres = await place.start()
    },
    async startWorker() {
      const worker = await startWorker(config, parts)
      workers.push(worker)
      return worker
    },
    async query(text, values) {
      const client = new pg.Client({ connectionString: line.postgres.url })
      client.on('error', () => {})
      await client.connect()
      return client
        .query(text, values)
        .then(({ rows }) => rows)
        .finally(() => client.end())
    },
  }
  return line
}
