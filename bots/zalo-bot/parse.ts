import { z } from 'zod'
import type { Attachment, InboundContent, InboundMessage } from '../../src/domain/message.ts'
import { UnknownUpdate } from '../channel.ts'
import { toInstant } from '../instant.ts'
import { lenient } from '../lenient.ts'
import { withoutUndefined } from '../without-undefined.ts'

/** Ids are opaque strings; a number is taken only while a double holds it exactly. */
const id = z.union([z.string().min(1), z.int().transform(String)])

const eventSchema = z.object({
  event_name: z.string(),
  message: z
    .object({
      message_id: id,
      date: lenient(z.number()),
      chat: z.object({ id, chat_type: z.string() }),
      from: lenient(z.object({ display_name: lenient(z.string()), is_bot: lenient(z.boolean()) })),
      text: lenient(z.string()),
      caption: lenient(z.string()),
      photo_url: lenient(z.string()),
      photo: lenient(z.string()),
      sticker: lenient(z.string()),
      url: lenient(z.string()),
      voice_url: lenient(z.string()),
    })
    .optional(),
})

/** The documents show updates inside `{ok, result}`, webhooks bring them flat (channel reference, A.4). */
const wrapperSchema = z.object({ ok: z.literal(true), result: z.record(z.string(), z.unknown()) })

type ZaloMessage = NonNullable<z.infer<typeof eventSchema>['message']>

/**
 * The message of one Zalo Bot update, flat or wrapped: at most one, and only of a private chat with a person.
 * `undefined`, which stands for an empty or unparsable body under the right secret, is Zalo's probe of the webhook.
 * Zalo numbers no updates: chat and message id together tell redeliveries apart.
 * @throws {UnknownUpdate} when the body is no object with an `event_name`, or its message is malformed
 */
export function parse(body: unknown): InboundMessage[] {
  if (body === undefined) return []
  const { data: event } = eventSchema.safeParse(wrapperSchema.safeParse(body).data?.result ?? body)
  if (event === undefined) throw new UnknownUpdate('not a Zalo Bot update')
  const { message } = event
  if (message === undefined || message.chat.chat_type !== 'PRIVATE' || message.from?.is_bot) return []
  const inbound: InboundMessage = {
    updateId: `${message.chat.id}:${message.message_id}`,
    messageId: message.message_id,
    sentAt: toInstant(message.date),
    sender: withoutUndefined({ chatId: message.chat.id, displayName: message.from?.display_name || undefined }),
    content: readContent(event.event_name, message),
  }
  return [inbound]
}

function readContent(eventName: string, message: ZaloMessage): InboundContent {
  const attachment = findAttachment(eventName, message)
  const text = message.text || message.caption || undefined
  if (attachment !== null) return withoutUndefined({ type: 'media' as const, attachments: [attachment], text })
  // Also of kinds nobody has documented yet: words are a tip, whatever they came with.
  if (text !== undefined) return { type: 'text', text }
  return { type: 'unsupported', what: /^message\.([a-z_]{1,40})\.received$/.exec(eventName)?.[1] ?? 'unknown' }
}

function findAttachment(eventName: string, message: ZaloMessage): Attachment | null {
  switch (eventName) {
    case 'message.image.received': {
      // The documents say `photo`, real traffic `photo_url`.
      const url = message.photo_url ?? message.photo
      return url ? { kind: 'image', url } : null
    }
    case 'message.voice.received':
      return message.voice_url ? { kind: 'audio', url: message.voice_url, mimeType: 'audio/aac' } : null
    case 'message.sticker.received':
      return withoutUndefined({ kind: 'sticker' as const, url: message.url, fileId: message.sticker })
    default:
      return null
  }
}
