import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makePlaceResolver } from '../gazetteer/resolve.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { readIncidentSet } from '../reports/incidents/incident-set.ts'
import { ratePairs } from '../reports/incidents/rate-incidents.ts'
import { type BookTip, keepBook, makeShelf } from '../understand/alike/book.ts'
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
  const suggest = chooseThreshold(parts, examples)
  const { weights, bias } = trainPairs(examples.flat())
  const rounded = weights.map((weight) => Math.round(weight * 1e4) / 1e4)
  const version = `pairs-${createHash('sha256').update(JSON.stringify(rounded)).digest('hex').slice(0, 12)}`
  const found: PairModel = {
    version,
    features: [...FEATURES],
    weights: rounded,
    bias: Math.round(bias * 1e4) / 1e4,
    thresholds: { suggest, sameSender: Math.max(0.5, suggest), sure: null },
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

/** The threshold with the highest mean F1 over writers left out, of those that show few enough suggestions in vain. */
function chooseThreshold(parts: readonly Part[], examples: readonly PairExample[][]): number {
  const learned = parts.map((_, left) => trainPairs(examples.filter((__, at) => at !== left).flat()))
  const rated = STEPS.map((suggest) => {
    const figures = parts.map((part, left) => {
      const thresholds = { suggest, sameSender: Math.max(0.5, suggest), sure: null }
      const model: PairModel = {
        version: 'fold',
        features: [...FEATURES],
        ...(learned[left] ?? { weights: [], bias: 0 }),
        thresholds,
      }
      const entries = keepBook(part.tips, makeChoose(makeJudge(model), model))
      const incidentOf = new Map(part.lines.map(({ id, incident }) => [id, incident]))
      const shown = entries.filter(({ choice }) => choice.how === 'suggested')
      const right = shown.filter(({ tip, choice }) => incidentOf.get(tip.id) === incidentOf.get(choice.tipId))
      const { f1 } = ratePairs(
        part.lines,
        entries.map(({ rootId }) => rootId),
      )
      return { f1, shown: shown.length, right: right.length }
    })
    const sum = (key: 'f1' | 'shown' | 'right'): number => figures.reduce((total, one) => total + one[key], 0)
    const found = { suggest, f1: sum('f1') / figures.length, perTrue: sum('shown') / Math.max(1, sum('right')) }
    process.stdout.write(
      `  ${suggest}: F1 ${found.f1.toFixed(3)}, ${found.perTrue.toFixed(2)} shown for each true one\n`,
    )
    return found
  })
  const fitting = rated.filter(({ perTrue }) => perTrue <= PER_TRUE_MAX)
  return (fitting.length > 0 ? fitting : rated).reduce((best, one) => (one.f1 > best.f1 ? one : best)).suggest
}
