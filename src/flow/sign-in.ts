import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { SessionMethod } from '../storage/officer-schema.ts'
import {
  endSession,
  findForLogin,
  findStanding,
  openSession,
  type Standing,
  touchSession,
} from '../storage/officers.ts'
import { hashToken } from './desk.ts'
import type { LoginSecrets } from './login-secrets.ts'
import { takeCode } from './one-time-codes.ts'
import type { Passkeys, RequestOptions } from './passkeys.ts'
import { isPassword } from './passwords.ts'

/** A session ends after this long however busy it is; idling ends it after 30 minutes (migration 0005). */
const SESSION_MS = 12 * 60 * 60_000
/** To look at a phone and type six digits. */
const STEP_MS = 5 * 60_000

/** Signed in, and as whom; or a refusal that does not say what was wrong. */
export type SignedIn = { ok: true; token: string; login: string } | { ok: false; reason: 'refused' }

export interface SignIn {
  /**
   * The first step, login and password: always answers what the second needs, sealed to this browser, so that nobody
   * learns of a password alone whether it is right. Takes as long for an unknown login.
   */
  begin(login: string, password: string, visitor: string): Promise<string>
  /** The second: a code of the app, once, or a recovery code in its place. Says nothing of which step was wrong. */
  finish(step: string, code: string, visitor: string): Promise<SignedIn>
  /** Asks for a passkey, of whomever. */
  beginPasskey(visitor: string): Promise<RequestOptions>
  finishPasskey(visitor: string, answer: string): Promise<SignedIn>
  signOut(token: string): Promise<void>
  /** Keeps the session alive. */
  touch(token: string): Promise<void>
}

/** `known` is whose login was typed, for the record; only with `isRight` may a code be tried. */
const stepShape = z.object({ known: z.string().nullable(), isRight: z.boolean(), untilMs: z.number() })

export function makeSignIn(parts: { db: Db; secrets: LoginSecrets; passkeys: Passkeys; now: () => Date }): SignIn {
  const { db, secrets, passkeys } = parts

  const open = async (tx: Tx, officer: Standing, method: SessionMethod): Promise<SignedIn> => {
    const token = randomBytes(32).toString('base64url')
    const endsAt = new Date(parts.now().getTime() + SESSION_MS)
    await openSession(tx, hashToken(token), officer.id, endsAt, method)
    await writeAudit(tx, {
      action: 'login.accepted',
      officerId: officer.id,
      unitCode: officer.unitCode,
      objectId: null,
      detail: { method },
    })
    return { ok: true, token, login: officer.login }
  }

  const refuse = async (
    at: Db,
    officer: { id: string; unitCode: string } | null,
    reason: 'password' | 'passkey' | 'copied-passkey',
  ): Promise<SignedIn> => {
    await writeAudit(at, {
      action: 'login.refused',
      officerId: officer?.id ?? null,
      unitCode: officer?.unitCode ?? null,
      objectId: null,
      detail: { reason },
    })
    return { ok: false, reason: 'refused' }
  }

  return {
    async begin(login, password, visitor) {
      const officer = await findForLogin(db, login)
      const isRight = await isPassword(officer?.passwordHash ?? null, password)
      const untilMs = parts.now().getTime() + STEP_MS
      return secrets.sealStep(hashToken(visitor), { known: officer?.id ?? null, isRight, untilMs })
    },

    async finish(sealed, code, visitor) {
      const { data: step } = stepShape.safeParse(secrets.openStep(hashToken(visitor), sealed))
      return db.transaction().execute(async (tx) => {
        const officer = await findStanding(tx, step?.known ?? '')
        const isOpen = step?.isRight === true && step.untilMs > parts.now().getTime()
        const mayTry = isOpen && officer !== null && !officer.isDisabled
        const method = await takeCode(tx, secrets, mayTry ? officer.id : null, code, parts.now())
        return officer && method ? open(tx, officer, method) : refuse(tx, officer, 'password')
      })
    },

    beginPasskey: (visitor) => passkeys.beginSignIn(hashToken(visitor)),

    async finishPasskey(visitor, answer) {
      const checked = await passkeys.check({ purpose: 'sign-in', holder: hashToken(visitor) }, answer)
      const whose = checked.ok ? checked.asserted.passkey : checked.passkey
      const officer = whose ? await findStanding(db, whose.officerId) : null
      if (!checked.ok || !officer || officer.isDisabled) return refuse(db, officer, 'passkey')
      const opened = await db
        .transaction()
        .execute(async (tx) => ((await passkeys.spend(tx, checked.asserted)) ? open(tx, officer, 'passkey') : null))
      return opened ?? refuse(db, officer, 'copied-passkey')
    },

    async signOut(token) {
      await db.transaction().execute(async (tx) => {
        const officer = await endSession(tx, hashToken(token))
        if (!officer) return
        await writeAudit(tx, { action: 'logout', officerId: officer.id, unitCode: officer.unitCode, objectId: null })
      })
    },
    async touch(token) {
      await touchSession(db, hashToken(token))
    },
  }
}
