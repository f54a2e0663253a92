import { describe, expect, it } from 'vitest'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { startLine, until } from '../support/line.ts'

const telegram = await startFakeTelegram()
const zalo = await startFakeZaloBot()
const line = await startLine({
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_WEBHOOK_SECRET: telegram.secret,
  TELEGRAM_API_ROOT: telegram.url,
  ZALO_BOT_TOKEN: zalo.token,
  ZALO_BOT_WEBHOOK_SECRET: zalo.secret,
  ZALO_BOT_API_ROOT: zalo.url,
})
telegram.setWebhook(`${line.server.address}/webhooks/telegram`)
zalo.setWebhook(`${line.server.address}/webhooks/zalo-bot`)

let nextUpdate = 900_100_000
let lastChat = 810_000_000
const nextChat = (): number => {
  telegram.startedChats.add(++lastChat)
  return lastChat
}
const said = (chatId: number, text: string, date = 1_790_000_000) => ({
  update_id: ++nextUpdate,
  message: {
    message_id: nextUpdate % 100_000,
    from: { id: chatId, is_bot: false, first_name: 'An' },
    chat: { id: chatId, first_name: 'An', type: 'private' as const },
    date,
    text,
  },
})

describe('the line', () => {
  it.each(['cứu với nó cầm dao', 'cuu voi no cam dao'])('answers "%s" with 113 in the first bubble and files at once', async (text) => {
    const chat = nextChat()
    expect(await telegram.deliver([said(chat, text)])).toEqual([200])
    const bubbles = await until('the first bubble', async () => telegram.sent.filter((sent) => sent.chatId === String(chat)))
    expect(bubbles[0]?.text).toContain('113')
    const [tip] = await until('the tip', () => line.query<{ urgency: string; unit_code: string }>(
      `select t.urgency, t.unit_code from tips t join events e on e.tip_id = t.id where t.unit_code is not null order by t.received_at desc limit 1`,
    ))
    expect(tip).toMatchObject({ urgency: 'critical', unit_code: '79-PC01' })
  })
})
