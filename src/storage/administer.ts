import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { OfficerRole } from './officer-schema.ts'

/** An officer as an administrator sees them: what they have enrolled, and none of it. */
export interface AdministeredOfficer {
  id: string
  login: string
  number: string
  unitCode: string
  role: OfficerRole
  clearances: string[]
  disabledAt: Date | null
  createdAt: Date
  passkeyCount: number
  hasPassword: boolean
  /** Until when a link that was made for them and not used holds. */
  linkUntil: Date | null
}

/** Everybody whom the administrator of this transaction's token administers; nobody for anyone else. */
export async function listAdministered(tx: Tx): Promise<AdministeredOfficer[]> {
  const { rows } = await sql<{
    id: string
    login: string
    number: string
    unit_code: string
    role: OfficerRole
    clearances: string[]
    disabled_at: Date | null
    created_at: Date
    passkeys: string
    has_password: boolean
    link_until: Date | null
  }>`select * from administered_officers()`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    number: row.number,
    unitCode: row.unit_code,
    role: row.role,
    clearances: row.clearances,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    passkeyCount: Number(row.passkeys),
    hasPassword: row.has_password,
    linkUntil: row.link_until,
  }))
}

/** True if the holder of this transaction's token administers the unit. */
export async function findAdministers(tx: Tx, unitCode: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select administers(${unitCode}) as may`.execute(tx)
  return rows[0]?.may ?? false
}

/** As the desk, under an administrator's token. False if the login is taken. */
export async function addAdministered(
  tx: Tx,
  officer: { id: string; login: string; number: string; unitCode: string; role: OfficerRole },
): Promise<boolean> {
  // No conflict target: it would need the right to read logins.
  const result = await tx
    .insertInto('officers')
    .values({
      id: officer.id,
      login: officer.login,
      number: officer.number,
      unit_code: officer.unitCode,
      role: officer.role,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False where the policies forbid it (another province, oneself) or nobody has this id. */
export async function changeAdministered(
  tx: Tx,
  id: string,
  change: { unitCode: string; role: OfficerRole },
): Promise<boolean> {
  const result = await tx
    .updateTable('officers')
    .set({ unit_code: change.unitCode, role: change.role })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function saveClearances(tx: Tx, id: string, clearances: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean
  }>`select set_clearances(${id}, ${[...clearances]}::text[]) as done`.execute(tx)
  return rows[0]?.done ?? false
}

/** Disables or enables; with disabling go sessions and links (migration 0011). As the owner, or an administrator's desk. */
export async function setStanding(db: Db, id: string, isDisabled: boolean): Promise<boolean> {
  const result = await db
    .updateTable('officers')
    .set({ disabled_at: isDisabled ? sql<Date>`now()` : null })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** True for the refusal of migration 0011: the last active administrator stays. */
export function isLastAdministrator(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'TB001'
}
