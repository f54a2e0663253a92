import type { AreaRef, PlaceHeard } from '../place.ts'
import type { Kind } from '../tip.ts'
import type { ConversationState, Draft, Question } from './state.ts'

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
  /**
   * Where the report happened by all of it, this message included; left out where no gazetteer is at hand, and then
   * `tells.where` decides.
   */
  place?: PlaceHeard
  /** Data of the button by which a place was picked, tapped or typed as its number (`where.ts`). */
  pick?: string
  /** The words complain about the police themselves. */
  isAboutPolice: boolean
  /** They may, by no more than a doubt of the machine's. */
  isPoliceDoubted?: boolean
  /** Only officers named for it may read what these words make of a report. */
  isRestricted?: boolean
  language: 'vi' | 'en'
  /** Id of the FAQ answer that fits a question. */
  faq: string | null
  /** No report beyond doubt, in a talk to no tip of which it may belong, and to be destroyed: the flow has seen to it. */
  isOutOfScope?: boolean
  /** The sender gives themselves up. */
  isSurrender?: boolean
  /** Whether the contact of this conversation may be ended; told where {@link asksWithdrawal}. */
  withdrawable?: 'possible' | 'barred' | 'not-yet'
}

/** A bubble by the id of its text; the flow puts in the words and the buttons that belong to them. */
export interface Reply {
  text: string
  /** A call text: it stands first and is never held back. */
  isEmergency?: boolean
  /** Never held back either; what it answers is filed for a person to read soon. */
  isUrgent?: boolean
  requestLocation?: boolean
  /** What a question about the place names and offers, by codes. */
  place?: { named: AreaRef | null; choices: readonly string[] }
}

export interface Stepped {
  state: ConversationState
  replies: Reply[]
  /** Messages that now make up a new tip, and what any of them raised; null when nothing is filed. */
  filed: ({ eventIds: string[] } & Marks) | null
  /** This message belongs to the tip already filed. */
  isSupplement: boolean
  /** The citizen asked for the key to this conversation. */
  wantsReceipt: boolean
  /** Messages of a draft the citizen took back: their content is destroyed. */
  discarded: string[]
  /** Messages that are no report: their content is destroyed, and the day's number of them rises. */
  dropped: string[]
  /** Messages taken for spam: the day's number of them rises, and nothing else happens to them. */
  spam: string[]
  /** A draft is open: file it when nothing more is said. */
  isWaiting: boolean
  /** The sender ends the contact: who they are is destroyed, what was filed goes on. */
  isContactOver: boolean
}

/** An answer that says and does nothing yet. */
export function blank(state: ConversationState): Stepped {
  return {
    state,
    replies: [],
    filed: null,
    isSupplement: false,
    wantsReceipt: false,
    discarded: [],
    dropped: [],
    spam: [],
    isWaiting: false,
    isContactOver: false,
  }
}

export function say(stepped: Stepped, ...replies: Reply[]): Stepped {
  return { ...stepped, replies: [...stepped.replies, ...replies] }
}

export function pend(stepped: Stepped, pending: Question | null): Stepped {
  return { ...stepped, state: { ...stepped.state, pending } }
}

export function greet(stepped: Stepped): Stepped {
  return { ...stepped, state: { ...stepped.state, hasGreeted: true } }
}

/** Messages of the report that is not sent yet, and what was asked about as spam before it: it may be what is reported. */
export function draftOf({ state }: Pick<Stepped, 'state'>): string[] {
  return [...(state.spam?.eventIds ?? []), ...(state.draft?.eventIds ?? [])]
}

/** What holds of a report as soon as one of its messages raised it, whatever the whole of it says. */
export type Marks = Pick<Draft, 'isPoliceDoubted' | 'isRestricted'>

/** All that these raised, drafts and messages. A complaint read alone is a doubt of the whole. */
export function markAll(...raised: readonly (Marks | Heard | null)[]): Marks {
  const isAny = (is: (one: Marks | Heard) => boolean | undefined): boolean =>
    raised.some((one) => one !== null && is(one) === true)
  return {
    isPoliceDoubted: isAny((one) => one.isPoliceDoubted === true || ('isAboutPolice' in one && one.isAboutPolice)),
    isRestricted: isAny((one) => one.isRestricted),
  }
}

/** What a person is to read soon. */
export function isPressing({ isEmergency, isUrgent }: Reply): boolean {
  return isEmergency === true || isUrgent === true
}
