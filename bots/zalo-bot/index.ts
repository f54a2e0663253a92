import { findBotId } from '../bot-id.ts'
import type { Channel } from '../channel.ts'
import type { FetchSettings } from '../fetch-address.ts'
import { makeFetch } from './fetch.ts'
import { parse } from './parse.ts'
import { makePoll, type ZaloBotPollSettings } from './poll.ts'
import { makeSend, TEXT_MAX } from './send.ts'
import { verify } from './verify.ts'

export interface ZaloBotSettings extends ZaloBotPollSettings, FetchSettings {
  /** The `secret_token` given to `setWebhook`. Empty: no webhook is accepted. */
  secret: string
  /** Part of every key. By default the number before the token's colon. */
  botId?: string
}

/** Zalo documents no pace but answers 429; this is a guess on the careful side. */
const PACE = { perSecond: 10, perChatSecond: 1 }

/** The Zalo Bot channel; makes no connection before the first `send`. */
export function makeZaloBot(settings: ZaloBotSettings): Channel {
  return {
    name: 'zalo-bot',
    botId: settings.botId ?? findBotId(settings.token),
    verify: (request) => verify(settings.secret, request),
    parse,
    send: makeSend(settings),
    fetch: makeFetch(settings),
    poll: makePoll(settings),
    pace: PACE,
    textMax: TEXT_MAX,
  }
}
