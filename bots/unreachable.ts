import { Retryable } from '../src/domain/errors.ts'

/** Node and undici codes of faults that fall before a connection stands: nothing can have been delivered. */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Gateways' answers: they do not know whether the server behind them took the message (RFC 9110, 15.6.3 and 15.6.5). */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 504])

/** Both limits of one call: the caller's, and our own. */
export interface Limits {
  signal: AbortSignal
  timeout: AbortSignal
}

/** The two limits as one signal for a client. `timeoutMs` counts from now. */
export function limit(signal: AbortSignal, timeoutMs: number): Limits & { either: AbortSignal } {
  const timeout = AbortSignal.timeout(timeoutMs)
  return { signal, timeout, either: AbortSignal.any([signal, timeout]) }
}

/** @throws {Retryable} when the caller gave up before anything left the house: the outcome is known. */
export function refuseIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Retryable('aborted')
}

/**
 * A fault on the way as a reason word and a code. The fault itself is dropped on purpose: HTTP clients put the URL,
 * and with it the token, in messages, and the payload in properties.
 */
export function toRetryable(fault: unknown, limits: Limits): Retryable {
  if (limits.timeout.aborted) return new Retryable('timeout', { isOutcomeUnknown: true })
  if (limits.signal.aborted) return new Retryable('aborted', { isOutcomeUnknown: true })
  const code = findCode(fault)
  if (code === null) return new Retryable('bad-answer', { isOutcomeUnknown: true })
  return new Retryable(`unreachable-${code}`, { isOutcomeUnknown: !BEFORE_SENDING.has(code) })
}

/** A platform's 5xx: to be tried again. `status` is three digits, never text of theirs. */
export function toServerFault(status: number): Retryable {
  return new Retryable(`server-${status}`, { isOutcomeUnknown: GATEWAY_STATUSES.has(status) })
}

function findCode(fault: unknown): string | null {
  if (!(fault instanceof Error) || !('code' in fault)) return null
  return typeof fault.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(fault.code) ? fault.code : null
}
