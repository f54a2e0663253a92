import { createHash } from 'node:crypto'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { lockOfficer } from '../storage/officers.ts'
import { listPasskeys, type Passkey, removePasskeys, renamePasskey } from '../storage/passkeys.ts'
import {
  countRecoveryCodes,
  findTotp,
  removeRecoveryCodes,
  removeTotp,
  savePassword,
  saveTotp,
} from '../storage/second-factors.ts'
import {
  endSessions,
  findFresh,
  findSessionOfficer,
  listSessions,
  type OwnSession,
  type SessionOfficer,
} from '../storage/sessions.ts'
import { hashToken, type SignedOut } from './desk.ts'
import type { LoginSecrets } from './login-secrets.ts'
import { describeTotp, findStep, renewRecoveryCodes } from './one-time-codes.ts'
import { type CreationOptions, PASSKEY_NAME_MAX, type Passkeys } from './passkeys.ts'
import { hashPassword, judgePassword, type PasswordFault } from './passwords.ts'

/** An officer's own ways in, and where they are signed in. No secret is in it but the TOTP that is on offer. */
export interface AccountView {
  officer: SessionOfficer
  passkeys: Omit<Passkey, 'publicKey' | 'counter'>[]
  /** Null where there is no password with a TOTP. */
  password: { totpSince: Date; codesLeft: number } | null
  sessions: OwnSession[]
}

export type AccountRefusal =
  | SignedOut
  | {
      ok: false
      reason: PasswordFault | 'wrong-code' | 'refused' | 'unknown' | 'last-way' | 'no-password' | 'not-fresh'
    }

export type AccountOutcome = { ok: true; recoveryCodes?: string[] } | AccountRefusal

/** All but looking and ending sessions wants a fresh proof (`Fresh`, purpose `account`), and answers `not-fresh` without. */
export interface Account {
  view(token: string): Promise<{ ok: true; view: AccountView } | SignedOut>
  /** The TOTP secret that this session may confirm; a new one after each that was confirmed. */
  offerTotp(token: string): Promise<{ ok: true; uri: string; letters: string } | SignedOut>
  beginPasskey(token: string): Promise<{ ok: true; options: CreationOptions } | SignedOut>
  addPasskey(token: string, answer: string, name: string): Promise<AccountOutcome>
  renamePasskey(token: string, id: string, name: string): Promise<AccountOutcome>
  /** Never the last way in. Ends the officer's other sessions. */
  removePasskey(token: string, id: string): Promise<AccountOutcome>
  /** A new password beside the TOTP that there is. Ends the officer's other sessions. */
  changePassword(token: string, password: string): Promise<AccountOutcome>
  /** A password and a TOTP where there were none, or a new TOTP (`password` null); new recovery codes with it. */
  saveTotp(token: string, password: string | null, code: string): Promise<AccountOutcome>
  /** Takes password, TOTP and codes away; never the last way in. */
  removePassword(token: string): Promise<AccountOutcome>
  renewRecoveryCodes(token: string): Promise<AccountOutcome>
  /** Ends every session of the officer but this one. */
  endOtherSessions(token: string): Promise<AccountOutcome>
}

const SIGNED_OUT = { ok: false, reason: 'signed-out' } as const

export function makeAccount(parts: { db: Db; secrets: LoginSecrets; passkeys: Passkeys; now: () => Date }): Account {
  const { db, secrets, passkeys } = parts

  const whose = (token: string): Promise<SessionOfficer | null> => findSessionOfficer(db, hashToken(token))

  /** Under the lock of the officer's row; what `work` refuses is not written. */
  const change = async (
    token: string,
    entry: Pick<AuditEntry, 'action' | 'detail'>,
    work: (tx: Tx, officer: SessionOfficer, passwordHash: string | null) => Promise<AccountOutcome>,
  ): Promise<AccountOutcome> =>
    db.transaction().execute(async (tx) => {
      const officer = await findSessionOfficer(tx, hashToken(token))
      const locked = officer ? await lockOfficer(tx, officer.id) : null
      if (!officer || !locked) return SIGNED_OUT
      const isFresh = entry.action === 'sessions.ended' || (await findFresh(tx, hashToken(token), 'account')) !== null
      if (!isFresh) return { ok: false, reason: 'not-fresh' }
      const outcome = await work(tx, officer, locked.passwordHash)
      if (!outcome.ok) return outcome
      await writeAudit(tx, { ...entry, officerId: officer.id, unitCode: officer.unitCode, objectId: officer.id })
      return outcome
    })

  const endOthers = (tx: Tx, officer: SessionOfficer, token: string): Promise<number> =>
    endSessions(tx, officer.id, hashToken(token))

  /** Bound to the session and to the TOTP that it would take the place of. */
  const offer = async (at: Db, officer: SessionOfficer, token: string): Promise<Uint8Array> => {
    const totp = await findTotp(at, officer.id)
    const former = totp ? createHash('sha256').update(totp.secret).digest('hex') : 'none'
    return secrets.offerTotp(hashToken(token), former)
  }

  return {
    async view(token) {
      const officer = await whose(token)
      if (!officer) return SIGNED_OUT
      const [own, totp, codesLeft, sessions] = await Promise.all([
        listPasskeys(db, officer.id),
        findTotp(db, officer.id),
        countRecoveryCodes(db, officer.id),
        listSessions(db, officer.id, hashToken(token)),
      ])
      const password = totp ? { totpSince: totp.createdAt, codesLeft } : null
      return { ok: true, view: { officer, passkeys: own.map(withoutKey), password, sessions } }
    },

    async offerTotp(token) {
      const officer = await whose(token)
      return officer ? { ok: true, ...describeTotp(await offer(db, officer, token), officer.login) } : SIGNED_OUT
    },

    async beginPasskey(token) {
      const officer = await whose(token)
      if (!officer) return SIGNED_OUT
      return { ok: true, options: await passkeys.beginEnrolment(officer, 'add', hashToken(token)) }
    },

    async addPasskey(token, answer, name) {
      const officer = await whose(token)
      if (!officer) return SIGNED_OUT
      const checked = await passkeys.checkEnrolment(officer.id, 'add', hashToken(token), answer)
      if (!checked.ok) return checked
      return change(token, { action: 'passkey.added' }, async (tx) =>
        (await passkeys.add(tx, officer.id, checked.made, name, null))
          ? { ok: true }
          : { ok: false, reason: 'refused' },
      )
    },

    renamePasskey: (token, id, name) =>
      change(token, { action: 'passkey.renamed' }, async (tx, officer) => {
        const typed = name.replace(/\p{C}/gu, '').trim().slice(0, PASSKEY_NAME_MAX)
        const isDone = typed !== '' && (await renamePasskey(tx, officer.id, id, typed))
        return isDone ? { ok: true } : { ok: false, reason: 'unknown' }
      }),

    removePasskey: (token, id) =>
      change(token, { action: 'passkey.removed' }, async (tx, officer, passwordHash) => {
        const own = await listPasskeys(tx, officer.id)
        if (!own.some((passkey) => passkey.id === id)) return { ok: false, reason: 'unknown' }
        const hasPassword = passwordHash !== null && (await findTotp(tx, officer.id)) !== null
        if (own.length === 1 && !hasPassword) return { ok: false, reason: 'last-way' }
        await removePasskeys(tx, officer.id, id)
        await endOthers(tx, officer, token)
        return { ok: true }
      }),

    changePassword: (token, password) =>
      change(token, { action: 'password.changed' }, async (tx, officer, passwordHash) => {
        if (passwordHash === null || !(await findTotp(tx, officer.id))) return { ok: false, reason: 'no-password' }
        const fault = judgePassword(password, officer.login)
        if (fault) return { ok: false, reason: fault }
        await savePassword(tx, officer.id, await hashPassword(password))
        await endOthers(tx, officer, token)
        return { ok: true }
      }),

    saveTotp: (token, password, code) =>
      change(token, { action: 'totp.changed' }, async (tx, officer, passwordHash) => {
        const fault = password === null ? null : judgePassword(password, officer.login)
        if (fault) return { ok: false, reason: fault }
        if (password === null && passwordHash === null) return { ok: false, reason: 'no-password' }
        const secret = await offer(tx, officer, token)
        const step = findStep(secret, code, parts.now())
        if (step === null) return { ok: false, reason: 'wrong-code' }
        if (password !== null) await savePassword(tx, officer.id, await hashPassword(password))
        await saveTotp(tx, officer.id, secrets.sealTotp(officer.id, secret), step)
        await endOthers(tx, officer, token)
        return { ok: true, recoveryCodes: await renewRecoveryCodes(tx, secrets, officer.id) }
      }),

    removePassword: (token) =>
      change(token, { action: 'password.removed' }, async (tx, officer) => {
        if ((await listPasskeys(tx, officer.id)).length === 0) return { ok: false, reason: 'last-way' }
        await savePassword(tx, officer.id, null)
        await removeTotp(tx, officer.id)
        await removeRecoveryCodes(tx, officer.id)
        await endOthers(tx, officer, token)
        return { ok: true }
      }),

    renewRecoveryCodes: (token) =>
      change(token, { action: 'recovery.renewed' }, async (tx, officer) => {
        if (!(await findTotp(tx, officer.id))) return { ok: false, reason: 'no-password' }
        return { ok: true, recoveryCodes: await renewRecoveryCodes(tx, secrets, officer.id) }
      }),

    endOtherSessions: (token) =>
      change(token, { action: 'sessions.ended' }, async (tx, officer) => {
        await endOthers(tx, officer, token)
        return { ok: true }
      }),
  }
}

function withoutKey({ publicKey: _key, counter: _counter, ...shown }: Passkey): AccountView['passkeys'][number] {
  return shown
}
