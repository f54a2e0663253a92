import { z } from 'zod'
import { lenient } from '../lenient.ts'

const user = z.object({
  id: z.int(),
  is_bot: lenient(z.boolean()),
  first_name: lenient(z.string()),
  last_name: lenient(z.string()),
})

const chat = z.object({ id: z.int(), type: z.string() })

const file = z.object({
  file_id: z.string(),
  file_name: lenient(z.string()),
  mime_type: lenient(z.string()),
  file_size: lenient(z.number().nonnegative()),
})

const location = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  horizontal_accuracy: lenient(z.number().nonnegative()),
})

/** A message of the Bot API 10.3, of which we read these fields; the others pass unread. */
const message = z.object({
  message_id: z.int(),
  from: lenient(user),
  chat,
  date: lenient(z.number()),
  edit_date: lenient(z.number()),
  text: lenient(z.string()),
  caption: lenient(z.string()),
  media_group_id: lenient(z.string()),
  photo: lenient(z.array(file).min(1)),
  live_photo: lenient(file),
  document: lenient(file),
  video: lenient(file),
  video_note: lenient(file),
  voice: lenient(file),
  audio: lenient(file),
  sticker: lenient(file),
  location: lenient(location),
  venue: lenient(z.object({ title: z.string(), address: lenient(z.string()) })),
  contact: lenient(z.object({ phone_number: z.string(), user_id: lenient(z.int()) })),
})

const callbackQuery = z.object({
  id: z.string(),
  from: user,
  message: lenient(z.object({ chat })),
  data: lenient(z.string()),
})

const chatMember = z.object({
  chat,
  from: user,
  date: lenient(z.number()),
  new_chat_member: z.object({ status: z.string() }),
})

/** What we subscribe to with `allowed_updates`; an update without any of these is not for us. */
export const updateSchema = z.object({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: chatMember.optional(),
})

export type TelegramMessage = z.infer<typeof message>
export type TelegramUser = z.infer<typeof user>
export type TelegramFile = z.infer<typeof file>
export type TelegramCallbackQuery = z.infer<typeof callbackQuery>
export type TelegramChatMember = z.infer<typeof chatMember>
