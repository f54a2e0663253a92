import type { Agent } from 'node:https'
import { Telegram, TelegramError } from 'telegraf'
import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import type { Channel, Delivery } from '../channel.ts'
import { splitText } from '../split-text.ts'
import { limit, refuseIfAborted, toRetryable, toServerFault } from '../unreachable.ts'
import { findCallbackQueryId } from './parse.ts'

/** Telegram's limit is 4096 characters; the rest is room for what it may count otherwise. */
export const TEXT_MAX = 4000

/** A person waits for an answer that long at most, and telegraf alone would wait 500 s. */
const TIMEOUT_MS = 20_000

export const API_ROOT = 'https://api.telegram.org'

export interface TelegramSendSettings {
  token: string
  /** Base address of the Bot API, without a path; tests and local servers set it. */
  apiRoot?: string
  /** Way out through a proxy; telegraf uses it for https addresses only. */
  agent?: Agent
  timeoutMs?: number
}

export type Call = (
  method: 'sendMessage' | 'answerCallbackQuery' | 'getUpdates' | 'getFile',
  payload: object,
  signal: AbortSignal,
) => Promise<unknown>

/** Telegram's `send` and `acknowledge`, over telegraf's client alone: it handles no update and prints nothing. */
export function makeSend(settings: TelegramSendSettings): Required<Pick<Channel, 'send' | 'acknowledge'>> {
  const call = makeCall(settings)
  return {
    send: (chatId, message, signal) => send(call, chatId, message, signal),
    async acknowledge(body, signal) {
      const id = findCallbackQueryId(body)
      // A lost answer costs a turning wheel in the citizen's app, and Telegram refuses late ones.
      if (id !== null) await call('answerCallbackQuery', { callback_query_id: id }, signal).catch(() => undefined)
    },
  }
}

/** Sends the parts of a long text in order; buttons go under the last, whose id is returned. */
async function send(call: Call, chatId: string, message: OutboundMessage, signal: AbortSignal): Promise<Delivery> {
  // Ours are ids of private chats, which are positive; a name or a group's id would reach strangers.
  if (!/^\d{1,16}$/.test(chatId)) throw new Permanent('bad-chat-id')
  let messageId: string | null = null
  const parts = splitText(message.text, TEXT_MAX)
  for (const [at, text] of parts.entries()) {
    const result = await call(
      'sendMessage',
      {
        chat_id: Number(chatId),
        text,
        protect_content: true,
        link_preview_options: { is_disabled: true },
        ...(at === parts.length - 1 ? { reply_markup: makeKeyboard(message) } : {}),
      },
      signal,
    )
    messageId = readMessageId(result)
  }
  return { messageId }
}

/**
 * Inline buttons, or a one-time keyboard when the position is asked for. Telegram shows one keyboard a message, so with
 * both the buttons join the position's keyboard, and a tap comes back as a text: the label.
 */
function makeKeyboard({ buttons = [], requestLocation }: OutboundMessage): object | undefined {
  if (requestLocation) {
    const rows = [[{ text: 'Gửi vị trí', request_location: true }], ...buttons.map(({ label }) => [{ text: label }])]
    return { keyboard: rows, resize_keyboard: true, one_time_keyboard: true }
  }
  if (buttons.length === 0) return undefined
  return { inline_keyboard: buttons.map(({ label, data }) => [{ text: label, callback_data: data }]) }
}

/** Calls of the Bot API whose faults are ours and name neither token nor text. */
export function makeCall({ token, apiRoot, agent, timeoutMs = TIMEOUT_MS }: TelegramSendSettings): Call {
  const telegram = new Telegram(token, {
    webhookReply: false,
    ...(apiRoot === undefined ? {} : { apiRoot }),
    ...(agent === undefined ? {} : { agent }),
  })
  return async (method, payload, signal) => {
    refuseIfAborted(signal)
    const limits = limit(signal, timeoutMs)
    try {
      // Telegraf types payloads by method and the signal by an old shim; ours are made above, the signal is native.
      return await telegram.callApi(method, payload as never, { signal: limits.either as never })
    } catch (fault) {
      // Without a cause: telegraf's errors carry the payload, and some the whole URL.
      throw fault instanceof TelegramError ? toFault(fault) : toRetryable(fault, limits)
    }
  }
}

/** Telegram's answers as ours (channel reference, C.2). */
function toFault({ code, parameters }: TelegramError): Retryable | Permanent {
  if (!Number.isInteger(code) || code < 400 || code > 599) {
    return new Retryable('bad-answer', { isOutcomeUnknown: true })
  }
  if (code >= 500) return toServerFault(code)
  switch (code) {
    case 401:
    case 404:
      return new Permanent(`bad-token-${code}`, { isChannelDown: true })
    case 403:
      return new Permanent('chat-closed-403')
    case 429: {
      const seconds = z.number().nonnegative().safeParse(parameters?.retry_after).data
      return new Retryable('too-many-429', seconds === undefined ? {} : { retryAfterMs: seconds * 1000 })
    }
    default:
      return new Permanent(`refused-${code}`)
  }
}

function readMessageId(result: unknown): string | null {
  const id = z.object({ message_id: z.int() }).safeParse(result).data?.message_id
  return id === undefined ? null : String(id)
}
