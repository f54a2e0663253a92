import type { RawRequest } from '../../bots/channel.ts'
import { verify as verifyTelegram } from '../../bots/telegram/verify.ts'
import { verify as verifyZaloBot } from '../../bots/zalo-bot/verify.ts'
import { verify as verifyZaloOa } from '../../bots/zalo-oa/verify.ts'

/** What the Cloudflare side is given (wrangler.toml): no database, no keys that open anything. */
export interface Bindings {
  /** Where the web process answers, https. */
  CORE_URL: string
  TELEGRAM_WEBHOOK_SECRET?: string
  ZALO_BOT_WEBHOOK_SECRET?: string
  /** Our app's public number, signed with each event; the account's own number is looked at by the core alone. */
  ZALO_OA_APP_ID?: string
  /** Signs what Zalo sends; without it nothing of that channel passes. */
  ZALO_OA_SECRET_KEY?: string
  /** Cloudflare's rate limiter; without it only the core limits. */
  LIMITER?: { limit(options: { key: string }): Promise<{ success: boolean }> }
}

const BODY_BYTES_MAX = 1_000_000
/** The platforms give up after two seconds (channels reference 0.1). */
const CORE_TIMEOUT_MS = 1_900
/** What the core needs to see again; everything else, addresses included, stays here. */
const PASSED_HEADERS = [
  'content-type',
  'x-telegram-bot-api-secret-token',
  'x-bot-api-secret-token',
  'x-zevent-signature',
]

const VERIFIERS: Record<string, (request: RawRequest, env: Bindings) => Promise<boolean>> = {
  telegram: (request, env) =>
    env.TELEGRAM_WEBHOOK_SECRET ? verifyTelegram(env.TELEGRAM_WEBHOOK_SECRET, request) : no(),
  'zalo-bot': (request, env) =>
    env.ZALO_BOT_WEBHOOK_SECRET ? verifyZaloBot(env.ZALO_BOT_WEBHOOK_SECRET, request) : no(),
  'zalo-oa': (request, env) =>
    env.ZALO_OA_APP_ID && env.ZALO_OA_SECRET_KEY
      ? verifyZaloOa({ appId: env.ZALO_OA_APP_ID, secretKey: env.ZALO_OA_SECRET_KEY }, request)
      : no(),
}

/**
 * The shield in front of the core: caps the size, verifies, limits, passes on, and stores nothing. 200 comes from the
 * core alone, after its commit; whatever goes wrong on the way is 503, and the platform sends again.
 */
export async function ingress(request: Request, env: Bindings): Promise<Response> {
  const name = /^\/webhooks\/([a-z-]+)$/.exec(new URL(request.url).pathname)?.[1]
  const verify = name !== undefined && Object.hasOwn(VERIFIERS, name) ? VERIFIERS[name] : undefined
  if (!verify || !name) return new Response(null, { status: 404 })
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
  const body = await readCapped(request)
  if (body === null) return new Response(null, { status: 413 })
  if (!(await verify({ headers: request.headers, body }, env))) return new Response(null, { status: 401 })
  // Per channel, not per sender: who wrote is not looked at here.
  if (env.LIMITER && !(await env.LIMITER.limit({ key: name })).success) return later(5)
  return passOn(`${env.CORE_URL.replace(/\/$/, '')}/webhooks/${name}`, request.headers, body)
}

async function passOn(address: string, headers: Headers, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const passed = new Headers()
  for (const header of PASSED_HEADERS) {
    const value = headers.get(header)
    if (value !== null) passed.set(header, value)
  }
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: passed,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(CORE_TIMEOUT_MS),
    })
    return answer.ok ? new Response(null, { status: 200 }) : later(2)
  } catch {
    return later(2)
  }
}

function later(seconds: number): Response {
  return new Response(null, { status: 503, headers: { 'retry-after': String(seconds) } })
}

async function readCapped(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > BODY_BYTES_MAX) return null
    chunks.push(chunk)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

const no = async (): Promise<boolean> => false

export default { fetch: ingress }
