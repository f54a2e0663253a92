import type { Db } from '../storage/db.ts'
import { resumeParked } from '../storage/deliveries.ts'
import { reviveOutbox, writeOutbox } from '../storage/outbox.ts'

/** The reason word of a platform that lets us write only some days after the person's last word (Zalo OA: seven). */
const WINDOW_CLOSED = 'window-closed'

/** The citizen wrote again: what waited for that goes out, before the answer to what they write. Safe to repeat. */
export async function resumeDeliveries(db: Db, conversationId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const deliveryId of await resumeParked(tx, conversationId, WINDOW_CLOSED)) {
      await writeOutbox(tx, 'delivery', deliveryId)
      await reviveOutbox(tx, 'delivery', deliveryId)
    }
  })
}
