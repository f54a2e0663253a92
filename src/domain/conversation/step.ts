import type { Kind } from '../tip.ts'
import { type Intent, readIntent } from './intent.ts'
import { findFirstQuestion, QUESTION_TEXT } from './questions.ts'
import { isSameSending, rememberSending } from './sending.ts'
import { type ConversationState, type Draft, EMPTY_DRAFT, leaveTip, type Question } from './state.ts'

/** One message as the dialogue sees it: its shape, and what analysis made of its words. */
export interface Heard {
  eventId: string
  /** RFC 3339 instant of receipt. */
  at: string
  form: 'text' | 'button' | 'location' | 'media' | 'edit' | 'form' | 'joined' | 'left' | 'withdrawn' | 'unsupported'
  /** The platform's id of the album it belongs to. */
  groupId?: string
  /** The words, or the data of the button; empty where there are none. */
  text: string
  kind: Kind
  callNow: boolean
  /** Id of the call text that opens the answer. */
  callText: string | null
  /** The tense of the danger was not said. */
  isTenseUnclear: boolean
  tells: { what: boolean; where: boolean; when: boolean }
  /** The words complain about the police themselves. */
  isAboutPolice: boolean
  language: 'vi' | 'en'
  /** Id of the FAQ answer that fits a question. */
  faq: string | null
  /** Whether the contact of this conversation may be ended; told where {@link asksWithdrawal}. */
  withdrawable?: 'possible' | 'barred' | 'not-yet'
}

/** A bubble by the id of its text; the flow puts in the words and the buttons that belong to them. */
export interface Reply {
  text: string
  /** A call text: it stands first and is never held back. */
  isEmergency?: boolean
  requestLocation?: boolean
}

export interface Stepped {
  state: ConversationState
  replies: Reply[]
  /** Messages that now make up a new tip; null when nothing is filed. */
  filed: { eventIds: string[] } | null
  /** This message belongs to the tip already filed. */
  isSupplement: boolean
  /** The citizen asked for the key to this conversation. */
  wantsReceipt: boolean
  /** Messages of a draft the citizen took back: their content is destroyed. */
  discarded: string[]
  /** A draft is open: file it when nothing more is said. */
  isWaiting: boolean
  /** The sender ends the contact: who they are is destroyed, what was filed goes on. */
  isContactOver: boolean
}

/** After so long a new report is a new tip, unless it plainly goes on. */
const FOLLOW_UP_MS = 6 * 60 * 60_000
const REPEAT_NOTICE_MS = 60 * 60_000
const AFTER_TWO_FAILURES = 2

/**
 * One message in, the next state and the answer out. Pure; the same input gives the same output. Danger comes before
 * everything: its call text is the first bubble and the tip is filed at once, whatever was being asked.
 */
export function step(state: ConversationState, heard: Heard): Stepped {
  const stepped = answer(settle(state, heard), heard)
  if (heard.form !== 'media') return stepped
  return { ...stepped, state: rememberSending(stepped.state, heard, stepped.replies.length > 0) }
}

function answer(base: Stepped, heard: Heard): Stepped {
  const intent = heard.form === 'text' || heard.form === 'button' ? readIntent(heard.text, base.state) : null
  if (heard.form === 'left') return { ...base, replies: [] }
  if (heard.form === 'withdrawn') return withdraw(base, heard)
  if (heard.callNow) return danger(base, heard)
  if (heard.form === 'form')
    return file(base, [...draftOf(base), heard.eventId], 'receipt-chat', heard.at, heard.isAboutPolice)
  if (heard.form === 'joined') return say(greet(base), { text: 'greeting' })
  if (intent === 'withdraw') return askWithdrawal(base, heard)
  if (intent === 'data' || (heard.form === 'text' && heard.faq === DATA_REQUEST)) return answerDataRequest(base, heard)
  if (base.state.pending === 'withdraw') {
    if (intent === 'yes') return withdraw(base, heard)
    if (intent === 'no') return say(pend(base, null), { text: 'withdraw-kept' })
  }
  if (intent === 'receipt') return say(pend(base, 'receipt'), { text: 'receipt-code-warning' })
  if (base.state.pending === 'receipt') {
    if (intent === 'yes') return { ...pend(base, null), wantsReceipt: true }
    if (intent === 'no') return say(pend(base, null), { text: 'thanks' })
  }
  if (intent === 'new') return say(pend({ ...base, state: leaveTip(base.state) }, 'what'), { text: 'ask-what' })
  if (heard.form === 'unsupported') return unsupported(base, heard)
  // The button says it at any time; the words only where they answer.
  if ((intent === 'now' || intent === 'past') && (base.state.pending === 'now' || isLateTap(base, heard))) {
    return answerNow(base, intent)
  }
  if (intent === 'place') {
    return say({ ...base, isWaiting: base.state.draft !== null }, { text: 'ask-where', requestLocation: true })
  }
  if (heard.form === 'button' && !(base.state.draft && MOVES_DRAFT.has(intent))) return repeat(base)
  if (intent === 'thanks' && !base.state.draft) return say(base, { text: 'thanks' })
  if (base.state.draft) return goOn(base, heard, intent)
  if (base.state.tipId) return followUp(base, heard)
  return begin(base, heard)
}

/** Commands that a tap gives an open draft; any other tap answers nothing and adds nothing. */
const MOVES_DRAFT: ReadonlySet<Intent | null> = new Set<Intent>(['send', 'more', 'cancel'])

/** A button of an earlier bubble, pressed late or twice. */
function repeat(base: Stepped): Stepped {
  const { draft, pending, tipId } = base.state
  if (!draft) return say(base, { text: tipId ? 'thanks' : 'ask-what' })
  return say({ ...base, isWaiting: true }, { text: QUESTION_TEXT[pending ?? 'what'] })
}

function isLateTap(base: Stepped, heard: Heard): boolean {
  return heard.form === 'button' && base.state.tipId !== null
}

/** Nothing more was said: what was heard is filed as it is. */
export function stepQuiet(state: ConversationState, at: string): Stepped {
  const base = blank(state)
  if (!state.draft) return base
  return file(base, state.draft.eventIds, 'receipt-chat', at)
}

function blank(state: ConversationState): Stepped {
  return {
    state,
    replies: [],
    filed: null,
    isSupplement: false,
    wantsReceipt: false,
    discarded: [],
    isWaiting: false,
    isContactOver: false,
  }
}

/** A conversation long silent starts afresh. */
function settle(state: ConversationState, heard: Heard): Stepped {
  const isStale = state.tipAt !== null && Date.parse(heard.at) - Date.parse(state.tipAt) > FOLLOW_UP_MS
  const current = isStale && heard.form !== 'withdrawn' ? { ...leaveTip(state), tipAt: null, pending: null } : state
  return blank({ ...current, language: heard.form === 'text' ? heard.language : state.language })
}

function say(stepped: Stepped, ...replies: Reply[]): Stepped {
  return { ...stepped, replies: [...stepped.replies, ...replies] }
}

function pend(stepped: Stepped, pending: Question | null): Stepped {
  return { ...stepped, state: { ...stepped.state, pending } }
}

function greet(stepped: Stepped): Stepped {
  return { ...stepped, state: { ...stepped.state, hasGreeted: true } }
}

/** Call texts that ask something themselves: the tense is not asked beside them, and counts as now. */
const ASKS_ITSELF = new Set(['T-DV', 'T-SILENT'])

function danger(before: Stepped, heard: Heard): Stepped {
  const base = { ...before, state: { ...before.state, calledAt: heard.at } }
  const wasAsked = base.state.pending === 'now'
  const isToAsk = heard.isTenseUnclear && !wasAsked && !ASKS_ITSELF.has(heard.callText ?? '')
  const call: Reply = { text: heard.callText ?? 'T-113', isEmergency: true, requestLocation: !heard.tells.where }
  const askNow: Reply[] = isToAsk ? [{ text: 'ask-now' }] : []
  const pending: Question | null = isToAsk || (wasAsked && heard.isTenseUnclear) ? 'now' : null
  if (base.state.tipId) {
    const supplement: Stepped = { ...base, isSupplement: true, state: { ...base.state, tipAt: heard.at, pending } }
    return say(supplement, call, { text: 'supplement-received' }, ...whoReads(heard.isAboutPolice), ...askNow)
  }
  const eventIds = [...draftOf(base), heard.eventId]
  const filed = file(say(greet(base), call), eventIds, 'filed-urgent', heard.at, heard.isAboutPolice)
  return say(pend(filed, pending), ...askNow)
}

function file(base: Stepped, eventIds: string[], text: string, at: string, isAboutPolice = false): Stepped {
  const state = { ...base.state, draft: null, pending: null, failures: 0, tipAt: at }
  const isPolice = isAboutPolice || base.state.draft?.isAboutPolice === true
  return say({ ...base, state, filed: { eventIds }, isWaiting: false }, { text }, ...whoReads(isPolice))
}

/** Who complains about the police is told which level reads it (domain reference 2.3). */
function whoReads(isAboutPolice: boolean): Reply[] {
  return isAboutPolice ? [{ text: 'report-police' }] : []
}

function draftOf(base: Stepped): string[] {
  return base.state.draft?.eventIds ?? []
}

function unsupported(base: Stepped, heard: Heard): Stepped {
  const { quietUntil } = base.state
  if (quietUntil && Date.parse(quietUntil) > Date.parse(heard.at)) return base
  const until = new Date(Date.parse(heard.at) + REPEAT_NOTICE_MS).toISOString()
  return say({ ...base, state: { ...base.state, quietUntil: until } }, { text: 'unsupported' })
}

function answerNow(base: Stepped, intent: 'now' | 'past'): Stepped {
  return say(
    { ...pend(base, null), isSupplement: base.state.tipId !== null },
    { text: intent === 'now' ? 'ask-place-urgent' : 'supplement-received' },
  )
}

/** The answer on personal data, by whichever way it is asked for. */
const DATA_REQUEST = 'faq:data-request'

/** Whether the answer hangs on {@link Heard.withdrawable}. */
export function asksWithdrawal(state: ConversationState, heard: Heard): boolean {
  if (heard.form === 'withdrawn') return true
  if (heard.form !== 'text' && heard.form !== 'button') return false
  return state.pending === 'withdraw' || readIntent(heard.text, state) === 'withdraw'
}

/** A draft alone is simply not sent; for what was filed it is asked once. */
function askWithdrawal(base: Stepped, heard: Heard): Stepped {
  const hasTip = base.state.tipId !== null || base.state.formerTipId !== null
  if (base.state.draft && !hasTip) return goOn(base, heard, 'cancel')
  const refused = refuseWithdrawal(base, heard)
  return (
    refused ?? say(pend({ ...base, isWaiting: base.state.draft !== null }, 'withdraw'), { text: 'withdraw-confirm' })
  )
}

/** Whoever holds the phone of a person in danger must not end the help for them (security reference, threat model). */
function refuseWithdrawal(base: Stepped, heard: Heard): Stepped | null {
  switch (heard.withdrawable ?? 'possible') {
    case 'possible':
      return null
    case 'barred':
      return say(pend({ ...base, isWaiting: base.state.draft !== null }, null), { text: 'withdraw-barred' })
    case 'not-yet':
      return say({ ...base, isWaiting: base.state.draft !== null }, { text: 'withdraw-later' })
  }
}

/** Of the asker nothing is kept, and whether anything is known of them changes no word (invariant 25). */
function answerDataRequest(base: Stepped, heard: Heard): Stepped {
  return say({ ...base, discarded: [heard.eventId], isWaiting: base.state.draft !== null }, { text: DATA_REQUEST })
}

/**
 * What was not filed is destroyed, and who sent it can no longer be named. What was filed may have to be kept by law
 * (domain reference 1.9, PDPL art. 14) and goes on. The answer is the same whether there was anything or not.
 */
function withdraw(base: Stepped, heard: Heard): Stepped {
  const refused = refuseWithdrawal(base, heard)
  const tipId = base.state.tipId ?? base.state.formerTipId
  if (refused) return { ...refused, state: { ...refused.state, tipId } }
  const state = { ...base.state, tipId, draft: null, pending: null, failures: 0 }
  const ended = { ...base, state, discarded: draftOf(base), isContactOver: true }
  return say(ended, { text: 'withdrawn' })
}

/** The first words of a conversation, or of a new report. */
function begin(base: Stepped, heard: Heard): Stepped {
  const begun = { ...base, state: { ...base.state, draft: EMPTY_DRAFT } }
  // A file is evidence, whatever its caption greets or asks.
  if (heard.form === 'media' && (heard.kind === 'greeting' || heard.kind === 'question'))
    return goOn(begun, heard, null)
  switch (heard.kind) {
    case 'greeting':
      return say(greet(base), { text: 'greeting' })
    case 'question':
      return say(base, { text: heard.faq ?? 'question-unknown' })
    case 'other-agency':
      return say(base, { text: 'other-agency' })
    case 'spam':
      return say(fail(base), { text: base.state.failures === 0 ? 'spam-ask' : 'failure' })
    case 'tip':
    case 'mixed':
    case 'out-of-scope':
      return goOn(begun, heard, null)
  }
}

function fail(base: Stepped): Stepped {
  return { ...base, state: { ...base.state, failures: base.state.failures + 1 } }
}

/** A draft is open: take in what was said, then ask the next thing, or file. */
function goOn(base: Stepped, heard: Heard, intent: Intent | null): Stepped {
  const draft = base.state.draft ?? EMPTY_DRAFT
  if (intent === 'cancel') {
    const state = { ...base.state, draft: null, pending: null }
    return say({ ...base, state, discarded: [...draft.eventIds, heard.eventId] }, { text: 'cancelled' })
  }
  const isSent = intent === 'send' || (intent === 'yes' && base.state.pending === 'confirm')
  // "Gửi tin" is said to us and is no part of what is reported; the same for "Sửa lại".
  if (isSent) return file(base, draft.eventIds, 'receipt-chat', heard.at)
  if (intent === 'more') return say(pend({ ...base, isWaiting: true }, 'what'), { text: 'ask-what' })
  if (isAside(heard)) return say({ ...base, isWaiting: true }, { text: heard.faq })
  if (heard.form === 'media' && heard.text === '' && draft.eventIds.length > 0) return addFile(base, draft, heard)
  // A correction answers nothing that was asked after it.
  const answered = heard.form === 'edit' ? null : base.state.pending
  const tells = {
    what: draft.tells.what || heard.tells.what || answered === 'what',
    where: draft.tells.where || heard.tells.where || heard.form === 'location' || answered === 'where',
    when: draft.tells.when || heard.tells.when || answered === 'when',
  }
  const isAboutPolice = draft.isAboutPolice || heard.isAboutPolice
  const next: Draft = { ...draft, eventIds: [...draft.eventIds, heard.eventId], tells, isAboutPolice }
  const grown = { ...base, state: { ...base.state, draft: next }, isWaiting: true }
  const { pending } = base.state
  const isStillOpen = (pending === 'what' || pending === 'where' || pending === 'when') && !tells[pending]
  if (heard.form === 'edit' && isStillOpen) {
    return say(grown, { text: QUESTION_TEXT[pending], ...(pending === 'where' ? { requestLocation: true } : {}) })
  }
  return ask(pend(grown, null), heard)
}

/** A question beside the report. Under a file, or in the place of told words, it belongs to the report all the same. */
function isAside(heard: Heard): heard is Heard & { faq: string } {
  return heard.kind === 'question' && heard.faq !== null && heard.form !== 'media' && heard.form !== 'edit'
}

/** A file without words joins the draft; what was asked stays asked. */
function addFile(base: Stepped, draft: Draft, heard: Heard): Stepped {
  const next: Draft = { ...draft, eventIds: [...draft.eventIds, heard.eventId] }
  const grown = { ...base, state: { ...base.state, draft: next }, isWaiting: true }
  if (isSameSending(base.state, heard)) return grown
  return say(grown, { text: draft.tells.what ? 'media-kept' : 'media-received' })
}

function ask(base: Stepped, heard: Heard): Stepped {
  const draft = base.state.draft
  if (!draft) return base
  const put = (question: Question, reply: Reply): Stepped => {
    const state = { ...base.state, pending: question, draft: { ...draft, asked: [...draft.asked, question] } }
    return say({ ...base, state }, reply)
  }
  if (!draft.tells.what) {
    // A file or a pin says nothing of what happened, but there was nothing to misunderstand.
    const isWordless = heard.text === '' && (heard.form === 'media' || heard.form === 'location')
    const failed = isWordless ? base : fail(base)
    if (failed.state.failures >= AFTER_TWO_FAILURES) return file(failed, draft.eventIds, 'handover', heard.at)
    // Not marked as asked: words that nobody understood twice go to a person, whatever they answer.
    return say(failed, { text: findFirstQuestion(heard.form) })
  }
  if (!draft.tells.where && !draft.asked.includes('where'))
    return put('where', { text: 'ask-where', requestLocation: true })
  if (!draft.tells.when && !draft.asked.includes('when')) return put('when', { text: 'ask-when' })
  return put('confirm', { text: 'before-sending' })
}

/** The tip is filed; the citizen goes on talking. */
function followUp(base: Stepped, heard: Heard): Stepped {
  if (heard.kind === 'greeting' && heard.form === 'text') return say(base, { text: 'thanks' })
  // A question without an answer of ours goes to the officer who has the tip.
  if (isAside(heard)) return say(base, { text: heard.faq })
  const supplement = { ...base, isSupplement: true, state: { ...base.state, tipAt: heard.at } }
  if (heard.form === 'media' && heard.text === '' && isSameSending(base.state, heard)) return supplement
  return say(supplement, { text: 'supplement-received' }, ...whoReads(heard.isAboutPolice))
}
