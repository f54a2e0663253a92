import type { Tx } from '../storage/db.ts'
import { ANY_LANE, writeOutbox } from '../storage/outbox.ts'
import { listTipsWithNewPhotos } from '../storage/photos.ts'

/**
 * Asks for the fingerprints of pictures of these tips that have none yet; of a tip that is restricted, may be about
 * police, or is not triaged, it asks for nothing. The tips are locked by this transaction: of a file that is kept and a
 * triage that ends at the same moment, the later one sees the other.
 */
export async function queuePhotos(tx: Tx, tipIds: readonly string[]): Promise<void> {
  const ids = await listTipsWithNewPhotos(tx, tipIds)
  await writeOutbox(
    tx,
    ids.map((ref) => ({ topic: 'photo' as const, lane: ANY_LANE, ref })),
  )
}
