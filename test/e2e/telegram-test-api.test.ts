/** A round with a platform we did not write: `telegram-test-api`, whose client plays the citizen. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { TelegramServer as Emulator } from 'telegram-test-api/lib/telegramServer.d.ts'
import { afterAll, expect, it } from 'vitest'
import { startLine, until } from '../support/line.ts'
import { WAIT_MS } from '../support/platform-line.ts'

const TOKEN = '700000002:AAFakeFakeFakeFakeFakeFakeFakeFakeFake'
const SECRET = 'another-telegram-secret_0123456789'

// CommonJS whose types name an export that is not there; what it exports is the class itself.
const TelegramServer = createRequire(import.meta.url)('telegram-test-api') as typeof Emulator
const platform = new TelegramServer({ port: await findPort(), host: '127.0.0.1' })
await platform.start()
const line = await startLine({
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  TELEGRAM_API_ROOT: platform.config.apiURL,
})

// The emulator sends no secret header and repeats update ids (channel reference, E.1): put right on the way.
let lastUpdate = 950_000_000
const proxy = createServer(async (request, response) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  // The emulator is the only sender, and its bodies are updates.
  const update = JSON.parse(Buffer.concat(chunks).toString()) as { message?: object }
  lastUpdate += 1
  const answer = await fetch(`${line.server.address}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ ...update, update_id: lastUpdate }),
  })
  response.writeHead(answer.status).end()
})
await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve))
// A TCP server that listens has an address of this shape.
const { port } = proxy.address() as AddressInfo
platform.setWebhook({ url: `http://127.0.0.1:${port}/` }, TOKEN)
afterAll(async () => {
  proxy.close()
  await platform.stop()
})

async function findPort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve))
  const { port: free } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return free
}

it('an independent Telegram gets 113 first for "cứu với nó cầm dao", and the tip is before its unit', async () => {
  const client = platform.getClient(TOKEN, { chatId: 830_000_001, userId: 830_000_001, firstName: 'An' })
  await client.sendMessage(client.makeMessage('cứu với nó cầm dao'))
  const bubbles = await until(
    'two bubbles',
    async () => {
      const texts = platform.storage.botMessages.map(({ message }) => message.text)
      return texts.length >= 2 ? texts : null
    },
    WAIT_MS,
  )
  expect(bubbles[0]).toContain('113')
  expect(bubbles.some((text) => text.includes('Đã ghi nhận lúc'))).toBe(true)
  const [tip] = await until('the tip', () =>
    line.query<{ unit_code: string; urgency: string }>(
      'select unit_code, urgency from tips where unit_code is not null',
    ),
  )
  expect(tip).toEqual({ unit_code: '79-PC01', urgency: 'critical' })
})
