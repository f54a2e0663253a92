import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { prepareDatabase } from '../../src/cli/database.ts'
import { pickPort } from '../../src/cli/free-port.ts'
import { startPostgres } from '../../src/cli/postgres.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import type { RedisServer } from '../support/redis.ts'
import type { Target } from './incidents.ts'
import { keepProgram } from './program.ts'

/** The whole line as an operator runs it, each part a process of its own that may be killed. */
export interface System {
  /** Where the platforms deliver. */
  address: string
  config: Config
  /** Looks behind the curtain, as superuser, over a connection of its own each time. */
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  /** SIGKILL, `whenGone`, and up again: resolves when a server answers again; our own processes come back by themselves. */
  kill(target: Target, whenGone: () => void): Promise<void>
  /** The queue forgets all it holds. */
  wipeQueue(): Promise<void>
  stop(): Promise<void>
}

/** Short, so that drafts nobody confirms are filed within the run. */
const QUIET_SECONDS = '6'
/** What a wiped queue has lost comes back after so long. */
const REQUEUE_SECONDS = '5'

const ROOT = path.resolve(import.meta.dirname, '../..')
const WEB = path.join(ROOT, 'dist/src/server/main.js')
const WORKER = path.join(ROOT, 'dist/workers/main.js')
const VAULT = path.join(ROOT, 'dist/src/vault/main.js')

/** Starts a line in an empty folder: Postgres with fsync on, web, worker and vault from `dist`, which must be built. */
export async function startSystem(options: {
  folder: string
  platforms: Record<string, string>
  /** Null: the queue lies in Postgres. */
  store: RedisServer | null
  onEndedItself: (target: Target) => void
}): Promise<System> {
  const home = path.join(options.folder, 'home')
  await mkdir(home)
  const start = () => startPostgres({ home, isDurable: true, log: () => {} })
  let postgres = await start()
  const url = postgres.url
  const port = await pickPort({ wanted: undefined, file: path.join(home, 'web-port') })
  const address = new URL(url)
  address.username = ''
  address.password = ''
  const env = {
    ...options.platforms,
    ...(options.store ? { REDIS_URL: options.store.url } : {}),
    TINBAO_HOME: home,
    // The first model takes minutes of CPU.
    LEARN_HOUR: 'off',
    REVIEW_SHARE: '0',
    DATABASE_ADDRESS: address.href,
    DEMO: 'false',
    PORT: String(port),
    QUIET_SECONDS,
    REQUEUE_SECONDS,
  }
  const config = loadConfig(env)
  const keep = (target: Target, file: string) =>
    keepProgram({
      file,
      env,
      logFile: path.join(options.folder, `${target}.log`),
      onEndedItself: () => options.onEndedItself(target),
    })
  const stops = [() => postgres.stop()]
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one()
  }

  try {
    await prepareDatabase(config, url)
    const vault = await keep('vault', VAULT)
    stops.push(vault.stop)
    const worker = await keep('worker', WORKER)
    stops.push(worker.stop)
    const web = await keep('web', WEB)
    stops.push(web.stop)
    const query: System['query'] = (text) => queryOnce(url, text)
    return {
      address: `http://127.0.0.1:${port}`,
      config,
      query,
      async kill(target, whenGone) {
        switch (target) {
          case 'web':
          case 'worker':
          case 'vault':
            await { web, worker, vault }[target].kill9()
            return whenGone()
          case 'postgres':
            await postgres.kill9()
            whenGone()
            postgres = await start()
            return
          case 'redis':
            await options.store?.kill9()
            whenGone()
            await options.store?.start()
        }
      },
      wipeQueue: () => (options.store ? options.store.flush() : wipeTables(query)),
      stop,
    }
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function queryOnce<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  // A server killed meanwhile is told by the query itself.
  client.on('error', () => {})
  await client.connect()
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

/** BullMQ's rows, but for what says which version its schema has. */
async function wipeTables(query: System['query']): Promise<void> {
  const tables = await query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'bullmq' and tablename !~ 'migrat|version|meta'`,
  )
  await query(tables.map(({ name }) => `delete from ${name};`).join('\n'))
}
