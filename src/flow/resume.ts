import type { Db } from '../storage/db.ts'
import { isAnyParked, resumeParked } from '../storage/deliveries.ts'
import { reviveOutbox, writeOutbox } from '../storage/outbox.ts'

/** The reason word of a platform that lets us write only some days after the person's last word (Zalo OA: seven). */
const WINDOW_CLOSED = 'window-closed'

/** Citizens wrote again: what waited for that goes out, before the answer to what they write. Safe to repeat. */
export async function resumeDeliveries(db: Db, conversationIds: readonly string[]): Promise<void> {
  if (!(await isAnyParked(db, conversationIds, WINDOW_CLOSED))) return
  await db.transaction().execute(async (tx) => {
    const resumed = await resumeParked(tx, conversationIds, WINDOW_CLOSED)
    await writeOutbox(
      tx,
      resumed.map(({ id, channel }) => ({ topic: 'delivery', lane: channel, ref: id })),
    )
    await reviveOutbox(
      tx,
      'delivery',
      resumed.map(({ id }) => id),
    )
  })
}
