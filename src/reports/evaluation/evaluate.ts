import { makeClassifier } from '../../understand/model/classifier.ts'
import { type CorpusTip, readKinds, readPolice, readTips } from '../../understand/model/corpus.ts'
import { kappa, percentile } from '../../understand/model/measures.ts'
import type { Model } from '../../understand/model/model.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'
import { type CategoryFigures, judgeRanked, sumUp, sumUpLeaves } from './figures.ts'
import { nearest } from './nearness.ts'
import { type Rank, rankByRules, trainTfIdf } from './peers.ts'
import { lookWith, rateKinds, ratePolice, rateStage, rateTips } from './whole.ts'

/** Why a peer that was asked for is not in the table. */
const NOT_RUN =
  'fastText: no figure. fasttext.wasm.js 1.0.0 (npm) ends with an exception when it trains on this corpus under Node 26, with each of three settings.'
const LABELLERS = ['labeller-1', 'labeller-2'] as const

export type Evaluation = ReturnType<typeof evaluate>

/** Every figure on the frozen test part, rules and a peer trained on the same training part beside it. Pure but for the clock. */
export function evaluate(model: Model, now: () => number) {
  const test = readTips('test')
  const train = readTips('train')
  const classifier = makeClassifier(model)
  const rankByModel: Rank = (text) => classifier.predict(text).categories
  const rows: [name: string, rank: Rank][] = [
    ['model', rankByModel],
    ['TF-IDF linear', trainTfIdf(train, model.header.seed)],
    ['rules', rankByRules],
  ]
  const looks = { rules: lookWith(null), stage: lookWith(classifier) }
  const bare = test.map((tip) => ({ ...tip, text: stripMarks(tip.text) }))
  const near = nearest(
    test.map(({ text }) => text),
    train.map(({ text }) => text),
  )
  const judged = judgeAll(test, rankByModel)
  const kinds = readKinds('test')
  const police = readPolice('test')
  return {
    model: model.header,
    texts: { test: test.length, train: train.length },
    categories: rows.map(([name, rank]) => ({
      name,
      asSent: sumUp(judgeAll(test, rank)),
      stripped: sumUp(judgeAll(bare, rank)),
    })) satisfies { name: string; asSent: CategoryFigures; stripped: CategoryFigures }[],
    notRun: [NOT_RUN],
    leaves: sumUpLeaves(judged, judgeAll(bare, rankByModel)),
    urgency: [
      { name: 'rules', ...rateTips(test, looks.rules) },
      { name: 'rules and model', ...rateTips(test, looks.stage) },
      { name: 'rules and model, without diacritics', ...rateTips(bare, looks.stage) },
    ],
    stage: [
      { name: 'rules', ...rateStage(test, looks.rules) },
      { name: 'rules and model', ...rateStage(test, looks.stage) },
      { name: 'rules and model, without diacritics', ...rateStage(bare, looks.stage) },
    ],
    kinds: rateKinds(kinds, looks.stage),
    kindsByRules: rateKinds(kinds, looks.rules),
    police: ratePolice(police, looks.stage),
    labellers: {
      category: agreement(test, ({ category }) => category),
      urgency: agreement(test, ({ urgency }) => urgency),
      callNow: agreement(test, ({ callNow }) => String(callNow)),
    },
    nearness: { p50: percentile(near, 0.5), p95: percentile(near, 0.95), max: Math.max(...near) },
    timeMs: { model: timeEach(test, rankByModel, now), stage: timeEach(test, looks.stage, now) },
  }
}

function judgeAll(tips: readonly CorpusTip[], rank: Rank) {
  return tips.map(({ text, labels }) => judgeRanked(rank(text), labels.category))
}

type Opinion = NonNullable<CorpusTip['given']>[string]

function agreement(tips: readonly CorpusTip[], read: (opinion: Opinion) => string) {
  const pairs = tips.flatMap(({ given }) => {
    const [first, second] = LABELLERS.map((name) => given?.[name])
    return first && second ? [[read(first), read(second)] as const] : []
  })
  return { kappa: kappa(pairs), share: pairs.filter(([a, b]) => a === b).length / pairs.length }
}

function timeEach(tips: readonly CorpusTip[], ask: (text: string) => unknown, now: () => number) {
  const took = tips.map(({ text }) => {
    const startMs = now()
    ask(text)
    return now() - startMs
  })
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
