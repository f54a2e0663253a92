import type { Answer } from '../../understand/model/calibrate.ts'
import { accuracyAt, calibrationError, macroF1, share, wilson } from '../../understand/model/measures.ts'

/** What somebody said of one text of the test part. */
export interface Judgement extends Answer {
  wanted: string
  got: string | null
  isInTop3: boolean
}

export interface CategoryFigures {
  macroF1: number
  top1: number
  top3: number
  accuracyAt75: number
  calibrationError: number
}

const COVERAGE = 0.75
const BINS = 15

/** A ranked answer against what was wanted. */
export function judgeRanked(ranked: readonly { code: string; p: number }[], wanted: string): Judgement {
  const first = ranked[0]
  return {
    wanted,
    got: first?.code ?? null,
    p: first?.p ?? 0,
    isRight: first?.code === wanted,
    isInTop3: ranked.slice(0, 3).some(({ code }) => code === wanted),
  }
}

export function sumUp(judged: readonly Judgement[]): CategoryFigures {
  return {
    macroF1: macroF1(judged),
    top1: share(judged.map(({ isRight }) => isRight)),
    top3: share(judged.map(({ isInTop3 }) => isInTop3)),
    accuracyAt75: accuracyAt(judged, COVERAGE),
    calibrationError: calibrationError(judged, BINS),
  }
}

export interface LeafFigures {
  code: string
  texts: number
  recall: number
  low: number
  high: number
  precision: number
  recallStripped: number
}

/** Recall of each leaf with its 95 % interval, by the order of the codes. */
export function sumUpLeaves(judged: readonly Judgement[], stripped: readonly Judgement[]): LeafFigures[] {
  const codes = [...new Set(judged.map(({ wanted }) => wanted))].sort()
  return codes.map((code) => {
    const own = judged.filter(({ wanted }) => wanted === code)
    const hits = own.filter(({ isRight }) => isRight).length
    const said = judged.filter(({ got }) => got === code)
    const bare = stripped.filter(({ wanted }) => wanted === code)
    return {
      code,
      texts: own.length,
      recall: hits / own.length,
      ...wilson(hits, own.length),
      precision: share(said.map(({ isRight }) => isRight)),
      recallStripped: share(bare.map(({ isRight }) => isRight)),
    }
  })
}
