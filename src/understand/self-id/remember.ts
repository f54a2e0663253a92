import { createHmac, randomBytes } from 'node:crypto'
import type { Span } from '../../domain/tip.ts'
import type { FindSelfWords } from './find-self-words.ts'

/** The sentences of the lists, which are looked at again and again; UTF-16 units. */
const LENGTH_MAX = 200
/** About 10 MB; then all is forgotten, and found again in milliseconds each. */
const COUNT_MAX = 20_000

/**
 * The same finder, but a short text that it has read is not read again until `forget`. Texts are remembered by a mark
 * that only this process can make: no words are kept.
 */
export function makeRemembering(find: FindSelfWords): { find: FindSelfWords; forget(): void } {
  const key = randomBytes(32)
  const known = new Map<string, readonly Span[]>()
  return {
    find(sent, isUrgent = false) {
      if (sent.length > LENGTH_MAX) return find(sent, isUrgent)
      // JSON keeps halves of surrogate pairs apart, which bytes would not.
      const mark = createHmac('sha256', key)
        .update(JSON.stringify([sent, isUrgent]))
        .digest('base64')
      const spans = known.get(mark) ?? find(sent, isUrgent)
      if (known.size >= COUNT_MAX) known.clear()
      known.set(mark, spans)
      return [...spans]
    },
    forget: () => known.clear(),
  }
}
