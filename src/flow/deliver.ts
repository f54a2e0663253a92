import { type Bubble, readBubble } from '../domain/content.ts'
import { Permanent, Retryable } from '../domain/errors.ts'
import type { Db } from '../storage/db.ts'
import { findDelivery, markSent, noteDeliveryError, parkDelivery, takeOldestPending } from '../storage/deliveries.ts'
import { notifyDesk, notifyThread } from '../storage/notify.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { findTip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord } from '../vault/records.ts'

/** One platform as the sender sees it: an address for one call, words, and what came of it. */
export type Send = (channel: string, conversationId: string, bubble: Bubble) => Promise<{ messageId: string | null }>

export interface Deliver {
  /**
   * Sends what waits in the conversation of this delivery, oldest first, until this one is out. Safe to repeat.
   * @throws {Retryable|Permanent} as the platform said; the caller waits or parks
   */
  deliver(deliveryId: string): Promise<void>
  /** Gives a delivery up; the officer sees the reason. */
  park(deliveryId: string, reason: string): Promise<void>
}

export function makeDeliver(parts: { db: Db; content: ContentSealer; send: Send }): Deliver {
  const { db, content } = parts

  /** Sends the oldest waiting bubble; answers its id, or null when none waits. */
  const sendOldest = (conversationId: string): Promise<string | null> =>
    db.transaction().execute(async (tx) => {
      const next = await takeOldestPending(tx, conversationId)
      if (!next) return null
      const bubble = readBubble(content.open(deliveryRecord(next.id), next.body))
      const { messageId } = await parts.send(next.channel, conversationId, bubble)
      await markSent(tx, next.id, messageId)
      await finishOutbox(tx, 'delivery', next.id)
      await notifyThread(tx, conversationId)
      return next.id
    })

  const tellDesk = async (tipId: string | null): Promise<void> => {
    const tip = tipId === null ? null : await findTip(db, tipId)
    if (tip?.unitCode) await notifyDesk(db, [tip.unitCode], tip.id, tip.version)
  }

  return {
    async deliver(deliveryId) {
      const delivery = await findDelivery(db, deliveryId)
      if (delivery?.status !== 'pending') {
        await finishOutbox(db, 'delivery', deliveryId)
        return
      }
      try {
        for (let sent = await sendOldest(delivery.conversationId); sent !== null && sent !== deliveryId; ) {
          sent = await sendOldest(delivery.conversationId)
        }
      } catch (error) {
        if (error instanceof Retryable || error instanceof Permanent)
          await noteDeliveryError(db, deliveryId, error.reason)
        throw error
      }
      await tellDesk(delivery.tipId)
    },
    async park(deliveryId, reason) {
      await parkDelivery(db, deliveryId, reason)
      await tellDesk((await findDelivery(db, deliveryId))?.tipId ?? null)
    },
  }
}
