import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Tx } from './db.ts'

export interface HeldLock {
  /** Lets go, and resolves when `work` has ended. */
  close(): Promise<void>
}

const RECONNECT_MS = 1_000
/** Apart from the locks on conversations, which have another seed. */
const SEED = 2

/**
 * Runs `work` while this process holds the advisory lock of this name, on a connection of its own. Who waits for the
 * lock waits in Postgres, which hands it on in the moment its holder lets go, dies or loses its connection; `signal`
 * says that it is lost. For work that must have one doer among processes, and does no harm in the moment it has two.
 */
export function holdLock(url: string, name: string, work: (signal: AbortSignal) => Promise<void>): HeldLock {
  const closing = new AbortController()

  const holdOnce = async (): Promise<void> => {
    const lost = new AbortController()
    // A machine that vanishes is noticed within half a minute, not after the two hours of the system's default.
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'tinbao lock',
      options: '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
    })
    const lose = (): void => lost.abort()
    client.on('error', lose)
    client.on('end', lose)
    // Waiting for the lock ends only with its connection.
    const hangUp = (): void => void client.end().catch(() => {})
    try {
      await client.connect()
      if (closing.signal.aborted) return
      closing.signal.addEventListener('abort', hangUp)
      await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [name, SEED])
      closing.signal.removeEventListener('abort', hangUp)
      await work(AbortSignal.any([lost.signal, closing.signal]))
    } finally {
      closing.signal.removeEventListener('abort', hangUp)
      await client.end().catch(() => {})
    }
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await holdOnce().catch(() => {})
      await pause(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const running = run()
  return {
    async close() {
      closing.abort()
      await running
    },
  }
}

/**
 * Runs `work` if nobody holds the advisory lock of this name, within one transaction of ours; answers whether it ran.
 */
export function tryAlone(db: Db, name: string, work: () => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await tryLock(tx, name))) return false
    await work()
    return true
  })
}

/** Takes the advisory lock of this name until the transaction ends; false where another holds it. */
export async function tryLock(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, ${SEED})) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** Waits for the advisory lock of this name, and has it until the transaction ends. */
export async function takeLock(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, ${SEED}))`.execute(tx)
}
