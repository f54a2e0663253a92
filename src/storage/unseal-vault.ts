import type { Db, Tx } from './db.ts'
import type { UnsealState } from './unseal-schema.ts'

/** A request as the vault's role reads it. */
export interface VaultRequest {
  id: string
  tipId: string
  requester: string
  unitCode: string
  sessionHash: Buffer
  evidence: unknown
  state: UnsealState
  createdAt: Date
  expiresAt: Date
}

const COLUMNS = [
  'id',
  'tip_id',
  'requester',
  'unit_code',
  'session_hash',
  'evidence',
  'state',
  'created_at',
  'expires_at',
] as const

/** For the vault. `lock`: kept until the transaction ends, and null unless it is approved and not yet opened. */
export async function findVaultRequest(db: Db, id: string, lock = false): Promise<VaultRequest | null> {
  const found = db.selectFrom('unseal_requests').select(COLUMNS).where('id', '=', id)
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    tipId: row.tip_id,
    requester: row.requester,
    unitCode: row.unit_code,
    sessionHash: row.session_hash,
    evidence: row.evidence,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** What was decided on a request, in order. */
export async function listVaultDecisions(
  db: Db,
  requestId: string,
): Promise<{ id: string; officerId: string; unitCode: string; decision: 'approve' | 'refuse'; evidence: unknown }[]> {
  const rows = await db
    .selectFrom('unseal_decisions')
    .select(['id', 'officer_id', 'unit_code', 'decision', 'evidence'])
    .where('request_id', '=', requestId)
    .orderBy('decided_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    officerId: row.officer_id,
    unitCode: row.unit_code,
    decision: row.decision,
    evidence: row.evidence,
  }))
}

/** A public key, whose it is and since when. */
export async function findPublicKey(
  db: Db,
  id: string,
): Promise<{ id: string; officerId: string; publicKey: Buffer; createdAt: Date } | null> {
  const row = await db
    .selectFrom('passkeys')
    .select(['id', 'officer_id', 'public_key', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { id: row.id, officerId: row.officer_id, publicKey: row.public_key, createdAt: row.created_at } : null
}

/**
 * Spends the grant: from here on it opens nothing more. False if somebody else just did.
 * @throws of Postgres with the code `TB020` and the reason as message where the tables say no
 */
export async function spendGrant(tx: Tx, id: string, opening: unknown): Promise<boolean> {
  const result = await tx
    .updateTable('unseal_requests')
    .set({ state: 'opened', opening: JSON.stringify(opening) })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Every identity sealed in the conversation of an opened request's tip, oldest first, and its channel. */
export async function listSealedOf(
  db: Db,
  tipId: string,
): Promise<{ channel: string; sealed: { eventId: string; sealed: Buffer }[] } | null> {
  const tip = await db
    .selectFrom('tips')
    .select(['conversation_id', 'channel'])
    .where('id', '=', tipId)
    .executeTakeFirst()
  if (!tip) return null
  const rows = await db
    .selectFrom('identities')
    .select(['event_id', 'sealed'])
    .where('conversation_id', '=', tip.conversation_id)
    .orderBy('created_at')
    .execute()
  return { channel: tip.channel, sealed: rows.map((row) => ({ eventId: row.event_id, sealed: row.sealed })) }
}

/** The reason for which the tables refused (migration 0015), or null for any other fault. */
export function refusalOf(fault: unknown): string | null {
  for (let error = fault; error instanceof Error; error = error.cause) {
    if ('code' in error && error.code === 'TB020') return error.message
    // Two at the same moment: the rule stands in a key as well.
    if ('code' in error && error.code === '23505') return 'twice'
  }
  return null
}
