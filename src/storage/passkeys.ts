import { sql } from 'kysely'
import type { Db } from './db.ts'

export interface Passkey {
  /** Credential id, base64url. */
  id: string
  officerId: string
  /** COSE. */
  publicKey: Buffer
  counter: number
  transports: string[]
  isBackedUp: boolean
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

/** False if this credential is enrolled already, by whomever. */
export async function addPasskey(
  db: Db,
  passkey: Omit<Passkey, 'createdAt' | 'lastUsedAt'> & { linkMadeBy: string | null },
): Promise<boolean> {
  const result = await db
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      officer_id: passkey.officerId,
      public_key: passkey.publicKey,
      counter: String(passkey.counter),
      transports: passkey.transports,
      is_backed_up: passkey.isBackedUp,
      name: passkey.name,
      link_made_by: passkey.linkMadeBy,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** A passkey of an officer who may sign in, and where they work; null for any other. */
export async function findPasskey(
  db: Db,
  id: string,
): Promise<(Passkey & { unitCode: string; isDisabled: boolean }) | null> {
  const row = await db
    .selectFrom('passkeys')
    .innerJoin('officers', 'officers.id', 'passkeys.officer_id')
    .selectAll('passkeys')
    .select(['officers.unit_code', 'officers.disabled_at'])
    .where('passkeys.id', '=', id)
    .executeTakeFirst()
  return row ? { ...toPasskey(row), unitCode: row.unit_code, isDisabled: row.disabled_at !== null } : null
}

export async function listPasskeys(db: Db, officerId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('officer_id', '=', officerId)
    .orderBy('created_at')
    .execute()
  return rows.map(toPasskey)
}

/**
 * Notes an assertion, if its counter is higher than the last (or neither counts). False means that two devices hold the
 * same key: WebAuthn level 3, 6.1.1. Of two at the same moment the row's lock lets one pass.
 */
export async function advanceCounter(db: Db, id: string, counter: number, isBackedUp: boolean): Promise<boolean> {
  const result = await db
    .updateTable('passkeys')
    .set({ counter: String(counter), is_backed_up: isBackedUp, last_used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter}::bigint = 0))`)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function renamePasskey(db: Db, officerId: string, id: string, name: string): Promise<boolean> {
  const result = await db
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('officer_id', '=', officerId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Removes one of an officer's passkeys, or all where `id` is null; answers how many. */
export async function removePasskeys(db: Db, officerId: string, id: string | null): Promise<number> {
  const removed = db.deleteFrom('passkeys').where('officer_id', '=', officerId)
  const result = await (id === null ? removed : removed.where('id', '=', id)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

function toPasskey(row: {
  id: string
  officer_id: string
  public_key: Buffer
  counter: string
  transports: string[]
  is_backed_up: boolean
  name: string
  created_at: Date
  last_used_at: Date | null
}): Passkey {
  return {
    id: row.id,
    officerId: row.officer_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
    isBackedUp: row.is_backed_up,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
