import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** One account of one channel, as the key of its tokens. */
export interface TokenOwner {
  channel: string
  botId: string
}

export interface StoredTokens {
  sealed: Buffer
  /** Of the access token. */
  expiresAt: Date
  /** The platform refused the refresh token: only a person's authorisation helps. */
  isRefused: boolean
}

/** The tokens of an account as they stand; null where nobody has authorised us. */
export async function findTokens(db: Db, owner: TokenOwner): Promise<StoredTokens | null> {
  const row = await selectTokens(db, owner).executeTakeFirst()
  return row ? toStored(row) : null
}

/** The same under the lock of the row, until this transaction ends: one renewal at a time over all processes. */
export async function lockTokens(tx: Tx, owner: TokenOwner): Promise<StoredTokens | null> {
  const row = await selectTokens(tx, owner).forUpdate().executeTakeFirst()
  return row ? toStored(row) : null
}

/** Puts a new pair in the place of the old one, if there was one. */
export async function saveTokens(
  tx: Tx,
  { channel, botId }: TokenOwner,
  pair: { sealed: Buffer; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('channel_tokens')
    .values({ channel, bot_id: botId, sealed: pair.sealed, expires_at: pair.expiresAt, refused_at: null })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'bot_id']).doUpdateSet({
        sealed: pair.sealed,
        expires_at: pair.expiresAt,
        refused_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}

/** Nobody asks with this refresh token any more; the access token beside it may work on until `expiresAt`. */
export async function markTokensRefused(tx: Tx, { channel, botId }: TokenOwner, expiresAt: Date): Promise<void> {
  await tx
    .updateTable('channel_tokens')
    .set({ refused_at: sql<Date>`clock_timestamp()`, expires_at: expiresAt })
    .where('channel', '=', channel)
    .where('bot_id', '=', botId)
    .execute()
}

/** Forgets the tokens; answers false where there were none. */
export async function deleteTokens(db: Db, { channel, botId }: TokenOwner): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('channel_tokens')
    .where('channel', '=', channel)
    .where('bot_id', '=', botId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function selectTokens(db: Db, { channel, botId }: TokenOwner) {
  return db
    .selectFrom('channel_tokens')
    .select(['sealed', 'expires_at', 'refused_at'])
    .where('channel', '=', channel)
    .where('bot_id', '=', botId)
}

function toStored(row: { sealed: Buffer; expires_at: Date; refused_at: Date | null }): StoredTokens {
  return { sealed: row.sealed, expiresAt: row.expires_at, isRefused: row.refused_at !== null }
}
