import type { PlannedMessage } from './plan.ts'

/** Instants of the updates are the plan's own, so that the same seed sends the same bytes. */
const START_SECONDS = 1_790_000_000
const FIRST_UPDATE = 500_000_001

/** The body a platform delivers, in its real shape; people are invented. A redelivery is the same to the byte. */
export function updateOf({ chat, number, text }: PlannedMessage): string {
  const seconds = START_SECONDS + number
  if (chat.platform === 'telegram') {
    const id = Number(chat.chatId)
    return JSON.stringify({
      update_id: FIRST_UPDATE + number,
      message: {
        message_id: number + 1,
        from: { id, is_bot: false, first_name: 'An', language_code: 'vi' },
        chat: { id, first_name: 'An', type: 'private' },
        date: seconds,
        text,
      },
    })
  }
  return JSON.stringify({
    event_name: 'message.text.received',
    message: {
      date: seconds * 1_000,
      chat: { chat_type: 'PRIVATE', id: chat.chatId },
      message_id: number.toString(16).padStart(20, '0'),
      from: { id: chat.chatId, is_bot: false, display_name: 'Nguyễn Văn An' },
      text,
    },
  })
}
