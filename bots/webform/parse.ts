import { z } from 'zod'
import type { FormReport, InboundMessage, Sender } from '../../src/domain/message.ts'
import { UnknownUpdate } from '../channel.ts'

/** What the web process hands over: made by us, and sealed in between, so it is checked and not interpreted. */
export interface WebformBody {
  /** Made once per submission, so that a form sent twice files one tip. */
  updateId: string
  /** RFC 3339, our own clock. */
  sentAt: string
  /** `chatId` is the receipt's handle; answers wait there for the citizen. */
  sender: Sender
  report: FormReport
}

const text = z.string().exactOptional()

const bodySchema: z.ZodType<WebformBody> = z.strictObject({
  updateId: z.string().min(1),
  sentAt: z.iso.datetime({ offset: true }),
  sender: z.strictObject({ chatId: z.string().min(1), displayName: text, contactName: text, contactPhone: text }),
  report: z.strictObject({
    what: z.string().min(1),
    where: text,
    when: text,
    people: text,
    happeningNow: z.boolean().exactOptional(),
    hasContact: z.boolean().exactOptional(),
    location: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).exactOptional(),
    unitHint: text,
  }),
})

/**
 * The one report of one submission, its texts as typed.
 * @throws {UnknownUpdate} when the body is not exactly what the web process makes
 */
export function parse(body: unknown): InboundMessage[] {
  const { data } = bodySchema.safeParse(body)
  if (data === undefined) throw new UnknownUpdate('not a submission of our form')
  const { updateId, sentAt, sender, report } = data
  return [{ updateId, sentAt, sender, content: { type: 'form', report } }]
}
