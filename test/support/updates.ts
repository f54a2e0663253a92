/** Updates as the platforms send them, numbered anew for each call; chats and people are invented. */
import { randomBytes } from 'node:crypto'

let lastUpdate = 900_200_000 + (Date.now() % 1_000_000)
let lastChat = 810_000_000 + (Date.now() % 1_000_000)
const START_SECONDS = 1_790_000_000

export interface TelegramSaid {
  text: string
  name?: string
  /** Seconds after the first message of the test, as the platform dates it. */
  atSeconds?: number
  messageId?: number
}

/** A text in a private chat (channel reference, C.4). */
export function telegramText(chatId: number, said: string | TelegramSaid) {
  const { text, name = 'An', atSeconds, messageId } = typeof said === 'string' ? ({ text: said } as TelegramSaid) : said
  lastUpdate += 1
  return {
    update_id: lastUpdate,
    message: {
      message_id: messageId ?? lastUpdate % 1_000_000,
      from: { id: chatId, is_bot: false, first_name: name, language_code: 'vi' },
      chat: { id: chatId, first_name: name, type: 'private' as const },
      date: START_SECONDS + (atSeconds ?? lastUpdate % 10_000),
      text,
    },
  }
}

/** The same message with other words: `edited_message` under an id of its own. */
export function telegramEdit(original: ReturnType<typeof telegramText>, text: string) {
  lastUpdate += 1
  const { message } = original
  return { update_id: lastUpdate, edited_message: { ...message, text, edit_date: message.date + 20 } }
}

/** A text in a private chat, flat as real deliveries are (channel reference, A.4). */
export function zaloText(chatId: string, text: string, name = 'Nguyễn Văn A') {
  return {
    event_name: 'message.text.received',
    message: {
      date: Date.now(),
      chat: { chat_type: 'PRIVATE', id: chatId },
      message_id: randomBytes(10).toString('hex'),
      from: { id: chatId, is_bot: false, display_name: name },
      text,
    },
  }
}

/** A number no other test's chat has. */
export function nextTelegramChat(): number {
  lastChat += 1
  return lastChat
}

export function nextZaloChat(): string {
  return randomBytes(10).toString('hex')
}
