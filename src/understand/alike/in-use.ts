import raw from '../../data/pair-model.json' with { type: 'json' }
import { makeJudge } from './judge.ts'
import { makeChooser } from './model-choice.ts'
import { type PairModel, readPairModel } from './pair-model.ts'

/** What the program itself brings: learned from the corpus alone (`npx tinbao train --pairs`). */
export const PAIR_MODEL: PairModel = readPairModel(raw)

export const ALIKE_MODEL = PAIR_MODEL.version
export const judgePair = makeJudge(PAIR_MODEL)
export const chooseIncident = makeChooser(PAIR_MODEL)
