import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isForeignRequest } from './foreign-origin.ts'
import type { FormPurpose, FormTokens } from './form-token.ts'

export type FormReading =
  | { ok: true; fields: Record<string, string>; key: string; isExpired: boolean }
  | { ok: false; reason: 'forbidden' }

/**
 * 100,000 Vietnamese letters, at nine bytes each when percent-encoded, must still be read, so that they can be given
 * back with a message instead of being lost (security reference, bad input).
 */
const BODY_MAX_BYTES = 1024 * 1024

/** Longest text of a form, in UTF-16 units. */
export const TEXT_MAX = 10_000

/** Stops a body over 1 MiB before it is read on; `tooLarge` gives the 413 page. */
export function limitBody(tooLarge: (c: Context) => Response): MiddlewareHandler {
  return bodyLimit({ maxSize: BODY_MAX_BYTES, onError: tooLarge })
}

/**
 * A urlencoded form of ours: forbidden if another site sent it or its token is not ours. Of a repeated name the last
 * value counts. Line ends come back as typed (browsers send CRLF).
 */
export async function readForm(c: Context, tokens: FormTokens, purpose: FormPurpose): Promise<FormReading> {
  const isForm = c.req.header('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false
  if (!isForm || isForeignRequest(c)) return { ok: false, reason: 'forbidden' }
  const sent = new URLSearchParams(await c.req.text())
  const token = tokens.read(purpose, sent.get('token') ?? '')
  if (!token.ok && token.reason === 'missing') return { ok: false, reason: 'forbidden' }
  const fields = Object.fromEntries([...sent].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]))
  return { ok: true, fields, key: token.key, isExpired: !token.ok }
}

/** True if there is nothing to read: spaces, control and invisible signs only. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{C}\u115f\u1160\u3164\uffa0]/u.test(text)
}
