import { z } from 'zod'
import type { Db } from '../storage/db.ts'
import { findAddressOf } from '../storage/identities.ts'
import { makeIdentityOpener, type VaultPrivateKeys } from './identity.ts'
import { identityRecord } from './records.ts'

/** The sender's name to the platform, for one call and never kept. */
export interface Vault {
  /**
   * Resolves the opaque handle (a delivery that waits to be sent) to the address it goes to; null when it waits no more,
   * is unknown, or nothing is known of its sender any more.
   */
  resolveForSend(deliveryId: string): Promise<string | null>
}

const sealedAddress = z.object({ chatId: z.string() })

/** The only code that opens an identity; it reads with a database role of its own. */
export function makeVault(parts: { db: Db; privateKeys: VaultPrivateKeys }): Vault {
  const opener = makeIdentityOpener(parts.privateKeys)
  return {
    async resolveForSend(deliveryId) {
      const row = await findAddressOf(parts.db, deliveryId)
      if (!row) return null
      const identity = await opener.open(identityRecord(row.eventId), row.sealed)
      return sealedAddress.parse(identity).chatId
    },
  }
}
