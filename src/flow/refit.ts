import { createHash } from 'node:crypto'
import { foldForCopies } from '../understand/fold-for-copies.ts'
import { hashCorpus, readKinds, readPolice, readSelfIds, readTips } from '../understand/model/corpus.ts'
import { type Example, readExamples } from '../understand/model/examples.ts'
import { perHead } from '../understand/model/heads.ts'
import type { LinearModel } from '../understand/model/linear.ts'
import { type Model, readModel, writeModel } from '../understand/model/model.ts'
import { loadModelInUse, saveModel } from '../understand/model/store.ts'
import { stripMarks } from '../understand/model/strip-marks.ts'
import { piecesOf, trainModel } from '../understand/model/train.ts'
import { saveSelfWords } from '../understand/self-id/store.ts'
import { selfExampleOf, trainSelfWords } from '../understand/self-id/train-self-words.ts'
import { type Exam, examine } from './exam.ts'

/** What a refit is asked to do, and all it is given. */
export interface RefitOrder {
  folder: string
  seed: number
  /** Tips that officers corrected, in an order of their own (`gatherLessons`). */
  lessons: Example[]
  /** Digests of what was learned and judged before: nothing is done twice. */
  known: string[]
}

export type Refitted =
  | { isNew: false; version: string | null }
  | {
      isNew: true
      version: string
      corpus: string
      examples: { corpus: number; tips: number }
      /** Lessons that the corpus holds already, in the training part or the test part. */
      inCorpus: number
      exam: Exam
      inUse: { version: string; exam: Exam } | null
      limits: string[]
    }

/** A word, pair or concept that tips alone hold stays only if so many of them do: no single sender's words are in a model. */
export const TIPS_MIN = 3

/**
 * Learns from the corpus and the lessons, keeps the model in the folder as a candidate, and judges it and the model in use on
 * the frozen test part. The same order and folder give the same model. Takes minutes of one core: for a process of its own.
 * @throws {AppError} `bad-data`
 */
export function refit({ folder, seed, lessons, known }: RefitOrder): Refitted {
  const corpus = readExamples()
  const own = dropKnown(lessons, corpus)
  const digest = digestOf(own)
  const inUse = loadModelInUse(folder)
  const isDone = known.includes(digest) || (inUse?.header.corpus === digest && inUse.header.seed === seed)
  if (isDone) return { isNew: false, version: inUse?.header.version ?? null }
  const trained = trainModel([...corpus, ...own], { seed, corpus: digest })
  // Judged as it is read back: weights lose digits in a file.
  const model = readModel(writeModel(own.length === 0 ? trained : forgetRare(trained, corpus, own)))
  const file = { ...model, header: { ...model.header, limits: limitsOf(model, own.length) } }
  // Of the corpus alone: no officer marks what gives a reporter away.
  saveSelfWords(folder, trainSelfWords(readSelfIds('train').map(selfExampleOf), seed))
  saveModel(folder, file, { isCandidate: file.header.version !== inUse?.header.version })
  return {
    isNew: true,
    version: file.header.version,
    corpus: digest,
    examples: { corpus: corpus.length, tips: own.length },
    inCorpus: lessons.length - own.length,
    exam: examine(file),
    inUse: inUse === null ? null : { version: inUse.header.version, exam: examine(inUse) },
    limits: file.header.limits,
  }
}

/** The corpus counts once, and what is in the test part judges and never trains. */
function dropKnown(lessons: readonly Example[], corpus: readonly Example[]): Example[] {
  const test = [...readTips('test'), ...readKinds('test'), ...readPolice('test')]
  const folds = new Set([...corpus, ...test].map(({ text }) => foldForCopies(text)))
  return lessons.filter(({ text }) => !folds.has(foldForCopies(text)))
}

/** As `hashCorpus` where there is nothing else: the same data has one name however it was trained. */
function digestOf(lessons: readonly Example[]): string {
  const corpus = hashCorpus('train')
  if (lessons.length === 0) return corpus
  const hash = createHash('sha256').update(corpus)
  for (const { text, voice, labels } of lessons) {
    hash.update(JSON.stringify([text, voice, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]))
  }
  return hash.digest('hex')
}

/**
 * Takes out what the corpus does not hold and fewer than {@link TIPS_MIN} tips do. A model outlives the keys of the tips it
 * learned from, and who guesses a name could ask a model whether it had met it.
 */
export function forgetRare(model: Model, corpus: readonly Example[], lessons: readonly Example[]): Model {
  const { rows } = model.heads.category
  const piecesIn = ({ text }: Example): Set<number> =>
    new Set([text, stripMarks(text)].flatMap((form) => [...piecesOf(form, model.header.features)]))
  const counts = new Map<number, number>()
  for (const lesson of lessons) {
    for (const piece of piecesIn(lesson)) if (rows.has(piece)) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  }
  const rare = new Set([...counts].filter(([, tips]) => tips < TIPS_MIN).map(([piece]) => piece))
  for (const example of corpus) {
    if (rare.size === 0) break
    for (const piece of piecesIn(example)) rare.delete(piece)
  }
  const kept = [...rows].filter(([piece]) => !rare.has(piece))
  const index = new Map(kept.map(([piece], row) => [piece, row]))
  const cut = (linear: LinearModel): LinearModel => {
    const width = linear.labels.length
    const weights = new Float32Array(kept.length * width)
    for (const [to, [, from]] of kept.entries()) {
      weights.set(linear.weights.subarray(from * width, (from + 1) * width), to * width)
    }
    return { ...linear, rows: index, weights, scales: Float32Array.from(kept, ([, from]) => linear.scales[from] ?? 1) }
  }
  return {
    header: { ...model.header, rows: kept.length },
    heads: perHead((name) => cut(model.heads[name])),
  }
}

function limitsOf({ header }: Model, tips: number): string[] {
  if (tips === 0) return header.limits
  const note = `Learned from ${tips} corrected tips beside the corpus; a word that no corpus text and fewer than ${TIPS_MIN} tips hold is not in it.`
  return [...header.limits, note]
}
