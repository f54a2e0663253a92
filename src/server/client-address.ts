import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** The socket's address; the proxy's word is believed only if it is the proxy that speaks. */
export function addressOf(c: Context, trustedProxy: string | null): string {
  const socket = getConnInfo(c).remote.address ?? ''
  if (trustedProxy === null || socket.replace(/^::ffff:/, '') !== trustedProxy) return socket
  const claimed = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(claimed) === 0 ? socket : claimed
}
