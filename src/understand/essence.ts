import type { Span } from '../domain/tip.ts'
import type { Analysis } from './analysis.ts'

const SHORT_NAME = /(?<!\p{L})(?:tp|tx|tt|bks|[pqhxđd])$/iu
/** One line of the inbox holds about this much at 1440 px. UTF-16 units. */
const ESSENCE_LENGTH_MAX = 160

/**
 * The most telling sentence of a text, not its first: the one that holds a danger, else the one with the heaviest
 * evidence, else the longest. Cut at a word; never inside a surrogate pair or before a combining mark.
 */
export function findEssence(text: string, analysis: Pick<Analysis, 'situations' | 'evidence'>): string {
  const sentences = splitSentences(text)
  const weights = sentences.map((sentence) => weigh(sentence, analysis))
  const best = weights.indexOf(Math.max(...weights))
  const sentence = sentences[best]
  return sentence ? shorten(text.slice(sentence.start, sentence.end).replace(/\s+/gu, ' ').trim()) : ''
}

function splitSentences(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  for (const match of [...text.matchAll(/[.!?\n…]+/gu), null]) {
    const end = match === null ? text.length : match.index + match[0].length
    if (match?.[0] === '.' && isWithin(text, match.index)) continue
    if (/[^.!?\s…]/u.test(text.slice(start, end))) spans.push({ start, end })
    start = end
  }
  return spans
}

/** A point within a number or a plate, or after "TP", "P", "Q" and the like, ends no sentence. */
function isWithin(text: string, point: number): boolean {
  if (!/^\s?[\p{L}\p{N}]/u.test(text.slice(point + 1, point + 4))) return false
  const before = text.slice(Math.max(0, point - 4), point)
  return (/\p{N}$/u.test(before) && /\p{N}/u.test(text.charAt(point + 1))) || SHORT_NAME.test(before)
}

function weigh(sentence: Span, analysis: Pick<Analysis, 'situations' | 'evidence'>): number {
  const holds = (span: Span | undefined): boolean =>
    span !== undefined && span.start >= sentence.start && span.start < sentence.end
  const dangers = analysis.situations.filter((situation) => situation.tense !== 'past' && holds(situation.span)).length
  const reasons = analysis.evidence.filter((one) => holds(one.span)).reduce((sum, one) => sum + (one.weight ?? 0.1), 0)
  return dangers * 100 + reasons + Math.min(sentence.end - sentence.start, 200) / 1_000
}

function shorten(text: string): string {
  if (text.length <= ESSENCE_LENGTH_MAX) return text
  const cut = text.slice(0, ESSENCE_LENGTH_MAX)
  const atWord = cut.lastIndexOf(' ')
  const whole = atWord > ESSENCE_LENGTH_MAX / 2 ? cut.slice(0, atWord) : dropTail(cut)
  return `${whole} …`
}

/** Without the half of a surrogate pair or the marks and joiners that a cut left at its end. */
function dropTail(cut: string): string {
  let end = cut.length
  while (end > 0 && /[\ud800-\udbff\p{M}\u200d]/u.test(cut.charAt(end - 1))) end--
  return cut.slice(0, end)
}
