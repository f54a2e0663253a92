import { describe, expect, it } from 'vitest'
import { openDesk, readWords } from '../support/desk-client.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'
import { throwDice } from '../support/random.ts'
import { nextTelegramChat, nextZaloChat, telegramText, zaloText } from '../support/updates.ts'

const { telegram, zalo, line } = await startPlatformLine()
const dice = throwDice('redelivery')

const DANGERS = [
  'cứu với nó cầm dao trước nhà, phường Bến Thành',
  'đang có đánh nhau ở phường Bến Thành',
  'cháy nhà ở phường Bến Thành, có người mắc kẹt',
  'có người cầm súng trước chợ, phường Bến Thành',
  'đang bị cướp ở phường Bến Thành',
]

function newTelegramChat(): number {
  const chat = nextTelegramChat()
  telegram.startedChats.add(chat)
  return chat
}

const countOf = async (text: string): Promise<number> => Number((await line.query<{ n: string }>(text))[0]?.n ?? 0)
const counts = async () => ({
  events: await countOf('select count(*) n from events'),
  tips: await countOf('select count(*) n from tips'),
})

/** Nothing is left to do: what was going to happen has happened. */
const settled = (): Promise<unknown> =>
  until('an empty outbox', async () => (await countOf('select count(*) n from outbox')) === 0, 40_000)

/** How many events of each of these chats were answered, and how many bubbles answer each event. */
async function answersSince(before: Date) {
  return line.query<{ conversation_id: string; cause: string; bubbles: string }>(
    `select conversation_id, cause, count(*) bubbles from deliveries where created_at > $1 group by 1, 2`,
    [before],
  )
}

describe('an update that comes again', () => {
  it.each(['telegram', 'zalo-bot'] as const)(
    'five times from %s makes one event, one tip and one answer',
    async (platform) => {
      const before = await counts()
      const chat = platform === 'telegram' ? newTelegramChat() : nextZaloChat()
      const fake = platform === 'telegram' ? telegram : zalo
      const update = typeof chat === 'number' ? telegramText(chat, DANGERS[0] ?? '') : zaloText(chat, DANGERS[0] ?? '')
      expect(await fake.deliver([update], { copies: 5 })).toEqual([200, 200, 200, 200, 200])
      await settled()
      // Once more, long after all is done.
      expect(await fake.deliver([update])).toEqual([200])
      await settled()
      expect(await counts()).toEqual({ events: before.events + 1, tips: before.tips + 1 })
      const bubbles = fake.sent.filter((sent) => sent.chatId === String(chat)).map(({ text }) => text)
      expect(new Set(bubbles).size, 'no bubble twice').toBe(bubbles.length)
      expect(bubbles.filter((text) => text.includes('Đã ghi nhận lúc'))).toHaveLength(1)
      expect(bubbles.filter((text) => text.includes('gọi ngay 113'))).toHaveLength(1)
    },
  )

  it('five at the same moment make one event', async () => {
    const before = await counts()
    const update = telegramText(newTelegramChat(), DANGERS[1] ?? '')
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => telegram.deliver([update])))
    expect(statuses.flat()).toEqual([200, 200, 200, 200, 200])
    await settled()
    expect(await counts()).toEqual({ events: before.events + 1, tips: before.tips + 1 })
  })
})

describe('five different updates in any order', () => {
  it('of five chats make five tips, each chat answered once', async () => {
    const before = await counts()
    const chats = DANGERS.map(() => newTelegramChat())
    const updates = chats.map((chat, at) => telegramText(chat, DANGERS[at] ?? ''))
    const statuses = await telegram.deliver(updates, { copies: 5, seed: dice.seed })
    expect(statuses.every((status) => status === 200)).toBe(true)
    await settled()
    expect(await counts()).toEqual({ events: before.events + 5, tips: before.tips + 5 })
    for (const chat of chats) {
      const bubbles = telegram.sent.filter((sent) => sent.chatId === String(chat)).map(({ text }) => text)
      expect(new Set(bubbles).size).toBe(bubbles.length)
      expect(bubbles.filter((text) => text.includes('Đã ghi nhận lúc'))).toHaveLength(1)
    }
  })

  it('of one chat make one tip of five messages, each answered once', async () => {
    const before = await counts()
    const began = new Date()
    const chat = newTelegramChat()
    const updates = DANGERS.map((text, at) => telegramText(chat, { text, atSeconds: at * 10 }))
    const statuses = await telegram.deliver(updates, { copies: 5, seed: dice.seed + 1 })
    expect(statuses.every((status) => status === 200)).toBe(true)
    await settled()
    expect(await counts()).toEqual({ events: before.events + 5, tips: before.tips + 1 })
    const answers = await answersSince(began)
    expect(answers, 'one answer to each of five messages').toHaveLength(5)
    const bubbleCount = answers.reduce((sum, { bubbles }) => sum + Number(bubbles), 0)
    expect(telegram.sent.filter((sent) => sent.chatId === String(chat))).toHaveLength(bubbleCount)
    await until(
      'no more than was answered',
      async () => telegram.sent.filter((sent) => sent.chatId === String(chat)).length === bubbleCount,
      WAIT_MS,
    )
  })

  it('of one chat are shown at the desk by the date of the message', async () => {
    const chat = newTelegramChat()
    const updates = DANGERS.map((text, at) => telegramText(chat, { text, atSeconds: at * 60 }))
    expect(await telegram.deliver(updates.toReversed())).toEqual(DANGERS.map(() => 200))
    await settled()
    const [tip] = await line.query<{ id: string }>('select id from tips order by received_at desc limit 1')
    const desk = await openDesk(line.server.address, 'benthanh')
    const thread = await desk.get(`/ban-truc/tin/${tip?.id}`)
    const words = readWords(thread.text.slice(thread.text.indexOf('tin-trao-doi')))
    const shown = DANGERS.map((text) => words.lastIndexOf(text))
    expect(
      shown.every((at) => at >= 0),
      'all five are shown',
    ).toBe(true)
    expect(shown).toEqual(shown.toSorted((a, b) => a - b))
  })
})
