/** `npm run flood`: a province in trouble. So many messages a second through Telegram's webhook, emergencies among them. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'
import { z } from 'zod'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { startRedis } from '../support/redis.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'
import { startSystem } from './system.ts'

const options = z.object({
  rate: z.coerce.number().int().min(1).max(10_000).default(300),
  seconds: z.coerce.number().int().min(1).max(3_600).default(60),
  engine: z.enum(['postgres', 'redis']).default('redis'),
})
const text = { type: 'string' } as const
const { rate, seconds, engine } = options.parse(
  parseArgs({ options: { rate: text, seconds: text, engine: text } }).values,
)

const TICK_MS = 20
const CONNECTIONS = 64
/** Every how many messages one is an emergency: at 300 a second one in two seconds. */
const EMERGENCY_EVERY = 600
const DRAIN_MAX_MS = 15 * 60_000
const EMERGENCY = 'cuu voi no cam dao dam nguoi o phuong Ben Thanh'
const REPORTS = [
  'Có nhóm thanh niên đua xe gây mất trật tự ở đường Nguyễn Huệ, phường Bến Thành tối qua, số',
  'hang xom hat karaoke on ao o phuong Sai Gon tu toi hom qua, nha so',
  'toi bi lua dao qua mang mat 5 trieu dong o phuong Ben Thanh hom qua, don so',
  'xe máy bị mất trộm ở chợ Bến Thành sáng nay, xe màu đỏ, số',
]
const log = (line: string): void => void process.stdout.write(`${line}\n`)

interface Sent {
  chat: string
  atMs: number
}

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

/** Posts at the rate, whatever comes back; nothing is sent again. */
async function pour(telegram: FakeTelegram, address: string) {
  const pool = new Pool(address, { connections: CONNECTIONS })
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': telegram.secret }
  const answers = new Map<string, number>()
  const latenciesMs: number[] = []
  const emergencies: Sent[] = []
  const posts: Promise<void>[] = []
  const post = async (words: string): Promise<void> => {
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const atMs = performance.now()
    if (words === EMERGENCY) emergencies.push({ chat: String(chat), atMs })
    const body = JSON.stringify(telegramText(chat, words))
    const status = await pool.request({ path: '/webhooks/telegram', method: 'POST', headers, body }).then(
      async (answer) => {
        await answer.body.dump()
        return String(answer.statusCode)
      },
      () => 'no answer',
    )
    latenciesMs.push(performance.now() - atMs)
    answers.set(status, (answers.get(status) ?? 0) + 1)
  }
  const startMs = performance.now()
  const total = rate * seconds
  for (let tick = 0; posts.length < total; tick++) {
    await pause(Math.max(0, startMs + tick * TICK_MS - performance.now()))
    const due = Math.min(total, Math.round((rate * (tick + 1) * TICK_MS) / 1_000))
    while (posts.length < due) {
      const at = posts.length
      const isEmergency = at % EMERGENCY_EVERY === EMERGENCY_EVERY / 2
      posts.push(post(isEmergency ? EMERGENCY : `${REPORTS[at % REPORTS.length]} ${at}`))
    }
  }
  await Promise.all(posts)
  await pool.close()
  return { answers: Object.fromEntries(answers), latenciesMs, emergencies, tookMs: performance.now() - startMs }
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): string =>
    `${Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN)} ms`
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`
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
  const calls = watchCalls(telegram)
  log(`flood: ${rate} a second for ${seconds} s on ${engine}, load ${os.loadavg()[0]?.toFixed(1)}`)
  const poured = await pour(telegram, system.address)
  log(`poured in ${(poured.tookMs / 1_000).toFixed(1)} s, answers ${JSON.stringify(poured.answers)}`)
  log(`acknowledged: ${spread(poured.latenciesMs)}`)
  const startMs = performance.now()
  const countTriaged = async (): Promise<number> =>
    (await system.query<{ n: number }>('select count(*)::integer as n from tips where triaged_at is not null'))[0]?.n ??
    0
  const total = rate * seconds
  let triaged = await countTriaged()
  while (triaged < total && performance.now() - startMs < DRAIN_MAX_MS) {
    await pause(1_000)
    triaged = await countTriaged()
  }
  log(
    `triaged ${triaged} of ${total}, the last ${((performance.now() - startMs) / 1_000).toFixed(0)} s after the flood`,
  )
  const { heardMs } = calls
  const waits = poured.emergencies.map(({ chat, atMs }) => (heardMs.get(chat) ?? Number.POSITIVE_INFINITY) - atMs)
  log(
    `${waits.length} emergencies in the flood, called back after: ${spread(waits)}; load ${os.loadavg()[0]?.toFixed(1)}`,
  )
  calls.stop()
  if (triaged < total || poured.answers[200] !== total) process.exitCode = 1
} finally {
  await system.stop()
  await store?.stop()
  await telegram.close()
  await rm(folder, { recursive: true, force: true })
}
process.exit()
