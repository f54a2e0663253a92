import type { InboundContent, InboundMessage, Sender } from '../../src/domain/message.ts'
import { UnknownUpdate } from '../channel.ts'
import { toInstant } from '../instant.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { readContent } from './content.ts'
import { eventSchema, type OaEvent, type OaMessage } from './event.ts'

export interface Ours {
  appId: string
  oaId: string
  /** We show buttons, so a text may be the tap of one. */
  hasButtons?: boolean | undefined
}

/**
 * Understood, and not for us. `oa_send_…` is the echo of what the account says; also where a person answered in Zalo's
 * own chat tool (`admin_id`): that is nothing the citizen said, and answering it would answer the wrong one.
 * Anonymous visitors of the chat widget cannot be answered yet (channel reference, B.5). Then receipts and groups.
 */
const IGNORED = /^(?:oa|anonymous)_|^user_(?:received|seen|reacted)_message$|^user_click_chatnow$|group/

/**
 * The message of one event: at most one, and only of a person who writes to our account under our app. Dedupes by event
 * name and message id, and where an event has none by its name, person and time.
 * @throws {UnknownUpdate} when the body is no event, misses what it needs, or is another app's or account's: a wrong
 *   number in the settings must fill the dead-letter list, not lose tips
 */
export function parse(ours: Ours, body: unknown): InboundMessage[] {
  const { data: event } = eventSchema.safeParse(body)
  if (event === undefined) throw new UnknownUpdate('not a Zalo OA event')
  if (event.app_id !== ours.appId) throw new UnknownUpdate('not a Zalo OA event of this app')
  if (IGNORED.test(event.event_name)) return []
  switch (event.event_name) {
    case 'follow':
      return readTie(ours, event, event.follower?.id, { type: 'joined' })
    case 'unfollow':
      return readTie(ours, event, event.follower?.id, { type: 'left' })
    case 'user_withdraw':
      return readTie(ours, { ...event, oa_id: event.oa_id ?? ours.oaId }, event.user_id, { type: 'withdrawn' })
    case 'user_submit_info':
      return readContact(ours, event)
    default:
      return readMessage(ours, event)
  }
}

function readMessage(ours: Ours, event: OaEvent): InboundMessage[] {
  const { event_name: name, message } = event
  // Of the kinds to come, those without a message say nothing.
  if (message === undefined && !name.startsWith('user_send_')) return []
  if (message?.msg_id === undefined) throw new UnknownUpdate('not a Zalo OA message')
  return [
    {
      updateId: `${name}:${message.msg_id}`,
      messageId: message.msg_id,
      sentAt: toSentAt(event),
      sender: { chatId: findWriter(ours, event) },
      content: readContent(name, message satisfies OaMessage, ours.hasButtons ?? false),
    },
  ]
}

function readContact(ours: Ours, event: OaEvent): InboundMessage[] {
  const chatId = findWriter(ours, event)
  const digits = event.info?.phone?.replace(/\D/g, '')
  const sender: Sender = withoutUndefined({
    chatId,
    contactName: event.info?.name || undefined,
    contactPhone: digits ? `+${digits}` : undefined,
  })
  return [readTimed(event, sender, { type: 'unsupported', what: 'contact' })]
}

function readTie(ours: Ours, event: OaEvent, chatId: string | undefined, content: InboundContent): InboundMessage[] {
  if (chatId === undefined) throw new UnknownUpdate('not a Zalo OA event with a person')
  if (event.oa_id !== ours.oaId) throw new UnknownUpdate('not a Zalo OA event of this account')
  return [readTimed(event, { chatId }, content)]
}

function readTimed(event: OaEvent, sender: Sender, content: InboundContent): InboundMessage {
  return {
    updateId: `${event.event_name}:${sender.chatId}:${event.timestamp ?? ''}`,
    sentAt: toSentAt(event),
    sender,
    content,
  }
}

function findWriter(ours: Ours, event: OaEvent): string {
  if (event.recipient?.id !== ours.oaId) throw new UnknownUpdate('not a Zalo OA event of this account')
  if (event.sender === undefined) throw new UnknownUpdate('not a Zalo OA event with a person')
  return event.sender.id
}

function toSentAt({ timestamp }: OaEvent): string | null {
  return toInstant(timestamp === undefined || timestamp === '' ? undefined : Number(timestamp))
}
