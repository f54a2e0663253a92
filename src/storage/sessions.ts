import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { FreshMethod, OfficerRole, SessionMethod } from './officer-schema.ts'

/** Whose session it is, for the login role: what an officer may do to their own account. */
export interface SessionOfficer {
  id: string
  login: string
  number: string
  unitCode: string
  role: OfficerRole
}

/** A proof holds this long, for one session and one purpose (issue: step-up). */
export const FRESH_MINUTES = 5

/** Who holds the session; null when it is unknown, idle too long, ended, or the account disabled. As `current_officer()`. */
export async function findSessionOfficer(db: Db, tokenHash: Buffer): Promise<SessionOfficer | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('officers', 'officers.id', 'sessions.officer_id')
    .select(['officers.id', 'officers.login', 'officers.number', 'officers.unit_code', 'officers.role'])
    .where('token_hash', '=', tokenHash)
    .where('disabled_at', 'is', null)
    .where('ends_at', '>', sql<Date>`now()`)
    .where('seen_at', '>', sql<Date>`now() - interval '30 minutes'`)
    .executeTakeFirst()
  return row ? { id: row.id, login: row.login, number: row.number, unitCode: row.unit_code, role: row.role } : null
}

export interface OwnSession {
  createdAt: Date
  seenAt: Date
  method: SessionMethod
  isCurrent: boolean
}

/** An officer's sessions that still live, the newest first. */
export async function listSessions(db: Db, officerId: string, currentHash: Buffer): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['token_hash', 'created_at', 'seen_at', 'method'])
    .where('officer_id', '=', officerId)
    .where('ends_at', '>', sql<Date>`now()`)
    .where('seen_at', '>', sql<Date>`now() - interval '30 minutes'`)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    createdAt: row.created_at,
    seenAt: row.seen_at,
    method: row.method,
    isCurrent: row.token_hash.equals(currentHash),
  }))
}

/** Ends an officer's sessions, all but `kept`; answers how many. */
export async function endSessions(db: Db, officerId: string, kept: Buffer | null): Promise<number> {
  const ended = db.deleteFrom('sessions').where('officer_id', '=', officerId)
  const result = await (kept === null ? ended : ended.where('token_hash', '<>', kept)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Notes that the person proved, now and for this purpose, that they are still there. */
export async function markFresh(db: Db, tokenHash: Buffer, purpose: string, method: FreshMethod): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ fresh_at: sql<Date>`now()`, fresh_for: purpose, fresh_with: method })
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** With what the session's last proof for this purpose was given, if it still holds. */
export async function findFresh(db: Db, tokenHash: Buffer, purpose: string): Promise<FreshMethod | null> {
  const row = await db
    .selectFrom('sessions')
    .select('fresh_with')
    .where('token_hash', '=', tokenHash)
    .where('fresh_for', '=', purpose)
    .where('fresh_at', '>', sql<Date>`now() - make_interval(mins => ${FRESH_MINUTES})`)
    .executeTakeFirst()
  return row?.fresh_with ?? null
}
