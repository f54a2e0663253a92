import { z } from 'zod'
import { lenient } from '../lenient.ts'

/** Ids are opaque strings; a number is taken only while a double holds it exactly. */
const id = z.union([z.string().min(1), z.int().transform(String)])
const words = z.union([z.string(), z.number().transform(String)])
const person = lenient(z.object({ id }))

const payload = z.object({
  url: lenient(z.string()),
  id: lenient(id),
  name: lenient(z.string()),
  description: lenient(z.string()),
  size: lenient(
    z.union([
      z.int().nonnegative(),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ]),
  ),
  coordinates: lenient(z.object({ latitude: words, longitude: words })),
})

const attachment = z.object({ type: z.string(), payload: lenient(payload) })

/** An event of the Official Account (channel reference, B.4 and B.5), of which we read these fields. */
export const eventSchema = z.object({
  app_id: id,
  event_name: z.string().min(1),
  timestamp: lenient(z.union([z.string(), z.number()])),
  sender: person,
  recipient: person,
  follower: person,
  oa_id: lenient(id),
  user_id: lenient(id),
  message: lenient(
    z.object({
      msg_id: lenient(id),
      text: lenient(z.string()),
      attachments: lenient(z.array(attachment.or(z.unknown().transform(() => null)))),
    }),
  ),
  // Older and newer documents name different fields; these two are in both.
  info: lenient(z.object({ name: lenient(z.string()), phone: lenient(words) })),
})

export type OaEvent = z.infer<typeof eventSchema>
export type OaMessage = NonNullable<OaEvent['message']>
export type OaAttachment = z.infer<typeof attachment>
