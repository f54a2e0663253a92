import { findBotId } from '../bot-id.ts'
import type { Channel } from '../channel.ts'
import { makeFetch, type TelegramFetchSettings } from './fetch.ts'
import { parse } from './parse.ts'
import { makePoll, type TelegramPollSettings } from './poll.ts'
import { makeSend, TEXT_MAX } from './send.ts'
import { verify } from './verify.ts'

export interface TelegramSettings extends TelegramPollSettings, TelegramFetchSettings {
  /** The `secret_token` given to `setWebhook`. Empty: no webhook is accepted. */
  secret: string
  /** Part of every key. By default the number before the token's colon. */
  botId?: string
}

/** Telegram's pace: about 30 messages a second over all and 1 a chat (channel reference, C.2), kept well below. */
const PACE = { perSecond: 25, perChatSecond: 1 }

/** The Telegram channel; makes no connection before the first `send`. */
export function makeTelegram(settings: TelegramSettings): Channel {
  return {
    name: 'telegram',
    botId: settings.botId ?? findBotId(settings.token),
    verify: (request) => verify(settings.secret, request),
    parse,
    ...makeSend(settings),
    fetch: makeFetch(settings),
    poll: makePoll(settings),
    pace: PACE,
    textMax: TEXT_MAX,
  }
}
