import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makePlaceResolver } from '../gazetteer/resolve.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { readIncidentSet } from '../reports/incidents/incident-set.ts'
import { ratePairs } from '../reports/incidents/rate-incidents.ts'
import { type BookEntry, type BookTip, keepBook, makeShelf } from '../understand/alike/book.ts'
import { makeChoose } from '../understand/alike/choose.ts'
import { countWords } from '../understand/alike/count-words.ts'
import { FEATURES } from '../understand/alike/features.ts'
import { makeJudge } from '../understand/alike/judge.ts'
import type { PairModel } from '../understand/alike/pair-model.ts'
import { type PairExample, trainPairs } from '../understand/alike/train-pairs.ts'
import type { Model } from '../understand/model/model.ts'
import { makeViewOf } from './incident-views.ts'

const CORPUS = path.resolve(import.meta.dirname, '../../corpus/train')
const DATA = path.resolve(import.meta.dirname, '../data')
/** Thresholds are chosen among these, on writers the weights were not learned from. */
const STEPS = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]
/** Suggestions an officer is shown for each true one, at most (issue 7). */
const PER_TRUE_MAX = 1.5
/** Links made without asking that join two events, at most. */
const WRONG_MAX = 0.005
/** Points of F1 that fewer than four writers do not tell apart. */
const AS_GOOD = 0.02
const SAME_SENDER_STEPS = [0.6, 0.7, 0.8, 0.9]
const SAME_SENDER_MAX = 0.95

/** One writer's tips, in order, with the event each tells of. */
interface Part {
  tips: BookTip[]
  lines: ReturnType<typeof readIncidentSet>
}

/**
 * Counts words, learns the weights by which two tips are compared from `corpus/train/incidents-*.jsonl`, and chooses the
 * threshold of suggestions on writers left out in turn. Writes `src/data`: the answer belongs to the program's source.
 */
export function trainPairModel(model: Model | null): number {
  const files = readdirSync(CORPUS).sort()
  const texts = files
    .filter((name) => /^(tips|incidents)-.*\.jsonl$/.test(name))
    .flatMap((name) => readFileSync(path.join(CORPUS, name), 'utf8').split('\n').filter(Boolean))
    .map((line) => String(JSON.parse(line).text))
  writeFileSync(path.join(DATA, 'word-counts.json'), `${JSON.stringify(countWords(texts), null, 1)}\n`)
  const viewOf = makeViewOf(model, makePlaceResolver(makeSeedRelease().release))
  const parts = files
    .filter((name) => name.startsWith('incidents-'))
    .map((name): Part => {
      const lines = readIncidentSet(readFileSync(path.join(CORPUS, name), 'utf8'))
      return { lines, tips: lines.map(({ id, sender, text, at }) => ({ id, sender, view: viewOf(text, at) })) }
    })
  const examples = parts.map(listPairs)
  const { suggest, sameSender } = chooseThresholds(parts, examples)
  const { weights, bias } = trainPairs(examples.flat())
  const rounded = weights.map((weight) => Math.round(weight * 1e4) / 1e4)
  const version = `pairs-${createHash('sha256').update(JSON.stringify(rounded)).digest('hex').slice(0, 12)}`
  const found: PairModel = {
    version,
    features: [...FEATURES],
    weights: rounded,
    bias: Math.round(bias * 1e4) / 1e4,
    thresholds: { suggest, sameSender, sure: null },
  }
  writeFileSync(path.join(DATA, 'pair-model.json'), `${JSON.stringify(found, null, 2)}\n`)
  process.stdout.write(`${examples.flat().length} pairs, suggested from ${suggest} on: ${version}\n`)
  return 0
}

/** Each tip with what would be compared with it in life, and with all others of its own event before it. */
function listPairs({ tips, lines }: Part): PairExample[] {
  const shelf = makeShelf()
  return tips.flatMap((tip, at) => {
    const own = lines[at]?.incident
    const incidentOf = new Map(lines.slice(0, at).map(({ id, incident }) => [id, incident]))
    const mates = tips.slice(0, at).filter(({ id }) => incidentOf.get(id) === own)
    const others = [...new Set([...mates, ...shelf.find(tip)])]
    shelf.add(tip)
    return others.map((other) => ({
      one: tip.view,
      other: other.view,
      isSameSender: other.sender === tip.sender,
      isSame: incidentOf.get(other.id) === own,
    }))
  })
}

/**
 * On writers left out: the threshold of suggestions with the highest mean F1, of those that show few enough in vain; and
 * the lowest from which on nearly no tip of the same sender is put to another event of theirs.
 */
function chooseThresholds(
  parts: readonly Part[],
  examples: readonly PairExample[][],
): { suggest: number; sameSender: number } {
  const learned = parts.map((_, left) => trainPairs(examples.filter((__, at) => at !== left).flat()))
  const rate = (suggest: number, sameSender: number) => {
    const figures = parts.map((part, left) => {
      const model: PairModel = {
        version: 'fold',
        features: [...FEATURES],
        ...(learned[left] ?? { weights: [], bias: 0 }),
        thresholds: { suggest, sameSender, sure: null },
      }
      const entries = keepBook(part.tips, makeChoose(makeJudge(model), model))
      const incidentOf = new Map(part.lines.map(({ id, incident }) => [id, incident]))
      const isRight = ({ tip, choice }: BookEntry): boolean => incidentOf.get(tip.id) === incidentOf.get(choice.tipId)
      const shown = entries.filter(({ choice }) => choice.how === 'suggested')
      const made = entries.filter(({ choice }) => choice.how === 'automatic')
      const { f1 } = ratePairs(
        part.lines,
        entries.map(({ rootId }) => rootId),
      )
      const wrong = made.filter((one) => !isRight(one)).length
      return { f1, shown: shown.length, right: shown.filter(isRight).length, made: made.length, wrong }
    })
    const sum = (key: keyof (typeof figures)[number]): number => figures.reduce((total, one) => total + one[key], 0)
    return {
      f1: sum('f1') / figures.length,
      perTrue: sum('shown') / Math.max(1, sum('right')),
      wrong: sum('wrong'),
      made: sum('made'),
    }
  }
  const rated = STEPS.map((suggest) => ({ suggest, ...rate(suggest, SAME_SENDER_MAX) }))
  for (const { suggest, f1, perTrue } of rated)
    process.stdout.write(`  suggest ${suggest}: F1 ${f1.toFixed(3)}, ${perTrue.toFixed(2)} shown for each true one\n`)
  const fitting = rated.filter(({ perTrue }) => perTrue <= PER_TRUE_MAX)
  const usable = fitting.length > 0 ? fitting : rated
  const best = Math.max(...usable.map(({ f1 }) => f1))
  // Writers are few: of what is as good as the best the most sparing is the safest guess.
  const suggest = Math.max(...usable.filter(({ f1 }) => f1 >= best - AS_GOOD).map((one) => one.suggest))
  const sameSender =
    SAME_SENDER_STEPS.find((step) => {
      const { wrong, made } = rate(suggest, step)
      process.stdout.write(`  same sender ${step}: ${wrong} of ${made} wrong\n`)
      return wrong <= WRONG_MAX * made
    }) ?? SAME_SENDER_MAX
  return { suggest, sameSender }
}
