import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import type { FreshMethod } from '../storage/officer-schema.ts'
import { findForLogin } from '../storage/officers.ts'
import { listPasskeys } from '../storage/passkeys.ts'
import { findFresh, findSessionOfficer, markFresh, type SessionOfficer } from '../storage/sessions.ts'
import { hashToken, type SignedOut } from './desk.ts'
import type { LoginSecrets } from './login-secrets.ts'
import { takeCode } from './one-time-codes.ts'
import type { Passkeys, RequestOptions } from './passkeys.ts'
import { isPassword } from './passwords.ts'

/** What a proof was given for: one opens nothing of another. */
export const FRESH_PURPOSES = ['account', 'officers', 'units', 'routing', 'export', 'unseal'] as const
export type FreshPurpose = (typeof FRESH_PURPOSES)[number]

/** How this officer may prove themself: with a passkey, or, who has none, with password and code. */
export type FreshWay = 'passkey' | 'password'

/** The proof that the person is still there, asked for again before what a walked-up-to screen must not do. */
export interface Fresh {
  /** True within five minutes of a proof for this purpose in this session. `unseal` takes a passkey alone. */
  isFresh(token: string, purpose: FreshPurpose): Promise<boolean>
  /** Null where there is no way: `unseal` without a passkey. */
  way(token: string, purpose: FreshPurpose): Promise<{ ok: true; way: FreshWay | null } | SignedOut>
  begin(token: string): Promise<{ ok: true; options: RequestOptions } | SignedOut>
  provePasskey(token: string, purpose: FreshPurpose, answer: string): Promise<Proved>
  provePassword(token: string, purpose: FreshPurpose, password: string, code: string): Promise<Proved>
}

export type Proved = { ok: true } | SignedOut | { ok: false; reason: 'refused' }

const SIGNED_OUT = { ok: false, reason: 'signed-out' } as const

export function makeFresh(parts: { db: Db; secrets: LoginSecrets; passkeys: Passkeys; now: () => Date }): Fresh {
  const { db, secrets, passkeys } = parts

  const wayOf = async (officer: SessionOfficer, purpose: FreshPurpose): Promise<FreshWay | null> => {
    // Who has a passkey is not let off with less: that would be the way in for whoever stole the lesser.
    if ((await listPasskeys(db, officer.id)).length > 0) return 'passkey'
    return purpose === 'unseal' ? null : 'password'
  }

  const settle = async (
    at: Db,
    officer: SessionOfficer,
    purpose: FreshPurpose,
    method: FreshMethod | null,
  ): Promise<Proved> => {
    await writeAudit(at, {
      action: method ? 'fresh.accepted' : 'fresh.refused',
      officerId: officer.id,
      unitCode: officer.unitCode,
      objectId: null,
      detail: { purpose, method },
    })
    return method ? { ok: true } : { ok: false, reason: 'refused' }
  }

  return {
    async isFresh(token, purpose) {
      const method = await findFresh(db, hashToken(token), purpose)
      return method === 'passkey' || (method !== null && purpose !== 'unseal')
    },

    async way(token, purpose) {
      const officer = await findSessionOfficer(db, hashToken(token))
      return officer ? { ok: true, way: await wayOf(officer, purpose) } : SIGNED_OUT
    },

    async begin(token) {
      const holder = hashToken(token)
      const officer = await findSessionOfficer(db, holder)
      return officer ? { ok: true, options: await passkeys.beginStepUp(officer.id, holder) } : SIGNED_OUT
    },

    async provePasskey(token, purpose, answer) {
      const holder = hashToken(token)
      const officer = await findSessionOfficer(db, holder)
      if (!officer) return SIGNED_OUT
      const checked = await passkeys.check({ purpose: 'step-up', holder }, answer)
      if (!checked.ok || checked.asserted.passkey.officerId !== officer.id) return settle(db, officer, purpose, null)
      const proved = await db.transaction().execute(async (tx) => {
        if (!(await passkeys.spend(tx, checked.asserted))) return null
        await markFresh(tx, holder, purpose, 'passkey')
        return settle(tx, officer, purpose, 'passkey')
      })
      return proved ?? settle(db, officer, purpose, null)
    },

    async provePassword(token, purpose, password, code) {
      const holder = hashToken(token)
      const officer = await findSessionOfficer(db, holder)
      if (!officer) return SIGNED_OUT
      const isWay = (await wayOf(officer, purpose)) === 'password'
      const passwordHash = (await findForLogin(db, officer.login))?.passwordHash ?? null
      const isRight = (await isPassword(passwordHash, password)) && isWay
      return db.transaction().execute(async (tx) => {
        const method = await takeCode(tx, secrets, isRight ? officer.id : null, code, parts.now())
        if (method) await markFresh(tx, holder, purpose, 'password-totp')
        return settle(tx, officer, purpose, method && 'password-totp')
      })
    },
  }
}
