import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
const telegram = await startFakeTelegram()
const zalo = await startFakeZaloBot()
afterAll(() => Promise.all([telegram.close(), zalo.close()]))

const PUBLIC_URL = 'https://tips.example.org'
const SETTINGS = {
  PUBLIC_URL,
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_WEBHOOK_SECRET: 'telegram-webhook-secret',
  TELEGRAM_API_ROOT: telegram.url,
  ZALO_BOT_TOKEN: zalo.token,
  ZALO_BOT_WEBHOOK_SECRET: 'zalo-webhook-secret',
  ZALO_BOT_API_ROOT: zalo.url,
}

function channel(
  args: string[],
  env: Record<string, string> = SETTINGS,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, 'channel', ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
  }
  child.stdin.end()
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

describe('tinbao channel', () => {
  it('tells each platform where to deliver, under which secret, and says where it delivers', async () => {
    const said = await channel(['connect', 'telegram'])
    expect(said).toEqual({ code: 0, said: `telegram: delivers to ${PUBLIC_URL}/webhooks/telegram\n` })
    expect(telegram.calls.at(-1)).toEqual({
      method: 'setWebhook',
      payload: {
        url: `${PUBLIC_URL}/webhooks/telegram`,
        secret_token: 'telegram-webhook-secret',
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      },
    })
    expect(await channel(['connect', 'zalo-bot'])).toMatchObject({ code: 0 })
    expect(zalo.secret).toBe('zalo-webhook-secret')
    const status = await channel(['status'])
    expect(status.said).toContain('telegram: token accepted; webhook at tips.example.org')
    expect(status.said).toContain('zalo-bot: token accepted; webhook at tips.example.org')
    expect(status).toMatchObject({ code: 0, said: expect.stringContaining('zalo-oa: off') })
  })

  it('is not content with an address that Zalo stored although its probe failed', async () => {
    const verification = { ok: false, outcome: 'webhook.http.403', hint: 'The endpoint refused the request.' }
    zalo.failNext({ kind: 'garbage', text: JSON.stringify({ ok: true, result: { url: 'x', verification } }) })
    const { code, said } = await channel(['connect', 'zalo-bot'])
    expect([code, said]).toEqual([1, expect.stringContaining('webhook.http.403')])
  })

  it('takes the webhook away, so that workers may poll', async () => {
    expect(await channel(['disconnect', 'telegram'])).toMatchObject({ code: 0 })
    expect(await channel(['disconnect', 'zalo-bot'])).toMatchObject({ code: 0 })
    expect((await channel(['status'])).said.match(/no webhook is set/g)).toHaveLength(2)
  })

  it.each([
    ['without a public address', { PUBLIC_URL: '' }, 'PUBLIC_URL: needed'],
    ['without https', { PUBLIC_URL: 'http://tips.example.org' }, 'with https'],
    ['while workers poll', { POLLING: 'true' }, 'POLLING is set'],
    ['without a token', { TELEGRAM_BOT_TOKEN: '' }, 'TELEGRAM_BOT_TOKEN is not set'],
  ])('connects nothing %s, and says why', async (_, more, why) => {
    const before = telegram.calls.length
    const { code, said } = await channel(['connect', 'telegram'], { ...SETTINGS, ...more })
    expect([code, said]).toEqual([2, expect.stringContaining(why)])
    expect(telegram.calls).toHaveLength(before)
  })

  it('names no token, whatever goes wrong', async () => {
    const env = { ...SETTINGS, TELEGRAM_BOT_TOKEN: '700000001:AAWrongWrong', ZALO_BOT_API_ROOT: 'http://127.0.0.1:9' }
    const { code, said } = await channel(['status'], env)
    expect(code).toBe(1)
    expect(said).toContain('telegram: the token is refused')
    expect(said).toContain('zalo-bot: no answer to getMe')
    expect(said).not.toMatch(/AAWrong|fakeFAKE/)
  })

  it('says how it is used', async () => {
    for (const args of [[], ['connect'], ['connect', 'signal'], ['constructor', 'telegram']]) {
      expect(await channel(args)).toMatchObject({ code: 2, said: expect.stringContaining('channel connect|status') })
    }
  })
})
