import { randomBytes } from 'node:crypto'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { addEnrolment, type Enrolment, findEnrolment, spendEnrolment } from '../storage/enrolments.ts'
import type { EnrolmentPurpose } from '../storage/officer-schema.ts'
import { removePasskeys } from '../storage/passkeys.ts'
import { removeRecoveryCodes, removeTotp, savePassword, saveTotp } from '../storage/second-factors.ts'
import { endSessions } from '../storage/sessions.ts'
import { hashToken } from './desk.ts'
import type { LoginSecrets } from './login-secrets.ts'
import { describeTotp, findStep, renewRecoveryCodes } from './one-time-codes.ts'
import type { CreationOptions, Passkeys } from './passkeys.ts'
import { hashPassword, isPassword, judgePassword, type PasswordFault } from './passwords.ts'

/** The link is unknown, used, superseded or expired, or its officer disabled: the same for all. */
export type NoLink = { ok: false; reason: 'no-link' }

/** What whoever holds a link sees of it. */
export interface OpenLink {
  login: string
  number: string
  purpose: EnrolmentPurpose
  /** True where a script has set the password: then it is asked for instead of chosen. */
  hasPassword: boolean
  totp: { uri: string; letters: string }
}

/** First enrolment, and recovery: one strong way in is made before the account opens, and then all former ones end. */
export interface Enrol {
  open(token: string): Promise<{ ok: true; link: OpenLink } | NoLink>
  /** Notes a token that opened nothing. */
  refuse(): Promise<void>
  /** Password and TOTP at once, confirmed by a code. Answers the recovery codes, to be shown once. */
  withPassword(
    token: string,
    password: string,
    code: string,
  ): Promise<
    | { ok: true; login: string; recoveryCodes: string[] }
    | NoLink
    | { ok: false; reason: PasswordFault | 'wrong-password' | 'wrong-code' }
  >
  beginPasskey(token: string): Promise<{ ok: true; options: CreationOptions } | NoLink>
  withPasskey(
    token: string,
    answer: string,
    name: string,
  ): Promise<{ ok: true; login: string } | NoLink | { ok: false; reason: 'refused' }>
}

const NO_LINK: NoLink = { ok: false, reason: 'no-link' }
/** 256 bits. */
const TOKEN_BYTES = 32

/** A link for an officer; its token is answered once and kept as a hash. The caller writes the audit row. */
export async function makeLink(
  db: Db,
  link: { officerId: string; madeBy: string | null; purpose: EnrolmentPurpose },
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await addEnrolment(db, { ...link, tokenHash: hashToken(token) })
  return token
}

export function makeEnrol(parts: { db: Db; secrets: LoginSecrets; passkeys: Passkeys; now: () => Date }): Enrol {
  const { db, secrets, passkeys } = parts
  const offer = (tokenHash: Buffer): Uint8Array => secrets.offerTotp(tokenHash, 'enrolment')

  /** Uses the link up and ends all that was, whatever is enrolled now; false if somebody else was first. */
  const begin = async (tx: Tx, tokenHash: Buffer, link: Enrolment): Promise<boolean> => {
    if (!(await spendEnrolment(tx, tokenHash))) return false
    await removePasskeys(tx, link.officerId, null)
    await removeRecoveryCodes(tx, link.officerId)
    await removeTotp(tx, link.officerId)
    await savePassword(tx, link.officerId, null)
    await endSessions(tx, link.officerId, null)
    return true
  }
  const record = (tx: Tx, link: Enrolment, method: 'passkey' | 'password-totp'): Promise<void> =>
    writeAudit(tx, {
      action: 'enrolment.used',
      officerId: link.officerId,
      unitCode: link.unitCode,
      objectId: link.officerId,
      detail: { method, purpose: link.purpose, madeBy: link.madeBy },
    })
  const hasPreset = (link: Enrolment): boolean => link.purpose === 'new' && link.passwordHash !== null

  return {
    async open(token) {
      const tokenHash = hashToken(token)
      const link = await findEnrolment(db, tokenHash)
      if (!link) return NO_LINK
      const { login, number, purpose } = link
      const totp = describeTotp(offer(tokenHash), login)
      return { ok: true, link: { login, number, purpose, hasPassword: hasPreset(link), totp } }
    },

    refuse: () => writeAudit(db, { action: 'enrolment.refused', officerId: null, unitCode: null, objectId: null }),

    async withPassword(token, password, code) {
      const tokenHash = hashToken(token)
      const link = await findEnrolment(db, tokenHash)
      if (!link) return NO_LINK
      const fault = judgePassword(password, link.login)
      if (hasPreset(link)) {
        if (!(await isPassword(link.passwordHash, password))) return { ok: false, reason: 'wrong-password' }
      } else if (fault) return { ok: false, reason: fault }
      const secret = offer(tokenHash)
      const step = findStep(secret, code, parts.now())
      if (step === null) return { ok: false, reason: 'wrong-code' }
      const passwordHash = await hashPassword(password)
      return db.transaction().execute(async (tx) => {
        if (!(await begin(tx, tokenHash, link))) return NO_LINK
        await savePassword(tx, link.officerId, passwordHash)
        await saveTotp(tx, link.officerId, secrets.sealTotp(link.officerId, secret), step)
        const recoveryCodes = await renewRecoveryCodes(tx, secrets, link.officerId)
        await record(tx, link, 'password-totp')
        return { ok: true, login: link.login, recoveryCodes }
      })
    },

    async beginPasskey(token) {
      const tokenHash = hashToken(token)
      const link = await findEnrolment(db, tokenHash)
      if (!link) return NO_LINK
      const officer = { id: link.officerId, login: link.login }
      return { ok: true, options: await passkeys.beginEnrolment(officer, 'enrol', tokenHash) }
    },

    async withPasskey(token, answer, name) {
      const tokenHash = hashToken(token)
      const link = await findEnrolment(db, tokenHash)
      if (!link) return NO_LINK
      const checked = await passkeys.checkEnrolment(link.officerId, 'enrol', tokenHash, answer)
      if (!checked.ok) return checked
      return db
        .transaction()
        .execute(async (tx) => {
          if (!(await begin(tx, tokenHash, link))) return NO_LINK
          // Somebody else's credential: a fault of the authenticator, and the link stays good.
          if (!(await passkeys.add(tx, link.officerId, checked.made, name, link.madeBy))) throw new TakenCredential()
          await record(tx, link, 'passkey')
          return { ok: true as const, login: link.login }
        })
        .catch((error: unknown) => {
          if (error instanceof TakenCredential) return { ok: false as const, reason: 'refused' as const }
          throw error
        })
    },
  }
}

class TakenCredential extends Error {}
