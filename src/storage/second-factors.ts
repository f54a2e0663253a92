import { sql } from 'kysely'
import type { Db } from './db.ts'

/** An officer's sealed TOTP secret. */
export async function findTotp(db: Db, officerId: string): Promise<{ secret: Buffer; createdAt: Date } | null> {
  const row = await db
    .selectFrom('totps')
    .select(['secret', 'created_at'])
    .where('officer_id', '=', officerId)
    .executeTakeFirst()
  return row ? { secret: row.secret, createdAt: row.created_at } : null
}

/** Puts a secret in the place of the former one; `step` is that of the code which confirmed it, and is used up. */
export async function saveTotp(db: Db, officerId: string, secret: Buffer, step: number): Promise<void> {
  const values = { secret, last_step: String(step), created_at: sql<Date>`now()` }
  await db
    .insertInto('totps')
    .values({ officer_id: officerId, ...values })
    .onConflict((conflict) => conflict.column('officer_id').doUpdateSet(values))
    .execute()
}

/** For officers who are made with a TOTP (demonstration, tests); one who has one keeps it. */
export async function giveTotp(db: Db, officerId: string, secret: Buffer): Promise<void> {
  await db
    .insertInto('totps')
    .values({ officer_id: officerId, secret })
    .onConflict((conflict) => conflict.column('officer_id').doNothing())
    .execute()
}

/** Uses up the 30 seconds of a right code. False if it, or a later one, was used: of two at once one gets it. */
export async function takeStep(db: Db, officerId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('totps')
    .set({ last_step: String(step) })
    .where('officer_id', '=', officerId)
    .where('last_step', '<', String(step))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeTotp(db: Db, officerId: string): Promise<void> {
  await db.deleteFrom('totps').where('officer_id', '=', officerId).execute()
}

/** Uses up a recovery code; false if it is none of theirs, or was used. */
export async function takeRecoveryCode(db: Db, officerId: string, mac: Buffer): Promise<boolean> {
  const result = await db
    .updateTable('recovery_codes')
    .set({ used_at: sql<Date>`now()` })
    .where('officer_id', '=', officerId)
    .where('code_mac', '=', mac)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Forgets an officer's recovery codes. */
export async function removeRecoveryCodes(db: Db, officerId: string): Promise<void> {
  await db.deleteFrom('recovery_codes').where('officer_id', '=', officerId).execute()
}

export async function addRecoveryCodes(db: Db, officerId: string, macs: readonly Buffer[]): Promise<void> {
  await db
    .insertInto('recovery_codes')
    .values(macs.map((mac) => ({ officer_id: officerId, code_mac: mac })))
    .execute()
}

export async function countRecoveryCodes(db: Db, officerId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('officer_id', '=', officerId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Null takes the password away. */
export async function savePassword(db: Db, officerId: string, passwordHash: string | null): Promise<void> {
  await db.updateTable('officers').set({ password_hash: passwordHash }).where('id', '=', officerId).execute()
}
