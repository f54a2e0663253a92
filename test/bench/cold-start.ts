import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figures } from './figures.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SECRET = 'bench-secret_0123456789'
const KNOCK_MS = 5
const START_TIMEOUT_MS = 60_000
/** Where people work on the sources during a run, none may count. */
const TRIES_PER_ROUND = 4

/**
 * G11: from the call of what `npm start` runs, with its demonstration, to the first message stored, in a folder that
 * does not exist yet and once more in the same. `dist` is built. A round in which somebody rebuilt it does not count.
 */
export async function measureColdStart(rounds: number, figures: Figures, log: (line: string) => void): Promise<void> {
  for (let round = 0, tries = 0; round < rounds && tries < TRIES_PER_ROUND * rounds; tries++) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-cold-'))
    try {
      const built = await readStamp()
      const home = path.join(folder, 'home')
      const [nothingSeconds, dataSeconds] = [await startOnce(home), await startOnce(home)]
      if ((await readStamp()) !== built) continue
      figures.add(
        {
          goal: 'G11',
          what: 'start from nothing to the first stored message',
          engine: null,
          unit: 's',
          wanted: { most: 5 },
        },
        nothingSeconds,
      )
      figures.add(
        {
          goal: 'G11',
          what: 'start from existing data to the first stored message',
          engine: null,
          unit: 's',
          wanted: { most: 1 },
        },
        dataSeconds,
      )
      log(
        `start, round ${round + 1}: from nothing ${nothingSeconds.toFixed(2)} s, from data ${dataSeconds.toFixed(2)} s`,
      )
      round++
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function readStamp(): Promise<string> {
  return readFile(path.join(ROOT, 'dist/.built-from'), 'utf8').catch(() => '')
}

/** Seconds from the call to the first 200. */
async function startOnce(home: string): Promise<number> {
  const port = await findFreePort()
  const startMs = performance.now()
  const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/launch.mjs'), 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      TINBAO_HOME: home,
      // The first model takes minutes of CPU.
      LEARN_HOUR: 'off',
      PORT: String(port),
      TELEGRAM_BOT_TOKEN: '700000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFake',
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      // Nobody answers there: no word leaves this machine.
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    },
  })
  const exited = once(child, 'exit')
  const stop = (): void => void child.kill('SIGTERM')
  process.once('exit', stop)
  try {
    while (!(await knock(port))) {
      if (child.exitCode !== null || performance.now() - startMs > START_TIMEOUT_MS) throw new Error('it did not start')
      await pause(KNOCK_MS)
    }
    return (performance.now() - startMs) / 1_000
  } finally {
    stop()
    await exited
    process.off('exit', stop)
  }
}

/** One message, the same each time: told again it changes nothing. */
async function knock(port: number): Promise<boolean> {
  const person = { id: 810_000_001, first_name: 'An' }
  const message = {
    message_id: 1,
    from: { ...person, is_bot: false },
    chat: { ...person, type: 'private' },
    date: 1_790_000_000,
    text: 'Xe để kín lòng đường suốt ngày trước cổng trường.',
  }
  const answer = await fetch(`http://127.0.0.1:${port}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: 900_000_001, message }),
  }).catch(() => null)
  return answer?.status === 200
}

async function findFreePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
