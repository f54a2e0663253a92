import { z } from 'zod'
import { Permanent, Retryable } from '../../src/domain/errors.ts'

/** An answer's `error`: a number, or a number in a text. Nothing else may read as 0, which means success. */
export const codeSchema = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
])

/** Codes of the table in channel reference B.9 that more than one place must know. */
export const TOKEN_INVALID = -216
export const TOKEN_EXPIRED = -220
export const SEND_FAILED = -200
export const KIND_NOT_SUPPORTED = -233
export const CALL_LIMIT = -32

/** The limit is one of calls per minute: after a whole one, it is another. */
export const MINUTE_MS = 60_000

/** `-234` forbids the night, which lasts hours; asked once an hour, a message outlives it within its tries. */
const NIGHT_WAIT_MS = 60 * 60_000

/** Our app, account, package, quota or purse: a person must act, and until then everything waits. */
const CHANNEL_DOWN: ReadonlyMap<number, string> = new Map([
  [TOKEN_INVALID, 'bad-token'],
  [TOKEN_EXPIRED, 'bad-token'],
  [-223, 'bad-token'],
  [-204, 'account-off'],
  [-205, 'account-off'],
  [-209, 'app-off'],
  [-212, 'app-off'],
  [-219, 'app-off'],
  [-221, 'account-unverified'],
  [-224, 'package-missing'],
  [-235, 'account-kind'],
  [-240, 'api-gone'],
  [-242, 'bad-proof'],
  [-211, 'quota'],
  [-320, 'quota'],
  [-321, 'quota'],
])

/** The person's side is closed: this message, or this person, and nobody else. */
const CHAT_CLOSED: ReadonlySet<number> = new Set([-217, -218, -227, -244])

/**
 * A refusal of the Official Account as ours. `-230` and `-232`, a person silent for 7 days, is `window-closed` without
 * a number: the message is kept, and goes out when they write again.
 */
export function toFault(code: number): Retryable | Permanent {
  const down = CHANNEL_DOWN.get(code)
  if (down !== undefined) return new Permanent(`${down}${code}`, { isChannelDown: true })
  if (CHAT_CLOSED.has(code)) return new Permanent(`chat-closed${code}`)
  switch (code) {
    case -230:
    case -232:
      return new Permanent('window-closed')
    case CALL_LIMIT:
      return new Retryable(`too-many${code}`, { retryAfterMs: MINUTE_MS })
    case -234:
      return new Retryable(`night${code}`, { retryAfterMs: NIGHT_WAIT_MS })
    default:
      // -1xx to -4xx are judgements of the message; other numbers are nobody's word that it is refused for good.
      return code <= -100 && code >= -499
        ? new Permanent(`refused${code}`)
        : new Retryable('bad-answer', { isOutcomeUnknown: true })
  }
}
