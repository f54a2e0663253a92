import { z } from 'zod'
import type { ServedFile } from './fake-files.ts'
import { type Answer, type ApiCall, type Dialect, type FakePlatform, startFakePlatform } from './fake-platform.ts'
import { makeWaitingUpdates, type WaitingUpdates } from './fake-updates.ts'

/** The token's shape is Telegram's, the token invented. */
const TOKEN = '700000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFake'
const SECRET = 'fake-telegram-secret_0123456789'

/** Chats that have started the bot; all others answer "chat not found", as for a person who never wrote. */
const STARTED_CHATS = [800000001, 800000002, 800000003]

const TEXT_MAX = 4096
const CALLBACK_DATA_MAX_BYTES = 64

export interface FakeTelegram extends FakePlatform {
  /** Ids of callback queries that were answered. */
  answeredTaps: string[]
  /** Chats that may be written to; add to it what a test needs. */
  startedChats: Set<number>
  /** Chats that have blocked the bot: 403. */
  blockingChats: Set<number>
  /** What waits for `getUpdates`: kept until an offset says that it is stored. */
  updates: WaitingUpdates
  /** A file that `getFile` knows by this id; larger ones than Telegram hands out are refused there. */
  putFile(fileId: string, file: Uint8Array | ServedFile): void
}

const FILE_MAX_BYTES = 20 * 1024 * 1024

const pollSchema = z.looseObject({
  offset: z.int().optional(),
  limit: z.int().default(100),
  timeout: z.number().default(0),
})
const numbered = z.looseObject({ update_id: z.int() })

const buttonSchema = z.looseObject({ text: z.string().min(1), callback_data: z.string().optional() })

const sendSchema = z.looseObject({
  chat_id: z.union([z.int(), z.string()]).optional(),
  text: z.string().optional(),
  reply_markup: z.looseObject({ inline_keyboard: z.array(z.array(buttonSchema)).optional() }).optional(),
})

/**
 * A Bot API server on loopback with the limits and answers of the channel reference (C.2, C.3, C.6).
 * Point `apiRoot` at `url`; updates go out with `deliver` under the secret header.
 */
export async function startFakeTelegram(): Promise<FakeTelegram> {
  const answeredTaps: string[] = []
  const startedChats = new Set(STARTED_CHATS)
  const blockingChats = new Set<number>()
  const updates = makeWaitingUpdates()
  const sizes = new Map<string, number>()
  let lastMessageId = 100
  let webhookUrl = ''
  let lastPoll = 0
  const dialect: Dialect = {
    token: TOKEN,
    secret: SECRET,
    secretHeader: 'X-Telegram-Bot-Api-Secret-Token',
    wrongToken: () => refuse(401, 'Unauthorized'),
    refuse: ({ code, description = 'Fault on order', retryAfterSeconds }) =>
      refuse(code, description, retryAfterSeconds === undefined ? undefined : { retry_after: retryAfterSeconds }),
    answer(call, fake) {
      switch (call.method.toLowerCase()) {
        case 'getme':
          return grant({ id: 700000001, is_bot: true, first_name: 'Tin báo', username: 'example_tips_bot' })
        case 'sendmessage':
          return sendMessage(call, fake)
        case 'answercallbackquery': {
          const id = z.string().safeParse(call.payload.callback_query_id).data
          if (!id)
            return refuse(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid')
          answeredTaps.push(id)
          return grant(true)
        }
        case 'setwebhook': {
          const { url = '', secret_token } = z
            .object({ url: z.string().optional(), secret_token: z.string().optional() })
            .parse(call.payload)
          if (secret_token !== undefined && !/^[\w-]{1,256}$/.test(secret_token)) {
            return refuse(400, 'Bad Request: secret token contains unallowed characters')
          }
          fake.setWebhook(url, secret_token)
          webhookUrl = url
          return grant(true)
        }
        case 'deletewebhook':
          webhookUrl = ''
          return grant(true)
        case 'getwebhookinfo':
          return grant({ url: webhookUrl, pending_update_count: updates.waiting.length })
        case 'getupdates':
          return getUpdates(call)
        case 'getfile':
          return getFile(call)
        case 'sendchataction':
        case 'deletemessage':
          return grant(true)
        default:
          return refuse(404, 'Not Found')
      }
    },
  }
  const platform = await startFakePlatform(dialect)
  return Object.assign(platform, {
    answeredTaps,
    startedChats,
    blockingChats,
    updates,
    putFile(fileId: string, file: Uint8Array | ServedFile) {
      sizes.set(fileId, (file instanceof Uint8Array ? file : file.bytes).byteLength)
      platform.files.put(`/file/bot${TOKEN}/photos/${fileId}.jpg`, file)
    },
  })

  function getFile({ payload }: ApiCall): Answer {
    const fileId = String(payload.file_id)
    const sizeBytes = sizes.get(fileId)
    if (sizeBytes === undefined) return refuse(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
    if (sizeBytes > FILE_MAX_BYTES) return refuse(400, 'Bad Request: file is too big')
    return grant({ file_id: fileId, file_unique_id: 'AQAD', file_size: sizeBytes, file_path: `photos/${fileId}.jpg` })
  }

  async function getUpdates({ payload }: ApiCall): Promise<Answer> {
    if (webhookUrl !== '') return refuse(409, "Conflict: can't use getUpdates method while webhook is active")
    const { offset = 0, limit, timeout } = pollSchema.parse(payload)
    lastPoll += 1
    const thisPoll = lastPoll
    while (updates.waiting.length > 0 && numbered.parse(updates.waiting[0]).update_id < offset) updates.waiting.shift()
    await updates.wait(timeout)
    // Of two that ask at a time the older is sent away.
    if (thisPoll !== lastPoll) return refuse(409, 'Conflict: terminated by other getUpdates request')
    return grant(updates.waiting.slice(0, limit))
  }

  function sendMessage({ payload }: ApiCall, fake: FakePlatform): Answer {
    const { data: request } = sendSchema.safeParse(payload)
    if (request === undefined) return refuse(400, 'Bad Request: object expected as reply markup')
    const { chat_id, text = '', reply_markup } = request
    if (chat_id === undefined || chat_id === '') return refuse(400, 'Bad Request: chat_id is empty')
    const chatId = Number(chat_id)
    if (!startedChats.has(chatId)) return refuse(400, 'Bad Request: chat not found')
    if (blockingChats.has(chatId)) return refuse(403, 'Forbidden: bot was blocked by the user')
    if (text.trim() === '') return refuse(400, 'Bad Request: message text is empty')
    if (!text.isWellFormed()) return refuse(400, 'Bad Request: strings must be encoded in UTF-8')
    if (text.length > TEXT_MAX) return refuse(400, 'Bad Request: message is too long')
    const data = reply_markup?.inline_keyboard?.flat().map((button) => button.callback_data ?? '')
    if (data?.some((entry) => entry === '' || Buffer.byteLength(entry) > CALLBACK_DATA_MAX_BYTES)) {
      return refuse(400, 'Bad Request: BUTTON_DATA_INVALID')
    }
    fake.sent.push({ chatId: String(chatId), text, payload })
    lastMessageId += 1
    return grant({
      message_id: lastMessageId,
      from: { id: 700000001, is_bot: true, first_name: 'Tin báo', username: 'example_tips_bot' },
      chat: { id: chatId, first_name: 'An', type: 'private' },
      date: 1760000200,
      text,
    })
  }
}

function grant(result: unknown): Answer {
  return { status: 200, body: { ok: true, result } }
}

function refuse(code: number, description: string, parameters?: object): Answer {
  return { status: code, body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) } }
}
