import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import type { AccessTokens } from '../../src/domain/tokens.ts'
import type { Channel, Delivery } from '../channel.ts'
import { lenient } from '../lenient.ts'
import { numberButtons } from '../number-buttons.ts'
import { requestJson } from '../request-json.ts'
import { splitText } from '../split-text.ts'
import { limit, refuseIfAborted, toServerFault } from '../unreachable.ts'
import {
  codeSchema,
  KIND_NOT_SUPPORTED,
  MINUTE_MS,
  SEND_FAILED,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  toFault,
} from './faults.ts'

/** Zalo's limit is 2000 characters (channel reference, B.6); the rest is room for what it may count otherwise. */
export const TEXT_MAX = 1900

export const API_ROOT = 'https://openapi.zalo.me'
const TIMEOUT_MS = 15_000

export interface ZaloOaSendSettings {
  /** Base address of the API, without a path; tests set it. */
  apiRoot?: string
  dispatcher?: Dispatcher
  timeoutMs?: number
  /** Buttons as a template beside the numbered list, which v3 may no longer show (channel reference, B.7). */
  hasButtons?: boolean
}

interface Answer {
  /** 0, or the code of the refusal. */
  code: number
  messageId: string | null
}

const answerSchema = z.object({
  error: codeSchema,
  data: lenient(z.object({ message_id: z.union([z.string(), z.int().transform(String)]) })),
})

/**
 * `send` as a consultation message, the kind that is free for 48 hours after the person's last word, charged then, and
 * refused after 7 days (channel reference, B.6). The position cannot be asked for.
 */
export function makeSend(settings: ZaloOaSendSettings, tokens: AccessTokens): Channel['send'] {
  return async (chatId, message, signal) => {
    const ask = async (said: object): Promise<Answer> => {
      const payload = { recipient: { user_id: chatId }, message: said }
      refuseIfAborted(signal)
      const token = await tokens.current()
      const answer = await post(settings, token, payload, signal)
      if (answer.code !== TOKEN_INVALID && answer.code !== TOKEN_EXPIRED) return answer
      return post(settings, await tokens.renew(token), payload, signal)
    }
    let delivery: Delivery = { messageId: null }
    const parts = splitText(numberButtons(message), TEXT_MAX)
    for (const [at, text] of parts.entries()) {
      const buttons = settings.hasButtons && at === parts.length - 1 ? showButtons(message) : null
      delivery = await deliverPart(ask, { text }, buttons)
    }
    return delivery
  }
}

async function deliverPart(
  ask: (said: object) => Promise<Answer>,
  plain: { text: string },
  buttons: object | null,
): Promise<Delivery> {
  let answer = await ask(buttons === null ? plain : { ...plain, attachment: buttons })
  if (buttons !== null && answer.code === KIND_NOT_SUPPORTED) answer = await ask(plain)
  // "Retry once, then fail" (channel reference, B.9).
  if (answer.code === SEND_FAILED) answer = await ask(plain)
  if (answer.code !== 0) throw toFault(answer.code)
  return { messageId: answer.messageId }
}

/** A tap comes back as a text of this code, which `parse` knows by its `#`. */
function showButtons({ buttons = [] }: OutboundMessage): object | null {
  if (buttons.length === 0) return null
  const shown = buttons.map(({ label, data }) => ({ title: label, type: 'oa.query.hide', payload: `#${data}` }))
  return { type: 'template', payload: { template_type: 'button', buttons: shown } }
}

async function post(
  { apiRoot = API_ROOT, dispatcher, timeoutMs = TIMEOUT_MS }: ZaloOaSendSettings,
  token: string,
  payload: object,
  signal: AbortSignal,
): Promise<Answer> {
  refuseIfAborted(signal)
  const { status, body } = await requestJson(
    `${apiRoot.replace(/\/+$/, '')}/v3.0/oa/message/cs`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', access_token: token },
      body: JSON.stringify(payload),
      dispatcher,
    },
    limit(signal, timeoutMs),
  )
  if (status >= 500) throw toServerFault(status)
  if (status === 401) return { code: TOKEN_INVALID, messageId: null }
  const answer = answerSchema.safeParse(body).data
  // Under 200 too an answer may be a refusal, and nothing but `error: 0` is a delivery.
  if (answer === undefined || (answer.error === 0 && status !== 200)) throw toGatewayFault(status)
  return { code: answer.error, messageId: answer.data?.message_id ?? null }
}

/** An answer of the proxy before the API, which judged no message: what it refuses, it refuses to all. */
function toGatewayFault(status: number): Retryable | Permanent {
  if (status === 429) return new Retryable('too-many-429', { retryAfterMs: MINUTE_MS })
  return status >= 400
    ? new Permanent(`refused-${status}`, { isChannelDown: true })
    : new Retryable('bad-answer', { isOutcomeUnknown: true })
}
