import { analyse } from '../../understand/analyse.ts'
import { makeClassifier } from '../../understand/model/classifier.ts'
import {
  type CorpusTip,
  readEntities,
  readKinds,
  readPolice,
  readSelfIds,
  readTips,
} from '../../understand/model/corpus.ts'
import { kappa, percentile } from '../../understand/model/measures.ts'
import type { Model } from '../../understand/model/model.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'
import { read } from '../../understand/reading.ts'
import type { Chain } from '../../understand/self-id/crf.ts'
import { findByRules, makeFindSelfWords } from '../../understand/self-id/find-self-words.ts'
import { rateEntities } from './entities.ts'
import { trainFastText } from './fasttext.ts'
import { type CategoryFigures, judgeRanked, sumUp, sumUpLeaves } from './figures.ts'
import { nearest } from './nearness.ts'
import { type Rank, rankByRules, trainTfIdf } from './peers.ts'
import { rateScope } from './scope.ts'
import { rateSelfIds } from './self-id.ts'
import { lookWith, rateKinds, ratePolice, rateStage, rateTips } from './whole.ts'

/** Nothing here depends on when a text came. */
const ANY_TIME = { receivedAt: '2026-11-20T03:00:00Z' }
const WORDS = 100
const LABELLERS = ['labeller-1', 'labeller-2'] as const

export type Evaluation = Awaited<ReturnType<typeof evaluate>>

/**
 * Every figure on the frozen test part, with rules alone and peers trained on the same training part beside it. Pure but for
 * the clock. `chain`: what finds the words of self-identification beside its rules, null for rules alone.
 */
export async function evaluate(model: Model, chain: Chain | null, now: () => number) {
  const test = readTips('test')
  const train = readTips('train')
  const classifier = makeClassifier(model)
  const rankByModel: Rank = (text) => {
    const reading = read(text)
    return classifier.predict(reading, analyse(text, ANY_TIME, reading)).categories
  }
  const rows: [name: string, rank: Rank][] = [
    ['model', rankByModel],
    ['TF-IDF linear', trainTfIdf(train, model.header.seed)],
    ...(await rankByFastText(train, model.header.seed)),
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
  const selfIds = readSelfIds('test')
  return {
    model: model.header,
    texts: { test: test.length, train: train.length },
    categories: rows.map(([name, rank]) => ({
      name,
      asSent: sumUp(judgeAll(test, rank)),
      stripped: sumUp(judgeAll(bare, rank)),
    })) satisfies { name: string; asSent: CategoryFigures; stripped: CategoryFigures }[],
    notRun: rows.some(([name]) => name.startsWith('fastText')) ? [] : ['fastText: not installed.'],
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
    police: ratePolice(police, test, looks.stage),
    policeByRules: ratePolice(police, test, looks.rules),
    scope: rateScope(test, kinds, looks.stage),
    entities: rateEntities(readEntities('test'), (text, receivedAt) => analyse(text, { receivedAt }).entities),
    selfIds: [
      { name: 'rules', ...rateSelfIds(selfIds, findByRules) },
      ...(chain === null
        ? []
        : [
            {
              name: 'rules and chain',
              ...rateSelfIds(
                selfIds,
                makeFindSelfWords(() => chain),
              ),
            },
          ]),
    ],
    labellers: {
      category: agreement(test, ({ category }) => category),
      urgency: agreement(test, ({ urgency }) => urgency),
      callNow: agreement(test, ({ callNow }) => String(callNow)),
    },
    nearness: { p50: percentile(near, 0.5), p95: percentile(near, 0.95), max: Math.max(...near) },
    timeMs: {
      model: timeEach(test, rankByModel, now),
      stage: timeEach(test, looks.stage, now),
      hundredWords: timeEach(hundredWordsOf(test), looks.stage, now),
    },
  }
}

async function rankByFastText(train: readonly CorpusTip[], seed: number): Promise<[name: string, rank: Rank][]> {
  const both = await trainFastText(train, seed, 'both')
  const asSent = await trainFastText(train, seed, 'as-sent')
  return [
    ...(both === null ? [] : [['fastText, on both forms', both] satisfies [string, Rank]]),
    ...(asSent === null ? [] : [['fastText, on texts as sent', asSent] satisfies [string, Rank]]),
  ]
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

/** Texts of a hundred words, cut from the tips one after the other. */
function hundredWordsOf(tips: readonly CorpusTip[]): { text: string }[] {
  const words = tips.flatMap(({ text }) => text.split(/\s+/))
  return Array.from({ length: Math.floor(words.length / WORDS) }, (_, at) => ({
    text: words.slice(at * WORDS, (at + 1) * WORDS).join(' '),
  }))
}

function timeEach(tips: readonly { text: string }[], ask: (text: string) => unknown, now: () => number) {
  const took = tips.map(({ text }) => {
    const startMs = now()
    ask(text)
    return now() - startMs
  })
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
