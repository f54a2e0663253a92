import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { Channel } from '../channel.ts'
import { makeCall, type TelegramSendSettings } from './send.ts'

/** The Bot API holds an empty poll open so long; its own limit is 50 s. */
const POLL_SECONDS = 25
const MARGIN_MS = 10_000

/** How many updates one answer may hold: few enough to be stored in well under a second. */
const UPDATES_MAX = 50

/** What we read (channel reference, C.3); also what `setWebhook` is given. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member']

const resultSchema = z.array(z.looseObject({ update_id: z.int() }))

export interface TelegramPollSettings extends TelegramSendSettings {
  pollSeconds?: number
}

/**
 * Telegram's `poll`. The cursor is the next update's number: asking with it is what tells Telegram that all before are
 * stored, and what was not told of is delivered again, for a day.
 */
export function makePoll(settings: TelegramPollSettings): NonNullable<Channel['poll']> {
  const { pollSeconds = POLL_SECONDS } = settings
  const call = makeCall({ ...settings, timeoutMs: pollSeconds * 1000 + MARGIN_MS })
  return async (cursor, signal) => {
    const payload = {
      timeout: pollSeconds,
      limit: UPDATES_MAX,
      allowed_updates: ALLOWED_UPDATES,
      ...(cursor === null ? {} : { offset: Number(cursor) }),
    }
    const { data: updates } = resultSchema.safeParse(await call('getUpdates', payload, signal).catch(explain))
    if (updates === undefined) throw new Retryable('bad-answer')
    const last = updates.at(-1)
    return { updates, cursor: last === undefined ? cursor : String(last.update_id + 1) }
  }
}

/** A webhook is set, or another program asks with this token: a person must choose one way. */
function explain(fault: unknown): never {
  if (fault instanceof Permanent && fault.reason === 'refused-409') {
    throw new Permanent('conflict-409', { isChannelDown: true })
  }
  throw fault
}
