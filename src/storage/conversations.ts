import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

export interface Conversation {
  id: string
  channel: string
  botId: string
  state: Buffer | null
  hasReceipt: boolean
}

/** Takes the conversation for this transaction: its events are answered one at a time, in sequence. */
export async function lockConversation(tx: Tx, id: string): Promise<Conversation | null> {
  const row = await tx
    .selectFrom('conversations')
    .select(['id', 'channel', 'bot_id', 'state', 'receipt_mac'])
    .where('id', '=', id)
    // Not the key: an officer's answer refers to this row while it holds the tip that we may want next.
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, channel: row.channel, botId: row.bot_id, state: row.state, hasReceipt: row.receipt_mac !== null }
}

export async function findConversation(db: Db, id: string): Promise<{ id: string; channel: string } | null> {
  const row = await db.selectFrom('conversations').select(['id', 'channel']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Saves where the dialogue stands, sealed. */
export async function saveState(db: Db, id: string, state: Buffer): Promise<void> {
  await db.updateTable('conversations').set({ state, updated_at: sql<Date>`now()` }).where('id', '=', id).execute()
}

/** Gives a chat its receipt, when the citizen asks for one; the first one stays. Answers whether it is this one. */
export async function setReceipt(db: Db, id: string, receiptMac: Buffer): Promise<boolean> {
  const row = await db
    .updateTable('conversations')
    .set({ receipt_mac: receiptMac })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('receipt_mac', 'is', null), eb('receipt_mac', '=', receiptMac)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
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
