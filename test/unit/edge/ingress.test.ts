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
