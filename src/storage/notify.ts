import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'

/** Channels of Postgres notifications. Payloads carry ids and versions only. */
export type NotifyChannel = 'outbox' | 'desk' | 'thread' | 'routing' | 'gazetteer' | 'units'

/**
 * Wakes the relay: once what it is to find has committed, in a transaction of its own. A commit that notifies keeps
 * every other such commit waiting until it is on disk (PreCommit_Notify in Postgres' async.c), and this one writes
 * nothing.
 */
export async function notifyOutbox(db: Db): Promise<void> {
  await sql`select pg_notify('outbox', '')`.execute(db)
}

/** A tip that changed, and a unit whose desk is to hear of it. */
export interface DeskChange {
  unit: string
  tip: string
  version: number
  /** Then those of the unit who may not open it are told that something changed, and not what. */
  isRestricted: boolean
}

/** Tells desks that tips changed; heard when the transaction commits. */
export async function notifyDesk(db: Db, changes: readonly DeskChange[]): Promise<void> {
  const payloads = new Set(
    changes.map(({ unit, tip, version, isRestricted }) => JSON.stringify({ unit, tip, version, isRestricted })),
  )
  if (payloads.size === 0) return
  await sql`select pg_notify('desk', p) from unnest(${[...payloads]}::text[]) as p`.execute(db)
}

/** Tells open chats and receipt pages that something was said. */
export async function notifyThread(db: Db, conversationIds: readonly string[]): Promise<void> {
  const ids = [...new Set(conversationIds)]
  if (ids.length === 0) return
  await sql`select pg_notify('thread', id) from unnest(${ids}::text[]) as id`.execute(db)
}

/** Tells processes that another release of the gazetteer is in use; heard when the transaction commits. */
export async function notifyGazetteer(db: Db, releaseId: string): Promise<void> {
  await sql`select pg_notify('gazetteer', ${releaseId})`.execute(db)
}

export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1_000

/**
 * Listens until closed, through reconnections. `onReconnect` runs after each gap in which notifications may have been
 * missed: the hearer looks for itself. `onFirst` runs when it listens for the first time, for a hearer that looked before.
 */
export function listen(
  url: string,
  channels: readonly NotifyChannel[],
  onNotify: (channel: string, payload: string) => void,
  onReconnect: () => void,
  onFirst: () => void = () => {},
): Listener {
  let isClosed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let hasConnected = false

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'tinbao listen' })
    client = next
    next.on('error', () => {})
    next.on('end', () => {
      if (!isClosed && client === next) timer = setTimeout(() => void connect(), RECONNECT_MS)
    })
    next.on('notification', (message) => onNotify(message.channel, message.payload ?? ''))
    try {
      await next.connect()
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`)
      if (hasConnected) onReconnect()
      else onFirst()
      hasConnected = true
    } catch {
      // A refused connection ends the client without 'end' ever being told.
      client = undefined
      await next.end().catch(() => {})
      if (!isClosed) timer = setTimeout(() => void connect(), RECONNECT_MS)
    }
  }
  const started = connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await started
      await client?.end().catch(() => {})
    },
  }
}
