import type { MiddlewareHandler } from 'hono'

/** Security reference, invariant 22. `img-src` also lets the icon sprite through; nothing may be inline. */
const contentSecurityPolicy = (tileOrigin: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    tileOrigin === null ? "img-src 'self'" : `img-src 'self' ${tileOrigin}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

const HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** Two years, as the preload lists ask; sent only over https, where browsers heed it (RFC 6797, 7.2). */
const TRANSPORT_SECURITY = 'max-age=63072000; includeSubDomains'

/**
 * Puts the headers of both rooms on every answer, errors included. `mapTiles`: address of map tiles, of the desk alone; a
 * sender's browser asks nobody but us. Pages are `no-store` unless the answer already says
 * how long it may be kept, as static files do.
 */
export function makeSecurityHeaders(settings: { isSecure: boolean; mapTiles?: string }): MiddlewareHandler {
  const policy = contentSecurityPolicy(settings.mapTiles === undefined ? null : new URL(settings.mapTiles).origin)
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
    c.res.headers.set('content-security-policy', policy)
    if (settings.isSecure) c.res.headers.set('strict-transport-security', TRANSPORT_SECURITY)
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  }
}
