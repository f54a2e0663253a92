import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Db } from '../storage/db.ts'
import {
  addRecoveryCodes,
  findTotp,
  removeRecoveryCodes,
  takeRecoveryCode,
  takeStep,
} from '../storage/second-factors.ts'
import type { LoginSecrets } from './login-secrets.ts'

/** Every authenticator app knows these; many know no others (RFC 6238, and the key URI format). */
const TOTP_KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** A code of the step before or after counts: clocks differ, and typing takes time (RFC 6238, 5.2). */
const WINDOW = 1
const RECOVERY_CODES = 8
/** Crockford's, without letters that look alike. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 60 bits. */
const RECOVERY_LETTERS = 12

/** Where a query must be asked that nobody's row answers, so that it takes as long. */
const NOBODY = 'nobody'
const NO_SECRET = new Uint8Array(20)

/** The code of this moment. */
export function codeAt(secret: Uint8Array, at: Date): string {
  return TOTP.generate({ ...TOTP_KIND, secret: toSecret(secret), timestamp: at.getTime() })
}

/** The step a code belongs to, now or one beside it; null if it is wrong. */
export function findStep(secret: Uint8Array, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = now.getTime()
  const delta = TOTP.validate({ ...TOTP_KIND, token, secret: toSecret(secret), window: WINDOW, timestamp })
  return delta === null ? null : Math.floor(timestamp / 1000 / TOTP_KIND.period) + delta
}

/** What an authenticator app reads from the picture, and the secret in letters for typing. */
export function describeTotp(secret: Uint8Array, login: string): { uri: string; letters: string } {
  const totp = new TOTP({ ...TOTP_KIND, issuer: 'Tin Báo', label: login, secret: toSecret(secret) })
  return { uri: totp.toString(), letters: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') }
}

/**
 * Uses up a code of the app, or a recovery code in its place. Null where neither is right, or was used before: with the
 * same queries as for an officer who has nothing (`officerId` null).
 */
export async function takeCode(
  db: Db,
  secrets: LoginSecrets,
  officerId: string | null,
  code: string,
  now: Date,
): Promise<'password-totp' | 'password-recovery' | null> {
  const id = officerId ?? NOBODY
  const totp = await findTotp(db, id)
  const step = findStep(totp ? secrets.openTotp(id, totp.secret) : NO_SECRET, code, now)
  // No step lies before 1970.
  if ((await takeStep(db, id, totp && step !== null ? step : -1)) && step !== null) return 'password-totp'
  const isRecovery = await takeRecoveryCode(db, id, secrets.macRecoveryCode(id, foldRecoveryCode(code)))
  return isRecovery && totp ? 'password-recovery' : null
}

/** Eight new codes in the place of the former; shown once, kept as HMACs. */
export async function renewRecoveryCodes(db: Db, secrets: LoginSecrets, officerId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode)
  await removeRecoveryCodes(db, officerId)
  await addRecoveryCodes(
    db,
    officerId,
    codes.map((code) => secrets.macRecoveryCode(officerId, foldRecoveryCode(code))),
  )
  return codes
}

function makeRecoveryCode(): string {
  // 256 is a multiple of 32: no letter is likelier.
  const letters = [...randomBytes(RECOVERY_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** As typed by a person: case, spaces, hyphens and look-alikes do not count. */
function foldRecoveryCode(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .slice(0, 40)
}

function toSecret(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer })
}
