/** What a platform keeps for a client that polls: updates in order, and the call that waits for the next. */
export interface WaitingUpdates {
  readonly waiting: unknown[]
  /** Somebody wrote: kept, and told to the call that is waiting. */
  write(...updates: unknown[]): void
  /** Resolves when something is there, or when `seconds` are over. */
  wait(seconds: number): Promise<void>
  /** How many calls are waiting now. */
  pollers(): number
}

export function makeWaitingUpdates(): WaitingUpdates {
  const waiting: unknown[] = []
  const wakes = new Set<() => void>()
  return {
    waiting,
    write(...updates) {
      waiting.push(...updates)
      for (const wake of wakes) wake()
    },
    wait(seconds) {
      if (waiting.length > 0) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          wakes.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, seconds * 1000)
        wakes.add(wake)
      })
    },
    pollers: () => wakes.size,
  }
}
