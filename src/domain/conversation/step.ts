import { type Intent, readIntent } from './intent.ts'
import { answerHurt } from './known.ts'
import { answerOfSpam, askOfSpam, drop, isInsisting, isToDrop } from './no-report.ts'
import { askPlace, findFirstQuestion, QUESTION_TEXT } from './questions.ts'
import { isSameSending, rememberSending } from './sending.ts'
import { type ConversationState, type Draft, EMPTY_DRAFT, leaveTip, type Question } from './state.ts'
import { blank, draftOf, greet, type Heard, markAll, pend, type Reply, type Stepped, say } from './stepped.ts'
import { addPick, askAfterFiling, isPlaceTold, placeLeftToAsk, settlePlace, takePlaceQuestion } from './where.ts'
import {
  answerDataRequest,
  askWithdrawal,
  DATA_REQUEST,
  isDataQuestion,
  tellsAnything,
  withdraw,
} from './withdrawal.ts'

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
  if (heard.isSurrender === true) return surrender(base, heard)
  if (heard.form === 'form') return file(base, [...draftOf(base), heard.eventId], 'receipt-chat', heard.at, heard)
  if (heard.form === 'joined') return say(greet(base), { text: 'greeting' })
  // A draft alone is simply not sent.
  if (intent === 'withdraw') return hasDraftAlone(base.state) ? goOn(base, heard, 'cancel') : askWithdrawal(base, heard)
  if (intent === 'data') return answerDataRequest(base, heard)
  // Longer words may tell of something as well: the question has its answer, and what was told goes on.
  if (isDataQuestion(heard)) {
    const asked = say({ ...base, isWaiting: base.state.draft !== null }, { text: DATA_REQUEST })
    return tellsAnything(heard) ? answer(asked, { ...heard, kind: 'mixed', faq: null }) : asked
  }
  if (base.state.pending === 'withdraw') {
    if (intent === 'yes') return withdraw(base, heard)
    if (intent === 'no') return say(pend(base, null), { text: 'withdraw-kept' })
  }
  if (intent === 'receipt') return say(pend(base, 'receipt'), { text: 'receipt-code-warning' })
  if (base.state.pending === 'receipt') {
    if (intent === 'yes') return { ...pend(base, null), wantsReceipt: true }
    if (intent === 'no') return say(pend(base, null), { text: 'thanks' })
  }
  const answered = answerOfSpam(base, intent)
  if (answered) return answered
  if (intent === 'new') return say(pend({ ...base, state: leaveTip(base.state) }, 'what'), { text: 'ask-what' })
  if (heard.form === 'unsupported') return unsupported(base, heard)
  // The button says it at any time; the words only where they answer.
  if ((intent === 'now' || intent === 'past') && (base.state.pending === 'now' || isLateTap(base, heard))) {
    return answerNow(base, intent)
  }
  if ((intent === 'hurt' || intent === 'unhurt') && base.state.tipId !== null) return answerHurt(base, heard.at, intent)
  if (intent === 'place') {
    return say({ ...base, isWaiting: base.state.draft !== null }, { text: 'ask-where', requestLocation: true })
  }
  if (heard.pick !== undefined && base.state.draft) {
    return base.state.pending === 'where' ? goOn(base, heard, null) : addPick(base, base.state.draft, heard)
  }
  if (heard.pick !== undefined && base.state.tipId) return followUp(base, heard)
  if (heard.form === 'button' && !(base.state.draft && MOVES_DRAFT.has(intent))) return repeat(base)
  if (intent === 'thanks' && !base.state.draft) return say(base, { text: 'thanks' })
  if (base.state.draft) return goOn(base, heard, intent)
  if (base.state.tipId) return followUp(base, heard)
  return begin(base, heard)
}

function hasDraftAlone({ draft, tipId, formerTipId }: ConversationState): boolean {
  return draft !== null && tipId === null && formerTipId === null
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

/** A conversation long silent starts afresh. */
function settle(state: ConversationState, heard: Heard): Stepped {
  const isStale = state.tipAt !== null && Date.parse(heard.at) - Date.parse(state.tipAt) > FOLLOW_UP_MS
  const current = isStale && heard.form !== 'withdrawn' ? { ...leaveTip(state), tipAt: null, pending: null } : state
  const isSpamOld = state.spam !== null && Date.parse(heard.at) - Date.parse(state.spam.at) > FOLLOW_UP_MS
  const spam = isSpamOld ? null : state.spam
  return blank({ ...current, spam, language: heard.form === 'text' ? heard.language : state.language })
}

/** Call texts that ask something themselves: the tense is not asked beside them, and counts as now. */
const ASKS_ITSELF = new Set(['T-DV', 'T-SILENT'])

function danger(before: Stepped, heard: Heard): Stepped {
  const base = { ...before, state: { ...before.state, calledAt: heard.at } }
  const wasAsked = base.state.pending === 'now'
  const isSurrender = heard.isSurrender === true
  const isToAsk = heard.isTenseUnclear && !wasAsked && !isSurrender && !ASKS_ITSELF.has(heard.callText ?? '')
  const isPlaced = heard.place ? heard.place.unclear === null : heard.tells.where
  const call: Reply = { text: heard.callText ?? 'T-113', isEmergency: true, requestLocation: !isPlaced }
  const askNow: Reply[] = isToAsk ? [{ text: 'ask-now' }] : []
  const pending: Question | null = isToAsk || (wasAsked && heard.isTenseUnclear) ? 'now' : null
  const more = isSurrender ? [SURRENDER] : []
  if (base.state.tipId) {
    const supplement: Stepped = { ...base, isSupplement: true, state: { ...base.state, tipAt: heard.at, pending } }
    return say(supplement, call, ...more, { text: 'supplement-received' }, ...whoReads(heard.isAboutPolice), ...askNow)
  }
  const eventIds = [...draftOf(base), heard.eventId]
  const filed = file(say(greet(base), call, ...more), eventIds, 'filed-urgent', heard.at, heard)
  const isFree = !isSurrender && !ASKS_ITSELF.has(heard.callText ?? '')
  const place = isFree ? placeLeftToAsk(before.state, heard) : null
  return askAfterFiling(say(pend(filed, pending), ...askNow), place, isToAsk)
}

const SURRENDER: Reply = { text: 'surrender', isUrgent: true }

/** A person answers, and no machine asks anything first (domain reference 1.1, `tu-thu`). */
function surrender(base: Stepped, heard: Heard): Stepped {
  if (base.state.tipId) {
    const supplement: Stepped = {
      ...base,
      isSupplement: true,
      state: { ...base.state, tipAt: heard.at, pending: null },
    }
    return say(supplement, SURRENDER, { text: 'supplement-received' }, ...whoReads(heard.isAboutPolice))
  }
  const eventIds = [...draftOf(base), heard.eventId]
  return file(say(greet(base), SURRENDER), eventIds, 'filed-urgent', heard.at, heard)
}

/** `heard`: the message it ends with, where no draft has taken that in. */
function file(base: Stepped, eventIds: string[], text: string, at: string, heard: Heard | null = null): Stepped {
  const state = { ...base.state, draft: null, spam: null, pending: null, failures: 0, tipAt: at, placeToAsk: null }
  const isPolice = heard?.isAboutPolice === true || base.state.draft?.isAboutPolice === true
  const filed = { eventIds, ...markAll(base.state.spam, base.state.draft, heard) }
  return say({ ...base, state, filed, isWaiting: false }, { text }, ...whoReads(isPolice))
}

/** Who complains about the police is told which level reads it (domain reference 2.3). */
function whoReads(isAboutPolice: boolean): Reply[] {
  return isAboutPolice ? [{ text: 'report-police' }] : []
}

function unsupported(base: Stepped, heard: Heard): Stepped {
  const { quietUntil } = base.state
  if (quietUntil && Date.parse(quietUntil) > Date.parse(heard.at)) return base
  const until = new Date(Date.parse(heard.at) + REPEAT_NOTICE_MS).toISOString()
  return say({ ...base, state: { ...base.state, quietUntil: until } }, { text: 'unsupported' })
}

function answerNow(base: Stepped, intent: 'now' | 'past'): Stepped {
  const { stepped, question } = takePlaceQuestion(pend(base, null))
  const answered = { ...stepped, isSupplement: base.state.tipId !== null }
  if (question) return say(answered, { text: 'supplement-received' }, question)
  return say(answered, { text: intent === 'now' ? 'ask-place-urgent' : 'supplement-received' })
}

const NOT_OF_FILES: ReadonlySet<Heard['kind']> = new Set<Heard['kind']>(['greeting', 'question', 'spam'])

/** The first words of a conversation, or of a new report. */
function begin(base: Stepped, heard: Heard): Stepped {
  const draft = { ...EMPTY_DRAFT, eventIds: draftOf(base), ...markAll(base.state.spam) }
  const begun = { ...base, state: { ...base.state, draft, spam: null } }
  // A file is evidence, whatever its caption greets or asks.
  if (heard.form === 'media' && NOT_OF_FILES.has(heard.kind)) return goOn(begun, heard, null)
  switch (heard.kind) {
    case 'greeting':
      return say(greet(base), { text: 'greeting' })
    case 'question':
      return say(base, { text: heard.faq ?? 'question-unknown' })
    case 'other-agency':
      return say(base, { text: 'other-agency' })
    case 'spam':
      if (isInsisting(base.state)) {
        return { ...file(begun, [...draftOf(base), heard.eventId], 'handover', heard.at, heard), spam: [heard.eventId] }
      }
      return askOfSpam(base, heard)
    case 'out-of-scope':
      return isToDrop(base.state, heard) ? drop(base, heard) : goOn(begun, heard, null)
    case 'tip':
    case 'mixed':
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
    where: isPlaceTold(draft, heard, answered === 'where'),
    when: draft.tells.when || heard.tells.when || answered === 'when',
  }
  const isAboutPolice = draft.isAboutPolice || heard.isAboutPolice
  const next: Draft = {
    ...draft,
    eventIds: [...draft.eventIds, heard.eventId],
    tells,
    isAboutPolice,
    ...markAll(draft, heard),
  }
  const grown = { ...base, state: { ...base.state, draft: next }, isWaiting: true }
  const { pending } = base.state
  const isStillOpen = (pending === 'what' || pending === 'where' || pending === 'when') && !tells[pending]
  if (heard.form === 'edit' && isStillOpen) {
    return say(grown, pending === 'where' ? askPlace(heard.place) : { text: QUESTION_TEXT[pending] })
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
  if (!draft.tells.where && !draft.asked.includes('where')) return put('where', askPlace(heard.place))
  if (!draft.tells.when && !draft.asked.includes('when')) return put('when', { text: 'ask-when' })
  return put('confirm', { text: 'before-sending' })
}

/** The tip is filed; the citizen goes on talking. */
function followUp(before: Stepped, heard: Heard): Stepped {
  const base = settlePlace(before, heard)
  // Words answer it as well as a tap; a "có" said after them answers something else.
  const pending = base.state.pending === 'hurt' ? null : base.state.pending
  const supplemented = { ...base, isSupplement: true, state: { ...base.state, pending, tipAt: heard.at } }
  // "Vâng" may answer what an officer asked: it is kept, and thanked for like any greeting.
  if (heard.kind === 'greeting' && heard.form === 'text') return say(supplemented, { text: 'thanks' })
  // A question without an answer of ours goes to the officer who has the tip.
  if (isAside(heard)) return say(base, { text: heard.faq })
  if (heard.form === 'media' && heard.text === '' && isSameSending(base.state, heard)) return supplemented
  return say(supplemented, { text: 'supplement-received' }, ...whoReads(heard.isAboutPolice))
}
