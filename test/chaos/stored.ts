import { makeChannels } from '../../bots/index.ts'
import { openChannelSettings } from '../../src/config.ts'
import { readBubble, readSealedEvent } from '../../src/domain/content.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { readContentKeys } from '../../src/vault/content-keys.ts'
import { readPeppers } from '../../src/vault/keys.ts'
import { makePseudonyms } from '../../src/vault/pseudonyms.ts'
import { deliveryRecord, eventRecord } from '../../src/vault/records.ts'
import type { Plan, PlannedChat, PlannedMessage } from './plan.ts'
import type { System } from './system.ts'
import { updateOf } from './update.ts'

/** What lies in Postgres, opened with the keys of the home. */
export interface Stored {
  events: StoredEvent[]
  tips: StoredTip[]
  bubbles: StoredBubble[]
  deadLetters: number
  /** Rows that must be as many: what units were given, and what the audit says of it. */
  assignments: number
  audited: number
}

export type StoredEvent = {
  id: string
  conversationId: string
  /** In hex, as `Names` gives it. */
  updateKey: string
  /** Null where it is no text, or was destroyed. */
  text: string | null
  /** Why it was destroyed as no report: a row without words that balances the ledger. */
  droppedFor: string | null
  tipId: string | null
}

export type StoredTip = {
  id: string
  conversationId: string
  status: string
  code: string | null
  unitCode: string | null
  isTriaged: boolean
  /** Units that answer for it now; one, if all is well. */
  primaries: number
}

export type StoredBubble = { id: string; conversationId: string; cause: string; status: string; text: string }

export async function readStored(system: System): Promise<Stored> {
  const content = makeContentSealer(await readContentKeys(system.config.keysFolder))
  const events = await system.query<Omit<StoredEvent, 'text'> & { content: Buffer | null }>(
    `select id, conversation_id as "conversationId", encode(update_key, 'hex') as "updateKey", content, tip_id as "tipId",
        dropped_for as "droppedFor"
      from events order by conversation_id, sequence`,
  )
  const bubbles = await system.query<Omit<StoredBubble, 'text'> & { body: Buffer }>(
    `select id, conversation_id as "conversationId", cause, status, body from deliveries
      order by conversation_id, created_at, seq`,
  )
  const tips = await system.query<StoredTip>(
    `select t.id, t.conversation_id as "conversationId", t.status, t.code, t.unit_code as "unitCode",
        t.triaged_at is not null as "isTriaged",
        (select count(*)::int from assignments a
          where a.tip_id = t.id and a.role = 'primary' and a.ended_at is null) as primaries
      from tips t`,
  )
  const [counts] = await system.query<{ deadLetters: number; assignments: number; audited: number }>(
    `select (select count(*)::int from dead_letters) as "deadLetters",
        (select count(*)::int from assignments) as assignments,
        (select count(*)::int from audit where action = 'tip.assigned') as audited`,
  )
  return {
    events: events.map(({ content: sealed, ...event }) => ({ ...event, text: openText(event.id, sealed) })),
    bubbles: bubbles.map(({ body, ...bubble }) => ({
      ...bubble,
      text: readBubble(content.open(deliveryRecord(bubble.id), body)).text,
    })),
    tips,
    deadLetters: counts?.deadLetters ?? 0,
    assignments: counts?.assignments ?? 0,
    audited: counts?.audited ?? 0,
  }

  function openText(eventId: string, sealed: Buffer | null): string | null {
    if (sealed === null) return null
    const { content: said } = readSealedEvent(content.open(eventRecord(eventId), sealed))
    return said.type === 'text' ? said.text : null
  }
}

/** The names under which Postgres must know what the plan sent. */
export interface Names {
  updateKey(message: PlannedMessage): string
  /** Conversations by their chat; chats that nobody has written from are left out. */
  chatOf: Map<string, PlannedChat>
}

export async function makeNames(plan: Plan, system: System): Promise<Names> {
  const { config } = system
  const channels = makeChannels(openChannelSettings(config))
  const pseudonyms = makePseudonyms(await readPeppers(config.keysFolder))
  const bySender = new Map(
    plan.chats.map((chat) => {
      const botId = channels.get(chat.platform)?.botId ?? ''
      return [pseudonyms.sender(chat.platform, botId, chat.chatId).toString('hex'), chat]
    }),
  )
  const conversations = await system.query<{ id: string; sender: string }>(
    `select id, encode(sender_key, 'hex') as sender from conversations`,
  )
  const chatOf = new Map<string, PlannedChat>()
  for (const { id, sender } of conversations) {
    const chat = bySender.get(sender)
    if (chat) chatOf.set(id, chat)
  }
  return {
    chatOf,
    updateKey(message) {
      const channel = channels.get(message.chat.platform)
      const [parsed] = channel?.parse(JSON.parse(updateOf(message))) ?? []
      return pseudonyms.update(message.chat.platform, channel?.botId ?? '', parsed?.updateId ?? '').toString('hex')
    },
  }
}
