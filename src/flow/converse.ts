import { type Bubble, readSealedEvent } from '../domain/content.ts'
import { type ConversationState, readState } from '../domain/conversation/state.ts'
import { type Reply, type Stepped, step, stepQuiet } from '../domain/conversation/step.ts'
import { newId } from '../domain/ids.ts'
import type { InboundContent } from '../domain/message.ts'
import { formatReceipt, makeReceipt } from '../domain/receipt.ts'
import type { ContactMode } from '../domain/tip.ts'
import { endCommuneAssignments } from '../storage/assignments.ts'
import { type Conversation, lockConversation, saveState, setReceipt } from '../storage/conversations.ts'
import type { Db, Tx } from '../storage/db.ts'
import { findLastAnswer } from '../storage/decisions.ts'
import {
  attachToTip,
  countBetween,
  destroyContents,
  findFirstReceived,
  findNextWaiting,
  markProcessed,
  type WaitingEvent,
} from '../storage/events.ts'
import { finishOutbox, postponeOutbox, reviveOutbox, writeOutbox } from '../storage/outbox.ts'
import { createTip, raiseVersion, reopenTip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { eventRecord, stateRecord } from '../vault/records.ts'
import { hear, type Understanding } from './hear.ts'
import { say } from './say.ts'

export interface Converse {
  /** Answers every waiting event of a conversation, in sequence, one transaction each. Done twice it does nothing. */
  answerWaiting(conversationId: string): Promise<void>
  /** No answer could be worked out, try after try: the waiting message is filed as it is, for a person to read. */
  handToPerson(conversationId: string): Promise<void>
  /** The silence is over: files the draft, if there still is one. */
  fileQuiet(conversationId: string): Promise<void>
}

/** Words of the house: a reply's text in the citizen's language, with its buttons. */
export type Render = (reply: Reply, language: 'vi' | 'en', values: Record<string, string>) => Bubble

/** Beyond so many messages in a minute they are kept and not answered one by one (security reference, bad input). */
const FLOOD_PER_MINUTE = 30
/** An officer's question waits so long for its answer (domain reference 5.1, `unverifiable`). */
const OFFICER_WAIT_MS = 7 * 24 * 60 * 60_000
const FLOOD_NOTICE_MS = 60 * 60_000

const MODE_OF_CHANNEL: Record<string, ContactMode> = { webform: 'anonymous', webchat: 'anonymous' }

export function makeConverse(parts: {
  db: Db
  content: ContentSealer
  pseudonyms: Pseudonyms
  understanding: Understanding
  render: Render
  quietMs: number
  now: () => Date
}): Converse {
  const { db, content, pseudonyms, understanding, render, now } = parts

  const answerNext = (conversationId: string): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      const conversation = await lockConversation(tx, conversationId)
      const event = conversation && (await findNextWaiting(tx, conversationId))
      if (!conversation || !event) return false
      await answerEvent(tx, conversation, event)
      return true
    })

  const answerEvent = async (tx: Tx, conversation: Conversation, event: WaitingEvent): Promise<void> => {
    const state = await keepOpen(tx, openState(conversation), event.receivedAt)
    if (event.content === null) {
      await markProcessed(tx, event.id, null)
    } else {
      const sealed = readSealedEvent(content.open(eventRecord(event.id), event.content))
      const heard = hear({ id: event.id, at: event.receivedAt, content: sealed.content }, understanding)
      const stepped = await calmFlood(tx, conversation.id, event, state, step(state, heard))
      await carryOut(tx, conversation, event, sealed.content, stepped)
      // In the same commit as the words themselves: the commune complained about must not read them before triage runs.
      const { tipId } = stepped.state
      if (stepped.isSupplement && heard.isAboutPolice && tipId) await endCommuneAssignments(tx, tipId)
    }
    await finishOutbox(tx, 'event', event.id)
  }

  /** Who answers an officer's question a day later goes on with the same tip. */
  const keepOpen = async (tx: Tx, state: ConversationState, at: Date): Promise<ConversationState> => {
    const answeredAt = state.tipId === null ? null : await findLastAnswer(tx, state.tipId)
    const isAwaited = answeredAt !== null && at.getTime() - answeredAt.getTime() < OFFICER_WAIT_MS
    return isAwaited ? { ...state, tipAt: at.toISOString() } : state
  }

  /** A flood gets one notice; what it says is kept all the same, and danger is always answered. */
  const calmFlood = async (
    tx: Tx,
    conversationId: string,
    event: WaitingEvent,
    before: ConversationState,
    stepped: Stepped,
  ): Promise<Stepped> => {
    const minuteAgo = new Date(event.receivedAt.getTime() - 60_000)
    // Up to this one: what came later is no reason to fall silent when a stopped worker catches up.
    if ((await countBetween(tx, conversationId, minuteAgo, event.receivedAt)) <= FLOOD_PER_MINUTE) return stepped
    // Danger is answered in a flood too, once a minute: the same call text two hundred times helps nobody.
    const wasCalled = before.calledAt !== null && Date.parse(before.calledAt) > minuteAgo.getTime()
    const isHeldBack = wasCalled && !stepped.filed
    const urgent = isHeldBack ? [] : stepped.replies.filter((reply) => reply.isEmergency)
    const state = isHeldBack ? { ...stepped.state, calledAt: before.calledAt } : stepped.state
    const isNoticed = before.floodUntil !== null && Date.parse(before.floodUntil) > event.receivedAt.getTime()
    if (isNoticed) return { ...stepped, state, replies: urgent }
    const floodUntil = new Date(event.receivedAt.getTime() + FLOOD_NOTICE_MS).toISOString()
    return { ...stepped, state: { ...state, floodUntil }, replies: [...urgent, { text: 'slow-down' }] }
  }

  const carryOut = async (
    tx: Tx,
    conversation: Conversation,
    event: WaitingEvent,
    said: InboundContent,
    stepped: Stepped,
  ): Promise<void> => {
    const tipId = stepped.filed ? await fileTip(tx, conversation, event, said, stepped) : stepped.state.tipId
    const belongs = stepped.filed?.eventIds.includes(event.id) || stepped.isSupplement
    await markProcessed(tx, event.id, belongs ? tipId : null)
    if (stepped.isSupplement && tipId) {
      await raiseVersion(tx, tipId)
      await reopenTip(tx, tipId)
      await writeOutbox(tx, 'tip', tipId)
      // Triage once given up is tried again: what is new may say what the old did not.
      await reviveOutbox(tx, 'tip', tipId)
    }
    if (stepped.discarded.length > 0) await destroyContents(tx, stepped.discarded)
    const bubbles = await speak(tx, conversation, event.receivedAt, stepped)
    await say(
      tx,
      content,
      { conversationId: conversation.id, tipId, cause: event.id, author: { kind: 'assistant' } },
      bubbles,
    )
    await remember(tx, conversation.id, { ...stepped.state, tipId }, bubbles)
    if (stepped.isWaiting) await postponeOutbox(tx, 'quiet', conversation.id, new Date(now().getTime() + parts.quietMs))
    else if (!stepped.state.draft) await finishOutbox(tx, 'quiet', conversation.id)
  }

  const fileTip = async (
    tx: Tx,
    conversation: Conversation,
    event: WaitingEvent,
    said: InboundContent | null,
    stepped: Stepped,
  ): Promise<string> => {
    const tipId = newId('tip')
    const eventIds = stepped.filed?.eventIds ?? []
    const isNamed = said?.type === 'form' && said.report.hasContact === true
    await createTip(tx, {
      id: tipId,
      conversationId: conversation.id,
      channel: conversation.channel,
      mode: isNamed ? 'named' : (MODE_OF_CHANNEL[conversation.channel] ?? 'contactable'),
      kind: 'tip',
      urgency: stepped.replies.some((reply) => reply.isEmergency) ? 'critical' : 'normal',
      callNow: stepped.replies.some((reply) => reply.isEmergency),
      // Clocks run from the first word, not from the "Gửi tin" at the end (domain reference 1.4).
      receivedAt: (await findFirstReceived(tx, eventIds)) ?? event.receivedAt,
    })
    await attachToTip(tx, eventIds, tipId)
    await writeOutbox(tx, 'tip', tipId)
    return tipId
  }

  const speak = async (tx: Tx, conversation: Conversation, at: Date, stepped: Stepped): Promise<Bubble[]> => {
    const { language } = stepped.state
    const values = { time: timeOfDay(at) }
    const bubbles = stepped.replies.map((reply) => render(reply, language, values))
    if (!stepped.wantsReceipt) return bubbles
    const code = makeReceipt(pseudonyms.receiptBytes(conversation.id))
    // A form's conversation has its code since it began; another one would open nothing.
    if (!(await setReceipt(tx, conversation.id, pseudonyms.receipt(code))))
      return [...bubbles, render({ text: 'thanks' }, language, values)]
    return [...bubbles, render({ text: 'receipt-code' }, language, { ...values, receipt: formatReceipt(code) })]
  }

  const remember = async (
    tx: Tx,
    conversationId: string,
    state: ConversationState,
    bubbles: readonly Bubble[],
  ): Promise<void> => {
    const isStillAsked = state.pending === 'now' || state.pending === 'confirm' || state.pending === 'receipt'
    const shown = bubbles.findLast((bubble) => bubble.buttons)?.buttons?.map((button) => button.data)
    const buttons = shown ?? (isStillAsked ? state.buttons : [])
    await saveState(tx, conversationId, content.seal(stateRecord(conversationId), { ...state, buttons }))
  }

  const openState = (conversation: Conversation): ConversationState =>
    readState(conversation.state === null ? null : content.open(stateRecord(conversation.id), conversation.state))

  return {
    async answerWaiting(conversationId) {
      while (await answerNext(conversationId));
    },
    async handToPerson(conversationId) {
      await db.transaction().execute(async (tx) => {
        const conversation = await lockConversation(tx, conversationId)
        const event = conversation && (await findNextWaiting(tx, conversationId))
        if (!conversation || !event) return
        const tipId = newId('tip')
        await createTip(tx, {
          id: tipId,
          conversationId,
          channel: conversation.channel,
          mode: MODE_OF_CHANNEL[conversation.channel] ?? 'contactable',
          kind: 'tip',
          urgency: 'high',
          callNow: false,
          receivedAt: event.receivedAt,
        })
        await markProcessed(tx, event.id, tipId)
        await writeOutbox(tx, 'tip', tipId)
      })
    },
    async fileQuiet(conversationId) {
      await db.transaction().execute(async (tx) => {
        const conversation = await lockConversation(tx, conversationId)
        // A message that came meanwhile goes first; it sets the timer anew.
        const isDone = conversation === null || (await findNextWaiting(tx, conversationId)) !== null
        if (!isDone) {
          const at = now()
          const stepped = stepQuiet(openState(conversation), at.toISOString())
          if (stepped.filed) {
            const cause: WaitingEvent = {
              id: `quiet:${stepped.filed.eventIds.at(-1)}`,
              conversationId,
              channel: conversation.channel,
              content: null,
              sentAt: null,
              receivedAt: at,
            }
            const tipId = await fileTip(tx, conversation, cause, null, stepped)
            const bubbles = await speak(tx, conversation, at, stepped)
            await say(tx, content, { conversationId, tipId, cause: cause.id, author: { kind: 'assistant' } }, bubbles)
            await remember(tx, conversationId, { ...stepped.state, tipId }, bubbles)
          }
        }
        await finishOutbox(tx, 'quiet', conversationId)
      })
    },
  }
}

/** 14:05, in Viet Nam. */
function timeOfDay(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}
