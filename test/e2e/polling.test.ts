import { afterAll, describe, expect, it } from 'vitest'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { startLine, until } from '../support/line.ts'
import { nextTelegramChat, nextZaloChat, telegramText, zaloText } from '../support/updates.ts'

const telegram = await startFakeTelegram()
const zalo = await startFakeZaloBot()
// Hooks run from last to first: the fakes go after the line has let its last poll end.
afterAll(() => Promise.all([telegram.close(), zalo.close()]))
const line = await startLine({
  POLLING: 'true',
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_ROOT: telegram.url,
  ZALO_BOT_TOKEN: zalo.token,
  ZALO_BOT_API_ROOT: zalo.url,
})
await line.startAnotherWorker()

const DANGER = 'có cháy nhà ở phường Bến Thành'
const isAnswered = (sent: readonly { chatId: string }[], chat: string) => async () =>
  sent.filter(({ chatId }) => chatId === chat)
const pollers = (): number[] => [telegram.updates.pollers(), zalo.updates.pollers()]

async function countEvents(): Promise<number> {
  const [row] = await line.query<{ count: string }>('select count(*) from events')
  return Number(row?.count)
}

describe('two workers without a public address', () => {
  it('ask each platform by one of them, and what comes is answered as from a webhook', async () => {
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const other = nextZaloChat()
    await until('a poller each', async () => pollers().every((count) => count === 1))
    telegram.updates.write(telegramText(chat, DANGER))
    zalo.updates.write(zaloText(other, DANGER), zaloText(other, 'ở số 12 Lê Lợi'))
    await until('an answer on Telegram', isAnswered(telegram.sent, String(chat)))
    await until('an answer on Zalo', isAnswered(zalo.sent, other))
    await until('the next poll', async () => telegram.updates.waiting.length === 0 && zalo.updates.waiting.length === 0)
    expect(Math.max(...pollers())).toBeLessThanOrEqual(1)
    expect(line.log.filter((entry) => entry.includes('409'))).toEqual([])
    await until('three events', async () => (await countEvents()) === 3)
  })

  it('store an update once, though it comes twice', async () => {
    const before = await countEvents()
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const said = telegramText(chat, DANGER)
    const saidOnZalo = zaloText(nextZaloChat(), DANGER)
    telegram.updates.write(said, said)
    zalo.updates.write(saidOnZalo, saidOnZalo)
    await until('all told', async () => telegram.updates.waiting.length === 0 && zalo.updates.waiting.length === 0)
    await until('two events', async () => (await countEvents()) >= before + 2)
    await until('quiet polls', async () => pollers().every((count) => count === 1))
    expect(await countEvents()).toBe(before + 2)
  })

  it('go on when the one that asks dies', async () => {
    const before = await countEvents()
    await line.worker.close()
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    telegram.updates.write(telegramText(chat, DANGER))
    zalo.updates.write(zaloText(nextZaloChat(), DANGER))
    await until('an answer of the other', isAnswered(telegram.sent, String(chat)))
    await until('two events', async () => (await countEvents()) === before + 2)
  })

  it('let nobody in by the webhook, whose secret is not set', async () => {
    const answer = await fetch(`${line.server.address}/webhooks/telegram`, {
      method: 'POST',
      body: '{"update_id":1}',
      headers: { 'x-telegram-bot-api-secret-token': '' },
    })
    expect(answer.status).toBe(401)
  })
})
