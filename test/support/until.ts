import { setTimeout as pause } from 'node:timers/promises'

/** Resolves with the first answer that is not null, undefined, false or empty; fails after `timeoutMs`, saying what was awaited. */
export async function until<T>(what: string, look: () => Promise<T> | T, timeoutMs = 15_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    const isEmpty = Array.isArray(found) && found.length === 0
    if (found && !isEmpty) return found
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await pause(20)
  }
}
