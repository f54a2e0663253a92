import type { Attachment, InboundContent } from '../../src/domain/message.ts'
import { withoutUndefined } from '../without-undefined.ts'
import type { OaAttachment, OaMessage } from './event.ts'

/** The codes that our buttons send back as a text: `#` and the data of the button. */
const TAP = /^#([\w:-]{1,64})$/

const KINDS: ReadonlyMap<string, Attachment['kind']> = new Map([
  ['image', 'image'],
  ['gif', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['sticker', 'sticker'],
  ['file', 'file'],
  ['link', 'link'],
])

/** What a message of a person says. `hasButtons`: we show buttons, so a text may be the tap of one. */
export function readContent(eventName: string, message: OaMessage, hasButtons: boolean): InboundContent {
  const attachments = (message.attachments ?? []).filter((one) => one !== null)
  const text = message.text || findDescription(attachments)
  // A card names a person, perhaps the sender: like a contact on any channel it is not kept beside the words.
  if (eventName === 'user_send_business_card') return readWords(text, 'contact', hasButtons)
  const location = findLocation(attachments, text)
  if (location !== null) return location
  const files = attachments.flatMap(describe)
  if (files.length > 0) return withoutUndefined({ type: 'media' as const, attachments: files, text })
  return readWords(text, /^user_send_([a-z_]{1,40})$/.exec(eventName)?.[1] ?? 'unknown', hasButtons)
}

/** Also of kinds nobody has documented: words are a tip, whatever they came with. */
function readWords(text: string | undefined, what: string, hasButtons: boolean): InboundContent {
  if (text === undefined) return { type: 'unsupported', what }
  const data = hasButtons ? TAP.exec(text)?.[1] : undefined
  return data === undefined ? { type: 'text', text } : { type: 'button', data }
}

/** A video's caption comes as its description; a link's is the page's own. */
function findDescription(attachments: readonly OaAttachment[]): string | undefined {
  return attachments.find(({ type, payload }) => type === 'video' && payload?.description)?.payload?.description
}

function findLocation(attachments: readonly OaAttachment[], text: string | undefined): InboundContent | null {
  for (const { type, payload } of attachments) {
    const lat = toDegrees(payload?.coordinates?.latitude, 90)
    const lon = toDegrees(payload?.coordinates?.longitude, 180)
    if (type !== 'location' || lat === null || lon === null) continue
    return withoutUndefined({ type: 'location' as const, lat, lon, label: text })
  }
  return null
}

/** Coordinates come as texts; an empty one must not read as the equator. */
function toDegrees(given: string | undefined, max: number): number | null {
  if (given === undefined || !/^-?\d{1,3}(\.\d{1,20})?$/.test(given)) return null
  const degrees = Number(given)
  return Math.abs(degrees) <= max ? degrees : null
}

function describe({ type, payload }: OaAttachment): Attachment[] {
  const kind = KINDS.get(type)
  if (kind === undefined || payload === undefined || !(payload.url || payload.id)) return []
  return [
    withoutUndefined({
      kind,
      // Their samples show both schemes for the same hosts (channel reference, B.4).
      url: payload.url?.replace(/^http:/i, 'https:'),
      fileId: payload.id,
      name: payload.name ?? (kind === 'link' ? payload.description || undefined : undefined),
      mimeType: kind === 'audio' ? 'audio/amr' : undefined,
      sizeBytes: payload.size,
    }),
  ]
}
