import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { OfficerRole, SessionMethod } from './officer-schema.ts'

export interface Officer {
  id: string
  unitCode: string
  role: OfficerRole
}

/** What an officer may be named for. */
export type Clearance = 'restricted'

/** Who holds the token of this transaction; null when it is unknown, idle too long, ended, or the account disabled. */
export async function findCurrentOfficer(tx: Tx): Promise<(Officer & { number: string; isCleared: boolean }) | null> {
  const { rows } = await sql<{ id: string; unitCode: string; role: OfficerRole; number: string; isCleared: boolean }>`
    select c.officer_id as id, c.unit_code as "unitCode", c.role::text as role, o.number,
      may_read_restricted() as "isCleared"
    from current_officer() c join officers o on o.id = c.officer_id`.execute(tx)
  return rows[0] ?? null
}

/** For the login role: what a password is checked against. */
export async function findForLogin(
  db: Db,
  login: string,
): Promise<{ id: string; unitCode: string; passwordHash: string | null; isDisabled: boolean } | null> {
  const row = await db
    .selectFrom('officers')
    .select(['id', 'unit_code', 'password_hash', 'disabled_at'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, unitCode: row.unit_code, passwordHash: row.password_hash, isDisabled: row.disabled_at !== null }
}

/** Where an officer works and whether they may sign in. */
export interface Standing {
  id: string
  login: string
  unitCode: string
  isDisabled: boolean
}

export async function findStanding(db: Db, id: string): Promise<Standing | null> {
  const row = await db
    .selectFrom('officers')
    .select(['id', 'login', 'unit_code', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { id: row.id, login: row.login, unitCode: row.unit_code, isDisabled: row.disabled_at !== null } : null
}

export async function openSession(
  db: Db,
  tokenHash: Buffer,
  officerId: string,
  endsAt: Date,
  method: SessionMethod = 'password-totp',
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ token_hash: tokenHash, officer_id: officerId, ends_at: endsAt, method })
    .execute()
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
  officer: {
    id: string
    login: string
    number: string
    unitCode: string
    role: OfficerRole
    passwordHash: string | null
    clearances?: readonly Clearance[]
  },
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
      clearances: [...(officer.clearances ?? [])],
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** For the owner's commands and the login role. */
export async function findByLogin(db: Db, login: string): Promise<(Officer & { isDisabled: boolean }) | null> {
  const row = await db
    .selectFrom('officers')
    .select(['id', 'unit_code', 'role', 'disabled_at'])
    .where('login', '=', login)
    .executeTakeFirst()
  return row ? { id: row.id, unitCode: row.unit_code, role: row.role, isDisabled: row.disabled_at !== null } : null
}

/** Holds an officer's row until the transaction ends, so that two changes of their ways in wait for each other. */
export async function lockOfficer(tx: Tx, id: string): Promise<{ passwordHash: string | null } | null> {
  const row = await tx
    .selectFrom('officers')
    .select('password_hash')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? { passwordHash: row.password_hash } : null
}

/** Every officer and what they have enrolled, for the owner's commands. */
export async function listOfficers(
  db: Db,
): Promise<
  (Officer & { login: string; number: string; isDisabled: boolean; passkeyCount: number; hasPassword: boolean })[]
> {
  const rows = await db
    .selectFrom('officers')
    .select(['id', 'login', 'number', 'unit_code', 'role', 'disabled_at', 'password_hash'])
    .select((select) => [
      select
        .selectFrom('passkeys')
        .select((count) => count.fn.countAll<string>().as('count'))
        .whereRef('passkeys.officer_id', '=', 'officers.id')
        .as('passkeys'),
      select
        .exists(select.selectFrom('totps').select('totps.officer_id').whereRef('totps.officer_id', '=', 'officers.id'))
        .as('has_totp'),
    ])
    .orderBy('unit_code')
    .orderBy('login')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    number: row.number,
    unitCode: row.unit_code,
    role: row.role,
    isDisabled: row.disabled_at !== null,
    passkeyCount: Number(row.passkeys ?? 0),
    hasPassword: row.password_hash !== null && Boolean(row.has_totp),
  }))
}
