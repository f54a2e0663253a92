import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../bots/channel.ts'
import { splitMessage } from '../../bots/split-text.ts'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import type { FakePlatform } from '../support/fake-platform.ts'
import { CHANNEL_CASES, type PlatformCase } from './table.ts'

const TEXT = 'Tin đã được ghi nhận lúc 14:05. Anh/Chị nhắn tiếp tại đây để bổ sung.'
const MESSAGE: OutboundMessage = { text: TEXT }
const BUTTONS = [
  { label: 'Gửi', data: 'tip:send' },
  { label: 'Gửi ẩn danh', data: 'tip:send-anonymous' },
]
const signal = new AbortController().signal

const platforms = CHANNEL_CASES.flatMap(({ name, platform }) => (platform === null ? [] : [{ name, platform }]))

describe.each(CHANNEL_CASES.filter(({ platform }) => platform === null))('$name', ({ make }) => {
  test('an answer is stored already, so sending does nothing and succeeds', async () => {
    expect(await make('').send('receipt-handle-1', MESSAGE, signal)).toEqual({ messageId: null })
  })
})

describe.each(platforms)('$name', ({ platform }) => {
  let fake: FakePlatform
  let channel: Channel

  beforeEach(async () => {
    fake = await platform.startFake()
    channel = platform.connect(fake)
  })
  afterEach(() => fake.close())

  const send = (message = MESSAGE, to = channel) => to.send(platform.chatId, message, signal)

  test('a text arrives as written, and the platform names it', async () => {
    expect(await send()).toEqual({ messageId: expect.stringMatching(/^\w+$/) })
    expect(fake.sent).toMatchObject([{ chatId: platform.chatId, text: TEXT }])
  })

  test('markup in a text stays text: no mode is ever switched on', async () => {
    const text = '*đậm* <b>x</b> [a](http://vi-du.example) {red}đỏ{/red}'
    await send({ text })
    expect(fake.sent[0]?.text).toBe(text)
    expect(Object.keys(fake.sent[0]?.payload ?? {})).not.toContain('parse_mode')
    expect(Object.keys(fake.sent[0]?.payload ?? {})).not.toContain('text_styles')
  })

  test('every button reaches the citizen', async () => {
    await send({ text: TEXT, buttons: BUTTONS })
    expect(fake.sent).toHaveLength(1)
    for (const { label } of BUTTONS) expect(JSON.stringify(fake.sent[0]?.payload)).toContain(label)
  })

  test('a text too long for one message arrives whole, in order, with its buttons at the end', async () => {
    const text = Array.from({ length: 900 }, (_, at) => `Câu số ${at} của thông báo.`).join(' ')
    await send({ text, buttons: BUTTONS })
    expect(fake.sent.length).toBeGreaterThan(2)
    expect(fake.sent.map((part) => part.text).join(' ')).toContain(text)
    for (const part of fake.sent) expect(part.text.length).toBeLessThanOrEqual(channel.textMax)
    const holders = fake.sent.filter(({ payload }) => JSON.stringify(payload).includes('Gửi ẩn danh'))
    expect(holders).toEqual([fake.sent.at(-1)])
  })

  test('a text stored in parts is sent part by part, each as one message', async () => {
    const text = 'Câu của thông báo. '.repeat(500).trim()
    const parts = splitMessage({ text, buttons: BUTTONS }, channel.textMax - 100)
    for (const part of parts) await send(part)
    expect(fake.sent).toHaveLength(parts.length)
  })

  test('a lone surrogate or a NUL in a text does not keep it from arriving', async () => {
    await send({ text: 'Tin \ud83d đã\0 ghi nhận' })
    expect(fake.sent).toHaveLength(1)
    expect(fake.sent[0]?.text.isWellFormed()).toBe(true)
  })

  test.each(platform.faults)('$title is told as what it is, and says nothing of token, text or chat', async (entry) => {
    fake.failNext(entry.fault)
    const error = await failure(send())
    expect(describeFault(error)).toMatchObject(entry.expected)
    expectSilent(error, fake, platform)
    // The next message is not harmed by the last one's fault.
    await send()
    expect(fake.sent.at(-1)?.text).toBe(TEXT)
  })

  test('a platform that hangs is given up after our own limit, the outcome unknown', async () => {
    fake.failNext({ kind: 'hang' })
    const error = await failure(send(MESSAGE, platform.connect(fake, { timeoutMs: 100 })))
    expect(describeFault(error)).toMatchObject({ name: 'Retryable', message: 'timeout', isOutcomeUnknown: true })
    expectSilent(error, fake, platform)
  })

  test('a slow platform is waited for', async () => {
    fake.failNext({ kind: 'slow', delayMs: 200 })
    await send()
    expect(fake.sent).toHaveLength(1)
  })

  test("the caller's signal ends a hanging call, the outcome unknown", async () => {
    fake.failNext({ kind: 'hang' })
    const caller = new AbortController()
    const sending = failure(channel.send(platform.chatId, MESSAGE, caller.signal))
    await expect.poll(() => fake.calls.length).toBe(1)
    caller.abort()
    const error = await sending
    expect(describeFault(error)).toMatchObject({ name: 'Retryable', message: 'aborted', isOutcomeUnknown: true })
    expectSilent(error, fake, platform)
  })

  test('a signal that is over before the call sends nothing, and says so', async () => {
    const error = await failure(channel.send(platform.chatId, MESSAGE, AbortSignal.abort()))
    expect(describeFault(error)).toMatchObject({ name: 'Retryable', isOutcomeUnknown: false })
    expect(fake.calls).toHaveLength(0)
  })

  test('where nobody listens, nothing was delivered, and it is tried again', async () => {
    const gone = await platform.startFake()
    await gone.close()
    const error = await failure(send(MESSAGE, platform.connect(fake, { apiRoot: gone.url })))
    expect(describeFault(error)).toMatchObject({ name: 'Retryable', isOutcomeUnknown: false })
    expectSilent(error, fake, platform)
  })

  test('a wrong token stops the channel, and is not repeated in the error', async () => {
    const token = '700000001:AAWrongWrongWrongWrong'
    const error = await failure(send(MESSAGE, platform.connect(fake, { token })))
    expect(describeFault(error)).toMatchObject({ name: 'Permanent', isChannelDown: true })
    expect(printed(error)).not.toContain('AAWrong')
  })

  test('acknowledging what is no tap, or what the platform refuses, harms nothing', async () => {
    for (const body of [undefined, null, [], {}, 'x', { callback_query: 1 }]) await channel.acknowledge?.(body, signal)
    await channel.acknowledge?.({}, AbortSignal.abort())
    expect(fake.calls).toHaveLength(0)
  })
})

async function failure(sending: Promise<unknown>): Promise<unknown> {
  return sending.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  )
}

function describeFault(error: unknown): object {
  if (error instanceof Retryable) {
    const { name, message, isOutcomeUnknown, retryAfterMs } = error
    return { name, message, isOutcomeUnknown, retryAfterMs }
  }
  if (error instanceof Permanent)
    return { name: error.name, message: error.message, isChannelDown: error.isChannelDown }
  throw error
}

/** All an operator could print of it: message, stack, own properties and the same of every cause. */
function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = Object.getOwnPropertyNames(error).map((key) => `${key}=${JSON.stringify(Reflect.get(error, key))}`)
  return [String(error), error.stack, ...own, error.cause === undefined ? '' : printed(error.cause)].join('\n')
}

function expectSilent(error: unknown, fake: FakePlatform, platform: PlatformCase): void {
  const text = printed(error)
  const secretHalf = fake.token.replace(/^\d+:/, '')
  for (const secret of [fake.token, encodeURIComponent(fake.token), secretHalf, platform.chatId, TEXT, 'ghi nhận']) {
    expect(text).not.toContain(secret)
  }
  expect(error instanceof Error ? error.message : '').toMatch(/^[A-Za-z0-9_-]{1,60}$/)
}
