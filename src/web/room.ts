import type { Context } from 'hono'
import type { FormTokens } from './form-token.ts'
import type { Frame } from './layout.tsx'
import type { Limits } from './limits.ts'
import type { ErrorPages } from './pages/errors.tsx'
import type { PublicDeps } from './public-deps.ts'
import type { Throttle } from './throttle.ts'
import type { Work } from './work.ts'

/** What the public pages share, made once by `makePublicPages`. */
export interface Room {
  deps: PublicDeps
  tokens: FormTokens
  throttle: Throttle
  limits: Limits
  work: Work
  errors: ErrorPages
  frames: Record<'vi' | 'en', Frame>
  isSecure: boolean
  /** For faults that a page lives with. */
  onFault: (fault: unknown) => void
}

/** Seconds a client is asked to wait while the database is away. */
const RETRY_AFTER_S = '30'

/** Seconds after which a network that sent too much has some of its limit back. */
const BUSY_RETRY_AFTER_S = '60'

/** Says when to come back, beside a page with this status. */
export function askToRetry(c: Context, status: 429 | 503 = 503): void {
  c.header('retry-after', status === 429 ? BUSY_RETRY_AFTER_S : RETRY_AFTER_S)
}
