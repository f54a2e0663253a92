import type { Attachment, InboundContent } from '../../src/domain/message.ts'
import { withoutUndefined } from '../without-undefined.ts'
import type { TelegramFile, TelegramMessage } from './update.ts'

/** A deep link's payload (Bot API, "Deep linking"): anything else after `/start` is what the citizen wrote. */
const START = /^\/start(?:@\w{1,64})?(?:[ \n]+(?<payload>[\w-]{1,64}))?\s*$/

/** Fields that say nothing of what kind of message it is; the first other one names a kind we do not read. */
const ENVELOPE: ReadonlySet<string> = new Set(
  `message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot sender_tag
  date business_connection_id chat forward_origin is_topic_message is_automatic_forward reply_to_message external_reply
  quote reply_to_story reply_to_checklist_task_id via_bot edit_date has_protected_content is_from_offline is_paid_post
  media_group_id author_signature paid_star_count entities caption caption_entities link_preview_options
  suggested_post_info effect_id has_media_spoiler show_caption_above_media reply_markup`.split(/\s+/),
)

/** What a message of a private chat says. `raw` is the same message unparsed, read only for the name of its kind. */
export function readContent(message: TelegramMessage, raw: object): InboundContent {
  if (message.text !== undefined) return readText(message.text)
  const attachments = findAttachments(message)
  if (attachments.length > 0) {
    const text = message.caption || undefined
    return withoutUndefined({ type: 'media' as const, attachments, text, groupId: message.media_group_id })
  }
  if (message.location !== undefined) return readLocation(message.location, message.venue)
  // A kind we cannot read may still carry words, and words are a tip.
  if (message.caption) return { type: 'text', text: message.caption }
  if (message.contact !== undefined) return { type: 'unsupported', what: 'contact' }
  return { type: 'unsupported', what: findKind(raw) }
}

/**
 * An edit corrects words; a live location's edits are its next positions; other edits count as said anew. Telegram does
 * not say whether the caption or the picture above it was changed, so the picture comes along.
 */
export function readEdit(message: TelegramMessage, raw: object): InboundContent {
  const text = message.text ?? (message.caption || undefined)
  if (text === undefined) return readContent(message, raw)
  const attachments = message.text === undefined ? findAttachments(message) : []
  const edit = { type: 'edit' as const, editOf: String(message.message_id), text }
  return attachments.length > 0 ? { ...edit, attachments } : edit
}

function readText(text: string): InboundContent {
  const start = START.exec(text)
  if (start === null) return { type: 'text', text }
  return withoutUndefined({ type: 'joined' as const, payload: start.groups?.payload })
}

function readLocation(
  location: NonNullable<TelegramMessage['location']>,
  venue: TelegramMessage['venue'],
): InboundContent {
  return withoutUndefined({
    type: 'location' as const,
    lat: location.latitude,
    lon: location.longitude,
    accuracyMetres: location.horizontal_accuracy,
    label: venue && [venue.title, venue.address].filter(Boolean).join(', '),
  })
}

function findAttachments(message: TelegramMessage): Attachment[] {
  // Sizes ascend, so the last photo is the largest. A live photo comes as both: the picture, and the seconds around it.
  const photo = message.photo?.at(-1)
  const moving = message.live_photo ? [describe('video', message.live_photo)] : []
  if (photo) return [describe('image', photo), ...moving]
  const video = message.video ?? message.video_note
  if (video) return [describe('video', video)]
  const audio = message.voice ?? message.audio
  if (audio) return [describe('audio', audio)]
  if (message.sticker) return [describe('sticker', message.sticker)]
  return message.document ? [describe('file', message.document)] : moving
}

function describe(kind: Attachment['kind'], file: TelegramFile): Attachment {
  return withoutUndefined({
    kind,
    fileId: file.file_id,
    name: file.file_name,
    mimeType: file.mime_type,
    sizeBytes: file.file_size,
  })
}

function findKind(raw: object): string {
  return Object.keys(raw).find((key) => !ENVELOPE.has(key) && /^[a-z_]{1,40}$/.test(key)) ?? 'empty'
}
