import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { OfficerRole } from './schema.ts'

export interface Officer {
  id: string
  unitCode: string
  role: OfficerRole
}

/** Who holds the token of this transaction; null when it is unknown, idle too long, ended, or the account disabled. */
export async function findCurrentOfficer(tx: Tx): Promise<(Officer & { number: string }) | null> {
  const { rows } = await sql<{ id: string; unit_code: string; role: OfficerRole; number: string }>`
    select c.officer_id as id, c.unit_code, c.role::text as role, o.number
    from current_officer() c join officers o on o.id = c.officer_id`.execute(tx)
  const row = rows[0]
  return row ? { id: row.id, unitCode: row.unit_code, role: row.role, number: row.number } : null
}

/** For the login role: what a password is checked against. */
export async function findForLogin(
  db: Db,
  login: string,
): Promise<{ id: string; unitCode: string; passwordHash: string; isDisabled: boolean } | null> {
  const row = await db
    .selectFrom('officers')
    .select(['id', 'unit_code', 'password_hash', 'disabled_at'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, unitCode: row.unit_code, passwordHash: row.password_hash, isDisabled: row.disabled_at !== null }
}

export async function openSession(db: Db, tokenHash: Buffer, officerId: string, endsAt: Date): Promise<void> {
  await db.insertInto('sessions').values({ token_hash: tokenHash, officer_id: officerId, ends_at: endsAt }).execute()
}

/** Keeps a session from idling out. At most once a minute, so that a busy page does not write at every request. */
export async function touchSession(db: Db, tokenHash: Buffer): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: sql<Date>`now()` })
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '<', sql<Date>`now() - interval '1 minute'`)
    .where('seen_at', '>', sql<Date>`now() - interval '30 minutes'`)
    .execute()
}

/** Ends a session; answers whose it was, or null when there was none. */
export async function endSession(db: Db, tokenHash: Buffer): Promise<{ id: string; unitCode: string } | null> {
  const row = await db
    .deleteFrom('sessions')
    .using('officers')
    .whereRef('officers.id', '=', 'sessions.officer_id')
    .where('token_hash', '=', tokenHash)
    .returning(['officers.id', 'officers.unit_code'])
    .executeTakeFirst()
  return row ? { id: row.id, unitCode: row.unit_code } : null
}

/** Adds an officer; answers false if the login is taken. For the owner's commands. */
export async function addOfficer(
  db: Db,
  officer: { id: string; login: string; number: string; unitCode: string; role: OfficerRole; passwordHash: string },
): Promise<boolean> {
  const result = await db
    .insertInto('officers')
    .values({
      id: officer.id,
      login: officer.login,
      number: officer.number,
      unit_code: officer.unitCode,
      role: officer.role,
      password_hash: officer.passwordHash,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}
