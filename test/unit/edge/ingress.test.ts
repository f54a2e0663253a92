import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { type Bindings, ingress } from '../../../src/edge/ingress.ts'

const seen: { headers: Record<string, unknown>; body: string }[] = []
let status = 200
const core = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    seen.push({ headers: request.headers, body })
    response.writeHead(status).end()
  })
})
await new Promise<void>((resolve) => core.listen(0, '127.0.0.1', resolve))
afterAll(() => core.close())
const env: Bindings = {
  CORE_URL: `http://127.0.0.1:${(core.address() as AddressInfo).port}`,
  TELEGRAM_WEBHOOK_SECRET: 'right-secret',
  ZALO_OA_APP_ID: '1000000000000000001',
  ZALO_OA_SECRET_KEY: 'oa-secret-key',
}

const post = (path: string, body: string, secret?: string, extra: Record<string, string> = {}): Request =>
  new Request(`https://edge.example${path}`, {
    method: 'POST',
    body,
    headers: { ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}), ...extra },
  })

describe('the edge', () => {
  it('passes an authentic update on, byte for byte, without the address it came from', async () => {
    status = 200
    const answer = await ingress(
      post('/webhooks/telegram', '{"update_id":1}', 'right-secret', { 'cf-connecting-ip': '203.0.113.9' }),
      env,
    )
    expect(answer.status).toBe(200)
    expect(seen.at(-1)?.body).toBe('{"update_id":1}')
    expect(JSON.stringify(seen.at(-1)?.headers)).not.toContain('203.0.113.9')
  })

  it.each([
    ['a wrong secret', post('/webhooks/telegram', '{}', 'wrong-secret'), 401],
    ['no secret', post('/webhooks/telegram', '{}'), 401],
    ['a channel without a secret set', post('/webhooks/zalo-bot', '{}', 'right-secret'), 401],
    ['an unknown channel', post('/webhooks/constructor', '{}', 'right-secret'), 404],
    ['another path', post('/ban-truc', '{}', 'right-secret'), 404],
    ['a body over a megabyte', post('/webhooks/telegram', 'x'.repeat(1_000_001), 'right-secret'), 413],
  ])('refuses %s and the core never hears of it', async (_name, request, expected) => {
    const before = seen.length
    expect((await ingress(request, env)).status).toBe(expected)
    expect(seen.length).toBe(before)
  })

  it('says 503 with Retry-After when the core could not store, and never 200', async () => {
    status = 503
    const answer = await ingress(post('/webhooks/telegram', '{}', 'right-secret'), env)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('2')
    const unreachable = await ingress(post('/webhooks/telegram', '{}', 'right-secret'), {
      ...env,
      CORE_URL: 'http://127.0.0.1:9',
    })
    expect(unreachable.status).toBe(503)
  })

  it('says 503 to a flood and looks at nobody to tell', async () => {
    const keys: string[] = []
    const limiter = {
      limit: async ({ key }: { key: string }) => {
        keys.push(key)
        return { success: false }
      },
    }
    expect((await ingress(post('/webhooks/telegram', '{}', 'right-secret'), { ...env, LIMITER: limiter })).status).toBe(
      503,
    )
    expect(keys).toEqual(['telegram'])
  })
})

describe('the edge before the Official Account', () => {
  const body = (appId = '1000000000000000001'): string =>
    `{"app_id":"${appId}","event_name":"user_send_text","timestamp":"1760000100000", "message":{"text":"chào"}}`
  /** As Zalo signs: app id, raw body, its timestamp, OA secret key (channel reference, B.3). */
  const sign = (text: string, secret = 'oa-secret-key'): string =>
    `mac=${createHash('sha256').update(`1000000000000000001${text}1760000100000${secret}`).digest('hex')}`
  const event = (text: string, signature: string): Request =>
    post('/webhooks/zalo-oa', text, undefined, signature ? { 'x-zevent-signature': signature } : {})

  it('passes a signed event on, byte for byte and with its signature, which the core checks again', async () => {
    status = 200
    expect((await ingress(event(body(), sign(body())), env)).status).toBe(200)
    expect(seen.at(-1)?.body).toBe(body())
    expect(seen.at(-1)?.headers['x-zevent-signature']).toBe(sign(body()))
  })

  it.each([
    ['no signature', event(body(), ''), env],
    ['a signature under another key', event(body(), sign(body(), 'another')), env],
    ['a signature of another body', event(`${body()} `, sign(body())), env],
    ['an event of another app', event(body('2'), sign(body('2'))), env],
    ['what is not JSON', event('{', sign('{')), env],
    ['an event where no key is set', event(body(), sign(body(), '')), { ...env, ZALO_OA_SECRET_KEY: '' }],
    ['an event where no app is set', event(body(), sign(body())), { CORE_URL: env.CORE_URL, ZALO_OA_SECRET_KEY: 'x' }],
  ])('refuses %s with 401 and the core never hears of it', async (_name, request, bindings) => {
    const before = seen.length
    expect((await ingress(request, bindings)).status).toBe(401)
    expect(seen.length).toBe(before)
  })

  it('says 413 to a body over a megabyte before its signature is looked at', async () => {
    const large = 'x'.repeat(1_000_001)
    expect((await ingress(event(large, sign(large)), env)).status).toBe(413)
  })
})
