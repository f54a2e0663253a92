import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { type EmbeddedPostgres, startPostgres } from '../../src/cli/postgres.ts'
import { type RolePasswords, type RuntimeRole, urlForRole } from '../../src/storage/roles.ts'
import type { TestPostgres } from './global-setup.ts'

export interface TestDatabase {
  /** As superuser: for preparing and looking behind the curtain. */
  url: string
  /** As one of the run-time roles, with its rights and no more. */
  urlAs(role: RuntimeRole): string
  passwords: RolePasswords
  /** Throws out whoever is connected. Needed only in the middle of a file: the end of the file drops it anyway. */
  drop(): Promise<void>
}

/**
 * A fresh, migrated, empty database, gone when the file ends. Call it at the top of a test file:
 * `const database = await cloneDatabase()` (projects storage and e2e; the others have no server).
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateName, passwords }: TestPostgres = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, `create database ${name} template ${templateName}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const drop = (): Promise<void> => administer(adminUrl, `drop database if exists ${name} with (force)`)
  afterAll(drop)
  return { url: url.href, urlAs: (role) => urlForRole(url.href, role, passwords), passwords, drop }
}

/** A server of one's own to kill and start again; its `home` is removed when the file ends. Durable unless told. */
export async function makeServerHome(): Promise<{ start(): Promise<EmbeddedPostgres>; home: string }> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-test-'))
  let server: EmbeddedPostgres | null = null
  afterAll(async () => {
    await server?.stop()
    await rm(home, { recursive: true, force: true })
  })
  const start = async (): Promise<EmbeddedPostgres> => {
    server = await startPostgres({ home, log: () => {} })
    return server
  }
  return { start, home }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
