import type { Span } from '../../domain/tip.ts'
import type { CorpusSelfId } from '../../understand/model/corpus.ts'
import { wilson } from '../../understand/model/measures.ts'

/** A stretch of the reporter's is found when so much of it is covered; the rest alone would still tell little. */
const FOUND_MIN = 0.8
/** One of the accused's is lost when more than this of it is covered. */
const LOST_ABOVE = 0.2

export interface SelfIdFigures {
  texts: number
  reporter: { spans: number; found: number; recall: number; low: number; high: number; charactersCovered: number }
  accused: { spans: number; covered: number; share: number; low: number; high: number; charactersCovered: number }
  /** Of the characters that are neither's. */
  othersCovered: number
}

/** How well a finder keeps the two apart, over texts with both labelled; shares from 0 to 1, with 95 % intervals. Pure. */
export function rateSelfIds(selfIds: readonly CorpusSelfId[], find: (text: string) => readonly Span[]): SelfIdFigures {
  const rated = selfIds.map((one) => rateOne(one, find(one.text)))
  const spans = rated.flatMap((one) => one.spans)
  const of = (whose: 'reporter' | 'accused') => spans.filter((span) => span.of === whose)
  const reporter = of('reporter')
  const accused = of('accused')
  const found = reporter.filter(({ covered, length }) => covered >= length * FOUND_MIN).length
  const lost = accused.filter(({ covered, length }) => covered > length * LOST_ABOVE).length
  return {
    texts: selfIds.length,
    reporter: {
      spans: reporter.length,
      found,
      recall: shareOf(found, reporter.length),
      ...wilson(found, reporter.length),
      charactersCovered: sumOf(reporter),
    },
    accused: {
      spans: accused.length,
      covered: lost,
      share: shareOf(lost, accused.length),
      ...wilson(lost, accused.length),
      charactersCovered: sumOf(accused),
    },
    othersCovered: sumOf(rated.map(({ others }) => others)),
  }
}

interface Stretch {
  length: number
  covered: number
}

function rateOne(
  { text, labels }: CorpusSelfId,
  covers: readonly Span[],
): { spans: (Stretch & { of: 'reporter' | 'accused' })[]; others: Stretch } {
  const isCovered = new Uint8Array(text.length)
  for (const { start, end } of covers) isCovered.fill(1, start, end)
  const countIn = (from: number, to: number): number => isCovered.subarray(from, to).reduce((sum, one) => sum + one, 0)
  const spans = labels.spans.map(({ from, to, of }) => ({ of, length: to - from, covered: countIn(from, to) }))
  const isLabelled = new Uint8Array(text.length)
  for (const { from, to } of labels.spans) isLabelled.fill(1, from, to)
  const open = [...isLabelled.entries()].filter(([, labelled]) => labelled === 0)
  return {
    spans,
    others: { length: open.length, covered: open.filter(([at]) => isCovered[at] === 1).length },
  }
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sumOf(stretches: readonly Stretch[]): number {
  return shareOf(
    stretches.reduce((sum, { covered }) => sum + covered, 0),
    stretches.reduce((sum, { length }) => sum + length, 0),
  )
}
