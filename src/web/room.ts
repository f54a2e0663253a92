import type { Context } from 'hono'
import type { FormTokens } from './form-token.ts'
import type { Frame } from './layout.tsx'
import type { ErrorPages } from './pages/errors.tsx'
import type { PublicDeps } from './public-deps.ts'
import type { Throttle } from './throttle.ts'

/** What the public pages share, made once by `makePublicPages`. */
export interface Room {
  deps: PublicDeps
  tokens: FormTokens
  throttle: Throttle
  errors: ErrorPages
  frames: Record<'vi' | 'en', Frame>
  isSecure: boolean
}

/** Seconds a client is asked to wait while the database is away. */
const RETRY_AFTER_S = '30'

/** Says when to come back, beside a page with status 503. */
export function askToRetry(c: Context): void {
  c.header('retry-after', RETRY_AFTER_S)
}
