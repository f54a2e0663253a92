import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Channel } from '../../bots/channel.ts'
import { makeTelegram } from '../../bots/telegram/index.ts'
import { telegramFixtures } from '../fixtures/telegram/updates.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'

const signal = new AbortController().signal
const CHAT_ID = '800000001'
const BUTTONS = [
  { label: 'Gửi', data: 'tip:send' },
  { label: 'Sửa', data: 'tip:edit' },
]

describe('against our own fake', () => {
  let fake: FakeTelegram
  let channel: Channel

  beforeEach(async () => {
    fake = await startFakeTelegram()
    channel = makeTelegram({ token: fake.token, secret: fake.secret, apiRoot: fake.url })
  })
  afterEach(() => fake.close())

  test('a message cannot be forwarded or saved, and fetches no preview of a link', async () => {
    await channel.send(CHAT_ID, { text: 'Xem https://vi-du.example' }, signal)
    expect(fake.sent[0]?.payload).toEqual({
      chat_id: 800000001,
      text: 'Xem https://vi-du.example',
      protect_content: true,
      link_preview_options: { is_disabled: true },
    })
  })

  test('buttons stand under the text, one a line', async () => {
    await channel.send(CHAT_ID, { text: 'Anh/Chị muốn gửi tin?', buttons: BUTTONS }, signal)
    expect(fake.sent[0]?.payload.reply_markup).toEqual({
      inline_keyboard: [[{ text: 'Gửi', callback_data: 'tip:send' }], [{ text: 'Sửa', callback_data: 'tip:edit' }]],
    })
  })

  test('the position is asked for with a keyboard that goes away, other choices below it', async () => {
    const message = { text: 'Ở đâu ạ?', requestLocation: true, buttons: [{ label: 'Bỏ qua', data: 'skip' }] }
    await channel.send(CHAT_ID, message, signal)
    expect(fake.sent[0]?.payload.reply_markup).toEqual({
      keyboard: [[{ text: 'Gửi vị trí', request_location: true }], [{ text: 'Bỏ qua' }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    })
  })

  test.each([
    ['a person who never wrote', '800000999', 'refused-400'],
    ['a group', '-1001000000001', 'bad-chat-id'],
    ["a channel's name", '@tinbao', 'bad-chat-id'],
    ['an empty id', '', 'bad-chat-id'],
  ])('%s gets nothing, for good', async (_, chatId, reason) => {
    const sending = channel.send(chatId, { text: 'Chào' }, signal)
    await expect(sending).rejects.toMatchObject({ name: 'Permanent', reason, isChannelDown: false })
    expect(fake.sent).toEqual([])
  })

  test('a person who blocked the bot closes the chat, not the channel', async () => {
    fake.blockingChats.add(800000001)
    const sending = channel.send(CHAT_ID, { text: 'Chào' }, signal)
    await expect(sending).rejects.toMatchObject({ name: 'Permanent', isChannelDown: false })
  })

  test('every tap of the fixtures is acknowledged, and nothing else', async () => {
    for (const { body } of telegramFixtures) await channel.acknowledge?.(body, signal)
    expect(fake.answeredTaps).toHaveLength(3)
    expect(fake.sent).toEqual([])
  })

  test('a late acknowledgement that Telegram refuses is nobody’s fault', async () => {
    fake.failNext({ kind: 'refuse', code: 400, description: 'Bad Request: query is too old' })
    const tap = telegramFixtures.find(({ title }) => title === 'a tap on a button')
    await channel.acknowledge?.(tap?.body, signal)
    expect(fake.calls).toHaveLength(1)
  })

  test("a token of another shape never becomes the bot's id", () => {
    expect(makeTelegram({ token: 'secretsecret', secret: '' }).botId).toBe('bot')
    expect(makeTelegram({ token: '42:secret', secret: '' }).botId).toBe('42')
    expect(makeTelegram({ token: '42:secret', secret: '', botId: 'main' }).botId).toBe('main')
  })
})

describe('against telegram-test-api, made by others', () => {
  const TOKEN = '700000001:AAIndependent'
  // What its client sees of our calls; the package's own types need another package's.
  const seen = z.object({ result: z.array(z.object({ message: z.looseObject({ text: z.string() }) })) })
  let server: TelegramServer

  beforeEach(async () => {
    server = new TelegramServer({ port: await findFreePort(), host: '127.0.0.1' })
    await server.start()
  })
  afterEach(() => server.stop())

  test('a text and its buttons reach the client of the person written to', async () => {
    const channel = makeTelegram({ token: TOKEN, secret: '', apiRoot: server.config.apiURL })
    const client = server.getClient(TOKEN, { userId: 800000001, chatId: 800000001, type: 'private' })
    const { messageId } = await channel.send(CHAT_ID, { text: 'Anh/Chị muốn gửi tin?', buttons: BUTTONS }, signal)
    expect(messageId).toMatch(/^\d+$/)
    const { result } = seen.parse(await client.getUpdates())
    expect(result[0]?.message).toMatchObject({
      text: 'Anh/Chị muốn gửi tin?',
      reply_markup: { inline_keyboard: [[{ callback_data: 'tip:send' }], [{ callback_data: 'tip:edit' }]] },
    })
  })

  test('what its client writes and taps is read as a text and a tap', async () => {
    const channel = makeTelegram({ token: TOKEN, secret: '', apiRoot: server.config.apiURL })
    const client = server.getClient(TOKEN, { userId: 800000001, chatId: 800000001, firstName: 'An', type: 'private' })
    await client.sendMessage(client.makeMessage('Có trộm ở chợ'))
    await client.sendCallback(client.makeCallbackQuery('tip:send'))
    const contents = server.getUpdates(TOKEN).flatMap((update) => channel.parse(JSON.parse(JSON.stringify(update))))
    expect(contents).toMatchObject([
      { sender: { chatId: CHAT_ID, displayName: 'An' }, content: { type: 'text', text: 'Có trộm ở chợ' } },
      { sender: { chatId: CHAT_ID }, content: { type: 'button', data: 'tip:send' } },
    ])
  })
})

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
