import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

export interface Conversation {
  id: string
  channel: string
  botId: string
  state: Buffer | null
  receiptMac: Buffer | null
}

/**
 * Takes conversations for this transaction: the events of each are answered in sequence, by one at a time. Taken in
 * the order of their ids, so that two who want the same ones do not wait for each other; answered in that order.
 */
export async function lockConversations(tx: Tx, ids: readonly string[]): Promise<Conversation[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('conversations')
    .select(['id', 'channel', 'bot_id', 'state', 'receipt_mac'])
    .where('id', 'in', ids)
    .orderBy('id')
    // Not the key: an officer's answer refers to this row while it holds the tip that we may want next.
    .forNoKeyUpdate()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    botId: row.bot_id,
    state: row.state,
    receiptMac: row.receipt_mac,
  }))
}

export async function findConversation(db: Db, id: string): Promise<{ id: string; channel: string } | null> {
  const row = await db.selectFrom('conversations').select(['id', 'channel']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Saves where dialogues stand, sealed; a receipt given is written with it, and the first one stays. */
export async function saveConversations(
  db: Db,
  saved: readonly { id: string; state: Buffer; receiptMac: Buffer | null }[],
): Promise<void> {
  if (saved.length === 0) return
  await sql`
    update conversations c
    set state = s.state, receipt_mac = coalesce(c.receipt_mac, s.receipt_mac), updated_at = now()
    from unnest(${saved.map(({ id }) => id)}::text[], ${saved.map(({ state }) => state)}::bytea[],
      ${saved.map(({ receiptMac }) => receiptMac)}::bytea[]) as s (id, state, receipt_mac)
    where c.id = s.id`.execute(db)
}

/** The conversation that `tinbao.access` opens: policies show no other. */
export async function findAccessible(
  tx: Tx,
): Promise<{ id: string; channel: string; botId: string; senderKey: Buffer; createdAt: Date } | null> {
  const row = await tx
    .selectFrom('conversations')
    .select(['id', 'channel', 'bot_id', 'sender_key', 'created_at'])
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, channel: row.channel, botId: row.bot_id, senderKey: row.sender_key, createdAt: row.created_at }
}
