import { sql } from 'kysely'
import { type Db, openPool, type Tx } from '../storage/db.ts'

/** Runs `work` in one transaction as the owner role, whose rights end at units, officers and their audit. */
export async function asOwner<T>(ownerUrl: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = openPool(ownerUrl, { size: 1, name: 'owner' })
  try {
    return await runAsOwner(pool.db, work)
  } finally {
    await pool.close()
  }
}

function runAsOwner<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local role tinbao_owner`.execute(tx)
    return work(tx)
  })
}

/** Reads as the owner role, all of one moment, and changes nothing: whatever is written meanwhile is not there. */
export async function readAsOwner<T>(ownerUrl: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = openPool(ownerUrl, { size: 1, name: 'owner' })
  try {
    return await pool.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await sql`set local role tinbao_owner`.execute(tx)
        return work(tx)
      })
  } finally {
    await pool.close()
  }
}
