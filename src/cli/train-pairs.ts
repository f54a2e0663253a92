import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makePlaceResolver } from '../gazetteer/resolve.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { makeViewOf } from '../gazetteer/view-of.ts'
import { type BookEntry, keepBook } from '../understand/alike/book.ts'
import { countWords } from '../understand/alike/count-words.ts'
import { inCrowd } from '../understand/alike/crowd.ts'
import { FEATURES } from '../understand/alike/features.ts'
import { FIT_FEATURES } from '../understand/alike/fit.ts'
import { type IncidentLine, readIncidentSet } from '../understand/alike/incident-set.ts'
import { makeChooser } from '../understand/alike/model-choice.ts'
import type { PairModel } from '../understand/alike/pair-model.ts'
import { ratePairs } from '../understand/alike/rate-book.ts'
import { type Learned, type ReadStory, readStory, type Story, trainPairs } from '../understand/alike/train-pairs.ts'
import type { TipView } from '../understand/alike/view.ts'
import type { Model } from '../understand/model/model.ts'

const CORPUS = path.resolve(import.meta.dirname, '../../corpus/train')
const DATA = path.resolve(import.meta.dirname, '../data')
/** Every so manieth tip of the corpus stands in the crowd: some three thousand, beside three hundred of a writer. */
const CROWD_EVERY = 5
const CROWD_AT = '2026-05-15T12:00:00+07:00'
/** Thresholds are chosen among these, on writers the trees were not learned from. */
const STEPS = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]
/** Suggestions an officer is shown for each true one, at most (issue 7). */
const PER_TRUE_MAX = 1.5
/** Links made without asking that join two events, at most. */
const WRONG_MAX = 0.005
/** Points of F1 that so few writers do not tell apart. */
const AS_GOOD = 0.01
const SAME_SENDER_STEPS = [0.6, 0.7, 0.8, 0.9]
const SAME_SENDER_MAX = 0.95

/** One writer's tips, in order, with the event each tells of: alone, and among tips of other events. */
interface Writer {
  lines: IncidentLine[]
  alone: ReadStory
  crowded: ReadStory
}

/**
 * Counts words, learns from `corpus/train/incidents-*.jsonl` how tips of one event are told from others, and chooses the
 * thresholds on writers left out in turn. Writes `src/data`: the answer belongs to the program's source.
 */
export function trainPairModel(model: Model | null): number {
  const files = readdirSync(CORPUS).sort()
  const read = (name: string): string => readFileSync(path.join(CORPUS, name), 'utf8')
  const textsOf = (pattern: RegExp): string[] =>
    files
      .filter((name) => pattern.test(name))
      .flatMap((name) => read(name).split('\n').filter(Boolean))
      .map((line) => String(JSON.parse(line).text))
  const counts = countWords(textsOf(/^(tips|incidents)-.*\.jsonl$/))
  writeFileSync(path.join(DATA, 'word-counts.json'), `${JSON.stringify(counts, null, 1)}\n`)
  const viewOf = makeViewOf(model, makePlaceResolver(makeSeedRelease().release))
  const crowd = textsOf(/^tips-.*\.jsonl$/)
    .filter((_, at) => at % CROWD_EVERY === 0)
    .map((text) => viewOf(text, CROWD_AT))
  const writers = files
    .filter((name) => name.startsWith('incidents-'))
    .map((name) => makeWriter(name, readIncidentSet(read(name)), viewOf, crowd))
  const thresholds = chooseThresholds(writers)
  const { pair, fit } = trainPairs(listStories(writers))
  const version = `pairs-${createHash('sha256')
    .update(JSON.stringify([pair, fit]))
    .digest('hex')
    .slice(0, 12)}`
  const found: PairModel = { version, ...LAYOUT, pair, fit, thresholds: { ...thresholds, sure: null } }
  writeFileSync(path.join(DATA, 'pair-model.json'), `${JSON.stringify(found)}\n`)
  process.stdout.write(`${writers.length} writers, suggested from ${thresholds.suggest} on: ${version}\n`)
  return 0
}

const LAYOUT = { features: [...FEATURES], fitFeatures: [...FIT_FEATURES] }

function makeWriter(
  name: string,
  lines: IncidentLine[],
  viewOf: (text: string, at: string) => TipView,
  crowd: readonly TipView[],
): Writer {
  const tips = lines.map(({ id, sender, text, at }) => ({ id, sender, view: viewOf(text, at) }))
  const eventOf = new Map(lines.map(({ id, incident }) => [id, incident]))
  const alone: Story = { name, tips, eventOf, isCrowd: () => false, weight: 1 }
  return { lines, alone: readStory(alone), crowded: readStory(inCrowd(alone, crowd)) }
}

const listStories = (writers: readonly Writer[]): ReadStory[] =>
  writers.flatMap(({ alone, crowded }) => [alone, crowded])

/**
 * On writers left out: the threshold of suggestions with the highest mean F1, alone and in a crowd, of those that show few
 * enough in vain; and the lowest from which on nearly no tip of the same sender is put to another event of theirs.
 */
function chooseThresholds(writers: readonly Writer[]): { suggest: number; sameSender: number } {
  const learned = writers.map((left) => trainPairs(listStories(writers.filter((one) => one !== left))))
  const rate = (suggest: number, sameSender: number) => {
    const rateAll = (kind: 'alone' | 'crowded') => {
      const rated = writers.flatMap((writer, at) => {
        const found = learned[at]
        return found === undefined ? [] : [rateStory(writer.lines, writer[kind], found, { suggest, sameSender })]
      })
      const sum = (key: keyof (typeof rated)[number]): number => rated.reduce((total, one) => total + one[key], 0)
      const totals = { shown: sum('shown'), right: sum('right'), wrong: sum('wrong'), made: sum('made') }
      return { f1: sum('f1') / rated.length, ...totals }
    }
    const [alone, crowded] = [rateAll('alone'), rateAll('crowded')]
    return {
      suggest,
      f1: (alone.f1 + crowded.f1) / 2,
      perTrue: (alone.shown + crowded.shown) / Math.max(1, alone.right + crowded.right),
      wrong: alone.wrong + crowded.wrong,
      made: alone.made + crowded.made,
      alone,
      crowded,
    }
  }
  const rated = STEPS.map((suggest) => rate(suggest, SAME_SENDER_MAX))
  for (const { suggest, alone, crowded } of rated) {
    const words = [alone, crowded].map(({ f1, shown, right }) => `F1 ${f1.toFixed(3)}, ${right} of ${shown} true`)
    process.stdout.write(`  suggest ${suggest}: ${words.join('; in a crowd ')}\n`)
  }
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

/** What becomes of a writer's tips; of suggestions and links also those to others of the crowd, and among them. */
function rateStory(
  lines: readonly IncidentLine[],
  story: Story,
  learned: Learned,
  { suggest, sameSender }: { suggest: number; sameSender: number },
) {
  const choose = makeChooser({
    version: 'fold',
    ...LAYOUT,
    ...learned,
    thresholds: { suggest, sameSender, sure: null },
  })
  const entries = keepBook(story.tips, choose)
  const rootOf = new Map(entries.map(({ tip, rootId }) => [tip.id, rootId]))
  const eventOf = (id: string): string => story.eventOf.get(id) ?? id
  const isRight = ({ tip, choice }: BookEntry): boolean => eventOf(tip.id) === eventOf(choice.tipId)
  const shown = entries.filter(({ choice }) => choice.how === 'suggested')
  const made = entries.filter(({ choice }) => choice.how === 'automatic')
  const { f1 } = ratePairs(
    lines,
    lines.map(({ id }) => rootOf.get(id) ?? id),
  )
  const wrong = made.filter((one) => !isRight(one)).length
  return { f1, shown: shown.length, right: shown.filter(isRight).length, made: made.length, wrong }
}
