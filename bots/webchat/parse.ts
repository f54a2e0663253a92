import { z } from 'zod'
import type { InboundContent, InboundMessage, Sender } from '../../src/domain/message.ts'
import { UnknownUpdate } from '../channel.ts'

/** What the web process hands over: made by us, and sealed in between, so it is checked and not interpreted. */
export interface WebchatBody {
  /** Made by the page once per message, so that one sent twice is heard once. */
  updateId: string
  /** RFC 3339, our own clock. */
  sentAt: string
  /** `chatId` is the visit's handle; answers wait there for the page to fetch. */
  sender: Sender
  content: Extract<InboundContent, { type: 'text' | 'button' | 'location' }>
}

const optionalText = z.string().exactOptional()

const contentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('button'), data: z.string().regex(/^[A-Za-z0-9:_-]{1,64}$/) }),
  z.strictObject({
    type: z.literal('location'),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    accuracyMetres: z.number().nonnegative().exactOptional(),
    label: optionalText,
  }),
])

const bodySchema: z.ZodType<WebchatBody> = z.strictObject({
  updateId: z.string().min(1),
  sentAt: z.iso.datetime({ offset: true }),
  sender: z.strictObject({
    chatId: z.string().min(1),
    displayName: optionalText,
    contactName: optionalText,
    contactPhone: optionalText,
  }),
  content: contentSchema,
})

/**
 * The one message of one post from our chat page, its text as typed.
 * @throws {UnknownUpdate} when the body is not exactly what the web process makes
 */
export function parse(body: unknown): InboundMessage[] {
  const { data } = bodySchema.safeParse(body)
  if (data === undefined) throw new UnknownUpdate('not a message of our chat page')
  return [data]
}
