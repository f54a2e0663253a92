import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Classifier, makeClassifier } from './classifier.ts'
import { type Model, readModel, writeModel } from './model.ts'

const ENDING = '.model'
/** How soon a newer file is taken over; looking costs one listing of a folder. */
const LOOK_EVERY_MS = 30_000

/** Writes `<folder>/<version>.model`, beside first and then renamed, so that nobody reads half of it. */
export function saveModel(folder: string, model: Model): string {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, model.header.version + ENDING)
  const fresh = `${file}.new-${process.pid}`
  writeFileSync(fresh, writeModel(model))
  renameSync(fresh, file)
  return file
}

/** The newest file of the folder by time of change; null where there is none. @throws {AppError} `bad-data` */
export function loadNewestModel(folder: string): Model | null {
  const newest = findNewest(folder)
  return newest === null ? null : readModel(readFileSync(newest.file))
}

/**
 * Holds the newest model of a folder and takes over a newer one while running. A file that cannot be read is reported,
 * once, and the model before it stays: rules alone where there was none.
 */
export function watchModels(folder: string, onError: (error: unknown) => void) {
  let current: Classifier | null = null
  let seen = ''
  const look = (): void => {
    try {
      const newest = findNewest(folder)
      const mark = newest === null ? '' : `${newest.file} ${newest.changedMs}`
      if (newest === null || mark === seen) return
      seen = mark
      current = makeClassifier(readModel(readFileSync(newest.file)))
    } catch (error) {
      onError(error)
    }
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { current: (): Classifier | null => current, look, close: (): void => clearInterval(timer) }
}

function findNewest(folder: string): { file: string; changedMs: number } | null {
  if (!existsSync(folder)) return null
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => ({ file: path.join(folder, name), changedMs: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.changedMs - a.changedMs || (a.file < b.file ? 1 : -1))
  return files[0] ?? null
}
