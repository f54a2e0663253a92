import { vi } from 'vitest'

/**
 * How often something looks into a table, at a letter, or with a pattern: a measure of work that no busy machine changes.
 * What a pattern does inside is not counted; that no pattern does more than linear work is tested by itself.
 */
export function countSteps(run: () => unknown): number {
  let steps = 0
  const spies = [
    vi.spyOn(Map.prototype, 'get'),
    vi.spyOn(String.prototype, 'charAt'),
    vi.spyOn(String.prototype, 'slice'),
    vi.spyOn(String.prototype, 'codePointAt'),
    vi.spyOn(RegExp.prototype, 'test'),
    vi.spyOn(RegExp.prototype, 'exec'),
    vi.spyOn(Array.prototype, 'slice'),
  ]
  try {
    run()
    for (const spy of spies) steps += spy.mock.calls.length
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return steps
}
