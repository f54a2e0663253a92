import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../src/cli/postgres.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { type RolePasswords, RUNTIME_ROLES } from '../../src/storage/roles.ts'
import { startRedis } from './redis.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres
    redis: TestRedis
  }
}

/** What a test file is told of the one server of this run. */
export interface TestPostgres {
  /** Superuser, database `postgres`. */
  adminUrl: string
  templateName: string
  passwords: RolePasswords
}

/** The one Redis of this run; each test file has a database of it. */
export interface TestRedis {
  url: string
}

interface Servers {
  postgres: TestPostgres
  redis: TestRedis
  stop(): Promise<void>
}

/** Every project has its own copy of this module, in one process: the servers are kept where all copies look. */
const shared = globalThis as typeof globalThis & { tinbaoTestServers?: { users: number; running: Promise<Servers> } }

/** Starts the servers with the first project that needs them, stops them with the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.tinbaoTestServers ??= { users: 0, running: startServers() }
  const { tinbaoTestServers: held } = shared
  held.users += 1
  const { postgres, redis, stop } = await held.running
  project.provide('postgres', postgres)
  project.provide('redis', redis)
  return async () => {
    held.users -= 1
    if (held.users > 0) return
    delete shared.tinbaoTestServers
    await stop()
  }
}

async function startServers(): Promise<Servers> {
  const redis = await startRedis()
  try {
    const { stop, ...postgres } = await startDatabases()
    const stopBoth = async (): Promise<void> => void (await Promise.all([stop(), redis.stop()]))
    return { postgres, redis: { url: redis.url }, stop: stopBoth }
  } catch (error) {
    await redis.stop()
    throw error
  }
}

async function startDatabases(): Promise<TestPostgres & { stop(): Promise<void> }> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-test-'))
  const server = await startPostgres({ home, isDurable: false, log: () => {} })
  const abandon = (): void => abandonServer(home)
  // An interrupted run never reaches `stop`, and the server outlives us unless it is told.
  process.once('exit', abandon)
  const stop = async (): Promise<void> => {
    process.off('exit', abandon)
    await server.stop()
    await rm(home, { recursive: true, force: true })
  }
  try {
    const passwords = makePasswords()
    const templateName = 'tinbao_template'
    await runAlone(server.url, `create database ${templateName}`)
    const template = new URL(server.url)
    template.pathname = `/${templateName}`
    await migrate({ ownerUrl: template.href, passwords })
    const admin = new URL(server.url)
    admin.pathname = '/postgres'
    return { adminUrl: admin.href, templateName, passwords, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Synchronous, as an exit handler must be: the server is told to drop everything, then its folder goes. */
function abandonServer(home: string): void {
  const pidFile = path.join(home, 'postgres', 'postmaster.pid')
  try {
    process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGQUIT')
    const deadline = Date.now() + 3_000
    const never = new Int32Array(new SharedArrayBuffer(4))
    while (existsSync(pidFile) && Date.now() < deadline) Atomics.wait(never, 0, 0, 20)
  } catch {
    // Gone already.
  }
  rmSync(home, { recursive: true, force: true })
}

function makePasswords(): RolePasswords {
  const made = Object.fromEntries(RUNTIME_ROLES.map((role) => [role, randomBytes(12).toString('hex')]))
  // fromEntries forgets the keys; they are exactly the roles.
  return made as RolePasswords
}

async function runAlone(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
