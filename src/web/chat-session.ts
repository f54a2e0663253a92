import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** A browser takes a `__Host-` cookie only over https, with path `/` and no domain: no other site can plant it. */
function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-chat' : 'chat'
}

const SESSION = /^[A-Za-z0-9_-]{43}$/

/** The chat of this browser, if it has one. */
export function readChatSession(c: Context, isSecure: boolean): string | null {
  const value = getCookie(c, cookieName(isSecure)) ?? ''
  return SESSION.test(value) ? value : null
}

/**
 * A new chat: 256 random bits, gone when the browser closes. Made at the first message only, for on arrival from
 * another site a SameSite=Strict cookie is not sent, and a new one would end the talk that is under way.
 */
export function beginChatSession(c: Context, isSecure: boolean): string {
  const session = randomBytes(32).toString('base64url')
  setCookie(c, cookieName(isSecure), session, { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure })
  return session
}

/** Takes the chat off this device; what was said stays where it was sent. */
export function endChatSession(c: Context, isSecure: boolean): void {
  deleteCookie(c, cookieName(isSecure), { path: '/', secure: isSecure })
}
