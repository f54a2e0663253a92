import type { Config } from '../config.ts'
import { migrate } from '../storage/migrate.ts'
import { ensureKeys, readRolePasswords } from '../vault/keys.ts'
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

/** Keys where there are none, then the newest schema. Answers the migrations applied now. */
export async function prepareDatabase(config: Config, ownerUrl: string): Promise<string[]> {
  await ensureKeys(config.keysFolder)
  return migrate({ ownerUrl, passwords: await readRolePasswords(config.keysFolder) })
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
