import { type Bubble, readBubble } from '../domain/content.ts'
import { NotYet, Permanent, Retryable } from '../domain/errors.ts'
import type { Db } from '../storage/db.ts'
import {
  findDelivery,
  findOldestPending,
  markSent,
  noteDeliveryError,
  parkDelivery,
  tryTakeSending,
} from '../storage/deliveries.ts'
import { notifyDesk, notifyThread } from '../storage/notify.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { findTip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord } from '../vault/records.ts'

/** What goes out: the vault names its sender by the delivery, the platform's pace goes by conversation. */
export interface Outgoing {
  deliveryId: string
  conversationId: string
}

/** One platform as the sender sees it: an address for one call, words, and what came of it. */
export type Send = (channel: string, outgoing: Outgoing, bubble: Bubble) => Promise<{ messageId: string | null }>

export interface Deliver {
  /**
   * Sends what waits in the conversation of this delivery, oldest first, until this one is out. Safe to repeat.
   * @throws {Retryable|Permanent} as the platform said; the caller waits or parks
   * @throws {NotYet} while another sender is at this conversation
   */
  deliver(deliveryId: string): Promise<void>
  /** Gives a delivery up; the officer sees the reason. */
  park(deliveryId: string, reason: string): Promise<void>
}

/** About one turn of a chat at the platforms' pace of one message a second. */
const SENDER_BUSY_WAIT_MS = 500

interface Tried {
  id: string
  /** Null: it is out. */
  fault: Retryable | Permanent | null
}

export function makeDeliver(parts: {
  db: Db
  content: ContentSealer
  /** Resolves when the platform's pace allows one more call. */
  turn(channel: string, conversationId: string, isUrgent: boolean): Promise<void>
  send: Send
}): Deliver {
  const { db, content } = parts
  /** Conversations that this process is sending to. */
  const busy = new Set<string>()

  /** Tries the oldest waiting bubble; answers which it was and what the platform refused, or null when none waits. */
  const sendOldest = (conversationId: string): Promise<Tried | null> =>
    db.transaction().execute(async (tx) => {
      if (!(await tryTakeSending(tx, conversationId))) throw new NotYet(SENDER_BUSY_WAIT_MS)
      const next = await findOldestPending(tx, conversationId)
      if (!next) return null
      const bubble = readBubble(content.open(deliveryRecord(next.id), next.body))
      try {
        const { messageId } = await parts.send(next.channel, { deliveryId: next.id, conversationId }, bubble)
        await markSent(tx, next.id, messageId)
      } catch (fault) {
        if (fault instanceof Retryable || fault instanceof Permanent) return { id: next.id, fault }
        throw fault
      }
      await finishOutbox(tx, 'delivery', [next.id])
      await notifyThread(tx, [conversationId])
      await notifyDesk(tx, next.desk ? [next.desk] : [])
      return { id: next.id, fault: null }
    })

  /** Waits for the turn outside the transaction: nobody sends for one that died meanwhile, and none is held open. */
  const sendNext = async (conversationId: string, channel: string, isUrgent: boolean): Promise<Tried | null> => {
    if (busy.has(conversationId)) throw new NotYet(SENDER_BUSY_WAIT_MS)
    busy.add(conversationId)
    try {
      await parts.turn(channel, conversationId, isUrgent)
      return await sendOldest(conversationId)
    } finally {
      busy.delete(conversationId)
    }
  }

  /** Sends up to this one. An earlier bubble that the platform refuses for good is parked alone and holds up nothing. */
  const sendUpTo = async (deliveryId: string, trySend: () => Promise<Tried | null>): Promise<void> => {
    for (;;) {
      const tried = await trySend()
      if (tried === null || (tried.fault === null && tried.id === deliveryId)) return
      const { id, fault } = tried
      if (fault === null) continue
      const isEarlier = id !== deliveryId
      if (isEarlier && fault instanceof Permanent && !fault.isChannelDown) {
        await park(id, fault.reason)
        continue
      }
      await noteDeliveryError(db, id, fault.reason)
      if (isEarlier) await noteDeliveryError(db, deliveryId, fault.reason)
      throw fault
    }
  }

  const park = async (deliveryId: string, reason: string): Promise<void> => {
    await parkDelivery(db, deliveryId, reason)
    await tellDesk((await findDelivery(db, deliveryId))?.tipId ?? null)
  }

  const tellDesk = async (tipId: string | null): Promise<void> => {
    const tip = tipId === null ? null : await findTip(db, tipId)
    if (!tip?.unitCode) return
    const { id, version, restricted: isRestricted } = tip
    await notifyDesk(db, [{ unit: tip.unitCode, tip: id, version, isRestricted }])
  }

  return {
    async deliver(deliveryId) {
      const delivery = await findDelivery(db, deliveryId)
      if (delivery?.status !== 'pending') {
        await finishOutbox(db, 'delivery', [deliveryId])
        return
      }
      const { conversationId, channel, body } = delivery
      const isUrgent = body !== null && readBubble(content.open(deliveryRecord(deliveryId), body)).isEmergency === true
      await sendUpTo(deliveryId, () => sendNext(conversationId, channel, isUrgent))
    },
    park,
  }
}
