import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { makeChannels } from '../../bots/index.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { startPostgres } from '../../src/cli/postgres.ts'
import { type Config, loadConfig, openChannelSettings } from '../../src/config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { newId } from '../../src/domain/ids.ts'
import type { startServer } from '../../src/server/server.ts'
import { migrate } from '../../src/storage/migrate.ts'
import type { OfficerRole } from '../../src/storage/officer-schema.ts'
import { type RolePasswords, RUNTIME_ROLES, type RuntimeRole, urlForRole } from '../../src/storage/roles.ts'
import { addUnits } from '../../src/storage/units.ts'
import { type ContentSealer, makeContentSealer } from '../../src/vault/content.ts'
import { readContentKeys } from '../../src/vault/content-keys.ts'
import { readFormKey, readPeppers } from '../../src/vault/keys.ts'
import { makePseudonyms, type Pseudonyms } from '../../src/vault/pseudonyms.ts'
import { type DeskTokens, makeDeskTokens } from '../../src/web/desk-token.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { useRelease } from '../support/gazetteer.ts'
import { makeKeys } from '../support/keys.ts'

/** What a test runner brings: an empty, migrated database, and the server from its source, JSX compiled. */
export interface StageGround {
  url: string
  passwords: RolePasswords
  startServer: typeof startServer
}

/** The real web process over real Postgres, with units and nothing else; everything an attacker is given is put there. */
export interface Stage {
  address: string
  config: Config
  /** Every route the process answers, middleware included, as Hono lists them. */
  routes: readonly { method: string; path: string }[]
  content: ContentSealer
  pseudonyms: Pseudonyms
  /** Makes the tokens of forms, as pages of the desk would. */
  formTokens: DeskTokens
  /** As superuser. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  urlAs(role: RuntimeRole): string
  /** The database as its superuser. */
  adminUrl: string
  addOfficer(officer: NewOfficer): Promise<StageOfficer>
  close(): Promise<void>
}

export interface NewOfficer {
  unit: string
  role?: OfficerRole
  isCleared?: boolean
  /** Disabled after signing in. */
  isDisabled?: boolean
}

export interface StageOfficer {
  id: string
  unit: string
  /** Of an open session. */
  token: string
}

/** Without ground it starts a Postgres of its own and the server that was built, and so needs no test runner. */
export async function openStage(given?: StageGround): Promise<Stage> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-attack-'))
  const { stop, ...database } = given ? { ...given, stop: async () => {} } : await startOwn(home)
  const config = loadConfig({ TINBAO_HOME: path.join(home, 'tinbao'), PORT: '0', DEMO: 'false' })
  await makeKeys(config, database.passwords)
  await asOwner(database.url, (tx) => addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM))
  await useRelease(database.url, makeSmallRelease())
  const server = await database.startServer(config, {
    databaseAddress: database.url,
    channels: makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: () => {},
  })
  const admin = new pg.Pool({ connectionString: database.url, max: 2 })
  admin.on('error', () => {})
  const query: Stage['query'] = async (text, values) => (await admin.query(text, values)).rows
  return {
    address: server.address,
    config,
    routes: server.routes,
    content: makeContentSealer(await readContentKeys(config.keysFolder)),
    pseudonyms: makePseudonyms(await readPeppers(config.keysFolder)),
    formTokens: makeDeskTokens(await readFormKey(config.keysFolder)),
    query,
    urlAs: (role) => urlForRole(database.url, role, database.passwords),
    adminUrl: database.url,
    addOfficer: (officer) => addOfficer(query, officer),
    async close() {
      await server.close()
      await admin.end()
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function startOwn(home: string): Promise<StageGround & { stop(): Promise<void> }> {
  const server = await startPostgres({ home, isDurable: false, log: () => {} })
  // fromEntries forgets the keys; they are exactly the roles.
  const passwords = Object.fromEntries(
    RUNTIME_ROLES.map((role) => [role, randomBytes(12).toString('hex')]),
  ) as RolePasswords
  await migrate({ ownerUrl: server.url, passwords })
  const built: typeof import('../../src/server/server.ts') = await import(BUILT_SERVER.href)
  return { url: server.url, passwords, startServer: built.startServer, stop: () => server.stop() }
}

/** Pages are JSX, which Node does not read: without a test runner the server is the one that was built. */
const BUILT_SERVER = new URL('../../dist/src/server/server.js', import.meta.url)

let officers = 0

/** As superuser, past all that signing in demands: what a session may see is the question here, not how it was got. */
async function addOfficer(query: Stage['query'], officer: NewOfficer): Promise<StageOfficer> {
  officers += 1
  const id = newId('ofc')
  const token = randomBytes(32).toString('base64url')
  await query(`insert into officers (id, login, number, unit_code, role, clearances) values ($1, $2, $3, $4, $5, $6)`, [
    id,
    `attacker-${officers}`,
    `999-${officers}`,
    officer.unit,
    officer.role ?? 'duty-officer',
    officer.isCleared ? ['restricted'] : [],
  ])
  await query(`insert into sessions (token_hash, officer_id, ends_at) values ($1, $2, now() + interval '12 hours')`, [
    createHash('sha256').update(token).digest(),
    id,
  ])
  // A trigger ends the sessions of whoever is disabled: this one is to be found refused, not missing.
  if (officer.isDisabled) {
    await query(`set session_replication_role = replica; update officers set disabled_at = now() where id = '${id}';
      set session_replication_role = origin`)
  }
  return { id, unit: officer.unit, token }
}
