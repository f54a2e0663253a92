/** What every channel speaks: messages from a citizen, and messages to one. */

/** A file the citizen sent, as the platform described it; the address may expire within minutes. */
export interface Attachment {
  kind: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'link'
  url?: string
  fileId?: string
  name?: string
  mimeType?: string
  sizeBytes?: number
}

/** What was said, free of anything that names the sender: sealed for workers and desk. */
export type InboundContent =
  | { type: 'text'; text: string }
  | { type: 'button'; data: string }
  | { type: 'location'; lat: number; lon: number; accuracyMetres?: number; label?: string }
  /** `groupId` is the platform's, the same for all pictures of one album. */
  | { type: 'media'; attachments: Attachment[]; text?: string; groupId?: string }
  /** Words that take the place of others; `attachments` where what lies above them may have been changed too. */
  | { type: 'edit'; editOf: string; text: string; attachments?: Attachment[] }
  | { type: 'form'; report: FormReport }
  | { type: 'joined'; payload?: string }
  | { type: 'left' }
  /** Consent was withdrawn, or deletion asked for, by a means of the platform's own. */
  | { type: 'withdrawn' }
  /** `what` is the platform's word for it. */
  | { type: 'unsupported'; what: string }

/** The public form: only `what` must be filled in. All texts as typed. */
export interface FormReport {
  what: string
  where?: string
  when?: string
  people?: string
  happeningNow?: boolean
  location?: { lat: number; lon: number }
  /** A way to reach the sender was left; it lies apart, sealed to the vault. */
  hasContact?: boolean
  /** Unit a poster's or key fob's address was bound to. */
  unitHint?: string
}

/** Who said it: sealed to the vault's key, never stored or logged in clear. */
export interface Sender {
  /** Where an answer goes; opaque, unique within channel and bot. */
  chatId: string
  displayName?: string
  contactName?: string
  contactPhone?: string
}

export interface InboundMessage {
  /** Unique within channel and bot; a platform's redelivery carries the same one. May contain the chat id. */
  updateId: string
  /** The platform's id of the message, for edits and quotes; never used to tell redeliveries apart. */
  messageId?: string
  /** RFC 3339 instant by the sender's platform; null when the platform gives none. */
  sentAt: string | null
  sender: Sender
  content: InboundContent
}

/** One bubble to the citizen. Plain text always: no channel may switch on a markup mode. */
export interface OutboundMessage {
  text: string
  /** At most four, each a verb; channels without buttons add them as a numbered list. */
  buttons?: OutboundButton[]
  /** Ask for the position where the platform can. */
  requestLocation?: boolean
}

export interface OutboundButton {
  label: string
  /** At most 64 bytes of A-Z a-z 0-9 : _ - */
  data: string
}
