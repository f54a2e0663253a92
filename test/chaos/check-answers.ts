import type { PlannedChat, PlannedMessage, Platform } from './plan.ts'
import { ACKNOWLEDGED, bubblesOf } from './scripts.ts'
import { compareChat, explainRepeats, type Repeat } from './shown-again.ts'
import type { Names, Stored, StoredBubble } from './stored.ts'
import type { Struck } from './strike.ts'
import { type Count, emptyCount } from './verdict.ts'
import type { Shown } from './watch.ts'

/** Counted at the platforms: the answers that citizens see, against those that the messages must have. */
export function checkAnswers(parts: {
  stored: Stored
  names: Names
  there: ReadonlyMap<string, PlannedMessage>
  shown: Record<Platform, readonly Shown[]>
  struck: readonly Struck[]
  unconfirmed: ReadonlySet<object>
}): { count: Count; repeated: ReadonlyMap<string, number>; problems: string[] } {
  const { stored, names, there } = parts
  const count = emptyCount()
  const problems: string[] = []
  const tell = (kind: 'lost' | 'doubled' | 'invented', amount: number, what: string): void => {
    if (amount <= 0) return
    count[kind] += amount
    problems.push(`${what}: ${amount} ${kind}`)
  }

  const causes = Map.groupBy(stored.bubbles, (bubble) => bubble.cause)
  for (const [eventId, message] of there) {
    const written = causes.get(eventId)?.length ?? 0
    const expected = bubblesOf(message.role)
    count.expected += expected
    tell('lost', expected - written, `answers written to ${message.id}`)
    tell('doubled', written - expected, `answers written to ${message.id}`)
  }
  for (const [cause, bubbles] of causes) {
    if (there.has(cause)) continue
    // Said beside the answers, to who tells of a fire that another told of before.
    if (cause.startsWith('known:')) {
      count.expected += bubbles.length
      tell('doubled', bubbles.length - 2, `answers to ${cause}`)
      continue
    }
    // Said when a draft was filed after the silence, and to nobody else.
    const role = there.get(/^quiet:(.+)$/.exec(cause)?.[1] ?? '')?.role
    if (role === undefined || role === 'question' || role === 'danger') {
      tell('invented', bubbles.length, `answers to ${cause}`)
      continue
    }
    count.expected += 1
    tell('doubled', bubbles.length - 1, `answers to ${cause}`)
  }

  const written = groupByChat(stored.bubbles, names)
  const tips = Map.groupBy(stored.tips, (tip) => names.chatOf.get(tip.conversationId))
  const speakers = new Map([...there.values()].map((message) => [message.chat.chatId, message.id]))
  const repeats: Repeat[] = []
  for (const platform of ['telegram', 'zalo-bot'] as const) {
    const shown = Map.groupBy(parts.shown[platform], ({ chatId }) => chatId)
    count.found += parts.shown[platform].length
    const chats = new Map(
      [...written.keys()].flatMap((chat) => (chat.platform === platform ? [[chat.chatId, chat]] : [])),
    )
    for (const chatId of new Set([...shown.keys(), ...chats.keys()])) {
      const chat = chats.get(chatId)
      const matched = compareChat(chat ? (written.get(chat) ?? []) : [], shown.get(chatId) ?? [])
      const where = `chat of ${speakers.get(chatId) ?? 'nobody'}`
      tell('lost', matched.missing, where)
      tell('invented', matched.strange, where)
      repeats.push(...matched.repeats)
      const acknowledged = matched.once.filter((text) => text.includes(ACKNOWLEDGED)).length
      const filed = chat ? (tips.get(chat)?.length ?? 0) : 0
      if (acknowledged !== filed) problems.push(`${where}: ${acknowledged} acknowledgements for ${filed} tips`)
    }
  }
  const { repeated, unexplained } = explainRepeats(repeats, parts.struck, parts.unconfirmed)
  for (const { chatId, atMs } of unexplained) {
    tell('doubled', 1, `chat of ${speakers.get(chatId) ?? 'nobody'}: taken at ${Math.round(atMs)} ms and again`)
  }
  return { count, repeated, problems }
}

function groupByChat(bubbles: readonly StoredBubble[], names: Names): Map<PlannedChat, string[]> {
  const groups = new Map<PlannedChat, string[]>()
  for (const [conversationId, group] of Map.groupBy(bubbles, (bubble) => bubble.conversationId)) {
    const chat = names.chatOf.get(conversationId)
    if (chat) groups.set(chat, [...(groups.get(chat) ?? []), ...group.map(({ text }) => text)])
  }
  return groups
}
