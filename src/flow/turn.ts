import { composeText, type TipText } from '../domain/compose.ts'
import { type Bubble, readSealedEvent, type SealedEvent } from '../domain/content.ts'
import { type ConversationState, readState } from '../domain/conversation/state.ts'
import { step, stepQuiet } from '../domain/conversation/step.ts'
import { draftOf, isPressing, type Reply, type Stepped } from '../domain/conversation/stepped.ts'
import { readMeaning, readPick } from '../domain/conversation/where.ts'
import { asksWithdrawal } from '../domain/conversation/withdrawal.ts'
import { newId } from '../domain/ids.ts'
import { readPlaceChoice } from '../domain/place.ts'
import { formatReceipt, makeReceipt } from '../domain/receipt.ts'
import type { ContactMode } from '../domain/tip.ts'
import type { Conversation } from '../storage/conversations.ts'
import type { WaitingEvent } from '../storage/events.ts'
import type { NewTip } from '../storage/tips.ts'
import { isThroughout } from '../understand/scope.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { eventRecord, stateRecord } from '../vault/records.ts'
import { calmFlood } from './calm-flood.ts'
import { type HeardMessage, hear, type Understanding } from './hear.ts'
import type { Saying } from './say.ts'

/** Words of the house: a reply's text in the citizen's language, with its buttons. */
export type Render = (reply: Reply, language: 'vi' | 'en', values: Record<string, string>) => Bubble

/** What one conversation's turn comes to, from the messages that waited: everything that is to be written. */
export interface Turn {
  conversation: Conversation
  state: ConversationState
  /** New tips and the messages they are made of. */
  filed: { tip: NewTip; eventIds: readonly string[] }[]
  /** Messages answered, each with the tip it is part of. */
  settled: Map<string, string | null>
  /** Messages opened in this turn, as they were said and as they are understood. */
  heard: Map<string, SealedEvent>
  /** Messages that are sealed anew, with what they mean to the question that was open. */
  reworded: Map<string, Buffer>
  /**
   * Tips that stood before and were told more; of these, what may be an emergency, what a message of complains about
   * police or may do so, and what only named officers may read.
   */
  supplemented: Set<string>
  hastened: Set<string>
  doubted: Set<string>
  restricted: Set<string>
  /** Messages whose contents the sender took back. */
  discarded: string[]
  /** Messages that are no report, and those taken for spam. */
  dropped: string[]
  spam: string[]
  sayings: Saying[]
  /** Of the receipt given in this turn. */
  receiptMac: Buffer | null
  /** The sender ended the contact. */
  isContactOver: boolean
  /** Whether a draft now waits for a silence; null leaves it as it was. */
  isDraftWaiting: boolean | null
}

/** An officer's question waits so long for its answer (domain reference 5.1, `unverifiable`). */
const OFFICER_WAIT_MS = 7 * 24 * 60 * 60_000

/** What a turn may ask about the tips of its conversation. */
export interface Known {
  /** When officers last wrote to the senders of tips. */
  answeredAt: ReadonlyMap<string, Date>
  /** Sealed messages of the drafts that stood open when the turn began; empty where no place is looked for. */
  drafted: ReadonlyMap<string, Buffer>
  /** Messages that became part of tips; asked for an edit alone. */
  listFiled(conversationId: string): Promise<{ id: string; tipId: string; content: Buffer }[]>
  /** Whether the sender may end the contact; asked for a withdrawal alone. */
  findWithdrawable(conversationId: string): Promise<'possible' | 'barred' | 'not-yet'>
  /** Whether words that are no report may be destroyed here and now; asked for those alone. */
  mayDrop(conversationId: string): Promise<boolean>
}

export const MODE_OF_CHANNEL: Readonly<Record<string, ContactMode>> = { webform: 'anonymous', webchat: 'anonymous' }

export function makeTurns(parts: {
  content: ContentSealer
  pseudonyms: Pseudonyms
  understanding: Understanding
  render: Render
}) {
  const { content, pseudonyms, understanding, render } = parts

  const begin = (conversation: Conversation): Turn => ({
    conversation,
    state: readState(
      conversation.state === null ? null : content.open(stateRecord(conversation.id), conversation.state),
    ),
    filed: [],
    settled: new Map(),
    heard: new Map(),
    reworded: new Map(),
    supplemented: new Set(),
    hastened: new Set(),
    doubted: new Set(),
    restricted: new Set(),
    discarded: [],
    dropped: [],
    spam: [],
    sayings: [],
    receiptMac: null,
    isContactOver: false,
    isDraftWaiting: null,
  })

  const open = (event: { id: string; content: Buffer }): SealedEvent =>
    readSealedEvent(content.open(eventRecord(event.id), event.content))

  /** Answers one message. */
  const hearEvent = async (turn: Turn, event: WaitingEvent, known: Known): Promise<void> => {
    turn.settled.set(event.id, null)
    if (event.content === null) return
    const sealed = open({ id: event.id, content: event.content })
    const { content: said } = sealed
    const state = keepOpen(turn.state, event.receivedAt, known.answeredAt)
    const isNumbered = NUMBERS_BUTTONS.test(turn.conversation.channel)
    const pick = readPick(state, said, isNumbered)
    const means = understanding.locate ? readMeaning(state, said, isNumbered) : null
    turn.heard.set(event.id, means === null ? sealed : reword(turn, event.id, sealed, means))
    const report = (): TipText => composeReport(turn, state, event.id, known)
    const heard = hear({ id: event.id, at: event.receivedAt, content: said, pick }, understanding, report)
    // A tip of this very turn is not written down yet.
    if (asksWithdrawal(state, heard)) {
      heard.withdrawable = turn.filed.length > 0 ? 'not-yet' : await known.findWithdrawable(turn.conversation.id)
    }
    heard.isOutOfScope = heard.isOutOfScope === true && (await mayDrop(turn, event, heard, known))
    const edited = said.type === 'edit' ? await findEdited(turn, said.editOf, known) : null
    const isElsewhere = edited !== null && edited !== state.tipId
    const before = isElsewhere ? lookBack(state, edited, heard.at) : state
    const stepped = calmFlood(event, before, step(before, heard))
    const isNamed = said.type === 'form' && said.report.hasContact === true
    takeStep(turn, stepped, { cause: event.id, at: event.receivedAt, isNamed })
    const { tipId } = turn.state
    if (stepped.filed?.eventIds.includes(event.id) || stepped.isSupplement) turn.settled.set(event.id, tipId)
    // Shown beside what it is about; it opens nothing that was closed, and is read by no stage.
    if (said.type === 'withdrawn') turn.settled.set(event.id, tipId)
    if (stepped.isSupplement && tipId) {
      turn.supplemented.add(tipId)
      if (stepped.replies.some(isPressing)) turn.hastened.add(tipId)
      // Triage reads the whole, in which one message may drown.
      if (heard.isAboutPolice || heard.isPoliceDoubted) turn.doubted.add(tipId)
      if (heard.isRestricted) turn.restricted.add(tipId)
    }
    // The dialogue goes on where it stood; what was said of an earlier tip changes nothing in it.
    if (isElsewhere) turn.state = { ...state, calledAt: turn.state.calledAt, floodUntil: turn.state.floodUntil }
  }

  /** Beside the words stands from now on what they answer or pick: triage knows no questions and no buttons. */
  const reword = (turn: Turn, eventId: string, sealed: SealedEvent, means: string): SealedEvent => {
    const reworded = { ...sealed, means }
    turn.reworded.set(eventId, content.seal(eventRecord(eventId), reworded))
    return reworded
  }

  /** All that the report was told which this message belongs to, or begins: as triage will read it. */
  const composeReport = (turn: Turn, state: ConversationState, eventId: string, known: Known): TipText =>
    composeText(
      [...draftOf({ state }), eventId].flatMap((id) => {
        const before = known.drafted.get(id)
        const said = turn.heard.get(id) ?? (before && open({ id, content: before }))
        return said ? [{ eventId: id, ...said }] : []
      }),
    )

  /** In a flood the sender is told that all will be read; a report of this very turn is not written down yet. */
  const mayDrop = async (
    turn: Turn,
    event: WaitingEvent,
    { text, at }: HeardMessage,
    known: Known,
  ): Promise<boolean> => {
    if (event.isFlooding || turn.filed.length > 0) return false
    if (!(await known.mayDrop(turn.conversation.id))) return false
    return isThroughout(text, (piece) => understanding.analyse(piece, { receivedAt: at }))
  }

  /** The tip that the message corrected by an edit is part of; null if it is in none. */
  const findEdited = async (turn: Turn, messageId: string, known: Known): Promise<string | null> => {
    const filed = await known.listFiled(turn.conversation.id)
    const original = filed.find((event) => {
      const sealed = open(event)
      return sealed.content.type !== 'edit' && sealed.messageId === messageId
    })
    return original?.tipId ?? null
  }

  /** The silence is over: files the draft, if there still is one. */
  const hearSilence = (turn: Turn, at: Date): void => {
    const stepped = stepQuiet(turn.state, at.toISOString())
    if (stepped.filed) takeStep(turn, stepped, { cause: `quiet:${stepped.filed.eventIds.at(-1)}`, at, isNamed: false })
    turn.isDraftWaiting = false
  }

  const takeStep = (turn: Turn, stepped: Stepped, by: { cause: string; at: Date; isNamed: boolean }): void => {
    const { conversation } = turn
    const tipId = stepped.filed ? fileTip(turn, stepped, by) : stepped.state.tipId
    turn.discarded.push(...stepped.discarded)
    turn.dropped.push(...stepped.dropped)
    turn.spam.push(...stepped.spam)
    if (stepped.isContactOver) turn.isContactOver = true
    const bubbles = speak(turn, by.at, stepped)
    const author = { kind: 'assistant' } as const
    const { id: conversationId, channel } = conversation
    turn.sayings.push({ conversationId, channel, tipId, cause: by.cause, author, bubbles })
    turn.state = { ...stepped.state, tipId, buttons: buttonsAfter(stepped.state, bubbles) }
    if (stepped.isWaiting) turn.isDraftWaiting = true
    else if (!stepped.state.draft) turn.isDraftWaiting = false
  }

  const fileTip = (turn: Turn, stepped: Stepped, by: { at: Date; isNamed: boolean }): string => {
    const { channel, id: conversationId } = turn.conversation
    const { eventIds, isPoliceDoubted, isRestricted } = stepped.filed ?? NOTHING_FILED
    const isEmergency = stepped.replies.some((reply) => reply.isEmergency)
    const tip: NewTip = {
      id: newId('tip'),
      conversationId,
      channel,
      mode: by.isNamed ? 'named' : (MODE_OF_CHANNEL[channel] ?? 'contactable'),
      kind: 'tip',
      urgency: isEmergency ? 'critical' : stepped.replies.some(isPressing) ? 'high' : 'normal',
      callNow: isEmergency,
      isPoliceDoubted,
      restricted: isRestricted,
      receivedAt: by.at,
    }
    for (const eventId of eventIds) turn.settled.set(eventId, tip.id)
    turn.filed.push({ tip, eventIds })
    return tip.id
  }

  const speak = (turn: Turn, at: Date, stepped: Stepped): Bubble[] => {
    const { language } = stepped.state
    const values = { time: timeOfDay(at) }
    const isBarred = stepped.replies.some((reply) => reply.text === 'withdraw-barred')
    const replies = isBarred ? [...stepped.replies, { text: clearingOf(turn.conversation.channel) }] : stepped.replies
    const bubbles = replies.map((reply) => render(reply, language, values))
    if (!stepped.wantsReceipt) return bubbles
    const { conversation } = turn
    const code = makeReceipt(pseudonyms.receiptBytes(conversation.id))
    const mac = pseudonyms.receipt(code)
    // A form's conversation has its code since it began; another one would open nothing.
    if (conversation.receiptMac !== null && !conversation.receiptMac.equals(mac)) {
      return [...bubbles, render({ text: 'thanks' }, language, values)]
    }
    turn.receiptMac = mac
    return [...bubbles, render({ text: 'receipt-code' }, language, { ...values, receipt: formatReceipt(code) })]
  }

  return { begin, hearEvent, hearSilence }
}

const NOTHING_FILED = { eventIds: [], isPoliceDoubted: false, isRestricted: false }

export type Turns = ReturnType<typeof makeTurns>

/** As it stood while this tip was the one spoken of: who corrects an old message adds to that tip, not to the newest. */
function lookBack(state: ConversationState, tipId: string, at: string): ConversationState {
  return { ...state, tipId, tipAt: at, draft: null, pending: null }
}

/** Who answers an officer's question a day later goes on with the same tip. */
function keepOpen(state: ConversationState, at: Date, answeredAt: ReadonlyMap<string, Date>): ConversationState {
  const answered = state.tipId === null ? undefined : answeredAt.get(state.tipId)
  const isAwaited = answered !== undefined && at.getTime() - answered.getTime() < OFFICER_WAIT_MS
  return isAwaited ? { ...state, tipAt: at.toISOString() } : state
}

/** Channels that show buttons as a list of numbers. */
const NUMBERS_BUTTONS = /^zalo/

const ANSWERED_BY_BUTTON: ReadonlySet<string> = new Set(['now', 'hurt', 'confirm', 'receipt', 'withdraw'])

/** A number the citizen types means the buttons last shown, while what they answer is still asked. */
function buttonsAfter(state: ConversationState, bubbles: readonly Bubble[]): string[] {
  const shown = bubbles.findLast((bubble) => bubble.buttons)?.buttons?.map((button) => button.data)
  if (shown) return shown
  if (state.pending === 'where') return state.buttons.filter((data) => readPlaceChoice(data) !== null)
  const isStillAsked = state.pending !== null && ANSWERED_BY_BUTTON.has(state.pending)
  return isStillAsked ? state.buttons : []
}

/** How the traces of a talk are taken off a device. */
function clearingOf(channel: string): string {
  if (channel === 'telegram') return 'clear-chat-telegram'
  return channel.startsWith('zalo') ? 'clear-chat-zalo' : 'clear-chat-web'
}

/** 14:05, in Viet Nam. */
function timeOfDay(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}
