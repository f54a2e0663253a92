import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** NIST SP 800-63B-4, 3.1.1.2: 15 characters, though here a code is asked for besides. */
export const PASSWORD_LENGTH_MIN = 15
/** Longer than anybody types; beyond it nothing is hashed. */
export const PASSWORD_LENGTH_MAX = 200
/** "abcde" three times over is five letters to guess. */
const PERIOD_MAX = 5
const DISTINCT_MIN = 5

/** argon2id, 19 MiB, two passes (OWASP password storage, 2026): about 25 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export type PasswordFault = 'too-short' | 'too-long' | 'holds-login' | 'too-simple'

/** Null where the password may be set. No rules on kinds of signs, and no expiry (NIST SP 800-63B-4). */
export function judgePassword(password: string, login: string): PasswordFault | null {
  const signs = [...password.normalize('NFC')]
  if (signs.length < PASSWORD_LENGTH_MIN) return 'too-short'
  if (signs.length > PASSWORD_LENGTH_MAX) return 'too-long'
  if (password.toLowerCase().includes(login.toLowerCase())) return 'holds-login'
  if (new Set(signs).size < DISTINCT_MIN || isRepeated(signs) || isRun(signs)) return 'too-simple'
  return null
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2)
}

/** Verified where there is no hash, so that an unknown login takes no less time. */
const decoy = once(() => hashPassword(randomBytes(16).toString('hex')))

/** False for a missing hash, after the same work. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await decoy()), password.normalize('NFC')).catch(() => false)
  return isRight && passwordHash !== null
}

function isRepeated(signs: readonly string[]): boolean {
  for (let period = 1; period <= PERIOD_MAX; period++) {
    if (signs.every((sign, at) => at < period || sign === signs[at - period])) return true
  }
  return false
}

/** `123456789012345` or `abcdefghijklmno`, either way round. */
function isRun(signs: readonly string[]): boolean {
  const steps = signs.slice(1).map((sign, at) => (sign.codePointAt(0) ?? 0) - (signs[at]?.codePointAt(0) ?? 0))
  // From 9 to 0, and back.
  return [1, -1].some((way) => steps.every((step) => step === way || step === -9 * way))
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
