import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { EnrolmentPurpose, OfficerRole } from './officer-schema.ts'

/** Whose link it is and what it is for. */
export interface Enrolment {
  officerId: string
  login: string
  number: string
  unitCode: string
  role: OfficerRole
  purpose: EnrolmentPurpose
  madeBy: string | null
  /** Set beforehand by a script: then it must be known. Null otherwise. */
  passwordHash: string | null
}

/** Adds a link, which holds for 24 hours and takes the place of an officer's former one. */
export async function addEnrolment(
  db: Db,
  link: { tokenHash: Buffer; officerId: string; madeBy: string | null; purpose: EnrolmentPurpose },
): Promise<void> {
  await db
    .insertInto('enrolments')
    .values({
      token_hash: link.tokenHash,
      officer_id: link.officerId,
      made_by: link.madeBy,
      purpose: link.purpose,
    })
    .execute()
}

/** Null for a link that is unknown, used or expired, and for a disabled officer's: the same for all. */
export async function findEnrolment(db: Db, tokenHash: Buffer): Promise<Enrolment | null> {
  const row = await db
    .selectFrom('enrolments')
    .innerJoin('officers', 'officers.id', 'enrolments.officer_id')
    .select([
      'officers.id',
      'officers.login',
      'officers.number',
      'officers.unit_code',
      'officers.role',
      'officers.password_hash',
      'enrolments.purpose',
      'enrolments.made_by',
    ])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('officers.disabled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    officerId: row.id,
    login: row.login,
    number: row.number,
    unitCode: row.unit_code,
    role: row.role,
    purpose: row.purpose,
    madeBy: row.made_by,
    passwordHash: row.password_hash,
  }
}

/** Uses a link up; false if somebody was first, or it has expired since. */
export async function spendEnrolment(db: Db, tokenHash: Buffer): Promise<boolean> {
  const result = await db
    .updateTable('enrolments')
    .set({ used_at: sql<Date>`now()` })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
