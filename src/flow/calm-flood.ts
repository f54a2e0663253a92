import type { ConversationState } from '../domain/conversation/state.ts'
import type { Stepped } from '../domain/conversation/stepped.ts'
import type { WaitingEvent } from '../storage/events.ts'

const FLOOD_NOTICE_MS = 60 * 60_000
const CALL_AGAIN_MS = 60_000

/** A flood gets one notice; what it says is kept all the same, and danger is always answered. */
export function calmFlood(event: WaitingEvent, before: ConversationState, stepped: Stepped): Stepped {
  if (!event.isFlooding) return stepped
  const atMs = event.receivedAt.getTime()
  // Danger is answered in a flood too, once a minute: the same call text two hundred times helps nobody.
  const wasCalled = before.calledAt !== null && Date.parse(before.calledAt) > atMs - CALL_AGAIN_MS
  const isHeldBack = wasCalled && !stepped.filed
  const urgent = stepped.replies.filter((reply) =>
    reply.isEmergency ? !isHeldBack : reply.isUrgent === true && stepped.filed !== null,
  )
  const state = isHeldBack ? { ...stepped.state, calledAt: before.calledAt } : stepped.state
  const isNoticed = before.floodUntil !== null && Date.parse(before.floodUntil) > atMs
  if (isNoticed) return { ...stepped, state, replies: urgent }
  const floodUntil = new Date(atMs + FLOOD_NOTICE_MS).toISOString()
  return { ...stepped, state: { ...state, floodUntil }, replies: [...urgent, { text: 'slow-down' }] }
}
