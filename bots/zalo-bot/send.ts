import { type Dispatcher, request } from 'undici'
import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { Channel, Delivery } from '../channel.ts'
import { lenient } from '../lenient.ts'
import { numberButtons } from '../number-buttons.ts'
import { splitText } from '../split-text.ts'
import { type Limits, limit, refuseIfAborted, toRetryable, toServerFault } from '../unreachable.ts'

/** Zalo's limit is 2000 of a unit it does not name (channel reference, F5). */
export const TEXT_MAX = 1900

const API_ROOT = 'https://bot-api.zaloplatforms.com'
const TIMEOUT_MS = 15_000

/** First pause after a 429, which names none and may be the monthly quota (channel reference, A.2). */
const QUOTA_PAUSE_MS = 30_000

/** Answers are a few hundred bytes; a proxy's error page may be any size. */
const ANSWER_MAX_BYTES = 65_536

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
  const { token, apiRoot = API_ROOT, dispatcher, timeoutMs = TIMEOUT_MS } = settings
  refuseIfAborted(signal)
  const limits = limit(signal, timeoutMs)
  const { status, body } = await post(
    `${apiRoot.replace(/\/+$/, '')}/bot${token}/sendMessage`,
    { body: JSON.stringify(payload), signal: limits.either, ...(dispatcher === undefined ? {} : { dispatcher }) },
    limits,
  )
  const answer = answerSchema.safeParse(body).data
  if (answer === undefined) throw toGatewayFault(status)
  if (!answer.ok) throw toFault(Number(answer.error_code ?? status))
  return { messageId: answer.result?.message_id ?? null }
}

/** The status and the body as JSON, `undefined` if it is none. Faults leave without a cause: theirs name the URL. */
async function post(url: string, init: { body: string; signal: AbortSignal; dispatcher?: Dispatcher }, limits: Limits) {
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' },
      ...init,
    })
    return { status: answer.statusCode, body: parseJson(await readText(answer.body)) }
  } catch (fault) {
    throw toRetryable(fault, limits)
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > ANSWER_MAX_BYTES) break
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Zalo's `error_code`, which comes under HTTP 200, as ours (channel reference, A.2). */
function toFault(code: number): Retryable | Permanent {
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
function toGatewayFault(status: number): Retryable | Permanent {
  const fault = toFault(status)
  return fault instanceof Permanent ? new Permanent(fault.reason, { isChannelDown: true }) : fault
}
