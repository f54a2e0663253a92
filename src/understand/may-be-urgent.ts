import { SITUATIONS } from '../data/situations.ts'
import { normalise } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import { tokenise } from './tokens.ts'

const index = indexPhrases(SITUATIONS.flatMap(({ phrases }) => phrases.map((phrase) => ({ phrase, value: null }))))
/** UTF-16 units read of each end of a long text; who writes for help does not bury it in the middle of pages. */
const END_LENGTH = 1_500

/**
 * True if a text holds any word of danger, whatever its tense: enough to let it pass others in a queue, and a fifth of
 * the time of `analyse`, which judges it. Wrong either way it costs order, and nothing else.
 */
export function mayBeUrgent(sent: string): boolean {
  const read = sent.length > 2 * END_LENGTH ? `${sent.slice(0, END_LENGTH)}\n${sent.slice(-END_LENGTH)}` : sent
  const text = normalise(read)
  return findPhrases(index, text, tokenise(text)).some((match) => !match.isNegated && !match.isFiction)
}
