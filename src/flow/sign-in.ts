import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { endSession, findForLogin, openSession, touchSession } from '../storage/officers.ts'
import { hashToken } from './desk.ts'

/** A session ends after this long however busy it is; idling ends it after 30 minutes (migration 0005). */
const SESSION_MS = 12 * 60 * 60_000
/** NIST SP 800-63B-4: at least 15 characters where the password is the only factor. */
export const PASSWORD_LENGTH_MIN = 15

/** argon2id, 19 MiB, two passes (OWASP password storage, 2026): about 25 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export interface SignIn {
  /** A token for the cookie, or a refusal that does not say which of the two was wrong. Both take as long. */
  signIn(login: string, password: string): Promise<{ ok: true; token: string } | { ok: false; reason: 'refused' }>
  signOut(token: string): Promise<void>
  /** Keeps the session alive. */
  touch(token: string): Promise<void>
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2)
}

export function makeSignIn(parts: { db: Db; now: () => Date }): SignIn {
  // Verified when the login is unknown, so that an unknown name takes no less time.
  const decoy = hashPassword(randomBytes(16).toString('hex'))
  return {
    async signIn(login, password) {
      const officer = await findForLogin(parts.db, login)
      const isRight = await verify(officer?.passwordHash ?? (await decoy), password).catch(() => false)
      if (!officer || officer.isDisabled || !isRight) {
        await writeAudit(parts.db, {
          action: 'login.refused',
          officerId: officer?.id ?? null,
          unitCode: officer?.unitCode ?? null,
          objectId: null,
        })
        return { ok: false, reason: 'refused' }
      }
      const token = randomBytes(32).toString('base64url')
      await parts.db.transaction().execute(async (tx) => {
        await openSession(tx, hashToken(token), officer.id, new Date(parts.now().getTime() + SESSION_MS))
        await writeAudit(tx, {
          action: 'login.accepted',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
        })
      })
      return { ok: true, token }
    },
    async signOut(token) {
      await parts.db.transaction().execute(async (tx) => {
        const officer = await endSession(tx, hashToken(token))
        if (!officer) return
        await writeAudit(tx, { action: 'logout', officerId: officer.id, unitCode: officer.unitCode, objectId: null })
      })
    },
    async touch(token) {
      await touchSession(parts.db, hashToken(token))
    },
  }
}
