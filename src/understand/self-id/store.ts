import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { Chain } from './crf.ts'
import { type FindSelfWords, makeFindSelfWords, SELF_LABELS } from './find-self-words.ts'
import { makeRemembering } from './remember.ts'

const ENDING = '.self-words'
/** How soon a newer file is taken over; looking costs one listing of a folder. */
const LOOK_EVERY_MS = 30_000
const FLOAT_BYTES = 4
/** For the owner alone: the pieces are learned from what people wrote. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

const stored = z.strictObject({
  format: z.literal(1),
  labels: z.tuple([z.literal(SELF_LABELS[0]), z.literal(SELF_LABELS[1]), z.literal(SELF_LABELS[2])]),
  pieces: z.array(z.string()),
  /** Numbers of 32 bits, little end first, as base64: a piece after the other, one a label. */
  weights: z.base64(),
  moves: z.base64(),
  /** SHA-256 of weights and moves. */
  digest: z.string(),
})

/**
 * Writes what was learned beside the other models, named by what is in it: the same training gives the same file. Beside
 * first and then renamed, so that nobody reads half of it.
 */
export function saveSelfWords(folder: string, chain: Chain): string {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  const weights = bytesOf(chain.weights)
  const moves = bytesOf(chain.moves)
  const digest = digestOf(weights, moves)
  const file = path.join(folder, `self-${digest.slice(0, 12)}${ENDING}`)
  const fresh = `${file}.new-${process.pid}`
  const value: z.input<typeof stored> = {
    format: 1,
    labels: [...SELF_LABELS],
    pieces: [...chain.rows.keys()],
    weights: weights.toString('base64'),
    moves: moves.toString('base64'),
    digest,
  }
  writeFileSync(fresh, JSON.stringify(value), { mode: FILE_MODE })
  // One that a crash left there has kept its own.
  chmodSync(fresh, FILE_MODE)
  renameSync(fresh, file)
  return file
}

/** The newest of the folder by time of change; null where there is none. @throws {AppError} `bad-data` */
export function loadSelfWords(folder: string): Chain | null {
  const newest = findNewest(folder)
  return newest === null ? null : readChain(newest.file)
}

/**
 * Finds with the newest of a folder, and takes over a newer one while running. A file that cannot be read is reported,
 * once, and the one before it stays: rules alone where there was none.
 */
export function watchSelfWords(
  folder: string,
  onError: (error: unknown) => void,
): { find: FindSelfWords; close(): void } {
  let current: Chain | null = null
  const remembering = makeRemembering(makeFindSelfWords(() => current))
  let seen = ''
  const look = (): void => {
    try {
      const newest = findNewest(folder)
      const mark = newest === null ? '' : `${newest.file} ${newest.changedMs}`
      if (newest === null || mark === seen) return
      seen = mark
      current = readChain(newest.file)
      remembering.forget()
    } catch (error) {
      onError(error)
    }
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { find: remembering.find, close: () => clearInterval(timer) }
}

function readChain(file: string): Chain {
  const parsed = stored.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw damaged()
  const { labels, pieces } = parsed.data
  const weights = Buffer.from(parsed.data.weights, 'base64')
  const moves = Buffer.from(parsed.data.moves, 'base64')
  const isWhole =
    weights.length === pieces.length * labels.length * FLOAT_BYTES &&
    moves.length === labels.length ** 2 * FLOAT_BYTES &&
    digestOf(weights, moves) === parsed.data.digest
  if (!isWhole) throw damaged()
  return {
    labels,
    rows: new Map(pieces.map((piece, row) => [piece, row])),
    weights: floatsOf(weights),
    moves: floatsOf(moves),
  }
}

function findNewest(folder: string): { file: string; changedMs: number } | null {
  if (!existsSync(folder)) return null
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => ({ file: path.join(folder, name), changedMs: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.changedMs - a.changedMs || (a.file < b.file ? 1 : -1))
  return files[0] ?? null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bytesOf = (list: Float32Array): Buffer => Buffer.from(list.buffer, list.byteOffset, list.byteLength)
// copied, because lists of numbers must begin at multiples of their size
const floatsOf = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer)
const digestOf = (...parts: readonly Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex')

function damaged(): AppError {
  return new AppError('bad-data', 'the file of self words is damaged or of another format')
}
