import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token was given for; one purpose's token opens no other form. */
export type FormPurpose = 'report' | 'receipt' | 'reply' | 'chat' | 'withdraw' | 'clear'

export type TokenReading =
  | { ok: true; key: string }
  /** Truly ours, but too old: its key may live on in a new token, so that a late repeat stays a repeat. */
  | { ok: false; reason: 'expired'; key: string }
  | { ok: false; reason: 'missing' }

export interface FormTokens {
  /** A token valid for 12 hours. With `key`, the same submission goes on; without, a new one begins. */
  issue(purpose: FormPurpose, key?: string): string
  /** Never throws; compares in constant time. A foreign or altered token reads as missing. */
  read(purpose: FormPurpose, token: string): TokenReading
  /**
   * Idempotency key of one submission, 32 hex digits: the token's key bound to what was typed. A double click or a
   * reload gives the same; a page gone back to and edited gives another, so that no second text is swallowed.
   */
  keyFor(key: string, content: readonly string[]): string
}

/** The reference names no figure; half a day outlasts any one sitting and any night at a desk. */
const VALID_MS = 12 * 60 * 60 * 1000

const SHAPE = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

/** `secret` has at least 32 bytes and is shared by every web process. @throws {RangeError} if it is shorter. */
export function makeFormTokens(secret: Uint8Array, now: () => Date): FormTokens {
  if (secret.length < 32) throw new RangeError('the form key needs at least 32 bytes')
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest()
  const signToken = (purpose: FormPurpose, issued: string, key: string) =>
    sign(`tinbao form token v1|${purpose}|${issued}|${key}`)

  return {
    issue(purpose, key = randomBytes(16).toString('base64url')) {
      const issued = Math.floor(now().getTime() / 1000).toString(36)
      return `${issued}.${key}.${signToken(purpose, issued, key).toString('base64url')}`
    },
    read(purpose, token) {
      const [, issued, key, mac] = SHAPE.exec(token) ?? []
      if (issued === undefined || key === undefined || mac === undefined) return { ok: false, reason: 'missing' }
      const given = Buffer.from(mac, 'base64url')
      const expected = signToken(purpose, issued, key)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { ok: false, reason: 'missing' }
      const ageMs = now().getTime() - Number.parseInt(issued, 36) * 1000
      return ageMs <= VALID_MS ? { ok: true, key } : { ok: false, reason: 'expired', key }
    },
    keyFor(key, content) {
      return sign(`tinbao submission v1|${JSON.stringify([key, ...content])}`)
        .toString('hex')
        .slice(0, 32)
    },
  }
}
