import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../data/demo-units.ts'
import { migrate } from '../storage/migrate.ts'
import { addUnits } from '../storage/units.ts'
import { ensureKeys, readAllRolePasswords, vaultFolderOf } from '../vault/keys.ts'
import { ensureGazetteer } from './gazetteer-release.ts'
import { asOwner } from './owner-db.ts'
import { startPostgres } from './postgres.ts'

/**
 * A migrated database with the seeded units and keys of its own, gone when `work` ends: beside that of DATABASE_URL on
 * the same server, or on a server of its own in a temporary folder.
 */
export async function withThrowawayDatabase<T>(
  config: Config,
  work: (ownerUrl: string, keysFolder: string) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-run-'))
  // Roles belong to the server: a run beside the real database must not change the passwords it signs in with.
  const keysFolder = config.databaseUrl ? config.keysFolder : path.join(home, 'keys')
  const vaultFolder = config.databaseUrl ? config.vaultKeysFolder : vaultFolderOf(keysFolder)
  try {
    await ensureKeys(keysFolder, { vaultFolder })
    return await withServer(config, home, async (serverUrl) => {
      const name = `tinbao_run_${randomBytes(6).toString('hex')}`
      await administer(serverUrl, `create database ${name}`)
      try {
        const url = new URL(serverUrl)
        url.pathname = `/${name}`
        await migrate({ ownerUrl: url.href, passwords: await readAllRolePasswords(keysFolder, vaultFolder) })
        await asOwner(url.href, async (tx) => {
          await addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM)
          await ensureGazetteer(tx)
        })
        return await work(url.href, keysFolder)
      } finally {
        await administer(serverUrl, `drop database if exists ${name} with (force)`)
      }
    })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function withServer<T>(config: Config, home: string, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return work(config.databaseUrl.reveal())
  const server = await startPostgres({ home, isDurable: false, log: () => {} })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
