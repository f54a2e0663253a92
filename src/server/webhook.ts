import { type Context, Hono } from 'hono'
import { type Channel, UnknownUpdate } from '../../bots/channel.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { Receive } from '../flow/receive.ts'

/** Larger than any update a platform sends; checked before anything is read on. */
const BODY_BYTES_MAX = 1_000_000
/** Postgres that has not committed by then is away for the platform: 503 within 2 seconds (security reference). */
const COMMIT_TIMEOUT_MS = 1_700
/** Taps answered at one time; beyond it the citizen's button spins a little longer. */
const ACKNOWLEDGING_MAX = 20
const ACKNOWLEDGE_TIMEOUT_MS = 5_000

/**
 * `POST /webhooks/<channel>`: authenticates the raw bytes, splits identity from content, commits, then answers 200.
 * 401 for a wrong secret, 413 for a body over 1 MB, 503 with Retry-After when it could not be stored, never 200 then.
 */
export function makeWebhook(parts: {
  channels: ReadonlyMap<string, Channel>
  receive: Receive
  onRefused: (channel: string) => void
  onError: (error: unknown) => void
}): Hono {
  const app = new Hono()
  let acknowledging = 0

  const acknowledge = (channel: Channel, body: unknown): void => {
    if (!channel.acknowledge || acknowledging >= ACKNOWLEDGING_MAX) return
    acknowledging++
    void channel
      .acknowledge(body, AbortSignal.timeout(ACKNOWLEDGE_TIMEOUT_MS))
      .catch(() => {})
      .finally(() => {
        acknowledging--
      })
  }

  app.post('/webhooks/:channel', async (c) => {
    const channel = parts.channels.get(c.req.param('channel'))
    if (!channel) return c.body(null, 404)
    const bytes = await readCapped(c)
    if (bytes === null) return c.body(null, 413)
    if (!(await channel.verify({ headers: c.req.raw.headers, body: bytes }))) {
      parts.onRefused(channel.name)
      return c.body(null, 401)
    }
    const source = { name: channel.name, botId: channel.botId }
    const json = readJson(bytes)
    try {
      const parsed = json.ok ? parse(channel, json.body) : json
      if (parsed.ok) await inTime(parts.receive.accept(source, parsed.messages))
      else await inTime(parts.receive.keepUnread(source, bytes, parsed.reason))
    } catch (error) {
      parts.onError(error)
      return c.body(null, 503, { 'Retry-After': '2' })
    }
    if (json.ok) acknowledge(channel, json.body)
    return c.body(null, 200)
  })
  return app
}

function parse(
  channel: Channel,
  body: unknown,
): { ok: true; messages: InboundMessage[] } | { ok: false; reason: string } {
  try {
    return { ok: true, messages: channel.parse(body) }
  } catch (error) {
    // A parser that trips over what a stranger sent must not make the platform send it for ever.
    return { ok: false, reason: error instanceof UnknownUpdate ? 'unknown-update' : 'parser-fault' }
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('not stored in time')), COMMIT_TIMEOUT_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** The raw bytes, or null as soon as there are more than allowed. */
async function readCapped(c: Context): Promise<Uint8Array | null> {
  const announced = Number(c.req.header('content-length') ?? 0)
  if (announced > BODY_BYTES_MAX) return null
  // Node reads no more than was announced, and in one piece; a stream costs a tenth of accepting a message (measured).
  if (announced > 0) return new Uint8Array(await c.req.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > BODY_BYTES_MAX) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** An empty body is a platform's probe and parses to nothing; garbage under a right secret is somebody's message. */
function readJson(bytes: Uint8Array): { ok: true; body: unknown } | { ok: false; reason: string } {
  if (bytes.length === 0) return { ok: true, body: undefined }
  try {
    return { ok: true, body: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    return { ok: false, reason: 'not-json' }
  }
}
