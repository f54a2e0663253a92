import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** 256 bits as base64url: what `SignIn` gives, and what we give before. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/
const SESSION = 'desk'
/** Held before signing in, so that the sign-in form too belongs to one browser. */
const VISITOR = 'desk-visitor'

/** The two cookies of the desk. Both end with the browser; the session itself ends on the server. */
export interface DeskCookies {
  /** The session's token, or null when there is none worth asking about. */
  readSession(c: Context): string | null
  writeSession(c: Context, token: string): void
  clearSession(c: Context): void
  readVisitor(c: Context): string | null
  /** The visitor's cookie, made now if there is none. */
  keepVisitor(c: Context): string
}

export function makeDeskCookies(isSecure: boolean): DeskCookies {
  // Hono adds `__Host-` with Secure and Path=/ of itself.
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
    ...(isSecure ? { prefix: 'host' as const } : {}),
  } as const
  const read = (c: Context, name: string): string | null => {
    const value = isSecure ? getCookie(c, name, 'host') : getCookie(c, name)
    return value !== undefined && SHAPE.test(value) ? value : null
  }
  return {
    readSession: (c) => read(c, SESSION),
    writeSession: (c, token) => setCookie(c, SESSION, token, options),
    clearSession: (c) => {
      deleteCookie(c, isSecure ? `__Host-${SESSION}` : SESSION, { path: '/', secure: isSecure })
    },
    readVisitor: (c) => read(c, VISITOR),
    keepVisitor(c) {
      const held = read(c, VISITOR)
      if (held !== null) return held
      const made = randomBytes(32).toString('base64url')
      setCookie(c, VISITOR, made, options)
      return made
    },
  }
}
