import type { Attachment, InboundContent } from './message.ts'

/** Kinds that are files of the citizen's own and are kept; stickers and links are only listed. */
const KEPT_KINDS: ReadonlySet<Attachment['kind']> = new Set(['image', 'video', 'audio', 'file'])

/** Why a file is not kept. A person reads it in words; none of them is tried again. */
export const MEDIA_FAILURES = [
  'too-large',
  'too-many',
  /** The platform named no address of it. */
  'no-address',
  /** The address is not one of the platform's, or leads inside our own network. */
  'host-refused',
  /** The address has expired, or the file was taken away. */
  'gone',
  /** The platform will not hand it out. */
  'refused',
  'empty',
  /** Tried until its address must have expired. */
  'unreachable',
  /** The same file was kept with an earlier message. */
  'kept-before',
  /** What was said was destroyed, and the files with it. */
  'destroyed',
] as const
export type MediaFailure = (typeof MEDIA_FAILURES)[number]

/** Reads the reason word of a refusal; what we have no word for is `refused`. */
export function toMediaFailure(reason: string): MediaFailure {
  return MEDIA_FAILURES.find((failure) => failure === reason) ?? 'refused'
}

/** Everything that came with a message, as listed; the place in this list is the file's number. */
export function attachmentsOf(content: InboundContent): readonly Attachment[] {
  return content.type === 'media' || content.type === 'edit' ? (content.attachments ?? []) : []
}

/** True for what is fetched and kept. */
export function isKept(attachment: Attachment): boolean {
  return KEPT_KINDS.has(attachment.kind)
}

/** True where nothing but stickers was sent: it reports nothing, like other kinds we do not read. */
export function isStickerAlone(content: InboundContent): boolean {
  return (
    content.type === 'media' &&
    (content.text ?? '') === '' &&
    content.attachments.length > 0 &&
    content.attachments.every(({ kind }) => kind === 'sticker')
  )
}
