import type { Detail, OpenEvent } from '../open-event.ts'
import type { ConversationState, Question } from './state.ts'
import { type Reply, type Stepped, say } from './stepped.ts'

/**
 * Says that an open event is known, and asks for the one thing nobody has told. Null once the talk has gone on to something
 * else: "this fire" would then be taken for that. Nothing is asked while something is: one question at a time, and what was
 * asked for the report itself goes first.
 */
export function tellKnown(
  state: ConversationState,
  known: { tipId: string; event: OpenEvent; missing: Detail | null },
): { state: ConversationState; replies: Reply[] } | null {
  if (state.tipId !== known.tipId || state.draft !== null) return null
  const told: Reply = { text: `known-${known.event}` }
  const isAsking = state.pending !== null || state.placeToAsk !== null || state.spam !== null
  if (known.missing === null || isAsking) return { state, replies: [told] }
  const { reply, pending } = QUESTION_OF[known.missing]
  return { state: { ...state, pending, buttons: [] }, replies: [told, reply] }
}

const QUESTION_OF: Readonly<Record<Detail, { reply: Reply; pending: Question }>> = {
  spot: { reply: { text: 'known-ask-spot', requestLocation: true }, pending: 'where' },
  hurt: { reply: { text: 'known-ask-hurt' }, pending: 'hurt' },
  current: { reply: { text: 'known-ask-current' }, pending: 'now' },
}

/** Said of an event that is known, and a tap says it at any time: whoever is hurt needs a call, and a person soon. */
export function answerHurt(base: Stepped, at: string, intent: 'hurt' | 'unhurt'): Stepped {
  const state = { ...base.state, tipAt: at, pending: base.state.pending === 'hurt' ? null : base.state.pending }
  const call: Reply[] = intent === 'hurt' ? [{ text: 'T-115', isEmergency: true }] : []
  return say({ ...base, state, isSupplement: true }, ...call, { text: 'supplement-received' })
}
