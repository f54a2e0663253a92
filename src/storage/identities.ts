import { sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * The first identity sealed in the conversation of this delivery, the address it goes to; null unless the delivery is
 * waiting to be sent. For the vault's role alone.
 */
export async function findAddressOf(db: Db, deliveryId: string): Promise<{ eventId: string; sealed: Buffer } | null> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('identities as i', 'i.conversation_id', 'd.conversation_id')
    .select(['i.event_id', 'i.sealed'])
    .where('d.id', '=', deliveryId)
    .where('d.status', '=', 'pending')
    .orderBy('i.created_at')
    .limit(1)
    .executeTakeFirst()
  return row ? { eventId: row.event_id, sealed: row.sealed } : null
}

/**
 * Ids of all vault keys that a row is sealed under, read from the envelopes (`vault/envelope.ts`: the first wrap's name
 * begins at byte 13, counted from 0, and its length stands before it). Reads every row: for commands.
 */
export async function listVaultKeyIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct convert_from(substring(sealed from 14 for get_byte(sealed, 12)), 'LATIN1') as id
    from (select sealed from identities union all select sealed from dead_letters) as rows
    where length(sealed) > 13`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Everything that names who spoke in a conversation whose contact has ended; false, and nothing happens, where it has
 * not. For the vault's role alone. A second call changes nothing.
 */
export async function destroyIdentities(db: Db, conversationId: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const ended = await tx
      .selectFrom('conversations')
      .select('id')
      .where('id', '=', conversationId)
      .where('ended_at', 'is not', null)
      .executeTakeFirst()
    if (!ended) return false
    await tx.deleteFrom('identities').where('conversation_id', '=', conversationId).execute()
    return true
  })
}
