import type { Context } from 'hono'

/**
 * True if a browser says that another site caused this request (https://www.w3.org/TR/fetch-metadata/). `none` is a
 * person's own doing, such as a reload. `Origin: null` is no evidence: our own pages send it, because they ask for
 * no-referrer (Fetch standard, "append a request Origin header"); browsers without fetch metadata are then held by the
 * form token alone. Behind a proxy the scheme may differ, so only the host is compared.
 */
export function isForeignRequest(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const origin = c.req.header('origin')
  if (origin === undefined || origin === 'null') return false
  const ownHost = c.req.header('host') ?? new URL(c.req.url).host
  return !URL.canParse(origin) || new URL(origin).host !== ownHost
}
