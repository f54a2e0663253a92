import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { Channel, Delivery } from '../channel.ts'
import { lenient } from '../lenient.ts'
import { numberButtons } from '../number-buttons.ts'
import { type JsonRequest, requestJson } from '../request-json.ts'
import { splitText } from '../split-text.ts'
import { limit, refuseIfAborted, toServerFault } from '../unreachable.ts'

/** Zalo's limit is 2000 of a unit it does not name (channel reference, F5). */
export const TEXT_MAX = 1900

export const API_ROOT = 'https://bot-api.zaloplatforms.com'
const TIMEOUT_MS = 15_000

/** First pause after a 429, which names none and may be the monthly quota (channel reference, A.2). */
const QUOTA_PAUSE_MS = 30_000

export interface ZaloBotSendSettings {
  token: string
  /** Base address of the API, without a path; tests set it. */
  apiRoot?: string
  /** Way out through a proxy. */
  dispatcher?: Dispatcher
  timeoutMs?: number
}

const answerSchema = z.object({
  ok: z.boolean(),
  error_code: lenient(z.union([z.number(), z.string()])),
  // Outside `sendMessage` there may be none, and an odd one must not turn a delivery into a failure.
  result: lenient(z.object({ message_id: z.union([z.string(), z.int().transform(String)]) })),
})

/** Zalo's `send`. Buttons become a numbered list; the position cannot be asked for. */
export function makeSend(settings: ZaloBotSendSettings): Channel['send'] {
  return async (chatId, message, signal) => {
    let delivery: Delivery = { messageId: null }
    for (const text of splitText(numberButtons(message), TEXT_MAX)) {
      delivery = await sendText(settings, { chat_id: chatId, text }, signal)
    }
    return delivery
  }
}

async function sendText(settings: ZaloBotSendSettings, payload: object, signal: AbortSignal): Promise<Delivery> {
  refuseIfAborted(signal)
  const limits = limit(signal, settings.timeoutMs ?? TIMEOUT_MS)
  const { status, body } = await requestJson(...callOf(settings, 'sendMessage', payload), limits)
  const answer = answerSchema.safeParse(body).data
  if (answer === undefined) throw toGatewayFault(status)
  if (!answer.ok) throw toFault(Number(answer.error_code ?? status))
  return { messageId: answer.result?.message_id ?? null }
}

/** Address and content of one call (channel reference, A.2). The address holds the token. */
export function callOf(
  { token, apiRoot = API_ROOT, dispatcher }: ZaloBotSendSettings,
  method: 'sendMessage' | 'getUpdates',
  payload: object,
): [url: string, request: JsonRequest] {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const url = `${apiRoot.replace(/\/+$/, '')}/bot${token}/${method}`
  return [url, { method: 'POST', headers, body: JSON.stringify(payload), dispatcher }]
}

/** Zalo's `error_code`, which comes under HTTP 200, as ours (channel reference, A.2). */
export function toFault(code: number): Retryable | Permanent {
  if (code >= 500 && code <= 599) return toServerFault(code)
  switch (code) {
    case 401:
      return new Permanent('bad-token-401', { isChannelDown: true })
    case 403:
      // Documented as "Internal server error".
      return new Retryable('server-403')
    case 408:
      return new Retryable('timeout-408', { isOutcomeUnknown: true })
    case 429:
      return new Retryable('quota-429', { retryAfterMs: QUOTA_PAUSE_MS })
    default:
      return code >= 400 && code <= 499
        ? new Permanent(`refused-${code}`)
        : new Retryable('bad-answer', { isOutcomeUnknown: true })
  }
}

/** An answer of the proxy before the API, which judged no message: what it refuses, it refuses to all. */
export function toGatewayFault(status: number): Retryable | Permanent {
  const fault = toFault(status)
  return fault instanceof Permanent ? new Permanent(fault.reason, { isChannelDown: true }) : fault
}
