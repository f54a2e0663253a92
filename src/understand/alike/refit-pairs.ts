import { createHash } from 'node:crypto'
import { judgePairModel, type PairExam, type PairFigure } from './examine-pairs.ts'
import { compare } from './features.ts'
import { growTrees } from './grow-trees.ts'
import { PAIR_MODEL } from './in-use.ts'
import type { PairModel } from './pair-model.ts'
import type { PairExample } from './train-pairs.ts'

/** Of fewer answers nothing is learned. */
export const ANSWERS_MIN = 40
/** Few and small steps: what the corpus taught is mended, not forgotten. */
const MENDING = { rounds: 40, rate: 0.05 }

/** The program's own model mended by what officers answered: the same answers give the same model. Null of too few. */
export function mendPairs(answers: readonly PairExample[]): PairModel | null {
  if (answers.length < ANSWERS_MIN) return null
  const examples = answers.map(({ one, other, isSame, weight, ...standing }) => ({
    figures: compare(one, other, standing),
    isTrue: isSame,
    weight,
  }))
  const pair = growTrees(examples, MENDING, PAIR_MODEL.pair)
  const digest = createHash('sha256')
    .update(JSON.stringify([PAIR_MODEL.version, pair]))
    .digest('hex')
  return { ...PAIR_MODEL, version: `pairs-${digest.slice(0, 12)}`, pair }
}

export interface JudgedPairs {
  model: PairModel
  exam: PairExam
  /** In what it falls behind the program's own model and the one in use. */
  shortfalls: PairFigure[]
}

/** The gate: on the frozen test part, in the same hour, beside those before it. */
export function judgeMended(mended: PairModel, inUse: PairModel, examine: (model: PairModel) => PairExam): JudgedPairs {
  const exam = examine(mended)
  const former = [PAIR_MODEL, ...(inUse.version === PAIR_MODEL.version ? [] : [inUse])].map((model) =>
    examine({ ...model, thresholds: { ...model.thresholds, sure: null } }),
  )
  return { model: mended, exam, shortfalls: judgePairModel(exam, former) }
}
