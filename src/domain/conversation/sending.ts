import type { ConversationState } from './state.ts'

/** A file as far as it matters here: when it was received (RFC 3339), and which album it belongs to. */
export interface SentFile {
  at: string
  groupId?: string
}

/** Zalo sends an album as so many messages, each when it is uploaded: some seconds apart on a slow line. */
const GAP_MAX_MS = 10_000
/** Who goes on sending is told again now and then: a long silence looks like an outage (channel reference 0.1, 10). */
const SILENCE_MAX_MS = 60_000

/** True if this file came with the last one, and so was answered with it: of one album, or within seconds. */
export function isSameSending({ media, draft, tipId }: ConversationState, file: SentFile): boolean {
  // What the last one joined was taken back or left: this one begins something.
  if (media === null || (draft === null && tipId === null)) return false
  if (file.groupId !== undefined && file.groupId === media.groupId) return true
  const atMs = Date.parse(file.at)
  return atMs - Date.parse(media.at) <= GAP_MAX_MS && atMs - Date.parse(media.answeredAt) <= SILENCE_MAX_MS
}

/** The state after a file: the next one is measured against it. */
export function rememberSending(state: ConversationState, file: SentFile, isAnswered: boolean): ConversationState {
  const answeredAt = isAnswered || state.media === null ? file.at : state.media.answeredAt
  return { ...state, media: { groupId: file.groupId ?? null, at: file.at, answeredAt } }
}
