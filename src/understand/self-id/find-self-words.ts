import type { Span } from '../../domain/tip.ts'
import { type Reading, read } from '../reading.ts'
import { type Chain, tagWords } from './crf.ts'
import { decide } from './decide.ts'
import { markText } from './mark-text.ts'
import { piecesOfWords } from './pieces.ts'

/**
 * Finds the stretches of a text by which its sender gives themself away: in order, none over another, in UTF-16 units of
 * the text as sent. Never throws. `isUrgent`: somebody has to act at once, and only what is sure is found.
 */
export type FindSelfWords = (sent: string, isUrgent?: boolean) => Span[]

/** Of a longer text no page shows more; what is behind is not read, and covered. UTF-16 units. */
export const READ_MAX = 20_000
/** Read at once; `normalise` passes over the middle of what is longer than it reads. */
const PIECE_MAX = 4_000

/** With what training left of the words' chances, asked for at each text, so that a newer one counts at once. */
export function makeFindSelfWords(chain: () => Chain | null): FindSelfWords {
  return (sent, isUrgent = false) => {
    const spans = cutText(sent.slice(0, READ_MAX)).flatMap(({ start, end }) =>
      findSelfWords(read(sent.slice(start, end)), chain(), isUrgent).map((span) => ({
        start: span.start + start,
        end: span.end + start,
      })),
    )
    return sent.length > READ_MAX ? [...spans, { start: READ_MAX, end: sent.length }] : spans
  }
}

/** By rules alone: what there is before anything was trained. */
export const findByRules: FindSelfWords = makeFindSelfWords(() => null)

/** One text of at most {@link READ_MAX}; what tells of the accused or of the scene is left out where the two can be told apart. */
export function findSelfWords(reading: Reading, chain: Chain | null, isUrgent = false): Span[] {
  const marked = markText(reading)
  if (chain === null) return decide(marked, null, isUrgent)
  const tags = tagWords(chain, piecesOfWords(marked))
  const width = chain.labels.length
  const chanceOf = (label: SelfLabel) => {
    const column = chain.labels.indexOf(label)
    return (at: number): number => tags[at * width + column] ?? 0
  }
  return decide(marked, { reporter: chanceOf('reporter'), accused: chanceOf('accused') }, isUrgent)
}

export const SELF_LABELS = ['other', 'reporter', 'accused'] as const
export type SelfLabel = (typeof SELF_LABELS)[number]

/** In pieces that end at a line, else at a blank. */
function cutText(text: string): Span[] {
  const pieces: Span[] = []
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PIECE_MAX)
    if (end < text.length) {
      const at = Math.max(text.lastIndexOf('\n', end), text.lastIndexOf(' ', end))
      if (at > start + PIECE_MAX / 2) end = at
      // never between the two halves of one sign
      else if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1
    }
    pieces.push({ start, end })
    start = end
  }
  return pieces
}
