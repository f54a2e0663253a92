import type { Config } from '../config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../data/demo-units.ts'
import { migrate } from '../storage/migrate.ts'
import { addUnits, listUnits } from '../storage/units.ts'
import { findAccount } from '../vault/account.ts'
import { ensureBackupPassword } from '../vault/backup-role.ts'
import { ensureKeys, readAllRolePasswords } from '../vault/keys.ts'
import { ensureGazetteer } from './gazetteer-release.ts'
import { asOwner } from './owner-db.ts'
import { startPostgres } from './postgres.ts'
import { findRunningPostgres } from './running-postgres.ts'

export interface Database {
  /** Owner's address; holds a password. */
  ownerUrl: string
  isEmbedded: boolean
  /** Stops the embedded server; does nothing to a database that was there before us. */
  stop(): Promise<void>
}

/** The database of DATABASE_URL, or the embedded one in the home folder, started. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<Database> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl.reveal(), isEmbedded: false, stop: async () => {} }
  // A command typed beside a running `npm start` uses its server, and leaves it running.
  const running = await findRunningPostgres(config.home)
  if (running) return { ownerUrl: running, isEmbedded: true, stop: async () => {} }
  const server = await startPostgres({ home: config.home, log })
  return { ownerUrl: server.url, isEmbedded: true, stop: () => server.stop() }
}

/** Keys where there are none, the newest schema, units and a gazetteer where there are none. Answers the migrations applied now. */
export async function prepareDatabase(config: Config, ownerUrl: string): Promise<string[]> {
  const { keysFolder, vaultKeysFolder, vaultUser } = config
  // Only root may give files to another account; who is not leaves them as they are.
  const vaultOwner = vaultUser !== null && process.getuid?.() === 0 ? await findAccount(vaultUser) : undefined
  await ensureKeys(keysFolder, { vaultFolder: vaultKeysFolder, vaultOwner })
  const passwords = await readAllRolePasswords(keysFolder, vaultKeysFolder)
  const applied = await migrate({ ownerUrl, passwords, backupPassword: await ensureBackupPassword(keysFolder) })
  await ensureUnits(ownerUrl)
  await asOwner(ownerUrl, ensureGazetteer)
  return applied
}

/** A line without a single unit could put a tip before nobody. Units that are there, be it one, are left as they are. */
export async function ensureUnits(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (tx) => {
    const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
    if ((await listUnits(tx, today)).length === 0) await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
  })
}

/** Runs `work` on the prepared database and stops what was started for it. */
export async function withDatabase<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const database = await openDatabase(config, () => {})
  try {
    await prepareDatabase(config, database.ownerUrl)
    return await work(database.ownerUrl)
  } finally {
    await database.stop()
  }
}
