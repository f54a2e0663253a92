/**
 * `npm run flood`: a province in trouble. So many messages a second through Telegram's webhook, emergencies among them.
 * `npm run flood -- --copies 10000`: one message passed on by so many, while other tips come in.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { startRedis } from '../support/redis.ts'
import { floodWithCopies } from './flood-copies.ts'
import { countAnswers, pour, spread } from './flood-pour.ts'
import { EMERGENCY, REPORTS } from './flood-words.ts'
import { type System, startSystem } from './system.ts'

const options = z.object({
  rate: z.coerce.number().int().min(1).max(10_000).default(300),
  seconds: z.coerce.number().int().min(1).max(3_600).default(60),
  engine: z.enum(['postgres', 'redis']).default('redis'),
  /** So many copies of one message instead, in so many seconds. */
  copies: z.coerce.number().int().min(100).max(100_000).optional(),
})
const text = { type: 'string' } as const
const { rate, seconds, engine, copies } = options.parse(
  parseArgs({ options: { rate: text, seconds: text, engine: text, copies: text } }).values,
)

/** Every how many messages one is an emergency: at 300 a second one in two seconds. */
const EMERGENCY_EVERY = 600
const DRAIN_MAX_MS = 15 * 60_000
const log = (line: string): void => void process.stdout.write(`${line}\n`)

/** When each chat first heard the call text, seen by looking at the platform's list every few milliseconds. */
function watchCalls(telegram: FakeTelegram): { heardMs: Map<string, number>; stop(): void } {
  const heardMs = new Map<string, number>()
  let seen = 0
  const timer = setInterval(() => {
    for (const sent of telegram.sent.slice(seen)) {
      if (sent.text.includes('113') && !heardMs.has(sent.chatId)) heardMs.set(sent.chatId, performance.now())
    }
    seen = telegram.sent.length
  }, 5)
  return { heardMs, stop: () => clearInterval(timer) }
}

const wordsOf = (at: number): string =>
  at % EMERGENCY_EVERY === EMERGENCY_EVERY / 2 ? EMERGENCY : `${REPORTS[at % REPORTS.length]} ${at}`

/** The flood of a province in trouble. Answers whether all of it was accepted and triaged. */
async function floodProvince(telegram: FakeTelegram, system: System): Promise<boolean> {
  const calls = watchCalls(telegram)
  const total = rate * seconds
  log(`flood: ${rate} a second for ${seconds} s on ${engine}, load ${os.loadavg()[0]?.toFixed(1)}`)
  const { posted, tookMs } = await pour(telegram, system.address, { total, rate, wordsOf })
  const answers = countAnswers(posted)
  log(`poured in ${(tookMs / 1_000).toFixed(1)} s, answers ${JSON.stringify(answers)}`)
  log(`acknowledged: ${spread(posted.map((one) => one.tookMs))}`)
  const startMs = performance.now()
  const countTriaged = async (): Promise<number> =>
    (await system.query<{ n: number }>('select count(*)::integer as n from tips where triaged_at is not null'))[0]?.n ??
    0
  let triaged = await countTriaged()
  while (triaged < total && performance.now() - startMs < DRAIN_MAX_MS) {
    await pause(1_000)
    triaged = await countTriaged()
  }
  log(
    `triaged ${triaged} of ${total}, the last ${((performance.now() - startMs) / 1_000).toFixed(0)} s after the flood`,
  )
  const emergencies = posted.filter(({ words }) => words === EMERGENCY)
  const waits = emergencies.map(({ chat, atMs }) => (calls.heardMs.get(chat) ?? Number.POSITIVE_INFINITY) - atMs)
  log(
    `${waits.length} emergencies in the flood, called back after: ${spread(waits)}; load ${os.loadavg()[0]?.toFixed(1)}`,
  )
  calls.stop()
  return triaged === total && answers[200] === total
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-flood-'))
const telegram = await startFakeTelegram()
const store = engine === 'redis' ? await startRedis() : null
const system = await startSystem({
  folder,
  platforms: {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: telegram.secret,
    TELEGRAM_API_ROOT: telegram.url,
  },
  store,
  onEndedItself: (target) => log(`${target} ended by itself`),
})
try {
  const isWell = copies
    ? await floodWithCopies(telegram, system, { count: copies, seconds, log })
    : await floodProvince(telegram, system)
  if (!isWell) process.exitCode = 1
} finally {
  await system.stop()
  await store?.stop()
  await telegram.close()
  await rm(folder, { recursive: true, force: true })
}
process.exit()
