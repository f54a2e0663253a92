import { describe, expect, it } from 'vitest'
import { startLine, until } from '../support/line.ts'
import { attach, openChat, platformEnv, startPlatforms } from '../support/platform-line.ts'

const { telegram, zalo } = await startPlatforms()
const env = { ...platformEnv(telegram, zalo), REQUEUE_SECONDS: '1' }
const line = await startLine(env, { withWorker: false })
attach(telegram, zalo, line.server.address)

const countOf = async (text: string): Promise<number> => Number((await line.query<{ n: string }>(text))[0]?.n ?? 0)

/** Everything the queue holds goes, as when its store is lost. */
async function wipeQueue(): Promise<number> {
  const tables = await line.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) name from pg_tables where schemaname = 'bullmq' and tablename !~ 'migrat|version|meta'`,
  )
  let rows = 0
  for (const { name } of tables) rows += (await line.query(`delete from ${name} returning 1`)).length
  return rows
}

describe('a queue that is wiped', () => {
  it('is filled again from the outbox: nothing waits for ever and nothing is done twice', {
    timeout: 90_000,
  }, async () => {
    const chats = Array.from({ length: 12 }, () => openChat('zalo-bot', telegram, zalo))
    for (const chat of chats) expect(await chat.say('cứu với nó cầm dao ở phường Bến Thành')).toBe(200)
    expect(await countOf('select count(*) n from outbox')).toBe(12)

    // The platform does not answer, so that work lies in the queue when it is wiped.
    zalo.failNext({ kind: 'slow', delayMs: 400 }, 12)
    await line.startAnotherWorker()
    let wiped = 0
    const wipe = async (): Promise<boolean> => {
      wiped += await wipeQueue()
      return wiped > 0
    }
    await until('work in the queue', wipe, 20_000)
    for (let again = 0; again < 3; again += 1) {
      await until('a change', () => line.query('select 1 from tips limit 1'), 20_000)
      await wipe()
    }
    await until('an empty outbox', async () => (await countOf('select count(*) n from outbox')) === 0, 60_000)

    expect(wiped).toBeGreaterThan(0)
    expect(await countOf('select count(*) n from events')).toBe(12)
    expect(await countOf('select count(*) n from tips where unit_code is not null')).toBe(12)
    for (const chat of chats) {
      const bubbles = chat.got().map(({ text }) => text)
      expect(
        bubbles.filter((text) => text.includes('Đã ghi nhận lúc')),
        'one acknowledgement',
      ).toHaveLength(1)
      expect(bubbles[0]).toContain('113')
    }
  })
})
