import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { Retryable } from '../../src/domain/errors.ts'
import type { Exchange } from '../../src/domain/tokens.ts'
import { requestJson } from '../request-json.ts'
import { limit, refuseIfAborted, toServerFault } from '../unreachable.ts'
import { CALL_LIMIT, codeSchema, MINUTE_MS } from './faults.ts'

const OAUTH_ROOT = 'https://oauth.zaloapp.com'
const TIMEOUT_MS = 15_000

export interface ZaloOaOauthSettings {
  appId: string
  /** The app secret key, not the OA's. */
  appSecret: string
  /** Base address, without a path; tests set it. */
  oauthRoot?: string
  dispatcher?: Dispatcher
  timeoutMs?: number
}

const pairSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // Documented as a text of seconds.
  expires_in: z.coerce.number().positive(),
})
const refusalSchema = z.object({ error: codeSchema })

/**
 * Zalo's renewal of the token pair (channel reference, B.2). Refusals come under HTTP 200, in numbers nobody lists: all
 * are final but the call limit. After a `Retryable` whose outcome is unknown the token may be spent; asking again tells.
 */
export function makeExchange(settings: ZaloOaOauthSettings): Exchange {
  const { appId, appSecret, oauthRoot = OAUTH_ROOT, dispatcher, timeoutMs = TIMEOUT_MS } = settings
  return async (refreshToken, signal) => {
    refuseIfAborted(signal)
    const form = { refresh_token: refreshToken, app_id: appId, grant_type: 'refresh_token' }
    const { status, body } = await requestJson(
      `${oauthRoot.replace(/\/+$/, '')}/v4/oa/access_token`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
        body: new URLSearchParams(form).toString(),
        dispatcher,
      },
      limit(signal, timeoutMs),
    )
    if (status >= 500) throw toServerFault(status)
    const pair = status === 200 ? pairSchema.safeParse(body).data : undefined
    if (pair !== undefined) {
      const { access_token: accessToken, refresh_token, expires_in } = pair
      return { ok: true, value: { accessToken, refreshToken: refresh_token, expiresInMs: expires_in * 1000 } }
    }
    const refusal = refusalSchema.safeParse(body).data
    if (refusal?.error === CALL_LIMIT || status === 429) {
      throw new Retryable(`too-many${refusal?.error ?? '-429'}`, { retryAfterMs: MINUTE_MS })
    }
    if (refusal !== undefined) return { ok: false, reason: `refused${-Math.abs(refusal.error)}` }
    // A page of some proxy refused nothing; half an answer may have been the pair.
    throw new Retryable('bad-answer', { isOutcomeUnknown: true })
  }
}
