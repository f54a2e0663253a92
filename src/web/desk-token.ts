import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token was given for: the sign-in form, the enrolment pages, or every form of a signed-in page. */
export type DeskPurpose = 'sign-in' | 'enrol' | 'act'

export interface DeskTokens {
  /**
   * A token for the holder of one cookie; it lives as long as that. With `key`, the same submission goes on, so that a
   * form given back with an error is still the same answer.
   */
  issue(purpose: DeskPurpose, cookie: string, key?: string): string
  /** The key inside, or null for a token that is missing, altered, or another session's. Never throws. */
  read(purpose: DeskPurpose, cookie: string, token: string): string | null
  /** Idempotency key of one submission, 32 hex digits: a double click gives the same, an edited text another. */
  keyFor(key: string, content: readonly string[]): string
}

const SHAPE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

/** `secret` has at least 32 bytes and is shared by every web process. @throws {RangeError} if it is shorter. */
export function makeDeskTokens(secret: Uint8Array): DeskTokens {
  if (secret.length < 32) throw new RangeError('the form key needs at least 32 bytes')
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest()
  const signToken = (purpose: DeskPurpose, cookie: string, key: string) => {
    const holder = createHash('sha256').update(cookie).digest('base64url')
    return sign(`tinbao desk token v1|${purpose}|${holder}|${key}`)
  }
  return {
    issue: (purpose, cookie, key = randomBytes(16).toString('base64url')) =>
      `${key}.${signToken(purpose, cookie, key).toString('base64url')}`,
    read(purpose, cookie, token) {
      const [, key, mac] = SHAPE.exec(token) ?? []
      if (key === undefined || mac === undefined) return null
      const given = Buffer.from(mac, 'base64url')
      const expected = signToken(purpose, cookie, key)
      return given.length === expected.length && timingSafeEqual(given, expected) ? key : null
    },
    keyFor: (key, content) =>
      sign(`tinbao desk submission v1|${JSON.stringify([key, ...content])}`)
        .toString('hex')
        .slice(0, 32),
  }
}
