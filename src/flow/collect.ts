import { wordsOf } from '../domain/compose.ts'
import { type Bubble, readBubble, readSealedEvent } from '../domain/content.ts'
import { type PublicStatus, publicStatus } from '../domain/tip.ts'
import { findAccessible } from '../storage/conversations.ts'
import { type Db, type Tx, withSetting } from '../storage/db.ts'
import { listCollectable } from '../storage/deliveries.ts'
import { listEventsOfConversation } from '../storage/events.ts'
import { findPublicTip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord, eventRecord } from '../vault/records.ts'
import type { OpenConversation } from './receive.ts'

/** What a citizen reads of their own conversation, oldest first. */
export interface CollectedThread {
  status: PublicStatus
  receivedAt: Date
  entries: {
    from: 'citizen' | 'assistant' | 'officer'
    text: string
    at: Date
    buttons?: NonNullable<Bubble['buttons']>
    isEmergency?: boolean
  }[]
}

export interface Collect {
  /** `access` is the HMAC of a receipt or of a chat session: the proof the policies ask for. */
  thread(access: Buffer): Promise<CollectedThread | null>
  conversation(access: Buffer): Promise<(OpenConversation & { id: string }) | null>
}

/** Reads as a citizen: one conversation, the one whose key the reader holds, and nothing else. */
export function makeCollect(parts: { db: Db; content: ContentSealer }): Collect {
  const { db, content } = parts
  const asCitizen = <T>(access: Buffer, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withSetting(db, 'tinbao.access', access.toString('hex'), work)

  return {
    thread: (access) =>
      asCitizen(access, async (tx) => {
        const conversation = await findAccessible(tx)
        if (!conversation) return null
        const tip = await findPublicTip(tx, conversation.id)
        return {
          status: tip ? publicStatus(tip.status) : 'received',
          receivedAt: tip?.receivedAt ?? conversation.createdAt,
          entries: await readEntries(tx, content, conversation.id),
        }
      }),
    conversation: (access) =>
      asCitizen(access, async (tx) => {
        const found = await findAccessible(tx)
        return found ? { id: found.id, name: found.channel, botId: found.botId, senderKey: found.senderKey } : null
      }),
  }
}

async function readEntries(
  tx: Tx,
  content: ContentSealer,
  conversationId: string,
): Promise<CollectedThread['entries']> {
  const entries: CollectedThread['entries'] = []
  for (const event of await listEventsOfConversation(tx, conversationId)) {
    if (event.content === null) continue
    const text = spokenBy(content.open(eventRecord(event.id), event.content))
    if (text !== '') entries.push({ from: 'citizen', text, at: event.receivedAt })
  }
  for (const delivery of await listCollectable(tx, conversationId)) {
    if (delivery.body === null) continue
    const bubble = readBubble(content.open(deliveryRecord(delivery.id), delivery.body))
    entries.push({
      from: delivery.author,
      text: bubble.text,
      at: delivery.createdAt,
      ...(bubble.buttons ? { buttons: bubble.buttons } : {}),
      ...(bubble.isEmergency ? { isEmergency: true } : {}),
    })
  }
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** A citizen sees their own words; a pin or a file is named, not shown. */
function spokenBy(sealed: unknown): string {
  const { content } = readSealedEvent(sealed)
  const words = wordsOf(content)
  if (words !== '') return words
  if (content.type === 'location') return `Vị trí đã gửi: ${content.lat.toFixed(4)}, ${content.lon.toFixed(4)}`
  if (content.type === 'media') return `Tệp đã gửi: ${content.attachments.length}`
  return ''
}
