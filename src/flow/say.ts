import type { Bubble } from '../domain/content.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from '../storage/db.ts'
import { writeDeliveries } from '../storage/deliveries.ts'
import { notifyThread } from '../storage/notify.ts'
import { URGENT_LANE, writeOutbox } from '../storage/outbox.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord } from '../vault/records.ts'

/** Who says it, to whom, and why. */
export interface Saying {
  conversationId: string
  channel: string
  /** Where it waits to be sent; left out, with all others of its channel. */
  lane?: string
  tipId: string | null
  /** The event or decision answered: with its number in the order, a bubble said once is not said again. */
  cause: string
  author: { kind: 'assistant' } | { kind: 'officer'; officerId: string }
  bubbles: readonly Bubble[]
}

/**
 * Writes bubbles and the work of sending them, in the caller's transaction; a second call changes nothing. Answers
 * whether anything was new. Call texts and officers' words do not wait in their channel's lane behind a flood's answers.
 */
export async function say(db: Db, content: ContentSealer, ...sayings: readonly Saying[]): Promise<boolean> {
  const written = sayings.flatMap(({ conversationId, channel, lane: own, tipId, cause, author, bubbles }) =>
    bubbles.map((bubble, seq) => {
      const id = newId('dlv')
      const officerId = author.kind === 'officer' ? author.officerId : null
      const body = content.seal(deliveryRecord(id), bubble)
      const lane = officerId !== null || bubble.isEmergency ? URGENT_LANE : (own ?? channel)
      const isLast = seq === bubbles.length - 1
      return {
        lane,
        isWork: isLast || bubble.isEmergency === true,
        delivery: { id, conversationId, tipId, cause, seq, author: author.kind, officerId, body },
      }
    }),
  )
  const newIds = await writeDeliveries(
    db,
    written.map(({ delivery }) => delivery),
  )
  const news = written.filter(({ delivery }) => newIds.has(delivery.id))
  await writeOutbox(
    db,
    // Whoever sends the last sends those before it.
    news.filter(({ isWork }) => isWork).map(({ lane, delivery }) => ({ topic: 'delivery', lane, ref: delivery.id })),
  )
  await notifyThread(
    db,
    news.map(({ delivery }) => delivery.conversationId),
  )
  return news.length > 0
}
