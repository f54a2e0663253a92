import { z } from 'zod'
import type { Db } from '../storage/db.ts'
import { findAddress } from '../storage/identities.ts'
import { makeIdentityOpener, type VaultPrivateKey } from './identity.ts'
import { identityRecord } from './records.ts'

/** The sender's name to the platform, for one call and never kept. */
export interface Vault {
  /** Resolves the opaque handle (the conversation) to the address an answer goes to; null when there is none. */
  resolveForSend(conversationId: string): Promise<string | null>
}

const sealedAddress = z.object({ chatId: z.string() })

/** The only code that holds the private identity key; it reads with a database role of its own. */
export function makeVault(parts: { db: Db; privateKey: VaultPrivateKey }): Vault {
  const opener = makeIdentityOpener(parts.privateKey)
  return {
    async resolveForSend(conversationId) {
      const row = await findAddress(parts.db, conversationId)
      if (!row) return null
      const identity = await opener.open(identityRecord(row.eventId), row.sealed)
      return sealedAddress.parse(identity).chatId
    },
  }
}
