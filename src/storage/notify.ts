import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'

/** Channels of Postgres notifications. Payloads carry ids and versions only. */
export type NotifyChannel = 'outbox' | 'desk' | 'thread'

/** Tells the desks of these units that a tip changed; heard when the transaction commits. */
export async function notifyDesk(db: Db, unitCodes: readonly string[], tipId: string, version: number): Promise<void> {
  for (const unit of new Set(unitCodes)) {
    await sql`select pg_notify('desk', ${JSON.stringify({ unit, tip: tipId, version })})`.execute(db)
  }
}

/** Tells an open chat or receipt page that something was said. */
export async function notifyThread(db: Db, conversationId: string): Promise<void> {
  await sql`select pg_notify('thread', ${conversationId})`.execute(db)
}

export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1_000

/**
 * Listens until closed, through reconnections. `onReconnect` runs after each gap in which notifications may have been
 * missed: the hearer looks for itself.
 */
export function listen(
  url: string,
  channels: readonly NotifyChannel[],
  onNotify: (channel: string, payload: string) => void,
  onReconnect: () => void,
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
