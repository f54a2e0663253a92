/** The part that both fakes share: a loopback HTTP server with faults to order, and the way updates come to us. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeFiles, makeFakeFiles } from './fake-files.ts'

export type Fault =
  /** The API's own refusal, in its own envelope. */
  | { kind: 'refuse'; code: number; description?: string; retryAfterSeconds?: number }
  /** A page of the proxy before the API. */
  | { kind: 'html'; status: number }
  /** HTTP 200 with this text for a body. */
  | { kind: 'garbage'; text: string }
  /** The request is read and never answered. */
  | { kind: 'hang' }
  /** The request is read, taken if `isTaken`, and the connection cut. */
  | { kind: 'reset'; isTaken?: boolean }
  /** Answered as usual, but late. */
  | { kind: 'slow'; delayMs: number }

export interface SentMessage {
  chatId: string
  text: string
  /** The whole request body as the platform read it. */
  payload: Record<string, unknown>
}

export interface ApiCall {
  method: string
  payload: Record<string, unknown>
}

export interface DeliverOptions {
  /** How often the platform delivers the same update; 1. */
  copies?: number
  /** Another secret than the right one; null sends none. */
  secret?: string | null
  /** Shuffles what is delivered; the same seed gives the same order. */
  seed?: number
}

export interface FakePlatform {
  /** Base address for `apiRoot`. */
  url: string
  token: string
  /** What the webhook's secret header carries. */
  secret: string
  /** Messages the platform took, in order. */
  sent: SentMessage[]
  /** Every call under the right token, also refused ones. */
  calls: ApiCall[]
  /** The next `times` calls meet this fault; several orders queue up. */
  failNext(fault: Fault, times?: number): void
  /** Files below `/file/`, which faults on order do not befall. */
  files: FakeFiles
  /** Where updates go, as `setWebhook` would set it. */
  setWebhook(url: string, secret?: string): void
  /** Posts updates one after the other; a string goes out as it is. Gives each answer's status. */
  deliver(updates: unknown[], options?: DeliverOptions): Promise<number[]>
  /** Cuts every connection, so that nothing waits for a hanging call. */
  close(): Promise<void>
}

/** How one platform answers: everything in which two platforms differ. */
export interface Dialect {
  token: string
  secret: string
  secretHeader: string
  /** What that header carries, where it is not the secret itself. */
  sign?(body: string, secret: string): string
  /** Where tokens are not part of the path: the method asked for, null under a wrong token. */
  readMethod?(request: IncomingMessage, payload: Record<string, unknown>): string | null
  /** Answer to an unfaulted call; pushing to `sent` is its task, as is refusing what the real one refuses. */
  answer(call: ApiCall, fake: FakePlatform): Answer | Promise<Answer>
  refuse(fault: Extract<Fault, { kind: 'refuse' }>): Answer
  wrongToken(): Answer
}

export interface Answer {
  status: number
  body: unknown
}

/** Starts a fake on a free port of the loopback address. */
export async function startFakePlatform(dialect: Dialect): Promise<FakePlatform> {
  const faults: Fault[] = []
  let webhookUrl = ''
  const files = makeFakeFiles(() => fake.url)
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo
  const fake: FakePlatform = {
    url: `http://127.0.0.1:${port}`,
    token: dialect.token,
    secret: dialect.secret,
    sent: [],
    calls: [],
    files,
    failNext: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    setWebhook(url, secret = fake.secret) {
      webhookUrl = url
      fake.secret = secret
    },
    async deliver(updates, { copies = 1, secret = fake.secret, seed } = {}) {
      const posts = updates.flatMap((update) => Array.from({ length: copies }, () => update))
      const statuses: number[] = []
      for (const update of seed === undefined ? posts : shuffle(posts, seed)) {
        const headers: Record<string, string> = { 'content-type': 'application/json' }
        const body = typeof update === 'string' ? update : JSON.stringify(update)
        if (secret !== null) headers[dialect.secretHeader] = dialect.sign?.(body, secret) ?? secret
        const answer = await fetch(webhookUrl, { method: 'POST', headers, body })
        await answer.arrayBuffer()
        statuses.push(answer.status)
      }
      return statuses
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return fake

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await files.serve(request, response)) return
    const payload = await readPayload(request)
    const method = (dialect.readMethod ?? readBotMethod)(request, payload)
    if (method === null) return reply(response, dialect.wrongToken())
    const call = { method, payload }
    fake.calls.push(call)
    const fault = faults.shift()
    switch (fault?.kind) {
      case undefined:
        return reply(response, await dialect.answer(call, fake))
      case 'refuse':
        return reply(response, dialect.refuse(fault))
      case 'html':
        response.writeHead(fault.status, { 'content-type': 'text/html' })
        return void response.end(`<html><body><h1>${fault.status}</h1><p>${request.url}</p></body></html>`)
      case 'garbage':
        response.writeHead(200, { 'content-type': 'application/json' })
        return void response.end(fault.text)
      case 'hang':
        return
      case 'reset':
        if (fault.isTaken) await dialect.answer(call, fake)
        return void request.socket.resetAndDestroy()
      case 'slow':
        setTimeout(async () => reply(response, await dialect.answer(call, fake)), fault.delayMs)
    }
  }

  function readBotMethod(request: IncomingMessage): string | null {
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec((request.url ?? '').replace(/\?.*$/s, '')) ?? []
    return token === undefined || decodeURIComponent(token) !== dialect.token ? null : (method ?? null)
  }
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function readPayload(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  if (text === '') return {}
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  // Only clients under test talk to the fake: their bodies are JSON objects, or forms.
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as Record<string, unknown>)
}

/** Fisher and Yates's shuffle over mulberry32 numbers: the same seed, the same order. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0
  const rest = [...items]
  const shuffled: T[] = []
  while (rest.length > 0) {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    shuffled.push(...rest.splice(((mixed ^ (mixed >>> 14)) >>> 0) % rest.length, 1))
  }
  return shuffled
}
