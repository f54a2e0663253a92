import type { Detail, OpenEvent } from '../open-event.ts'
import type { ConversationState, Question } from './state.ts'
import type { Reply } from './stepped.ts'

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

/** The dialogue knows an answer to "where" and to "now"; what is said of people hurt is added as any words are. */
const QUESTION_OF: Readonly<Record<Detail, { reply: Reply; pending: Question | null }>> = {
  spot: { reply: { text: 'known-ask-spot', requestLocation: true }, pending: 'where' },
  hurt: { reply: { text: 'known-ask-hurt' }, pending: null },
  current: { reply: { text: 'known-ask-current' }, pending: 'now' },
}
