import { newId } from '../domain/ids.ts'
import {
  type AdministeredOfficer,
  addAdministered,
  changeAdministered,
  findAdministers,
  isLastAdministrator,
  listAdministered,
  saveClearances,
  setStanding,
} from '../storage/administer.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { OfficerRole } from '../storage/officer-schema.ts'
import { asOfficer, type CurrentOfficer, recordRefusal, type SignedOut } from './desk.ts'
import { makeLink } from './enrol.ts'

export const OFFICER_ROLES: readonly OfficerRole[] = [
  'duty-officer',
  'unit-commander',
  'provincial-supervisor',
  'custodian',
  'auditor',
  'administrator',
]

/** What an officer may be named for beyond their role. */
export const CLEARANCES = ['restricted'] as const

export const isLogin = (text: string): boolean => /^[a-z0-9._-]{3,40}$/.test(text)
export const isOfficerNumber = (text: string): boolean => /^[0-9A-Za-z-]{2,20}$/.test(text)

/** No administrator, or nobody of theirs: the same answer for both, and recorded. */
export type NotAdministered = { ok: false; reason: 'not-found' }

export type OfficersRefusal =
  | SignedOut
  | NotAdministered
  | {
      ok: false
      reason: 'bad-login' | 'bad-number' | 'bad-role' | 'unknown-unit' | 'login-taken' | 'self' | 'last-administrator'
    }

/** `link` is a one-time token, shown once. */
export type OfficersOutcome = { ok: true; officerId: string; link?: string } | OfficersRefusal

export interface OfficerRights {
  unitCode: string
  role: string
  clearances: readonly string[]
}

/** What an administrator does, of their province, or everywhere where their unit has none. The policies say so too. */
export interface Officers {
  list(
    token: string,
  ): Promise<{ ok: true; officer: CurrentOfficer; officers: AdministeredOfficer[] } | SignedOut | NotAdministered>
  /** A new account opens nothing before its link was used. */
  add(token: string, officer: OfficerRights & { login: string; number: string }): Promise<OfficersOutcome>
  /** Acts on the officer's next request. */
  change(token: string, officerId: string, rights: OfficerRights): Promise<OfficersOutcome>
  /** Disabling ends sessions and links at once. */
  setStanding(token: string, officerId: string, isDisabled: boolean): Promise<OfficersOutcome>
  /** A new link, for the first enrolment or for recovery; former links end. */
  link(token: string, officerId: string): Promise<OfficersOutcome>
}

const NOT_FOUND = { ok: false, reason: 'not-found' } as const

export function makeOfficers(parts: { db: Db }): Officers {
  const { db } = parts

  const asAdministrator = async <T>(
    token: string,
    work: (tx: Tx, officer: CurrentOfficer) => Promise<T>,
  ): Promise<T | SignedOut | NotAdministered> => {
    let isRefused = false
    const result = await asOfficer<T | NotAdministered>(db, token, async (tx, officer) => {
      if (officer.role === 'administrator') return work(tx, officer)
      isRefused = true
      return NOT_FOUND
    })
    if (isRefused) await recordRefusal(db, token, { action: 'officers.refused', objectId: null })
    return result
  }

  /** On one officer of theirs, not themselves. */
  const onOfficer = async (
    token: string,
    officerId: string,
    work: (tx: Tx, me: CurrentOfficer, other: AdministeredOfficer) => Promise<OfficersOutcome>,
  ): Promise<OfficersOutcome> => {
    let isUnknown = false
    const result = await asAdministrator<OfficersOutcome>(token, async (tx, me) => {
      if (officerId === me.id) return { ok: false, reason: 'self' }
      const other = (await listAdministered(tx)).find(({ id }) => id === officerId)
      if (other) return work(tx, me, other)
      isUnknown = true
      return NOT_FOUND
    }).catch((error: unknown): OfficersOutcome => {
      if (isLastAdministrator(error)) return { ok: false, reason: 'last-administrator' }
      throw error
    })
    if (isUnknown) await recordRefusal(db, token, { action: 'officers.refused', objectId: null })
    return result
  }

  return {
    list: (token) =>
      asAdministrator(token, async (tx, officer) => ({ ok: true, officer, officers: await listAdministered(tx) })),

    add: (token, { login, number, ...rights }) =>
      asAdministrator<OfficersOutcome>(token, async (tx, me) => {
        if (!isLogin(login)) return { ok: false, reason: 'bad-login' }
        if (!isOfficerNumber(number)) return { ok: false, reason: 'bad-number' }
        const role = OFFICER_ROLES.find((known) => known === rights.role)
        if (!role) return { ok: false, reason: 'bad-role' }
        const { unitCode } = rights
        if (!(await findAdministers(tx, unitCode))) return { ok: false, reason: 'unknown-unit' }
        const id = newId('ofc')
        if (!(await addAdministered(tx, { id, login, number, unitCode, role })))
          return { ok: false, reason: 'login-taken' }
        const clearances = knownClearances(rights.clearances)
        if (clearances.length > 0) await saveClearances(tx, id, clearances)
        const link = await makeLink(tx, { officerId: id, madeBy: me.id, purpose: 'new' })
        await writeAudit(tx, entryOf('officer.added', me, id, { role, unit: unitCode, clearances }))
        return { ok: true, officerId: id, link }
      }),

    change: (token, officerId, rights) =>
      onOfficer(token, officerId, async (tx, me, other) => {
        const role = OFFICER_ROLES.find((known) => known === rights.role)
        if (!role) return { ok: false, reason: 'bad-role' }
        const { unitCode } = rights
        if (!(await findAdministers(tx, unitCode))) return { ok: false, reason: 'unknown-unit' }
        const clearances = knownClearances(rights.clearances)
        const isChanged =
          (await changeAdministered(tx, officerId, { unitCode, role })) &&
          (await saveClearances(tx, officerId, clearances))
        if (!isChanged) return NOT_FOUND
        const detail = {
          role,
          unit: unitCode,
          clearances,
          roleBefore: other.role,
          unitBefore: other.unitCode,
          clearancesBefore: other.clearances,
        }
        await writeAudit(tx, entryOf('officer.changed', me, officerId, detail))
        return { ok: true, officerId }
      }),

    setStanding: (token, officerId, isDisabled) =>
      onOfficer(token, officerId, async (tx, me) => {
        if (!(await setStanding(tx, officerId, isDisabled))) return NOT_FOUND
        await writeAudit(tx, entryOf(isDisabled ? 'officer.disabled' : 'officer.enabled', me, officerId))
        return { ok: true, officerId }
      }),

    link: (token, officerId) =>
      onOfficer(token, officerId, async (tx, me, other) => {
        const purpose = other.passkeyCount > 0 || other.hasPassword ? 'recover' : 'new'
        const link = await makeLink(tx, { officerId, madeBy: me.id, purpose })
        await writeAudit(tx, entryOf('officer.link', me, officerId, { purpose }))
        return { ok: true, officerId, link }
      }),
  }
}

function entryOf(
  action: AuditAction,
  me: CurrentOfficer,
  objectId: string | null,
  detail: NonNullable<AuditEntry['detail']> = {},
): AuditEntry {
  return { action, officerId: me.id, unitCode: me.unitCode, objectId, detail }
}

function knownClearances(given: readonly string[]): string[] {
  return CLEARANCES.filter((one) => given.includes(one))
}
