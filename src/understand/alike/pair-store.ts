import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { writeBeside } from '../model/write-beside.ts'
import { PAIR_EXAM, PAIR_FIGURES } from './examine-pairs.ts'
import { PAIR_MODEL } from './in-use.ts'
import { makeChooser } from './model-choice.ts'
import { type PairModel, readPairModel } from './pair-model.ts'

const BOOK_FILE = 'pairs.json'
const ENDING = '.pairs.json'
const LOOK_EVERY_MS = 30_000
const FORMER_MAX = 20
const count = z.number().int().min(0)
const version = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** What was learned of pairs, and what is in use. */
const book = z.strictObject({
  /** The program's own model where it is null. */
  version: version.nullable(),
  chosenAt: z.iso.datetime().nullable(),
  chosenBy: z.string().nullable(),
  /** Those in use before it, the latest first; null is the program's own. */
  former: z.array(version.nullable()),
  /** Taken back to on purpose: no refit takes its place. */
  isHeld: z.boolean(),
  lastRefit: z
    .strictObject({
      at: z.iso.datetime(),
      outcome: z.enum(['promoted', 'kept', 'held', 'unchanged', 'failed']),
      version: version.nullable(),
      shortfalls: z.array(z.enum(PAIR_FIGURES)),
      exam: PAIR_EXAM.nullable(),
    })
    .nullable(),
  /** What officers answered, judged by the model in use. */
  reviewed: z.strictObject({
    of: version,
    /** From this score on the machine links by itself; null: it only suggests. */
    sure: z.number().min(0).max(1).nullable(),
    count,
    right: count,
    bands: z.array(z.strictObject({ from: z.number(), reviewed: count, right: count })),
  }),
})
export type PairBook = z.output<typeof book>

export const NO_PAIR_BOOK: PairBook = {
  version: null,
  chosenAt: null,
  chosenBy: null,
  former: [],
  isHeld: false,
  lastRefit: null,
  reviewed: { of: PAIR_MODEL.version, sure: null, count: 0, right: 0, bands: [] },
}

/** What cannot be read counts as nothing: then the program's own model only suggests. */
export function readPairBook(folder: string, report: (error: unknown) => void = () => {}): PairBook {
  try {
    const file = path.join(folder, BOOK_FILE)
    return existsSync(file) ? book.parse(JSON.parse(readFileSync(file, 'utf8'))) : NO_PAIR_BOOK
  } catch (error) {
    report(error)
    return NO_PAIR_BOOK
  }
}

export function writePairBook(folder: string, value: PairBook): void {
  writeBeside(path.join(folder, BOOK_FILE), `${JSON.stringify(value, null, 2)}\n`)
}

export function savePairModel(folder: string, model: PairModel): void {
  writeBeside(path.join(folder, model.version + ENDING), `${JSON.stringify(model)}\n`)
}

/** Removes the files of models that are neither in use, nor to be gone back to, nor among these. */
export function dropOldPairModels(folder: string, kept: readonly string[]): void {
  const { version: inUse, former } = readPairBook(folder)
  const wanted = new Set([inUse, ...former, ...kept])
  for (const name of readdirSync(folder)) {
    if (name.endsWith(ENDING) && !wanted.has(name.slice(0, -ENDING.length))) rmSync(path.join(folder, name))
  }
}

/** @throws {AppError} `bad-data` where it is not there or not of this version of the program */
export function loadPairModel(folder: string, wanted: string | null): PairModel {
  if (wanted === null || wanted === PAIR_MODEL.version) return PAIR_MODEL
  const file = path.join(folder, wanted + ENDING)
  if (!existsSync(file)) throw new AppError('bad-data', `there is no model of pairs ${wanted}`)
  return readPairModel(JSON.parse(readFileSync(file, 'utf8')))
}

/** Puts a version in use, held or not; null: the program's own. @throws {AppError} `bad-data` where it cannot be read */
export function choosePairModel(
  folder: string,
  wanted: string | null,
  { by, at, isHeld }: { by: string; at: Date; isHeld: boolean },
): PairBook {
  loadPairModel(folder, wanted)
  const before = readPairBook(folder)
  const former = before.version === wanted ? before.former : [before.version, ...before.former]
  const chosen: PairBook = {
    ...before,
    version: wanted,
    chosenAt: at.toISOString(),
    chosenBy: by,
    former: former.filter((one) => one !== wanted).slice(0, FORMER_MAX),
    isHeld,
  }
  writePairBook(folder, chosen)
  return chosen
}

/** The model in use with the score from which on it may link by itself; the program's own where another cannot be read. */
export function loadPairsInUse(folder: string, report: (error: unknown) => void = () => {}): PairModel {
  const { version: wanted, reviewed } = readPairBook(folder, report)
  const model = loadOrOwn(folder, wanted, report)
  // Of another model it says nothing.
  const sure = reviewed.of === model.version ? reviewed.sure : null
  return { ...model, thresholds: { ...model.thresholds, sure } }
}

function loadOrOwn(folder: string, wanted: string | null, report: (error: unknown) => void): PairModel {
  try {
    return loadPairModel(folder, wanted)
  } catch (error) {
    report(error)
    return PAIR_MODEL
  }
}

/** What is told of pairs: the version in use, and the book. */
export function readPairs(folder: string): { version: string; book: PairBook } {
  return { version: loadPairsInUse(folder).version, book: readPairBook(folder) }
}

/** Decides what a tip belongs to, and by which version. */
export interface PairsInUse {
  version: string
  choose: ReturnType<typeof makeChooser>
}

/** Holds the model in use of a folder and takes over another one while running. */
export function watchPairs(
  folder: string,
  onError: (error: unknown) => void,
): { current(): PairsInUse; look(): void; close(): void } {
  let seen = ''
  let current: PairsInUse | null = null
  const look = (): PairsInUse => {
    const model = loadPairsInUse(folder, onError)
    const mark = `${model.version} ${model.thresholds.sure}`
    if (current === null || mark !== seen) current = { version: model.version, choose: makeChooser(model) }
    seen = mark
    return current
  }
  const first = look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { current: () => current ?? first, look, close: () => clearInterval(timer) }
}
