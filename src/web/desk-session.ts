import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** 256 bits as base64url: what `SignIn` gives, and what we give before. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/
const SESSION = 'desk'
/** Held before signing in, so that the sign-in form too belongs to one browser. */
const VISITOR = 'desk-visitor'
/** Held while a one-time link is being used, so that its token stands in no address. */
const LINK = 'desk-link'
/** Stays: see `desk-device.ts`. */
const DEVICE = 'desk-device'
const DEVICE_AGE_S = 90 * 24 * 60 * 60

/** The cookies of the desk. All but the device's end with the browser; the session itself ends on the server. */
export interface DeskCookies {
  /** The session's token, or null when there is none worth asking about. */
  readSession(c: Context): string | null
  writeSession(c: Context, token: string): void
  clearSession(c: Context): void
  readVisitor(c: Context): string | null
  /** The visitor's cookie, made now if there is none. */
  keepVisitor(c: Context): string
  readLink(c: Context): string | null
  writeLink(c: Context, token: string): void
  clearLink(c: Context): void
  readDevice(c: Context): string | null
  writeDevice(c: Context, value: string): void
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
  const readAny = (c: Context, name: string): string | null =>
    (isSecure ? getCookie(c, name, 'host') : getCookie(c, name)) ?? null
  const read = (c: Context, name: string): string | null => {
    const value = readAny(c, name)
    return value !== null && SHAPE.test(value) ? value : null
  }
  const clear = (c: Context, name: string): void => {
    deleteCookie(c, isSecure ? `__Host-${name}` : name, { path: '/', secure: isSecure })
  }
  return {
    readSession: (c) => read(c, SESSION),
    writeSession: (c, token) => setCookie(c, SESSION, token, options),
    clearSession: (c) => clear(c, SESSION),
    readVisitor: (c) => read(c, VISITOR),
    keepVisitor(c) {
      const held = read(c, VISITOR)
      if (held !== null) return held
      const made = randomBytes(32).toString('base64url')
      setCookie(c, VISITOR, made, options)
      return made
    },
    readLink: (c) => read(c, LINK),
    writeLink: (c, token) => setCookie(c, LINK, token, options),
    clearLink: (c) => clear(c, LINK),
    readDevice: (c) => readAny(c, DEVICE),
    writeDevice: (c, value) => setCookie(c, DEVICE, value, { ...options, maxAge: DEVICE_AGE_S }),
  }
}
