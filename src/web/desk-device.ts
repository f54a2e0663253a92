import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Browsers that have signed in before (OWASP, "device cookies"): their tries are counted apart, so that a stranger who
 * guesses at a login cannot lock its officer out. The cookie names nobody and opens nothing.
 */
export interface KnownDevices {
  /** What this login's tries are counted under in this browser: its own name where the login is known to it. */
  countUnder(login: string, cookie: string | null): string
  /** The cookie's next value, in which this login is known. */
  remember(login: string, cookie: string | null): string
}

/** Officers who share a machine at a desk. */
const LOGINS_MAX = 6
const SHAPE = /^[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9_-]{43}){0,6}$/

/** `secret` as for form tokens. */
export function makeKnownDevices(secret: Uint8Array): KnownDevices {
  const sign = (device: string, login: string): string =>
    createHmac('sha256', secret).update(`tinbao known device v1|${device}|${login.toLowerCase()}`).digest('base64url')
  const read = (cookie: string | null): { device: string; marks: string[] } => {
    const [device = '', ...marks] = cookie !== null && SHAPE.test(cookie) ? cookie.split('.') : []
    return { device, marks }
  }
  const holds = (marks: readonly string[], mark: string): boolean =>
    marks.some((one) => timingSafeEqual(Buffer.from(one), Buffer.from(mark)))
  return {
    countUnder(login, cookie) {
      const { device, marks } = read(cookie)
      return holds(marks, sign(device, login)) ? `${login.toLowerCase()}|${device}` : login.toLowerCase()
    },
    remember(login, cookie) {
      const known = read(cookie)
      const device = known.device || randomBytes(16).toString('base64url')
      const mark = sign(device, login)
      return [device, mark, ...known.marks.filter((one) => one !== mark)].slice(0, 1 + LOGINS_MAX).join('.')
    },
  }
}
