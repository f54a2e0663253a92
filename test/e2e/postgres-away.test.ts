import type { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openPool } from '../../src/storage/db.ts'
import { openBrowsers } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startOwnLine } from '../support/own-line.ts'
import { attach, openChat, platformEnv, startPlatforms } from '../support/platform-line.ts'
import { throwDice } from '../support/random.ts'
import { telegramText, zaloText } from '../support/updates.ts'
import { keepWorkerRunning } from '../support/worker-process.ts'

/** Security reference, invariant 4: never longer, never 200. */
const AWAY_ANSWER_MS = 2_000

const { telegram, zalo } = await startPlatforms()
const env = { ...platformEnv(telegram, zalo), REQUEUE_SECONDS: '1' }
const line = await startOwnLine(env)
const { address } = line.server
attach(telegram, zalo, address)
const worker = keepWorkerRunning({ home: line.config.home, databaseUrl: line.postgres.url }, env)
// One whole round first: every part has its connections.
const first = openChat('zalo-bot', telegram, zalo)
await first.say('cứu với nó cầm dao ở phường Bến Thành')
await first.hear('Đã ghi nhận lúc')

const countOf = async (text: string): Promise<number> => Number((await line.query<{ n: string }>(text))[0]?.n ?? 0)
/** Nothing is left to do. What is left otherwise is told, and by the worker too: ids and words, never texts. */
const settled = async (): Promise<void> => {
  const left = () =>
    line.query(
      'select topic, attempts, error, queued_at, parked_at, (select count(*) from bullmq.job j where j.id = o.id) as jobs, (select min(state::text) from bullmq.job j where j.id = o.id) as state from outbox o',
    )
  await until('an empty outbox', async () => (await left()).length === 0, 45_000).catch(async (error: unknown) => {
    throw new Error(`still to do: ${JSON.stringify(await left())}; worker: ${worker.output().slice(-400)}`, {
      cause: error,
    })
  })
}

interface Attempt {
  status: number
  retryAfter: string | null
  tookMs: number
}

async function post(update: unknown): Promise<Attempt> {
  const began = performance.now()
  const answer = await fetch(`${address}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': telegram.secret },
    body: JSON.stringify(update),
  })
  await answer.arrayBuffer()
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), tookMs: performance.now() - began }
}

/** As the platform does: the same update again and again until it is taken. */
async function deliverUntilTaken(update: unknown): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  await until(
    'the update to be taken',
    async () => {
      attempts.push(await post(update))
      return attempts.at(-1)?.status === 200
    },
    60_000,
  )
  return attempts
}

describe('a Postgres that goes away', () => {
  it('ends no process: a connection in use has somebody who hears it break', async () => {
    const { pool, db, close } = openPool(line.postgres.url, { size: 1, name: 'test' })
    const used: EventEmitter[] = []
    pool.on('acquire', (client) => void used.push(client))
    const hearers = await db.transaction().execute(async () => used.map((client) => client.listenerCount('error')))
    await close()
    // Without a hearer Node ends the process at the first error (events, "Error events").
    expect(hearers).toEqual([expect.toSatisfy((count: number) => count > 0)])
  })

  it('between deliveries: 503 with Retry-After in time, then 200, and nothing is lost or doubled', {
    timeout: 90_000,
  }, async () => {
    const chat = openChat('telegram', telegram, zalo)
    const update = telegramText(Number(chat.id), 'cứu với nó cầm dao ở phường Bến Thành')
    await line.postgres.stop()
    const refused = await post(update)
    expect(refused).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) })
    expect(refused.tookMs).toBeLessThan(AWAY_ANSWER_MS)
    // A wrong secret is no better served now.
    expect(await telegram.deliver([update], { secret: 'wrong-secret_0123456789' })).toEqual([401])
    await line.startPostgres()
    expect((await deliverUntilTaken(update)).at(-1)?.status).toBe(200)
    expect(await countOf('select count(*) n from events')).toBe(2)
    await chat.hear('Đã ghi nhận lúc')
    await settled()
    expect(await countOf('select count(*) n from tips where unit_code is not null')).toBe(2)
  })

  it('killed with kill -9 during deliveries: all that was acknowledged is there, once', {
    timeout: 120_000,
  }, async () => {
    const dice = throwDice('postgres killed')
    const before = {
      events: await countOf('select count(*) n from events'),
      tips: await countOf('select count(*) n from tips'),
    }
    const chats = Array.from({ length: 20 }, () => openChat('zalo-bot', telegram, zalo))
    const refusals: Attempt[] = []
    let taken = 0
    const delivering = Promise.all(
      [0, 1].map(async (lane) => {
        for (const chat of chats.filter((_, at) => at % 2 === lane)) {
          const update = zaloText(chat.id, 'cứu với nó cầm dao ở phường Bến Thành')
          await until(
            'the update to be taken',
            async () => {
              const began = performance.now()
              const [status = 0] = await zalo.deliver([update])
              if (status !== 200) refusals.push({ status, retryAfter: null, tookMs: performance.now() - began })
              return status === 200
            },
            60_000,
          )
          taken += 1
          await pause(dice.between(0, 80))
        }
      }),
    )
    await until('some deliveries', async () => taken >= 5, 30_000)
    await pause(dice.between(0, 150))
    await line.postgres.kill9()
    await until('a refusal', async () => refusals.length > 0 || taken === chats.length, 30_000)
    await line.startPostgres()
    await delivering

    expect(new Set(refusals.map(({ status }) => status)), 'never anything but 503').toEqual(new Set([503]))
    expect(await countOf('select count(*) n from events')).toBe(before.events + chats.length)
    await settled()
    expect(await countOf('select count(*) n from tips where unit_code is not null')).toBe(before.tips + chats.length)
    for (const chat of chats) {
      const acknowledgements = chat.got().filter(({ text }) => text.includes('Đã ghi nhận lúc'))
      expect(acknowledgements.length, 'each chat is answered').toBeGreaterThan(0)
    }
    const repeated = chats.flatMap((chat) => chat.got().slice(new Set(chat.got().map(({ text }) => text)).size))
    expect(repeated.length, 'only bubbles in flight at the crash may come twice').toBeLessThanOrEqual(4)
  })
})

describe('the public pages without Postgres', () => {
  it('keep what was typed, answer 503 and name 113, 114 and 115', { timeout: 60_000 }, async () => {
    const browsers = await openBrowsers()
    const { page } = await browsers.visit({ javaScript: false })
    await page.goto(address)
    await line.postgres.stop()
    const words = 'Tối qua đánh bạc ở số 12 Lê Lai, phường Bến Thành'
    await page.getByLabel('Việc gì đã xảy ra?').fill(words)
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: 'Gửi tin báo' }).click(),
    ])
    expect(answer.status()).toBe(503)
    expect(answer.headers()['retry-after']).toMatch(/^\d+$/)
    expect(await page.getByLabel('Việc gì đã xảy ra?').inputValue()).toBe(words)
    for (const number of ['113', '114', '115']) {
      expect(await page.locator(`a[href="tel:${number}"]`).count(), number).toBeGreaterThan(0)
    }
    await page.getByText('xin gọi 113, 114 hoặc 115, không chờ trang này').waitFor()

    // Sent again from the same page once the database is back, it is taken.
    await line.startPostgres()
    const receipt = page.locator('[data-receipt]')
    await until(
      'the receipt',
      async () => {
        if ((await receipt.count()) === 0) await page.getByRole('button', { name: 'Gửi tin báo' }).click()
        return (await receipt.count()) > 0
      },
      20_000,
    )
    await settled()
    expect(await countOf(`select count(*) n from tips where channel = 'webform'`)).toBe(1)
  })
})
