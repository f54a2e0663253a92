/** The one table of faults. Expected outcomes are values; what stands here is thrown. */
export const ERRORS = {
  'bad-config': { status: 500, retry: false },
  'database-unreachable': { status: 503, retry: true },
  'database-refused': { status: 500, retry: false },
  'port-in-use': { status: 500, retry: false },
  'unsupported-platform': { status: 500, retry: false },
  'cannot-open': { status: 500, retry: false },
  'unknown-key': { status: 500, retry: false },
  'bad-row': { status: 500, retry: false },
  'bad-job': { status: 500, retry: false },
  'bad-data': { status: 500, retry: false },
  'stage-timeout': { status: 500, retry: true },
  overloaded: { status: 503, retry: true },
  'body-too-large': { status: 413, retry: false },
} as const satisfies Record<string, { status: number; retry: boolean }>

export type ErrorCode = keyof typeof ERRORS

/** A fault with a code of {@link ERRORS}. `detail` is for operators; it never carries message text or names. */
export class AppError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${code}: ${detail}`, options)
    this.name = 'AppError'
    this.code = code
  }
  get status(): number {
    return ERRORS[this.code].status
  }
  get isRetryable(): boolean {
    return ERRORS[this.code].retry
  }
}

/**
 * A fault as logs may tell it: its name, its code or our reason, and where in our code it was thrown. Never its message,
 * which may quote what somebody wrote.
 */
export function nameFault(fault: unknown): string {
  if (!(fault instanceof Error)) return 'fault'
  const code = 'reason' in fault ? fault.reason : 'code' in fault ? fault.code : null
  const place = placeOf(fault)
  return [fault.name, code === null ? '' : String(code), place === null ? '' : `at ${place}`].filter(Boolean).join(' ')
}

/** The first line of our code in its stack; null where the stack does not begin with the message as it is now. */
function placeOf({ stack = '', name, message }: Error): string | null {
  const heads = [name, 'Error'].map((word) => (message === '' ? word : `${word}: ${message}`))
  const head = heads.find((words) => stack.startsWith(words))
  const frames = head === undefined ? '' : stack.slice(head.length)
  return /^ +at .*\/((?:src|workers)\/[\w./-]+:\d+):\d+\)?$/m.exec(frames)?.[1] ?? null
}

/** "We could not reach them, or they asked us to wait": the delivery is tried again. */
export class Retryable extends Error {
  readonly reason: string
  /** How long the platform asked us to wait, in milliseconds, where it said so. */
  readonly retryAfterMs: number | undefined
  /** True when the message may have arrived although no answer came back. */
  readonly isOutcomeUnknown: boolean
  /** True when the fault is ours to mend and says nothing about this message: it is never given up. */
  readonly isEndless: boolean
  constructor(
    reason: string,
    options: { retryAfterMs?: number; isOutcomeUnknown?: boolean; isEndless?: boolean; cause?: unknown } = {},
  ) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Retryable'
    this.reason = reason
    this.retryAfterMs = options.retryAfterMs
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false
    this.isEndless = options.isEndless ?? false
  }
}

/** "They refused": trying again cannot help; the delivery is parked and shown to the officer. */
export class Permanent extends Error {
  readonly reason: string
  /** True when a person must act for the whole channel (bad token, quota), not for one message. */
  readonly isChannelDown: boolean
  constructor(reason: string, options: { isChannelDown?: boolean; cause?: unknown } = {}) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Permanent'
    this.reason = reason
    this.isChannelDown = options.isChannelDown ?? false
  }
}

/** Somebody else is at it: the work comes back after a while, and this was no try. */
export class NotYet extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super('not yet')
    this.name = 'NotYet'
    this.waitMs = waitMs
  }
}
