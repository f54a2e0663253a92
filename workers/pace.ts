/** Lets calls through no faster than a platform allows: over all its chats, and within one. */
export interface Pace {
  /**
   * Resolves when it is this call's turn. Turns are given in the order asked; an urgent call passes those that wait for
   * the platform's pace, who wait one turn longer, but not those of its own chat.
   */
  turn(chat: string, isUrgent?: boolean): Promise<void>
}

/** Chats are forgotten once their turn has passed, so the table holds only what is waiting. */
export function makePace(limit: { perSecond: number; perChatSecond: number }, nowMs: () => number = Date.now): Pace {
  const gapMs = 1_000 / limit.perSecond
  const chatGapMs = 1_000 / limit.perChatSecond
  const chats = new Map<string, number>()
  let nextMs = 0
  let nextUrgentMs = 0
  return {
    async turn(chat, isUrgent = false) {
      const now = nowMs()
      for (const [known, freeMs] of chats) {
        if (freeMs > now) break
        chats.delete(known)
      }
      const turnMs = Math.max(now, isUrgent ? nextUrgentMs : nextMs, chats.get(chat) ?? 0)
      nextMs = Math.max(now, nextMs) + gapMs
      if (isUrgent) nextUrgentMs = Math.max(now, nextUrgentMs) + gapMs
      chats.delete(chat)
      chats.set(chat, turnMs + chatGapMs)
      if (turnMs > now) await new Promise((resolve) => setTimeout(resolve, turnMs - now))
    },
  }
}
