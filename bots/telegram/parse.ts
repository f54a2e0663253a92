import type { InboundMessage, Sender } from '../../src/domain/message.ts'
import { UnknownUpdate } from '../channel.ts'
import { toInstant } from '../instant.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { readContent, readEdit } from './content.ts'
import {
  type TelegramCallbackQuery,
  type TelegramChatMember,
  type TelegramMessage,
  type TelegramUser,
  updateSchema,
} from './update.ts'

/**
 * The message of one Bot API update: at most one, and only of a private chat with a person. Texts stay as typed.
 * An edit is dated by the edit, so that order by date puts it behind the original; a tap carries no date.
 * @throws {UnknownUpdate} when the body is no object with an `update_id`, or one of its parts is malformed
 */
export function parse(body: unknown): InboundMessage[] {
  const { data: update } = updateSchema.safeParse(body)
  if (update === undefined) throw new UnknownUpdate('not a Telegram update')
  const updateId = String(update.update_id)
  if (update.message) return readMessage(updateId, update.message, rawPart(body, 'message'), readContent)
  if (update.edited_message) {
    return readMessage(updateId, update.edited_message, rawPart(body, 'edited_message'), readEdit)
  }
  if (update.callback_query) return readTap(updateId, update.callback_query)
  if (update.my_chat_member) return readMembership(updateId, update.my_chat_member)
  return []
}

/** The id that {@link parse}'s tap must be answered with; null when the update is no tap. */
export function findCallbackQueryId(body: unknown): string | null {
  return updateSchema.safeParse(body).data?.callback_query?.id ?? null
}

function readMessage(updateId: string, message: TelegramMessage, raw: object, read: typeof readContent) {
  if (message.chat.type !== 'private' || message.from?.is_bot) return []
  const dateSeconds = message.edit_date ?? message.date
  const inbound: InboundMessage = withoutUndefined({
    updateId,
    // Ephemeral messages all carry 0, which names none of them.
    messageId: message.message_id === 0 ? undefined : String(message.message_id),
    sentAt: toInstant(dateSeconds === undefined ? undefined : dateSeconds * 1000),
    sender: readSender(message.chat.id, message.from, findOwnPhone(message)),
    content: read(message, raw),
  })
  return [inbound]
}

function readTap(updateId: string, tap: TelegramCallbackQuery): InboundMessage[] {
  // The message under the button may be too old to be told of; a private chat's id is the person's own.
  const chat = tap.message?.chat ?? { id: tap.from.id, type: 'private' }
  if (chat.type !== 'private' || tap.from.is_bot) return []
  const content =
    tap.data === undefined
      ? { type: 'unsupported' as const, what: 'game' }
      : { type: 'button' as const, data: tap.data }
  return [{ updateId, sentAt: null, sender: readSender(chat.id, tap.from), content }]
}

function readMembership(updateId: string, change: TelegramChatMember): InboundMessage[] {
  if (change.chat.type !== 'private' || change.from.is_bot) return []
  const sentAt = toInstant(change.date === undefined ? undefined : change.date * 1000)
  const sender = readSender(change.chat.id, change.from)
  switch (change.new_chat_member.status) {
    case 'kicked':
      return [{ updateId, sentAt, sender, content: { type: 'left' } }]
    case 'member':
      return [{ updateId, sentAt, sender, content: { type: 'joined' } }]
    default:
      return []
  }
}

function readSender(chatId: number, user: TelegramUser | undefined, contactPhone?: string): Sender {
  const displayName = [user?.first_name, user?.last_name].filter(Boolean).join(' ')
  return withoutUndefined({ chatId: String(chatId), displayName: displayName || undefined, contactPhone })
}

/** A contact is the sender's own number only if Telegram says so; another person's is nobody's contact here. */
function findOwnPhone({ contact, from }: TelegramMessage): string | undefined {
  if (contact?.user_id === undefined || contact.user_id !== from?.id) return undefined
  const digits = contact.phone_number.replace(/\D/g, '')
  return digits === '' ? undefined : `+${digits}`
}

function rawPart(body: unknown, key: string): object {
  const part: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined
  return typeof part === 'object' && part !== null ? part : {}
}
