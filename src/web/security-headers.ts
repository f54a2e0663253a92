import type { MiddlewareHandler } from 'hono'

/** Security reference, invariant 22. `img-src` also lets the icon sprite through; nothing may be inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const HEADERS: Record<string, string> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
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
 * Puts the headers of both rooms on every answer, errors included. Pages are `no-store` unless the answer already says
 * how long it may be kept, as static files do.
 */
export function makeSecurityHeaders(settings: { isSecure: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
    if (settings.isSecure) c.res.headers.set('strict-transport-security', TRANSPORT_SECURITY)
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  }
}
