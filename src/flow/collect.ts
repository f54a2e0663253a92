import { wordsOf } from '../domain/compose.ts'
import { type Bubble, readBubble, readSealedEvent } from '../domain/content.ts'
import { type PublicStatus, publicStatus } from '../domain/tip.ts'
import { listOpenings, type Openings } from '../storage/audit-log.ts'
import { findWithdrawable, isEnded, type Withdrawable } from '../storage/contacts.ts'
import { findAccessible } from '../storage/conversations.ts'
import { type Db, type Tx, withSetting } from '../storage/db.ts'
import { type CollectableDelivery, listCollectable } from '../storage/deliveries.ts'
import { listEventsOfConversation, type NumberedEvent } from '../storage/events.ts'
import { findPublicTip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { deliveryRecord, eventRecord } from '../vault/records.ts'
import type { OpenConversation } from './receive.ts'
import { readPlace, type ThreadPlace, talkOf, writePlace } from './thread-place.ts'

/** What a citizen reads of their own conversation, oldest first. */
export interface CollectedThread {
  status: PublicStatus
  receivedAt: Date
  /** At most {@link LINES_MAX}. */
  entries: {
    id: string
    from: 'citizen' | 'assistant' | 'officer'
    text: string
    at: Date
    buttons?: NonNullable<Bubble['buttons']>
    isEmergency?: boolean
  }[]
  /** Where these lines end: given back as `since`, it brings what came after. */
  since: string
  /** Where the lines before these end, for `before`; null where there are none. */
  older: string | null
  /** `since` was of another talk, or more came than is answered at once: what stands here are the newest lines. */
  isBroken?: boolean
  /** In which weeks the tip was opened how often; where neither `since` nor `before` was asked for. */
  openings?: Openings[]
}

export interface Collect {
  /**
   * `access` is the HMAC of a receipt or of a chat session: the proof the policies ask for. The newest lines, or those
   * before `before`, or those after `since`. After a `since` come a few deliveries again that were read before it: one
   * written at the same time may have committed later, so the reader tells them by their ids.
   */
  thread(
    access: Buffer,
    place?: { since?: string | undefined; before?: string | undefined },
  ): Promise<CollectedThread | null>
  conversation(access: Buffer): Promise<(OpenConversation & { id: string }) | null>
  /** Whether its sender may end the contact; null where nothing is to be seen. */
  withdrawal(access: Buffer): Promise<Withdrawable | 'ended' | null>
}

/** More than a screen shows and less than a second's work, however long the talk. */
export const LINES_MAX = 200
/** A delivery is dated before it commits; no transaction that writes one lasts longer (statement limits of the processes). */
const COMMIT_US = 10_000_000

/** Reads as a citizen: one conversation, the one whose key the reader holds, and nothing else. */
export function makeCollect(parts: { db: Db; content: ContentSealer }): Collect {
  const { db, content } = parts
  const asCitizen = <T>(access: Buffer, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withSetting(db, 'tinbao.access', access.toString('hex'), work)

  return {
    thread: (access, { since, before } = {}) =>
      asCitizen(access, async (tx) => {
        const conversation = await findAccessible(tx)
        if (!conversation) return null
        const tip = await findPublicTip(tx, conversation.id)
        const talk = talkOf(conversation.id)
        const after = readPlace(since, talk)
        const news = after && (await readAfter(tx, conversation.id, after))
        const until = news ? null : readPlace(before, talk)
        const lines = news ?? (await readNewest(tx, conversation.id, until))
        return {
          status: tip ? publicStatus(tip.status) : 'received',
          receivedAt: tip?.receivedAt ?? conversation.createdAt,
          entries: lines.rows.flatMap((row) => drawLine(content, row, until !== null)),
          since: writePlace(endOf(lines.rows, after ?? { talk, sequence: null, delivery: null })),
          older: lines.hasOlder
            ? writePlace(startOf(lines.rows, until ?? { talk, sequence: null, delivery: null }))
            : null,
          ...(since !== undefined && !news ? { isBroken: true } : {}),
          ...(since === undefined && before === undefined ? { openings: await listOpenings(tx, conversation.id) } : {}),
        }
      }),
    conversation: (access) =>
      asCitizen(access, async (tx) => {
        const found = await findAccessible(tx)
        return found ? { id: found.id, name: found.channel, botId: found.botId, senderKey: found.senderKey } : null
      }),
    withdrawal: (access) =>
      asCitizen(access, async (tx) => {
        const found = await findAccessible(tx)
        if (!found) return null
        return (await isEnded(tx, found.id)) ? 'ended' : findWithdrawable(tx, found.id)
      }),
  }
}

type Row = { event: NumberedEvent } | { delivery: CollectableDelivery }

interface Rows {
  rows: Row[]
  hasOlder: boolean
}

/** The last lines there are, or the last before a place. One more of each kind is read: it says that there are older ones. */
async function readNewest(tx: Tx, conversationId: string, before: ThreadPlace | null): Promise<Rows> {
  const limit = LINES_MAX + 1
  const events = await listEventsOfConversation(tx, conversationId, { before: before?.sequence ?? null, limit })
  const deliveries = await listCollectable(tx, conversationId, { before: before?.delivery ?? null, limit })
  const rows = merge(events, deliveries)
  return { rows: rows.slice(-LINES_MAX), hasOlder: rows.length > LINES_MAX }
}

/** What came after a place; null if that is more than is answered at once. */
async function readAfter(tx: Tx, conversationId: string, after: ThreadPlace): Promise<Rows | null> {
  const limit = LINES_MAX + 1
  // Sequences are taken under the conversation's lock: what commits later is later. Deliveries are not.
  const events = await listEventsOfConversation(tx, conversationId, { after: after.sequence ?? 0, limit })
  const readUs = after.delivery?.atUs ?? 0
  const deliveries = await listCollectable(tx, conversationId, { afterUs: readUs - COMMIT_US, limit })
  const newDeliveries = deliveries.filter(({ place }) => place.atUs > readUs)
  if (events.length + newDeliveries.length > LINES_MAX) return null
  return { rows: merge(events, deliveries), hasOlder: false }
}

/** By time, each kind in its own order: what is cut off at an end is then an end of both. */
function merge(events: readonly NumberedEvent[], deliveries: readonly CollectableDelivery[]): Row[] {
  const rows: Row[] = []
  let next = 0
  for (const delivery of deliveries) {
    for (let event = events[next]; event && event.receivedAt <= delivery.createdAt; event = events[next]) {
      rows.push({ event })
      next++
    }
    rows.push({ delivery })
  }
  for (const event of events.slice(next)) rows.push({ event })
  return rows
}

/** The first of each kind; where a kind has none, older ones of it end where those before these lines ended. */
function startOf(rows: readonly Row[], outer: ThreadPlace): ThreadPlace {
  const event = rows.find((row) => 'event' in row)
  const delivery = rows.find((row) => 'delivery' in row)
  return {
    talk: outer.talk,
    sequence: event?.event.sequence ?? outer.sequence,
    delivery: delivery?.delivery.place ?? outer.delivery,
  }
}

/** The last of each kind. What was told again may lie before the place it was asked from: then that stays. */
function endOf(rows: readonly Row[], from: ThreadPlace): ThreadPlace {
  const event = rows.findLast((row) => 'event' in row)
  const last = rows.findLast((row) => 'delivery' in row)?.delivery.place
  const isLater = last && last.atUs > (from.delivery?.atUs ?? 0)
  return {
    talk: from.talk,
    sequence: event?.event.sequence ?? from.sequence,
    delivery: isLater ? last : from.delivery,
  }
}

/** One line, or none where nothing was said or it is destroyed. `isPast`: what was asked there is answered or gone. */
function drawLine(content: ContentSealer, row: Row, isPast: boolean): CollectedThread['entries'] {
  if ('event' in row) {
    const { id, receivedAt: at } = row.event
    const text = row.event.content === null ? '' : spokenBy(content.open(eventRecord(id), row.event.content))
    return text === '' ? [] : [{ id, from: 'citizen', text, at }]
  }
  const { id, author: from, createdAt: at, body } = row.delivery
  if (body === null) return []
  const { text, buttons, isEmergency } = readBubble(content.open(deliveryRecord(id), body))
  return [
    { id, from, text, at, ...(buttons && !isPast ? { buttons } : {}), ...(isEmergency ? { isEmergency: true } : {}) },
  ]
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
