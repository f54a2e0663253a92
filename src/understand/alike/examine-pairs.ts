import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { keepBook } from './book.ts'
import { readIncidentSet } from './incident-set.ts'
import { makeChooser } from './model-choice.ts'
import type { PairModel } from './pair-model.ts'
import { rateBook } from './rate-book.ts'
import type { TipView } from './view.ts'

const TEST_SET = path.resolve(import.meta.dirname, '../../../corpus/test/incidents.jsonl')

const share = z.strictObject({ count: z.number(), of: z.number() })

/** What a model of pairs does on the frozen test part (corpus/README.md). */
export const PAIR_EXAM = z.strictObject({
  /** SHA-256 of the test part: figures of another one say nothing beside these. */
  test: z.string(),
  /** Pairwise, over incidents, suggestions counted as links. */
  f1: z.number(),
  /** Suggestions that are true, of those shown. */
  suggestions: share,
  /** Links made without asking that join two events. */
  wrongAutomatic: share,
})
export type PairExam = z.output<typeof PAIR_EXAM>

/** Examines models on the same tips, read once. */
export function makePairExam(viewOf: (text: string, receivedAt: string) => TipView): (model: PairModel) => PairExam {
  const content = readFileSync(TEST_SET, 'utf8')
  const lines = readIncidentSet(content)
  const tips = lines.map(({ id, sender, text, at }) => ({ id, sender, view: viewOf(text, at) }))
  const test = createHash('sha256').update(content).digest('hex')
  return (model) => {
    const { pairs, suggestions, wrongAutomatic } = rateBook(lines, keepBook(tips, makeChooser(model)))
    return { test, f1: pairs.f1, suggestions, wrongAutomatic }
  }
}

/** Points that chance alone moves the figure by. */
const F1_SLACK = 0.005
const TRUE_SLACK = 0.02

export const PAIR_FIGURES = ['f1', 'suggestions', 'wrong-automatic'] as const
export type PairFigure = (typeof PAIR_FIGURES)[number]

/**
 * In what a new model falls behind those before it, the program's own and the one in use; it takes their place only where it
 * does in nothing: pairwise F1 at least the best less 0.005, of the suggestions at least the best share less 0.02 true, and
 * no more wrong links without asking. Copies are told by their words alone, whatever is learned.
 */
export function judgePairModel(candidate: PairExam, former: readonly PairExam[]): PairFigure[] {
  const shareOf = ({ count, of }: { count: number; of: number }): number => (of === 0 ? 1 : count / of)
  const best = (read: (exam: PairExam) => number): number => Math.max(...former.map(read))
  const falls: Record<PairFigure, boolean> = {
    f1: candidate.f1 < best(({ f1 }) => f1) - F1_SLACK,
    suggestions: shareOf(candidate.suggestions) < best((exam) => shareOf(exam.suggestions)) - TRUE_SLACK,
    'wrong-automatic': candidate.wrongAutomatic.count > Math.min(...former.map((exam) => exam.wrongAutomatic.count)),
  }
  return PAIR_FIGURES.filter((figure) => falls[figure])
}
