import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type Answer, type ApiCall, type Dialect, type FakePlatform, startFakePlatform } from './fake-platform.ts'

/** All invented; app and account are those of the channel reference's samples. */
export const APP_ID = '1000000000000000001'
export const OA_ID = '4000000000000000004'
export const APP_SECRET = 'fake-app-secret-key'
const OA_SECRET_KEY = 'fake-oa-secret-key'

const TEXT_MAX = 2000
/** 25 hours, as a text (channel reference, B.2). */
const EXPIRES_IN = '90000'

export interface FakeZaloOa extends FakePlatform {
  /** The one refresh token that is good now. */
  refreshToken(): string
  /** How many pairs were given out. */
  renewals(): number
  /** The access token of now is refused from now on, with this code. */
  expireAccessToken(code?: -216 | -220): void
  /** The account's owner withdrew our right: no refresh token is good any more. */
  revoke(): void
  /** People silent for 7 days: -230. */
  silent: Set<string>
  /** Refuses templates, as v3 may. */
  isWithoutTemplates: boolean
}

const sendSchema = z.looseObject({
  recipient: z.looseObject({ user_id: z.string() }).optional(),
  message: z.looseObject({ text: z.string().optional(), attachment: z.unknown().optional() }).optional(),
})

/** The signature of the documents: SHA-256 over app id, body, its timestamp and the OA secret key, not an HMAC. */
export function signOa(body: string, secretKey: string, appId = APP_ID): string {
  const timestamp = /"timestamp":"(\d+)"/.exec(body)?.[1] ?? ''
  return `mac=${createHash('sha256').update(`${appId}${body}${timestamp}${secretKey}`).digest('hex')}`
}

/**
 * Zalo's OA OpenAPI v3 and its OAuth on one loopback address, with the answers of the channel reference (B.2, B.6,
 * B.9): refusals come under HTTP 200, an access token dies with its pair, a refresh token is good once.
 * Updates go out with `deliver`, signed under the OA secret key. Faults on order befall whichever call comes next.
 */
export async function startFakeZaloOa(): Promise<FakeZaloOa> {
  const silent = new Set<string>()
  let access = randomBytes(12).toString('hex')
  let refresh = randomBytes(12).toString('hex')
  let expired: number | null = null
  let renewals = 0
  let lastMessage = 0
  const dialect: Dialect = {
    token: access,
    secret: OA_SECRET_KEY,
    secretHeader: 'X-ZEvent-Signature',
    sign: (body, secret) => signOa(body, secret),
    wrongToken: () => refuse(expired ?? -216, 'Access token invalid'),
    // Codes of HTTP come as its status; the API's own are negative and come under 200.
    refuse: ({ code, description = 'Fault on order' }) =>
      code > 0 ? { status: code, body: { error: code, message: description } } : refuse(code, description),
    readMethod(request) {
      const path = request.url?.replace(/\?.*$/s, '')
      if (path === '/v4/oa/access_token') return request.headers.secret_key === APP_SECRET ? 'renew' : 'wrong-secret'
      return isCurrent(request) ? (path ?? '') : null
    },
    answer(call, fake) {
      switch (call.method) {
        case 'renew':
          return renew(call)
        case 'wrong-secret':
          return oauthRefusal(-14002)
        case '/v3.0/oa/message/cs':
          return send(call, fake)
        case '/v2.0/oa/getoa':
          return { status: 200, body: { error: 0, message: 'Success', data: { oa_id: OA_ID, name: 'Tin Báo' } } }
        case '/v2.0/oa/message':
          return refuse(-240, 'v2 message API is shut down')
        default:
          return { status: 404, body: 'Not Found' }
      }
    },
  }
  const fake: FakeZaloOa = Object.assign(await startFakePlatform(dialect), {
    refreshToken: () => refresh,
    renewals: () => renewals,
    expireAccessToken(code: -216 | -220 = -220) {
      expired = code
    },
    revoke() {
      refresh = ''
    },
    silent,
    isWithoutTemplates: false,
  })
  return fake

  function isCurrent(request: IncomingMessage): boolean {
    return expired === null && request.headers.access_token === access
  }

  function renew({ payload }: ApiCall): Answer {
    if (payload.grant_type !== 'refresh_token' || payload.app_id !== APP_ID) return oauthRefusal(-14003)
    if (refresh === '' || payload.refresh_token !== refresh) return oauthRefusal(-14020)
    access = randomBytes(12).toString('hex')
    refresh = randomBytes(12).toString('hex')
    expired = null
    renewals += 1
    fake.token = access
    return { status: 200, body: { access_token: access, refresh_token: refresh, expires_in: EXPIRES_IN } }
  }

  function send({ payload }: ApiCall, to: FakePlatform): Answer {
    const { recipient, message } = sendSchema.parse(payload)
    const text = message?.text ?? ''
    if (!recipient || text === '' || !text.isWellFormed()) return refuse(-201, 'Parameter is invalid')
    if (text.length > TEXT_MAX) return refuse(-210, 'Parameter over limit')
    if (silent.has(recipient.user_id)) return refuse(-230, 'User has not interacted with the OA in the past 7 days')
    if (message?.attachment !== undefined && fake.isWithoutTemplates) return refuse(-233, 'Message type not supported')
    to.sent.push({ chatId: recipient.user_id, text, payload })
    lastMessage += 1
    const data = {
      message_id: lastMessage.toString(16).padStart(20, '0'),
      user_id: recipient.user_id,
      sent_time: '1760000030000',
      quota: { quota_type: 'reply' },
    }
    return { status: 200, body: { data, error: 0, message: 'Success' } }
  }
}

function refuse(error: number, message: string): Answer {
  return { status: 200, body: { error, message } }
}

function oauthRefusal(error: number): Answer {
  const body = {
    error,
    error_name: 'Invalid refresh token',
    error_reason: 'The refresh token was used',
    error_description: 'Authorise again',
    ref_doc: 'https://developers.zalo.me/docs',
  }
  return { status: 200, body }
}
