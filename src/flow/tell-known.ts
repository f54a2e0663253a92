import { UNPROVEN } from '../data/dispositions.ts'
import { composeText, type TipText } from '../domain/compose.ts'
import { readSealedEvent } from '../domain/content.ts'
import { tellKnown } from '../domain/conversation/known.ts'
import { readState } from '../domain/conversation/state.ts'
import { type Detail, missingOf, type OpenEvent, openEventOf } from '../domain/open-event.ts'
import { type Conversation, lockConversations, saveConversations } from '../storage/conversations.ts'
import type { Db, Tx } from '../storage/db.ts'
import { listEventsOfTips, type StoredEvent } from '../storage/events.ts'
import { findKnownLinks, type KnownLink, listVoiceGroups, type VoiceGroup } from '../storage/known.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { findTips } from '../storage/tips.ts'
import { readOpenVoice, type SpokenVoice } from '../understand/open-voice.ts'
import type { Understand } from '../understand/reader.ts'
import type { ContentSealer } from '../vault/content.ts'
import { eventRecord, stateRecord } from '../vault/records.ts'
import { KNOWN_SCORE_MIN } from './ask-known.ts'
import { say } from './say.ts'
import type { Render } from './turn.ts'

/** Where these answers wait to be sent: ten thousand of them delay nobody else's. */
export const KNOWN_LANE = 'known'

/** An officer's word hours later, or a voice after a night, is not told: who wrote has gone on, and so has the event. */
const TELL_WITHIN_MS = 3 * 60 * 60_000
/** So near in time must another voice be: yesterday's noise is not today's. */
const HEARD_WITHIN_MS = 6 * 60 * 60_000
/** Distinct voices that are read to answer one more: where there are more, nothing is missing and nothing is said. */
const VOICES_MAX = 300
/** A voice is read once for all who come after it. */
const READ_MAX = 5_000

/** What an incident is to those who tell of it: an open event, with what was told of it; null for all others. */
type Known = { event: OpenEvent; missing: Detail | null } | null

/**
 * Tells those who report what all can see that it is known, and asks for what is missing: after the link, once a tip, never
 * to the first voice, and of an incident only while every voice in it tells of that same open event. To all others nothing
 * is said, here or anywhere: theirs are the words and states of a first report. Safe to do twice.
 */
export function makeTellKnown(parts: {
  db: Db
  content: ContentSealer
  understand: Understand
  render: Render
  now: () => Date
}): (tipIds: readonly string[]) => Promise<void> {
  const { db, content, understand, render, now } = parts
  const readVoices = makeReadVoices(content, understand)

  const judge = async (tx: Tx, links: readonly KnownLink[]): Promise<Map<string, Known>> => {
    const groups = Map.groupBy(await listVoiceGroups(tx, links, UNPROVEN), ({ event }) => event)
    const told = new Map<string, Known>()
    for (const [event, voices] of groups) {
      const isSilent = voices.length > VOICES_MAX || voices.some(({ isHidden }) => isHidden)
      told.set(event, isSilent ? null : agree(voices, await readVoices(tx, voices)))
    }
    return told
  }

  const tellOne = async (tx: Tx, link: KnownLink, conversation: Conversation, known: NonNullable<Known>) => {
    const { id, channel } = conversation
    const before = readState(conversation.state === null ? null : content.open(stateRecord(id), conversation.state))
    const step = tellKnown(before, { tipId: link.tipId, ...known })
    if (step === null) return
    const isNew = await say(tx, content, {
      conversationId: id,
      channel,
      lane: KNOWN_LANE,
      tipId: link.tipId,
      cause: `known:${link.tipId}`,
      author: { kind: 'assistant' },
      bubbles: step.replies.map((reply) => render(reply, before.language, {})),
    })
    if (!isNew || step.state === before) return
    await saveConversations(tx, [{ id, state: content.seal(stateRecord(id), step.state), receiptMac: null }])
  }

  return (tipIds) =>
    db.transaction().execute(async (tx) => {
      const tips = await findTips(tx, tipIds)
      // Nothing is said into a talk that is just being answered.
      const conversations = await lockConversations(tx, [...new Set(tips.map((tip) => tip.conversationId))])
      const since = new Date(now().getTime() - TELL_WITHIN_MS)
      const links = await findKnownLinks(tx, tipIds, { since, withinMs: HEARD_WITHIN_MS, scoreMin: KNOWN_SCORE_MIN })
      const known = await judge(tx, links)
      for (const link of links) {
        const conversation = conversations.find(({ id }) => id === link.conversationId)
        const told = known.get(link.event)
        if (conversation && told) await tellOne(tx, link, conversation, told)
      }
      await finishOutbox(tx, 'known', tipIds)
    })
}

/** One event for all of them, or nothing is said; asked is what none of them told. */
function agree(groups: readonly VoiceGroup[], spoken: ReadonlyMap<string, SpokenVoice>): Known {
  const details = new Set<Detail>()
  const events = new Set<OpenEvent | null>()
  for (const { tipId, category, isDecided } of groups) {
    const voice = spoken.get(tipId)
    events.add(voice ? openEventOf({ ...voice, category, isCertain: voice.isCertain || isDecided }) : null)
    for (const detail of voice?.details ?? []) details.add(detail)
  }
  const [event] = events
  return events.size === 1 && event ? { event, missing: missingOf(event, details) } : null
}

/** Reads what voices say, each version once while this process lives. Who was told nothing is left out. */
function makeReadVoices(content: ContentSealer, understand: Understand) {
  const read = new Map<string, SpokenVoice>()
  const nameOf = ({ tipId, version }: VoiceGroup): string => `${tipId}:${version}`

  return async (db: Db, groups: readonly VoiceGroup[]): Promise<Map<string, SpokenVoice>> => {
    const unread = groups.filter((group) => !read.has(nameOf(group)))
    const events = await listEventsOfTips(
      db,
      unread.map(({ tipId }) => tipId),
    )
    for (const group of unread) {
      const told = events.get(group.tipId)
      if (told === undefined) continue
      read.set(nameOf(group), readVoice(content, understand, told))
      const [oldest] = read.keys()
      if (read.size > READ_MAX && oldest !== undefined) read.delete(oldest)
    }
    return new Map(
      groups.flatMap((group) => {
        const voice = read.get(nameOf(group))
        return voice ? [[group.tipId, voice] as const] : []
      }),
    )
  }
}

function readVoice(content: ContentSealer, understand: Understand, events: readonly StoredEvent[]): SpokenVoice {
  const told: TipText = composeText(
    events.flatMap(({ id, content: sealed }) =>
      sealed === null ? [] : [{ eventId: id, ...readSealedEvent(content.open(eventRecord(id), sealed)) }],
    ),
  )
  const receivedAt = (events[0]?.receivedAt ?? new Date(0)).toISOString()
  return readOpenVoice(told, understand(told.text, { receivedAt }))
}
