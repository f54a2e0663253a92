import type { Intent } from './intent.ts'
import type { ConversationState } from './state.ts'
import { type Heard, markAll, pend, type Stepped, say } from './stepped.ts'

/** True if what was said is to be destroyed, and nothing asked or said just before makes it an answer. */
export function isToDrop({ pending, spam }: ConversationState, heard: Heard): boolean {
  return heard.isOutOfScope === true && heard.form === 'text' && pending === null && spam === null
}

/** The same words for whatever it was: they tell nobody what of it was not wanted. */
export function drop(base: Stepped, heard: Heard): Stepped {
  return say({ ...base, dropped: [heard.eventId] }, { text: 'out-of-scope' })
}

/** True for who was asked and told again, and sends such words a third time: it may be what somebody sends to them. */
export function isInsisting({ spam }: ConversationState): boolean {
  return spam !== null && spam.eventIds.length >= 2
}

/** Asks whether there is something to report: who tells of a scam often sends the scammer's words first. */
export function askOfSpam(base: Stepped, heard: Heard): Stepped {
  const { failures, spam } = base.state
  const held = { eventIds: [...(spam?.eventIds ?? []), heard.eventId], at: heard.at, ...markAll(spam, heard) }
  const state = { ...base.state, failures: failures + 1, spam: held }
  return say({ ...base, state, spam: [heard.eventId] }, { text: spam === null ? 'spam-ask' : 'failure' })
}

/** "Có", "không" to that question; null for all else. */
export function answerOfSpam(base: Stepped, intent: Intent | null): Stepped | null {
  if (base.state.spam === null || base.state.draft !== null) return null
  if (intent === 'yes') return say(pend(base, 'what'), { text: 'ask-what' })
  if (intent === 'no') return say({ ...base, state: { ...base.state, spam: null } }, { text: 'thanks' })
  return null
}
