import { wilson } from '../understand/model/measures.ts'
import type { Exam } from './exam.ts'

export const FIGURES = [
  'macro-f1',
  'diacritics',
  'leaf-recall',
  'call-now',
  'call-precision',
  'urgency-near',
  'urgent',
  'police',
  'held',
  'reports',
  'coverage',
] as const
export type Figure = (typeof FIGURES)[number]

/** One figure that a new model does not reach. */
export interface Shortfall {
  figure: Figure
  /** The category, for `leaf-recall`. */
  leaf?: string
  /** What was asked for at least (of `diacritics` and `held` at most), and what it is. */
  asked: number
  is: number
}

/** Of 1,088 texts three: less than half of what chance alone moves the figure by. */
const MACRO_F1_SLACK = 0.003
/** Points of macro-F1 by which the loss without diacritics may grow, and the loss that is a defect (triage reference, 1). */
const GAP_SLACK = 0.003
const GAP_MAX = 0.02
/** One report in a thousand. */
const REPORTS_SLACK = 0.001
/** Of those told to call, that many more may be told in vain, and what the issue asks for at least. */
const CALL_PRECISION_SLACK = 0.02
const CALL_PRECISION_MIN = 0.7
/** Of ordinary tips that many more may wait for a person at the province: one in fifty. */
const HELD_SLACK = 0.02
/** That many fewer tips may have a category without a person. */
const COVERAGE_SLACK = 0.02
/** What was not counted reaches nothing. */
const NOTHING = { hits: 0, wanted: 1 }
/** Sums of shares differ in the last digit. */
const ROUNDING = 1e-9

/**
 * Why a new model may not take the place of those before it; nothing where it may. `former`: the model in use and those that
 * led to it, all judged on the same test part as the candidate; empty where there was none, and then any model is better than
 * none. Each figure is asked of the best of them, so that many small steps down are no way down:
 *
 * - `macro-f1` at least the best less 0.003;
 * - `diacritics`: the loss of macro-F1 without them at most the smallest plus 0.003, and not above 0.02 unless it was;
 * - `leaf-recall`: of each category at least the lower bound of the 95 % interval (Wilson) of the best;
 * - `call-now`, `urgent` and `police`: recall at least the best, without slack;
 * - `urgency-near`: share of texts whose urgency is at most one level away, likewise;
 * - `call-precision`: of the texts told to call, those that must, at least the best less 0.02, and not below 0.7 unless it was;
 * - `held`: share of ordinary tips held for a doubt about police at most the smallest plus 0.02;
 * - `reports`: share of reports taken for reports at least the best less 0.001;
 * - `coverage`: share of tips whose category stands without a person at least the best less 0.02.
 *
 * Recall alone could be had by calling for everything and holding everything. What a former model was never asked is not
 * compared with it.
 */
export function judgeCandidate(candidate: Exam, former: readonly Exam[]): Shortfall[] {
  if (former.length === 0) return []
  const best = (read: (exam: Exam) => number): number => Math.max(...former.map(read))
  const atLeast = (figure: Figure, asked: number, is: number, leaf?: string): Shortfall[] =>
    is >= asked - ROUNDING ? [] : [{ figure, asked, is, ...(leaf === undefined ? {} : { leaf }) }]
  const atMost = (figure: Figure, asked: number, is: number): Shortfall[] =>
    is <= asked + ROUNDING ? [] : [{ figure, asked, is }]
  const bestPrecision = best(({ calls }) => shareOf(calls))
  const precisionAsked = Math.max(bestPrecision - CALL_PRECISION_SLACK, Math.min(CALL_PRECISION_MIN, bestPrecision))
  const smallestGap = Math.min(...former.map(gapOf))
  const gapAsked = Math.min(smallestGap + GAP_SLACK, Math.max(GAP_MAX, smallestGap))
  return [
    ...atLeast('macro-f1', best(({ macroF1 }) => macroF1) - MACRO_F1_SLACK, candidate.macroF1),
    ...atMost('diacritics', gapAsked, gapOf(candidate)),
    ...listLeaves(former).flatMap((leaf) =>
      atLeast('leaf-recall', Math.max(...former.map((exam) => floorOf(exam, leaf))), recallOf(candidate, leaf), leaf),
    ),
    ...atLeast(
      'call-now',
      best(({ callNow }) => shareOf(callNow)),
      shareOf(candidate.callNow),
    ),
    ...atLeast('call-precision', precisionAsked, shareOf(candidate.calls)),
    ...atLeast('urgency-near', bestOf(former, 'urgencyNear'), shareOf(candidate.urgencyNear ?? NOTHING)),
    ...atLeast('urgent', bestOf(former, 'urgent'), shareOf(candidate.urgent ?? NOTHING)),
    ...atLeast(
      'police',
      best(({ police }) => shareOf(police)),
      shareOf(candidate.police),
    ),
    ...atMost(
      'held',
      Math.min(...former.map(({ held }) => heldShareOf(held))) + HELD_SLACK,
      heldShareOf(candidate.held),
    ),
    ...atLeast('reports', best(({ reports }) => shareOf(reports)) - REPORTS_SLACK, shareOf(candidate.reports)),
    ...atLeast('coverage', best(({ sure }) => shareOf(sure)) - COVERAGE_SLACK, shareOf(candidate.sure)),
  ]
}

/** How much of macro-F1 is lost without diacritics; below 0 where it is better without. */
export function gapOf(exam: Pick<Exam, 'macroF1' | 'macroF1Stripped'>): number {
  return exam.macroF1 - exam.macroF1Stripped
}

/** A share of nothing is all of it: nothing was missed. */
export function shareOf({ hits, wanted }: { hits: number; wanted: number }): number {
  return wanted === 0 ? 1 : hits / wanted
}

function heldShareOf({ hits, wanted }: Exam['held']): number {
  return wanted === 0 ? 0 : hits / wanted
}

/** 0 where none of them was asked. */
function bestOf(former: readonly Exam[], name: 'urgencyNear' | 'urgent'): number {
  return Math.max(0, ...former.map((exam) => (exam[name] === undefined ? 0 : shareOf(exam[name]))))
}

function listLeaves(exams: readonly Exam[]): string[] {
  return [...new Set(exams.flatMap(({ leaves }) => leaves.map(({ code }) => code)))].sort()
}

function floorOf(exam: Exam, code: string): number {
  const leaf = exam.leaves.find((one) => one.code === code)
  return leaf === undefined ? 0 : wilson(leaf.hits, leaf.wanted).low
}

function recallOf(exam: Exam, code: string): number {
  const leaf = exam.leaves.find((one) => one.code === code)
  return leaf === undefined ? 0 : shareOf(leaf)
}
