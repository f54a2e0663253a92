import { draftOf } from '../domain/conversation/stepped.ts'
import { newId } from '../domain/ids.ts'
import { findWithdrawable } from '../storage/contacts.ts'
import { type Conversation, lockConversations } from '../storage/conversations.ts'
import type { Db, Tx } from '../storage/db.ts'
import { listLastAnswers } from '../storage/decisions.ts'
import { listContents, listFiledOf, listWaiting, settleEvents } from '../storage/events.ts'
import { finishOutbox, writeOutbox } from '../storage/outbox.ts'
import { hasOpenTip } from '../storage/scope.ts'
import { createTips } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { carryOut } from './carry-out.ts'
import type { Understanding } from './hear.ts'
import { mayDestroy } from './scope-gate.ts'
import { type Known, MODE_OF_CHANNEL, makeTurns, type Render, type Turn } from './turn.ts'

export interface Converse {
  /**
   * Answers every waiting message of these conversations, each conversation's in sequence; many conversations share a
   * commit. Done twice it does nothing.
   */
  answerWaiting(conversationIds: readonly string[]): Promise<void>
  /** No answer could be worked out, try after try: the waiting message is filed as it is, for a person to read. */
  handToPerson(conversationId: string): Promise<void>
  /** The silence is over: files the drafts, where there still are some. */
  fileQuiet(conversationIds: readonly string[]): Promise<void>
}

/** Beyond so many messages in a minute they are kept and not answered one by one (security reference, bad input). */
const FLOOD_PER_MINUTE = 30
/** Of one conversation in one transaction. */
const EVENTS_PER_TURN = 20
/** Platforms let people edit for some days; who wrote more than this since adds to the newest tip. */
const EDITABLE_MAX = 200

export function makeConverse(parts: {
  db: Db
  content: ContentSealer
  pseudonyms: Pseudonyms
  understanding: Understanding
  render: Render
  quietMs: number
  /** Tips of this installation whose category officers judged without seeing the machine's; without it, none. */
  countReviews?: (db: Db) => Promise<number>
  now: () => Date
}): Converse {
  const { db, content, now } = parts
  const turns = makeTurns(parts)
  const quietAt = (): Date => new Date(now().getTime() + parts.quietMs)
  const waitingOf = (tx: Tx, conversationIds: readonly string[], perConversation: number) =>
    listWaiting(tx, conversationIds, { perConversation, floodMin: FLOOD_PER_MINUTE })

  /** One transaction; answers the conversations in which more may wait. */
  const answerSome = (conversationIds: readonly string[], perConversation: number): Promise<string[]> =>
    db.transaction().execute(async (tx) => {
      const conversations = await lockConversations(tx, conversationIds)
      const waiting = Map.groupBy(
        await waitingOf(tx, conversationIds, perConversation),
        ({ conversationId }) => conversationId,
      )
      const begun = conversations.filter(({ id }) => waiting.has(id)).map(turns.begin)
      const known: Known = {
        answeredAt: await listLastAnswers(tx, begun.flatMap(tipOf)),
        drafted: parts.understanding.locate ? await listContents(tx, begun.flatMap(draftOf)) : new Map(),
        listFiled: (conversationId) => listFiledOf(tx, conversationId, EDITABLE_MAX),
        findWithdrawable: (conversationId) => findWithdrawable(tx, conversationId),
        mayDrop: async (conversationId) =>
          mayDestroy((await parts.countReviews?.(tx)) ?? 0) && !(await hasOpenTip(tx, conversationId)),
      }
      for (const turn of begun) {
        for (const event of waiting.get(turn.conversation.id) ?? []) await turns.hearEvent(turn, event, known)
      }
      await carryOut(tx, content, begun, { quietAt: quietAt(), now: now() })
      return begun.filter((turn) => turn.settled.size >= perConversation).map((turn) => turn.conversation.id)
    })

  /** One by one where they cannot be answered together: what comes before the message that fails is answered. */
  const answerPatiently = async (conversationIds: readonly string[]): Promise<string[]> => {
    try {
      return await answerSome(conversationIds, EVENTS_PER_TURN)
    } catch (error) {
      if (conversationIds.length > 1) throw error
      return answerSome(conversationIds, 1)
    }
  }

  return {
    async answerWaiting(conversationIds) {
      for (let left = [...conversationIds]; left.length > 0; ) left = await answerPatiently(left)
    },
    async handToPerson(conversationId) {
      await db.transaction().execute(async (tx) => {
        const [conversation] = await lockConversations(tx, [conversationId])
        const [event] = await waitingOf(tx, [conversationId], 1)
        if (!conversation || !event) return
        const tipId = newId('tip')
        const { channel } = conversation
        await createTips(tx, [
          {
            id: tipId,
            conversationId,
            channel,
            mode: MODE_OF_CHANNEL[channel] ?? 'contactable',
            kind: 'tip',
            urgency: 'high',
            callNow: false,
            receivedAt: event.receivedAt,
          },
        ])
        await settleEvents(tx, new Map([[event.id, tipId]]))
        await writeOutbox(tx, [{ topic: 'tip', lane: channel, ref: tipId }])
      })
    },
    async fileQuiet(conversationIds) {
      await db.transaction().execute(async (tx) => {
        const conversations = await lockConversations(tx, conversationIds)
        // A message that came meanwhile goes first; it sets the timer anew.
        const busy = new Set((await waitingOf(tx, conversationIds, 1)).map((event) => event.conversationId))
        const at = now()
        const silent = conversations.filter(({ id }) => !busy.has(id)).map((conversation) => endDraft(conversation, at))
        await carryOut(tx, content, silent, { quietAt: quietAt(), now: at })
        await finishOutbox(tx, 'quiet', conversationIds)
      })
    },
  }

  function endDraft(conversation: Conversation, at: Date): Turn {
    const turn = turns.begin(conversation)
    turns.hearSilence(turn, at)
    return turn
  }
}

function tipOf({ state }: Turn): string[] {
  return state.tipId === null ? [] : [state.tipId]
}
