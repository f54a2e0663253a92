import { wordsOf } from '../domain/compose.ts'
import { newId } from '../domain/ids.ts'
import { attachmentsOf, isKept } from '../domain/media.ts'
import type { InboundContent, InboundMessage } from '../domain/message.ts'
import { type Db, isUnreachable } from '../storage/db.ts'
import { acceptEvents, keepDeadLetter, type NewEvent } from '../storage/events.ts'
import { URGENT_LANE } from '../storage/outbox.ts'
import { mayBeUrgent } from '../understand/may-be-urgent.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { IdentitySealer } from '../vault/identity.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { deadLetterRecord, eventRecord, identityRecord } from '../vault/records.ts'
import { makeBatcher } from './batch.ts'
import { makeWake } from './wake.ts'

/** Where a message comes from: which channel and which account of ours. */
export interface Source {
  name: string
  botId: string
}

export interface Receive {
  /**
   * Accepts messages: when this resolves they are committed, each with its sequence and its outbox row, and the
   * platform may be told 200. Messages that come together share a commit. Told again of the same update it changes nothing. Answers how many were new.
   * `receipt` is the normal form of the code this conversation opens with.
   * @throws {AppError} `overloaded`, and faults of the database: nothing of a refused message was stored, or the
   *   sender tries again and finds it there
   */
  accept(source: Source, messages: readonly InboundMessage[], options?: { receipt?: string }): Promise<number>
  /** The same, into a conversation the sender has proved to hold the receipt of; its channel carries the answer. */
  acceptInto(conversation: OpenConversation, message: Omit<InboundMessage, 'sender'>): Promise<number>
  /** Keeps an authentic body nobody understood, sealed to the vault: a lasting error would block its sender. */
  keepUnread(source: Source, body: Uint8Array, reason: string): Promise<void>
}

export interface OpenConversation extends Source {
  senderKey: Buffer
}

/** One batch commits while the next is made ready; the cap keeps a commit short (performance reference, advice 1). */
const WRITERS = 2
const BATCH_MAX = 300
/** Some two seconds of the fastest writing measured: who would wait longer is told to come back. */
const WAITING_MAX = 5_000

/** Channels of our own pages: there the chat id is a secret of the reader's and is sealed nowhere. */
const COLLECTED = new Set(['webform', 'webchat'])

export function makeReceive(parts: {
  db: Db
  content: ContentSealer
  identity: IdentitySealer
  pseudonyms: Pseudonyms
  now: () => Date
}): Receive {
  const { db, content, identity, pseudonyms, now } = parts
  const wake = makeWake(db)
  const batcher = makeBatcher<NewEvent, boolean>({
    async write(events) {
      const accepted = await acceptEvents(db, events)
      if (accepted.size > 0) wake()
      return events.map((event) => accepted.has(event.id))
    },
    writers: WRITERS,
    batchMax: BATCH_MAX,
    waitingMax: WAITING_MAX,
    isHopeless: isUnreachable,
  })

  const sealEvent = async (
    source: Source,
    senderKey: Buffer,
    message: InboundMessage,
    receipt?: string,
  ): Promise<NewEvent> => {
    const id = newId('evt')
    const { sender } = message
    const chatId = COLLECTED.has(source.name) ? '' : sender.chatId
    return {
      id,
      outboxId: newId('out'),
      lane: isUrgent(message.content) ? URGENT_LANE : source.name,
      mediaOutboxId: attachmentsOf(message.content).some(isKept) ? newId('out') : null,
      channel: source.name,
      botId: source.botId,
      senderKey,
      updateKey: pseudonyms.update(source.name, source.botId, message.updateId),
      conversationId: newId('cnv'),
      content: content.seal(eventRecord(id), { messageId: message.messageId, content: message.content }),
      identity: await identity.seal(identityRecord(id), { ...sender, chatId }),
      isContact: sender.contactName !== undefined || sender.contactPhone !== undefined,
      receiptMac: receipt === undefined ? null : pseudonyms.receipt(receipt),
      sentAt: message.sentAt === null ? null : new Date(message.sentAt),
      receivedAt: now(),
    }
  }

  return {
    async accept(source, messages, options = {}) {
      if (messages.length === 0) return 0
      const senderKeyOf = (message: InboundMessage): Buffer =>
        pseudonyms.sender(source.name, source.botId, message.sender.chatId)
      const areNew = await Promise.all(
        messages.map(async (message) =>
          batcher.add(await sealEvent(source, senderKeyOf(message), message, options.receipt)),
        ),
      )
      return areNew.filter(Boolean).length
    },
    async acceptInto(conversation, message) {
      const event = await sealEvent(conversation, conversation.senderKey, { ...message, sender: { chatId: '' } })
      return (await batcher.add(event)) ? 1 : 0
    },
    async keepUnread(source, body, reason) {
      const id = newId('ddl')
      const bodyText = Buffer.from(body).toString('base64')
      await keepDeadLetter(db, {
        id,
        channel: source.name,
        updateKey: pseudonyms.update(source.name, source.botId, `unread:${bodyText}`),
        reason,
        sealed: await identity.seal(deadLetterRecord(id), { body: bodyText }),
        receivedAt: now(),
      })
    },
  }
}

/** What may be danger passes what waits, and so do the short answers that belong to it: a pin, a pick, "it is happening". */
function isUrgent(content: InboundContent): boolean {
  if (content.type === 'location') return true
  if (content.type === 'button') return /^(now|place):/.test(content.data)
  return mayBeUrgent(wordsOf(content))
}
