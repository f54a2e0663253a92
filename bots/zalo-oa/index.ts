import { Permanent } from '../../src/domain/errors.ts'
import type { AccessTokens } from '../../src/domain/tokens.ts'
import type { Channel } from '../channel.ts'
import type { FetchSettings } from '../fetch-address.ts'
import { makeFetch } from './fetch.ts'
import { makeExchange, type ZaloOaOauthSettings } from './oauth.ts'
import { parse } from './parse.ts'
import { makeSend, TEXT_MAX, type ZaloOaSendSettings } from './send.ts'
import { verify } from './verify.ts'

export interface ZaloOaSettings extends ZaloOaSendSettings, ZaloOaOauthSettings, FetchSettings {
  /** The account that citizens write to; part of every key. */
  oaId: string
  /** The OA secret key, which signs its webhook. Empty: no webhook is accepted. */
  secretKey: string
}

/** 4,000 calls a minute an app (channel reference, B.6), kept well below; one a second for one person is ours. */
const PACE = { perSecond: 30, perChatSecond: 1 }

/** The Zalo Official Account. It verifies and reads as it is, and sends once `signIn.with` has given it tokens. */
export function makeZaloOa(settings: ZaloOaSettings): Channel {
  const fetch = makeFetch(settings)
  const make = (tokens: AccessTokens): Channel => ({
    name: 'zalo-oa',
    botId: settings.oaId,
    verify: (request) => verify(settings, request),
    parse: (body) => parse(settings, body),
    send: makeSend(settings, tokens),
    fetch,
    signIn: { exchange: makeExchange(settings), with: make },
    pace: PACE,
    textMax: TEXT_MAX,
  })
  return make(NO_TOKENS)
}

const notSignedIn = async (): Promise<never> => {
  throw new Permanent('bad-token-none', { isChannelDown: true })
}
const NO_TOKENS: AccessTokens = { current: notSignedIn, renew: notSignedIn }
