import { makeChoose } from './choose.ts'
import { makeFit } from './fit.ts'
import { makeJudge } from './judge.ts'
import type { PairModel } from './pair-model.ts'

/** Decides by a model: what a tip belongs to. */
export function makeChooser(model: PairModel): ReturnType<typeof makeChoose> {
  return makeChoose(makeJudge(model), makeFit(model.fit), model.thresholds)
}
