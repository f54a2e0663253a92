import type { Told } from './ledger.ts'
import type { Plan, PlannedMessage } from './plan.ts'
import type { Names, Stored } from './stored.ts'
import { type Count, emptyCount } from './verdict.ts'

/**
 * Acknowledged minus stored must be empty, nothing may be stored twice, and nothing that was not sent. What never got a
 * 200 may be there or not. A row whose words were destroyed as no report balances its message; nothing that chats say here
 * is none, so that it is lost all the same. Answers which messages are there, too.
 */
export function checkMessages(
  plan: Plan,
  told: Told,
  stored: Stored,
  names: Names,
): { count: Count; problems: string[]; there: ReadonlyMap<string, PlannedMessage> } {
  const count = emptyCount()
  const problems: string[] = []
  const byKey = new Map(plan.said.map((message) => [names.updateKey(message), message]))
  const there = new Map<string, PlannedMessage>()
  /** By words as well as by key, for the key is the product's own means against doubles. */
  const copies = new Map<string, number>()
  const planned = new Map<string, number>()
  const wordsOf = (chatId: string, text: string): string => `${chatId} ${text}`
  for (const { chat, text } of plan.said) {
    planned.set(wordsOf(chat.chatId, text), (planned.get(wordsOf(chat.chatId, text)) ?? 0) + 1)
  }

  for (const event of stored.events) {
    const message = byKey.get(event.updateKey)
    const chat = names.chatOf.get(event.conversationId)
    const isDropped = event.droppedFor !== null && event.text === null
    const isAsSaid = isDropped || message?.text === event.text
    if (!message || !told.sent.has(message.id) || message.chat !== chat || !isAsSaid) {
      count.invented += 1
      problems.push(`event ${event.id} is not what any message said (${message?.id ?? 'unknown key'})`)
      continue
    }
    there.set(event.id, message)
    if (isDropped) {
      count.lost += 1
      problems.push(`message ${message.id} was destroyed as ${event.droppedFor}`)
    }
    const words = wordsOf(message.chat.chatId, message.text)
    copies.set(words, (copies.get(words) ?? 0) + 1)
    if ((copies.get(words) ?? 0) > (planned.get(words) ?? 0)) {
      count.doubled += 1
      problems.push(`message ${message.id} is stored twice`)
    }
  }
  if (stored.deadLetters > 0) {
    count.invented += stored.deadLetters
    problems.push(`${stored.deadLetters} bodies were kept as unreadable`)
  }

  const kept = new Set([...there.values()].map(({ id }) => id))
  for (const id of told.acknowledged) {
    if (kept.has(id)) continue
    count.lost += 1
    problems.push(`message ${id} was acknowledged and is not stored`)
  }
  for (const { id, isGivenUp } of plan.said) {
    if (!isGivenUp && !told.acknowledged.has(id)) problems.push(`message ${id} was refused for as long as it was sent`)
  }
  count.expected = told.acknowledged.size
  count.found = stored.events.length
  return { count, problems, there }
}
