import type { Db } from './db.ts'

/** The first identity sealed in a conversation: the address its answers go to. For the vault's role alone. */
export async function findAddress(db: Db, conversationId: string): Promise<{ eventId: string; sealed: Buffer } | null> {
  const row = await db
    .selectFrom('identities')
    .select(['event_id', 'sealed'])
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row ? { eventId: row.event_id, sealed: row.sealed } : null
}
