import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { type Classifier, makeClassifier } from './classifier.ts'
import type { Delta } from './delta.ts'
import { type Model, readModel, writeModel } from './model.ts'
import { writeBeside } from './write-beside.ts'

const ENDING = '.model'
/** A model that was not admitted: kept to be looked at, and never taken over by itself. */
const CANDIDATE_ENDING = '.candidate'
const CHOICE_FILE = 'current.json'
/** How soon a newer file is taken over; looking costs one listing of a folder. */
const LOOK_EVERY_MS = 30_000
/** Models that a choice remembers, to go back to. */
const FORMER_MAX = 20

const version = z.string().regex(/^[a-z0-9-]{1,40}$/)
const choice = z.strictObject({
  version,
  chosenAt: z.iso.datetime(),
  chosenBy: z.string().min(1),
  /** Those in use before it, the latest first. */
  former: z.array(version),
  /** Taken back to on purpose: no refit takes its place. */
  isHeld: z.literal(true).exactOptional(),
})

/** Which model of a folder is in use, since when, and who chose it: an administrator's command, training, or a refit. */
export type Choice = z.output<typeof choice>

/** Writes `<folder>/<version>.model`, whole or not at all. */
export function saveModel(folder: string, model: Model, options: { isCandidate?: boolean } = {}): string {
  const file = path.join(folder, model.header.version + (options.isCandidate ? CANDIDATE_ENDING : ENDING))
  writeBeside(file, writeModel(model))
  return file
}

/** Every version of the folder, in any order; `isCandidate`: not admitted. */
export function listModelFiles(
  folder: string,
): { version: string; file: string; isCandidate: boolean; changedAt: Date }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const { name: stem, ext } = path.parse(name)
    if ((ext !== ENDING && ext !== CANDIDATE_ENDING) || !version.safeParse(stem).success) return []
    const file = path.join(folder, name)
    const found = statSync(file, { throwIfNoEntry: false })
    // Gone since the listing.
    return found ? [{ version: stem, file, isCandidate: ext === CANDIDATE_ENDING, changedAt: found.mtime }] : []
  })
}

/** What was chosen; null where nobody has. @throws {AppError} `bad-data` */
export function readChoice(folder: string): Choice | null {
  const file = path.join(folder, CHOICE_FILE)
  if (!existsSync(file)) return null
  const parsed = choice.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new AppError('bad-data', `${CHOICE_FILE} of the models is not as it was written`)
  return parsed.data
}

/**
 * Puts a version in use, in one step; running processes take it over. One that was not admitted is admitted by that. Held, it
 * stays until the next choice that somebody commands.
 * @throws {AppError} `bad-data` where there is no such version, or it cannot be read
 */
export function chooseModel(
  folder: string,
  wanted: string,
  by: string,
  at: Date,
  options: { isHeld?: boolean } = {},
): Choice {
  const found = listModelFiles(folder).filter((one) => one.version === wanted)
  // Of a damaged model and the same learned again, the one that can be read.
  const file = found.toSorted((a, b) => Number(a.isCandidate) - Number(b.isCandidate)).find(isReadable) ?? found[0]
  if (file === undefined) throw new AppError('bad-data', `there is no model ${wanted}`)
  readModel(readFileSync(file.file))
  if (file.isCandidate) renameSync(file.file, path.join(folder, wanted + ENDING))
  const last = readChoiceOrNull(folder)
  const former = last === null || last.version === wanted ? (last?.former ?? []) : [last.version, ...last.former]
  const made: Choice = {
    version: wanted,
    chosenAt: at.toISOString(),
    chosenBy: by,
    former: former.filter((one) => one !== wanted).slice(0, FORMER_MAX),
    ...(options.isHeld === true ? { isHeld: true } : {}),
  }
  writeBeside(path.join(folder, CHOICE_FILE), `${JSON.stringify(made, null, 2)}\n`)
  return made
}

/**
 * The chosen model, or where nobody chose or it is gone the newest by time of change; null where there is none. `report` hears
 * of a choice that cannot be read, which counts as none.
 * @throws {AppError} `bad-data` where the model itself cannot be read
 */
export function loadModelInUse(folder: string, report: (error: unknown) => void = () => {}): Model | null {
  const found = findInUse(folder, report)
  return found === null ? null : readModel(readFileSync(found.file))
}

/** A model that was admitted, in use or not; null where it is not there or cannot be read. */
export function loadAdmitted(folder: string, wanted: string): Model | null {
  const found = listModelFiles(folder).find((one) => !one.isCandidate && one.version === wanted)
  return found !== undefined && isReadable(found) ? readModel(readFileSync(found.file)) : null
}

export interface WatchedModels {
  current(): Classifier | null
  model(): Model | null
  /** From now on the model is asked with these corrections; nothing where it is no more in use. */
  correct(of: Model, delta: Delta | null): void
  look(): void
  close(): void
}

/**
 * Holds the model in use of a folder and takes over another one while running. A file that cannot be read is reported,
 * once, and the model before it stays: rules alone where there was none. A choice that cannot be read counts as none.
 */
export function watchModels(folder: string, onError: (error: unknown) => void): WatchedModels {
  let model: Model | null = null
  let current: Classifier | null = null
  let since: Delta | null = null
  let seen = ''
  let faults = new Set<string>()
  const look = (): void => {
    const before = faults
    faults = new Set()
    const report = (error: unknown): void => {
      faults.add(String(error))
      if (!before.has(String(error))) onError(error)
    }
    try {
      const found = findInUse(folder, report)
      const mark = found === null ? '' : `${found.file} ${found.changedAt.getTime()}`
      if (found === null || mark === seen) return
      seen = mark
      model = readModel(readFileSync(found.file))
      current = makeClassifier(model, () => since)
      // What was corrected since another model is another model's.
      since = null
    } catch (error) {
      report(error)
    }
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return {
    current: (): Classifier | null => current,
    model: (): Model | null => model,
    correct: (of: Model, delta: Delta | null): void => {
      if (of === model) since = delta
    },
    look,
    close: (): void => clearInterval(timer),
  }
}

/** A damaged note of what was chosen is written anew by the next choice. */
function readChoiceOrNull(folder: string, report: (error: unknown) => void = () => {}): Choice | null {
  try {
    return readChoice(folder)
  } catch (error) {
    report(error)
    return null
  }
}

function isReadable({ file }: { file: string }): boolean {
  try {
    readModel(readFileSync(file))
    return true
  } catch {
    return false
  }
}

function findInUse(folder: string, report: (error: unknown) => void): { file: string; changedAt: Date } | null {
  const wanted = readChoiceOrNull(folder, report)?.version
  const admitted = listModelFiles(folder).filter(({ isCandidate }) => !isCandidate)
  const newest = admitted.toSorted(
    (a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.file < b.file ? 1 : -1),
  )[0]
  return admitted.find((one) => one.version === wanted) ?? newest ?? null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
