import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startLine, until } from '../support/line.ts'
import { attach, platformEnv, startPlatforms } from '../support/platform-line.ts'
import { throwDice } from '../support/random.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const UPDATES = 60
const KILLS = 4
/** A worker has at most so many sends under way, each of which may have reached its chat unrecorded. */
const SENDS_IN_FLIGHT = 4

const { telegram, zalo } = await startPlatforms()
const env = { ...platformEnv(telegram, zalo), REQUEUE_SECONDS: '1' }
const line = await startLine(env, { withWorker: false })
attach(telegram, zalo, line.server.address)

const countOf = async (text: string): Promise<number> => Number((await line.query<{ n: string }>(text))[0]?.n ?? 0)

describe('a worker killed with kill -9 at any moment', () => {
  it('loses no tip, files none twice and answers every chat', { timeout: 150_000 }, async () => {
    const dice = throwDice('worker killed')
    const chats = Array.from({ length: UPDATES }, () => nextTelegramChat())
    for (const chat of chats) telegram.startedChats.add(chat)
    const acknowledged: number[] = []
    const delivering = (async () => {
      for (const chat of chats) {
        const [status] = await telegram.deliver([telegramText(chat, 'cứu với nó cầm dao ở phường Bến Thành')])
        if (status === 200) acknowledged.push(chat)
        // Spread over the kills: the work of some is under way when the worker dies.
        await pause(dice.between(0, 60))
      }
    })()

    const outputs: string[] = []
    let unfinished = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const worker = await startWorkerProcess({ home: line.config.home, databaseUrl: line.database.url }, env)
      await until('work under way', () => line.query('select 1 from tips limit 1'), 30_000)
      await pause(dice.between(0, 600))
      await worker.kill9()
      unfinished += await countOf('select count(*) n from outbox where queued_at is not null')
      outputs.push(worker.output())
    }
    await delivering
    const last = await startWorkerProcess({ home: line.config.home, databaseUrl: line.database.url }, env)
    await until('an empty outbox', async () => (await countOf('select count(*) n from outbox')) === 0, 90_000)
    outputs.push(last.output())

    expect(unfinished, 'work was under way when the worker was killed').toBeGreaterThan(0)
    expect(acknowledged).toHaveLength(UPDATES)
    expect(await countOf('select count(*) n from events'), 'acknowledged minus stored').toBe(acknowledged.length)
    expect(await countOf('select count(*) n from events where processed_at is null or tip_id is null')).toBe(0)
    expect(await countOf('select count(*) n from tips'), 'one tip for each chat').toBe(UPDATES)
    expect(await countOf('select count(distinct conversation_id) n from tips')).toBe(UPDATES)
    expect(
      await countOf(`select count(*) n from tips where unit_code is null or status <> 'triaged'`),
      'all triaged',
    ).toBe(0)
    expect(await countOf('select count(distinct code) n from tips'), 'each its own number').toBe(UPDATES)

    const isAcknowledgement = (text: string): boolean => text.includes('Đã ghi nhận lúc')
    const heard = chats.map((chat) =>
      telegram.sent.filter((sent) => sent.chatId === String(chat)).map(({ text }) => text),
    )
    expect(
      heard.filter((bubbles) => !bubbles.some(isAcknowledgement)),
      'every chat is answered',
    ).toEqual([])
    expect(
      heard.filter((bubbles) => !bubbles[0]?.includes('gọi ngay 113')),
      '113 comes first',
    ).toEqual([])
    const repeated = heard.flatMap((bubbles) => bubbles.slice(new Set(bubbles).size))
    expect(repeated.length, 'only what was in flight at a kill may come twice').toBeLessThanOrEqual(
      KILLS * SENDS_IN_FLIGHT,
    )
    expect(outputs.join('\n')).not.toContain('cứu với')
  })
})
