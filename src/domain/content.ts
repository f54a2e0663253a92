import { z } from 'zod'
import type { InboundContent, OutboundMessage } from './message.ts'

const attachment = z.object({
  kind: z.enum(['image', 'video', 'audio', 'file', 'sticker', 'link']),
  url: z.string().optional(),
  fileId: z.string().optional(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  sizeBytes: z.number().optional(),
})
const point = z.object({ lat: z.number(), lon: z.number() })
const report = z.object({
  what: z.string(),
  where: z.string().optional(),
  when: z.string().optional(),
  people: z.string().optional(),
  happeningNow: z.boolean().optional(),
  location: point.optional(),
  hasContact: z.boolean().optional(),
  unitHint: z.string().optional(),
})

/** What lies sealed in an event: the content and the platform's id of the message, and nothing of the sender. */
const sealedEvent = z.object({
  messageId: z.string().optional(),
  means: z.string().optional(),
  content: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string() }),
    z.object({ type: z.literal('button'), data: z.string() }),
    z.object({
      type: z.literal('location'),
      lat: z.number(),
      lon: z.number(),
      accuracyMetres: z.number().optional(),
      label: z.string().optional(),
    }),
    z.object({
      type: z.literal('media'),
      attachments: z.array(attachment),
      text: z.string().optional(),
      groupId: z.string().optional(),
    }),
    z.object({
      type: z.literal('edit'),
      editOf: z.string(),
      text: z.string(),
      attachments: z.array(attachment).optional(),
    }),
    z.object({ type: z.literal('form'), report }),
    z.object({ type: z.literal('joined'), payload: z.string().optional() }),
    z.object({ type: z.literal('left') }),
    z.object({ type: z.literal('withdrawn') }),
    z.object({ type: z.literal('unsupported'), what: z.string() }),
  ]),
})

export interface SealedEvent {
  messageId?: string
  /**
   * Data of the button that a typed number picked, or what the words answer. The dialogue adds it, for nobody else knows
   * what was asked and which buttons were shown.
   */
  means?: string
  content: InboundContent
}

/** @throws {z.ZodError} for what no version of ours sealed. */
export function readSealedEvent(value: unknown): SealedEvent {
  return dropUndefined(sealedEvent.parse(value)) as SealedEvent
}

const bubble = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), data: z.string() })).optional(),
  requestLocation: z.boolean().optional(),
  /** A call text: shown with call links, and never held back. */
  isEmergency: z.boolean().optional(),
})

/** What lies sealed in a delivery. */
export type Bubble = OutboundMessage & { isEmergency?: boolean }

export function readBubble(value: unknown): Bubble {
  return dropUndefined(bubble.parse(value)) as Bubble
}

/** JSON knows no undefined: what zod types as "maybe undefined" was absent. */
function dropUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
