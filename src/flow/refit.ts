import { createHash } from 'node:crypto'
import { makeCopyFinder } from '../understand/copies.ts'
import { hashCorpus, readKinds, readPolice, readTips } from '../understand/model/corpus.ts'
import { type Example, readExamples } from '../understand/model/examples.ts'
import { perHead } from '../understand/model/heads.ts'
import type { LinearModel } from '../understand/model/linear.ts'
import { type Model, readModel, writeModel } from '../understand/model/model.ts'
import { loadAdmitted, loadModelInUse, readChoice, saveModel } from '../understand/model/store.ts'
import { stripMarks } from '../understand/model/strip-marks.ts'
import { nameModel, piecesOf, trainModel } from '../understand/model/train.ts'
import { type Exam, examine } from './exam.ts'
import { refreshSelfWords } from './teach-self-words.ts'

/** What a refit is asked to do, and all it is given. */
export interface RefitOrder {
  folder: string
  seed: number
  /** Tips that officers corrected, oldest first (`gatherLessons`). */
  lessons: Example[]
  /** Versions that were learned, judged and dealt with before: nothing is done twice while a model can be read. */
  known: string[]
}

export type Refitted =
  | { isNew: false; version: string | null }
  | {
      isNew: true
      version: string
      corpus: string
      examples: { corpus: number; tips: number }
      /** Lessons that say the same as a younger one. */
      copies: number
      /** Of the others those that the corpus holds already, in the training part or the test part. */
      inCorpus: number
      exam: Exam
      inUse: { version: string; exam: Exam } | null
      limits: string[]
    }

/** A word, pair or concept that tips alone hold stays only if those of so many senders do: no one's own words are in a model. */
export const SENDERS_MIN = 3

/**
 * Learns from the corpus and the lessons, keeps the model in the folder as a candidate, and judges it and the model in use on
 * the frozen test part. The same order and folder give the same model; one that was in use before is not learned again. Takes
 * minutes of one core: for a process of its own.
 * A model in use that cannot be read is told to `report` and counts as none, so that another takes its place.
 * @throws {AppError} `bad-data` for the corpus
 */
export function refit(
  { folder, seed, lessons, known }: RefitOrder,
  report: (error: unknown) => void = () => {},
): Refitted {
  refreshSelfWords(folder, seed)
  const corpus = readExamples()
  const once = dropCopies(lessons)
  const own = dropKnown(once, corpus)
  const digest = digestOf(own)
  const version = nameModel({ seed, corpus: digest })
  const { inUse, isDone } = lookUp({ folder, known }, version, report)
  if (isDone) return { isNew: false, version: inUse?.header.version ?? null }
  const model = loadAdmitted(folder, version) ?? learn({ folder, seed }, digest, corpus, own)
  return {
    isNew: true,
    version,
    corpus: digest,
    examples: { corpus: corpus.length, tips: own.length },
    copies: lessons.length - once.length,
    inCorpus: once.length - own.length,
    exam: examine(model),
    inUse: inUse === null ? null : { version: inUse.header.version, exam: examine(inUse) },
    limits: model.header.limits,
  }
}

/** Leaves the model in the folder as a candidate. */
function learn(
  { folder, seed }: Pick<RefitOrder, 'folder' | 'seed'>,
  digest: string,
  corpus: readonly Example[],
  own: readonly Example[],
): Model {
  const trained = trainModel([...corpus, ...own], { seed, corpus: digest })
  // Judged as it is read back: weights lose digits in a file.
  const model = readModel(writeModel(own.length === 0 ? trained : forgetRare(trained, corpus, own)))
  const file = { ...model, header: { ...model.header, limits: limitsOf(model, own.length) } }
  saveModel(folder, file, { isCandidate: true })
  return file
}

/**
 * The model in use, null where none can be read, and whether the version that would be learned now (`nameModel`) is in use or
 * dealt with: the same data under other rules or settings is another version.
 */
export function lookUp(
  { folder, known }: Pick<RefitOrder, 'folder' | 'known'>,
  version: string,
  report: (error: unknown) => void,
): { inUse: Model | null; isDone: boolean } {
  const inUse = orNull(() => loadModelInUse(folder, report), report)
  if (inUse === null) return { inUse, isDone: false }
  // In use by a choice, not only by its age: else the taking over was broken off.
  const isChosen = orNull(() => readChoice(folder))?.version === inUse.header.version
  return { inUse, isDone: known.includes(version) || (inUse.header.version === version && isChosen) }
}

/**
 * Texts that are the same, or nearly, count once: the youngest stands for all; they come oldest first. One without a letter
 * counts never.
 */
export function dropCopies(lessons: readonly Example[]): Example[] {
  const copies = makeCopyFinder()
  const isFirst = ({ text }: Example): boolean => /[\p{L}\p{N}]/u.test(text) && copies.isNew(text)
  return lessons.toReversed().filter(isFirst).reverse()
}

/** The corpus counts once, and what is in the test part judges and never trains. */
function dropKnown(lessons: readonly Example[], corpus: readonly Example[]): Example[] {
  const test = [...readTips('test'), ...readKinds('test'), ...readPolice('test')]
  const copies = makeCopyFinder()
  for (const { text } of [...corpus, ...test]) copies.tell(text)
  return lessons.filter(({ text }) => !copies.isCopy(text))
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
 * Takes out what the corpus does not hold and tips of fewer than {@link SENDERS_MIN} voices do. A model outlives the keys of
 * the tips it learned from, and who guesses a name could ask a model whether it had met it.
 */
export function forgetRare(model: Model, corpus: readonly Example[], lessons: readonly Example[]): Model {
  const { rows } = model.heads.category
  const piecesIn = ({ text }: Example): Set<number> =>
    new Set([text, stripMarks(text)].flatMap((form) => [...piecesOf(form, model.header.features)]))
  const voices = new Map<number, Set<string>>()
  for (const lesson of lessons) {
    for (const piece of piecesIn(lesson)) {
      if (rows.has(piece)) voices.set(piece, (voices.get(piece) ?? new Set()).add(lesson.voice))
    }
  }
  const rare = new Set([...voices].filter(([, own]) => own.size < SENDERS_MIN).map(([piece]) => piece))
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
  const note = `Learned from ${tips} corrected tips beside the corpus; a word that no corpus text and tips of fewer than ${SENDERS_MIN} senders hold is not in it.`
  return [...header.limits, note]
}

function orNull<T>(read: () => T, report: (error: unknown) => void = () => {}): T | null {
  try {
    return read()
  } catch (error) {
    report(error)
    return null
  }
}
