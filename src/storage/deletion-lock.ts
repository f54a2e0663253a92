import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Runs `work` while no other process adds to the log of deletions: worker and command may both be at it. */
export async function withDeletionLock<T>(db: Db, work: () => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('deletions', 4))`.execute(tx)
    return work()
  })
}
