import type { Span } from '../domain/tip.ts'
import type { Analysis } from './analysis.ts'

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
  for (const match of text.matchAll(/[^.!?\n…]+[.!?…]*/gu)) {
    if (match[0].trim() !== '') spans.push({ start: match.index, end: match.index + match[0].length })
  }
  return spans
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
