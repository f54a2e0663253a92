import { type TipText, wordsOf } from '../domain/compose.ts'
import { coverContent, coverMore, coverSpans } from '../domain/cover.ts'
import type { InboundContent } from '../domain/message.ts'
import { findReceipts } from '../domain/receipt.ts'
import type { Span } from '../domain/tip.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'

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
 */
export function coverWords(told: TipText, contents: readonly InboundContent[], find: FindSelfWords): WordCover {
  const inWhole = find(told.text)
  const known = new Map<string, Span[]>([[told.text, inWhole]])
  const spansOf = (words: string): Span[] => {
    const spans = known.get(words) ?? find(words)
    known.set(words, spans)
    return spans
  }
  const hiddenOf = (words: string): Span[] => [...spansOf(words), ...findReceipts(words)]
  for (const { span } of told.parts) {
    const words = told.text.slice(span.start, span.end)
    const own = inWhole.flatMap(({ start, end }) =>
      start < span.end && end > span.start
        ? [{ start: Math.max(start, span.start) - span.start, end: Math.min(end, span.end) - span.start }]
        : [],
    )
    known.set(words, [...spansOf(words), ...own])
  }
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
    // Between two messages stands what joins them.
    text += told.text.slice(text.length, span.start) + (wordsCovered.get(words) ?? coverSpans(words, hiddenOf(words)))
  }
  return {
    count: contents.reduce((sum, content) => sum + countStretches(spansOf(wordsOf(content))), 0),
    told: { ...told, text },
    cover,
    isCovered: ({ start, end }) => text.slice(start, end) !== told.text.slice(start, end),
  }
}

/**
 * The sentence of the inbox. Triage covered it in the whole of the tip before it was sealed; what is found since is covered
 * as well.
 */
export function coverEssence(essence: string, find: FindSelfWords): string {
  return coverMore(essence, [...find(essence), ...findReceipts(essence)])
}

/** Spans that touch or lie over each other are one stretch. */
function countStretches(spans: readonly Span[]): number {
  let upTo = -1
  let count = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start > upTo) count += 1
    upTo = Math.max(upTo, end)
  }
  return count
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
