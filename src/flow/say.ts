import type { Bubble } from '../domain/content.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from '../storage/db.ts'
import { writeDelivery } from '../storage/deliveries.ts'
import { notifyThread } from '../storage/notify.ts'
import { writeOutbox } from '../storage/outbox.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord } from '../vault/records.ts'

/** Who says it, to whom, and why. */
export interface Saying {
  conversationId: string
  tipId: string | null
  /** The event or decision answered: with its number in the order, a bubble said once is not said again. */
  cause: string
  author: { kind: 'assistant' } | { kind: 'officer'; officerId: string }
}

/**
 * Writes bubbles and the work of sending them, in the caller's transaction; a second call changes nothing. Answers
 * whether anything was new.
 */
export async function say(
  db: Db,
  content: ContentSealer,
  saying: Saying,
  bubbles: readonly Bubble[],
): Promise<boolean> {
  let isAnyNew = false
  for (const [seq, bubble] of bubbles.entries()) {
    const id = newId('dlv')
    const isNew = await writeDelivery(db, {
      id,
      conversationId: saying.conversationId,
      tipId: saying.tipId,
      cause: saying.cause,
      seq,
      author: saying.author.kind,
      officerId: saying.author.kind === 'officer' ? saying.author.officerId : null,
      body: content.seal(deliveryRecord(id), bubble),
    })
    if (isNew) await writeOutbox(db, 'delivery', id)
    isAnyNew ||= isNew
  }
  if (isAnyNew) await notifyThread(db, saying.conversationId)
  return isAnyNew
}
