import { z } from 'zod'
import { type Answer, type ApiCall, type Dialect, type FakePlatform, startFakePlatform } from './fake-platform.ts'
import { makeWaitingUpdates, type WaitingUpdates } from './fake-updates.ts'

/** The token's shape is Zalo's, the token invented. */
const TOKEN = '123456789:fakeFAKE-fake-FAKE-fake'
const SECRET = 'fake-zalo-secret_0123456789'

const TEXT_MAX = 2000

const sendSchema = z.looseObject({ chat_id: z.string().optional(), text: z.string().optional() })

export interface FakeZaloBot extends FakePlatform {
  /** What waits for `getUpdates`: told once, one a call, and then forgotten. */
  updates: WaitingUpdates
}

/**
 * Zalo's bot API on loopback with the answers of the channel reference (A.2, A.3): every refusal is HTTP 200 with
 * `ok: false`. Point `apiRoot` at `url`; updates go out with `deliver` under the secret header, flat or wrapped as given.
 */
export async function startFakeZaloBot(): Promise<FakeZaloBot> {
  const updates = makeWaitingUpdates()
  let webhookUrl = ''
  let lastMessage = 0
  const dialect: Dialect = {
    token: TOKEN,
    secret: SECRET,
    secretHeader: 'X-Bot-Api-Secret-Token',
    wrongToken: () => refuse(401, 'Unauthorized'),
    refuse: ({ code, description = 'Fault on order' }) => refuse(code, description),
    async answer(call, fake) {
      // Method names are case-sensitive here.
      switch (call.method) {
        case 'getMe':
          return grant({
            id: '1500000000000000001',
            account_name: 'bot.Fake',
            account_type: 'BASIC',
            can_join_groups: false,
          })
        case 'sendMessage':
          return sendMessage(call, fake)
        case 'setWebhook':
          webhookUrl = String(call.payload.url)
          return setWebhook(call, fake)
        case 'deleteWebhook':
          webhookUrl = ''
          return grant({ url: '', updated_at: 1760000200456 })
        case 'getWebhookInfo':
          return grant({ url: webhookUrl, updated_at: 1760000200456 })
        case 'getUpdates': {
          await updates.wait(Number(call.payload.timeout ?? 30))
          const update = updates.waiting.shift()
          return update === undefined ? refuse(408, 'Request timeout') : grant(update)
        }
        case 'sendChatAction':
          return { status: 200, body: { ok: true } }
        default:
          return refuse(404, 'Not Found')
      }
    },
  }
  return Object.assign(await startFakePlatform(dialect), { updates })

  function sendMessage({ payload }: ApiCall, fake: FakePlatform): Answer {
    const { chat_id: chatId = '', text = '' } = sendSchema.parse(payload)
    if (chatId === '') return refuse(400, 'Bad request: The chat_id must not be empty')
    if (text === '') return refuse(400, 'Bad request: The text must not be empty')
    if (text.length > TEXT_MAX) return refuse(400, 'Bad request: The text must not exceed 2000 characters')
    fake.sent.push({ chatId, text, payload })
    lastMessage += 1
    return grant({ message_id: lastMessage.toString(16).padStart(20, '0'), date: 1760000200123 })
  }
}

function setWebhook({ payload }: ApiCall, fake: FakePlatform): Answer {
  const { url, secret_token } = z.looseObject({ url: z.string(), secret_token: z.string() }).parse(payload)
  if (secret_token.length < 8 || secret_token.length > 256) {
    return refuse(400, 'Bad request: The secret_token must be 8 to 256 characters')
  }
  fake.setWebhook(url, secret_token)
  // The address is stored even when the probe fails, so the answer says so apart from `ok`.
  const verification = { ok: true, url, status_code: 200, outcome: 'webhook.ok', latency_ms: 1 }
  return grant({ url, updated_at: 1760000000456, verification })
}

function grant(result: unknown): Answer {
  return { status: 200, body: { ok: true, result } }
}

function refuse(code: number, description: string): Answer {
  return { status: 200, body: { ok: false, description, error_code: code } }
}
