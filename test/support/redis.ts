import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'redis'
import { afterAll, inject } from 'vitest'
import { findRedisProgram } from './redis-program.ts'

/** One database of a Redis server. */
export interface RedisDatabase {
  /** With its password and, but for number 0, its number. */
  url: string
  /** Forgets all of this database, and nothing of another. */
  flush(): Promise<void>
  /** Every key with what it holds, as text: members, fields and values, scores, entries of streams. */
  keys(): Promise<RedisEntry[]>
  /** Sends one command as it stands. */
  send(...command: string[]): Promise<unknown>
}

export interface RedisEntry {
  key: string
  value: string
}

export interface RedisServer extends RedisDatabase {
  /** SIGKILL; resolves when the server is gone, and all it held with it. */
  kill9(): Promise<void>
  /** Again, on the same port, empty. */
  start(): Promise<void>
  /** SIGSTOP: connections stay open and nobody answers. */
  pause(): void
  resume(): void
  /** For good. A second call does nothing. */
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 10_000
/** One for each test file of a run, and the one that counts them. */
const DATABASES = 1_000
/** Where the shared server counts which of its databases are taken. */
const COUNTER_KEY = 'tinbao:databases'

/**
 * Ends the server and its folder when our end of the pipe closes, however we ended: by SIGKILL too. In a process group
 * of its own, so that Ctrl-C in a terminal does not take the guard before the server.
 */
const GUARD =
  'folder=$1; shift; "$@" </dev/null >/dev/null 2>&1 & echo $!; read -r _; kill -9 $!; wait; rm -rf "$folder"'

/**
 * A Redis or Valkey of one's own on a free loopback port, which keeps nothing on disk. `settings` are lines of its
 * configuration: `{ 'maxmemory-policy': 'allkeys-lru' }`. Whoever starts one stops it; it ends with this process anyway.
 */
export async function startRedis(settings: Record<string, string> = {}): Promise<RedisServer> {
  const program = await findRedisProgram()
  const password = randomBytes(12).toString('hex')
  const port = await pickFreePort()
  const url = `redis://:${password}@127.0.0.1:${port}`
  let running: Running | null = null
  const start = async (): Promise<void> => {
    running ??= await launch(program, { port: String(port), requirepass: password, ...settings })
    await untilReady(url, running)
  }
  const end = async (): Promise<void> => {
    const ended = running
    running = null
    await ended?.end()
  }
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    if (running) process.kill(running.pid, name)
  }
  await start()
  return {
    ...openDatabase(url),
    start,
    kill9: end,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    stop: end,
  }
}

/**
 * A database of the one server of this run that no other test file uses, gone when the file ends. Call it at the top of
 * a test file (projects storage and e2e; the others have no server).
 */
export async function openRedis(): Promise<RedisDatabase> {
  const { url } = inject('redis')
  const number = Number(await openDatabase(url).send('INCR', COUNTER_KEY))
  if (number >= DATABASES) throw new Error(`this run has more than ${DATABASES} test files: raise DATABASES`)
  const database = openDatabase(`${url}/${number}`)
  afterAll(() => database.flush())
  return database
}

interface Running {
  pid: number
  readLog(): Promise<string>
  /** Resolves when the process is gone, and its folder. */
  end(): Promise<void>
}

async function launch(program: string, settings: Record<string, string>): Promise<Running> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-redis-'))
  const log = path.join(folder, 'redis.log')
  // No configuration file, so that nothing can rewrite one.
  const all = { bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder, logfile: log, databases: `${DATABASES}` }
  const args = Object.entries({ ...all, ...settings }).flatMap(([name, value]) => [`--${name}`, value])
  const guard = spawn('sh', ['-c', GUARD, 'sh', folder, program, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()))
  const pid = await new Promise<number>((resolve, reject) => {
    guard.once('error', reject)
    guard.stdout.once('data', (line: Buffer) => resolve(Number.parseInt(line.toString(), 10)))
  })
  return {
    pid,
    readLog: () => readFile(log, 'utf8').catch(() => ''),
    async end() {
      guard.stdin.end()
      await ended
    },
  }
}

/** Ready means: it answers a question, with our password. */
async function untilReady(url: string, running: Running): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      await openDatabase(url).send('PING')
      return
    } catch (cause) {
      if (Date.now() < deadline) await pause(20)
      else throw new Error(`Redis does not start: ${await running.readLog()}`, { cause })
    }
  }
}

/**
 * Below the range from which the system gives ports to connections that leave: nobody takes it by chance between a
 * kill and the next start.
 */
async function pickFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000)
    const isFree = await new Promise<boolean>((resolve) => {
      const server = net.createServer()
      server.once('error', () => resolve(false))
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

function connect(url: string) {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 2_000 } })
  // Unheard it would end the process; the command that failed tells it too.
  client.on('error', () => {})
  return client.connect()
}
type Client = Awaited<ReturnType<typeof connect>>

function openDatabase(url: string): RedisDatabase {
  const withClient = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = await connect(url)
    return work(client).finally(() => client.destroy())
  }
  return {
    url,
    flush: () => withClient(async (client) => void (await client.flushDb())),
    send: (...command) => withClient((client) => client.sendCommand(command)),
    keys: () =>
      withClient(async (client) => {
        const entries: RedisEntry[] = []
        for await (const keys of client.scanIterator({ COUNT: 1_000 })) {
          for (const key of keys) entries.push({ key, value: await readValue(client, key) })
        }
        return entries
      }),
  }
}

/** As text, whatever its type; empty when it went away meanwhile. */
async function readValue(client: Client, key: string): Promise<string> {
  const type = await client.type(key)
  switch (type) {
    case 'none':
      return ''
    case 'string':
      return (await client.get(key)) ?? ''
    case 'list':
      return JSON.stringify(await client.lRange(key, 0, -1))
    case 'set':
      return JSON.stringify(await client.sMembers(key))
    case 'zset':
      return JSON.stringify(await client.zRangeWithScores(key, 0, -1))
    case 'hash':
      return JSON.stringify(await client.hGetAll(key))
    case 'stream':
      return JSON.stringify(await client.xRange(key, '-', '+'))
    default:
      throw new Error(`${key} is a ${type}, which is not read yet`)
  }
}
