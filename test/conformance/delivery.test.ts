import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANNEL_NAMES, makeChannels } from '../../bots/index.ts'
import type { FakePlatform } from '../support/fake-platform.ts'
import { CHANNEL_CASES } from './table.ts'

interface Arrival {
  headers: IncomingHttpHeaders
  body: string
}

const platforms = CHANNEL_CASES.flatMap(({ platform, ...rest }) => (platform === null ? [] : [{ ...rest, platform }]))

describe.each(platforms)('updates from the fake of $name', ({ fixtures, platform }) => {
  const arrivals: Arrival[] = []
  let fake: FakePlatform
  let webhook: Server

  beforeEach(async () => {
    arrivals.length = 0
    webhook = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) body += chunk
      arrivals.push({ headers: request.headers, body })
      response.end()
    })
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve))
    fake = await platform.startFake()
    // A TCP server that listens has an address of this shape.
    fake.setWebhook(`http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhooks/x`)
  })
  afterEach(async () => {
    await fake.close()
    webhook.closeAllConnections()
    await new Promise((resolve) => webhook.close(resolve))
  })

  const bodies = fixtures.map(({ body }) => body).filter((body) => body !== undefined)
  const verifyAll = () => {
    const channel = platform.connect(fake)
    return Promise.all(
      arrivals.map(({ headers, body }) =>
        channel.verify({
          headers: new Map(Object.entries(headers).map(([k, v]) => [k, String(v)])),
          body: new TextEncoder().encode(body),
        }),
      ),
    )
  }

  test('carry the secret and arrive as the fixtures say', async () => {
    expect(await fake.deliver(bodies)).toEqual(bodies.map(() => 200))
    expect(arrivals.map(({ body }) => JSON.parse(body))).toEqual(bodies)
    expect(new Set(await verifyAll())).toEqual(new Set([true]))
  })

  test('are refused under a wrong secret or none', async () => {
    await fake.deliver(bodies.slice(0, 2), { secret: 'another' })
    await fake.deliver(bodies.slice(0, 2), { secret: null })
    expect(await verifyAll()).toEqual([false, false, false, false])
  })

  test('come twice and in another order on demand, the same for the same seed', async () => {
    await fake.deliver(bodies, { copies: 2, seed: 7 })
    const first = arrivals.map(({ body }) => body)
    arrivals.length = 0
    await fake.deliver(bodies, { copies: 2, seed: 7 })
    expect(arrivals.map(({ body }) => body)).toEqual(first)
    const twice = bodies.flatMap((body) => [JSON.stringify(body), JSON.stringify(body)])
    expect(first).not.toEqual(twice)
    expect([...first].sort()).toEqual([...twice].sort())
  })

  test('an empty or broken body goes out as it is', async () => {
    await fake.deliver(['', '{"a'])
    expect(arrivals.map(({ body }) => body)).toEqual(['', '{"a'])
  })
})

describe('makeChannels', () => {
  const part = { token: '1:x', secret: 'y' }
  const oa = { appId: '1', appSecret: 'x', oaId: '2', secretKey: 'y' }

  test('a channel without a token is absent, the web is always there', () => {
    expect([...makeChannels({}).keys()]).toEqual(['webform', 'webchat'])
    const none = makeChannels({ telegram: { token: '', secret: 'y' }, zaloBot: undefined })
    expect([...none.keys()]).toEqual(['webform', 'webchat'])
  })

  test('every channel is found under its own name, and has been through this suite', () => {
    const channels = makeChannels({ telegram: part, zaloBot: part, zaloOa: oa })
    for (const [name, channel] of channels) expect(channel.name).toBe(name)
    expect([...channels.keys()].sort()).toEqual(CHANNEL_CASES.map(({ name }) => name).sort())
    // Each has its lanes in the worker: what came in by a channel without one would wait for ever.
    expect([...CHANNEL_NAMES].sort()).toEqual([...channels.keys()].sort())
  })
})
