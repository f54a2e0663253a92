import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { keepPlans } from './prepared.ts'
import type { Schema } from './schema.ts'

/** A pool, or a transaction on one of its connections: what every storage function takes first. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

/** Postgres answers within this or the request is told to come back (security reference: 503 within 2 seconds). */
const CONNECT_TIMEOUT_MS = 1_500

// Dates without time stay what they are: a day, not an instant.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

export interface Pool {
  db: Db
  pool: pg.Pool
  close(): Promise<void>
}

/**
 * A pool of connections as one role. Bounded; idle errors are swallowed here, for the next query reports them.
 * `statementTimeoutMs` is per statement, 0 for none. `isCache`: commits are not waited for, for what a crash of the
 * database may forget because it is found again.
 */
export function openPool(
  url: string,
  options: { size: number; statementTimeoutMs?: number; name: string; isCache?: boolean },
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: `tinbao ${options.name}`,
    ...(options.isCache ? { options: '-c synchronous_commit=off' } : {}),
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  })
  pool.on('error', () => {})
  // A connection that breaks between two statements of a transaction tells itself, not the pool; unheard it would end
  // the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    keepPlans(client)
  })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

/**
 * Runs `work` in one transaction whose settings last as long as it: `tinbao.token` for an officer, `tinbao.access`
 * for a citizen. Row-level policies read them; nothing else does.
 */
export async function withSetting<T>(
  db: Db,
  name: 'tinbao.token' | 'tinbao.access',
  value: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config(${name}, ${value}, true)`.execute(tx)
    return work(tx)
  })
}

/** True where a policy or a missing right refused the statement (42501, Postgres manual, appendix A). */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

/** True for faults of the connection, not of the statement: the caller answers 503 and may be tried again. */
export function isUnreachable(error: unknown): boolean {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    const code = 'code' in fault ? String(fault.code) : ''
    // Class 08 connection, 53 out of resources, 57 shutdown or statement timeout (Postgres manual, appendix A).
    if (/^(08|53|57)...$/.test(code)) return true
    if (['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'].includes(code)) return true
    if (
      /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/.test(
        fault.message,
      )
    ) {
      return true
    }
    if (fault instanceof AggregateError && fault.errors.some(isUnreachable)) return true
  }
  return false
}
