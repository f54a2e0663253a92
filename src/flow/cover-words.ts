import { type TipText, wordsOf } from '../domain/compose.ts'
import { coverContent, coverMore, coverSpans } from '../domain/cover.ts'
import type { InboundContent } from '../domain/message.ts'
import { findReceipts } from '../domain/receipt.ts'
import type { Span } from '../domain/tip.ts'
import { type FindSelfWords, READ_MAX } from '../understand/self-id/find-self-words.ts'

/** What an officer reads of a tip, with the words covered by which its sender may give themself away. */
export interface WordCover {
  /** How many stretches there are. */
  count: number
  told: TipText
  /** A message of the tip as it is shown. */
  cover(content: InboundContent): InboundContent
  /** True for a place in the told text of which something is covered. */
  isCovered(span: Span): boolean
}

/**
 * Finds the words anew in what the tip says now: no list of where a sender gives themself away is kept anywhere, an
 * edited message is judged as edited, and a better model counts for old tips from its first moment on. Each message is
 * read in the whole of the tip and by itself; what either finds is covered. So is, whatever `find` says, a receipt that
 * stands in the words: it opens the talk to whoever reads it.
 *
 * However much somebody sends, `find` reads at most {@link READ_MAX} of the whole, as much of its messages by themselves,
 * and as much of all that is no longer in it (what was corrected): twenty microseconds a letter, while everybody else
 * waits. What lies behind is covered whole.
 */
export function coverWords(told: TipText, contents: readonly InboundContent[], find: FindSelfWords): WordCover {
  const inWhole = findUpTo(told.text, READ_MAX, find)
  const known = new Map<string, Span[]>([[told.text, joinSpans(inWhole)]])
  for (const { span } of told.parts) {
    const words = told.text.slice(span.start, span.end)
    const own = inWhole.flatMap(({ start, end }) =>
      start < span.end && end > span.start
        ? [{ start: Math.max(start, span.start) - span.start, end: Math.min(end, span.end) - span.start }]
        : [],
    )
    const alone = known.get(words) ?? findUpTo(words, READ_MAX - span.start, find)
    known.set(words, joinSpans([...alone, ...own]))
  }
  let left = READ_MAX
  const spansOf = (words: string): Span[] => {
    const spans = known.get(words)
    if (spans !== undefined) return spans
    const found = joinSpans(findUpTo(words, left, find))
    left = Math.max(0, left - words.length)
    known.set(words, found)
    return found
  }
  const hiddenOf = (words: string): Span[] => [...spansOf(words), ...findReceipts(words)]
  const wordsCovered = new Map<string, string>()
  const cover = (content: InboundContent): InboundContent => {
    const words = wordsOf(content)
    if (words === '') return content
    const covered = coverContent(content, hiddenOf(words))
    wordsCovered.set(words, wordsOf(covered))
    return covered
  }
  for (const content of contents) cover(content)
  let text = ''
  for (const { span } of told.parts) {
    const words = told.text.slice(span.start, span.end)
    const covered = wordsCovered.get(words) ?? coverSpans(words, hiddenOf(words))
    wordsCovered.set(words, covered)
    // Between two messages stands what joins them.
    text += told.text.slice(text.length, span.start) + covered
  }
  return {
    count: contents.reduce((sum, content) => sum + spansOf(wordsOf(content)).length, 0),
    told: { ...told, text },
    cover,
    isCovered: ({ start, end }) => text.slice(start, end) !== told.text.slice(start, end),
  }
}

/** What `find` finds in so much of a text, and all that lies behind. */
function findUpTo(text: string, max: number, find: FindSelfWords): Span[] {
  if (text.length <= max) return find(text)
  return [...(max > 0 ? find(text.slice(0, max)) : []), { start: Math.max(0, max), end: text.length }]
}

/** Spans that touch or lie over each other are one stretch. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}

/**
 * The sentence of the inbox. Triage covered it in the whole of the tip before it was sealed; what is found since is covered
 * as well.
 */
export function coverEssence(essence: string, find: FindSelfWords): string {
  return coverMore(essence, [...find(essence), ...findReceipts(essence)])
}

/**
 * A finding without what was read out of covered words: entities with their values, and notes. `isOutdated`: its spans
 * point into words that have been edited since, so nothing of that kind is left.
 */
export function coverFinding(value: unknown, isCovered: (span: Span) => boolean, isOutdated: boolean): unknown {
  if (Array.isArray(value)) return value.filter(isShown).map(inner)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [
    name,
    isShown(part) ? inner(part) : null,
  ])
  return Object.fromEntries(entries.filter(([name]) => name !== 'note' || !isHidden(value)))

  function inner(part: unknown): unknown {
    return coverFinding(part, isCovered, isOutdated)
  }
  function isHidden(part: unknown): boolean {
    const span = readSpan(part)
    return span !== null && (isOutdated || isCovered(span))
  }
  function isShown(part: unknown): boolean {
    return !(typeof part === 'object' && part !== null && 'value' in part && isHidden(part))
  }
}

function readSpan(part: unknown): Span | null {
  if (typeof part !== 'object' || part === null || !('span' in part)) return null
  const { span } = part
  if (typeof span !== 'object' || span === null || !('start' in span) || !('end' in span)) return null
  const { start, end } = span
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null
}
