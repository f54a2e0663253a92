import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { hashSelfIds, readSelfIds } from '../understand/model/corpus.ts'
import { writeBeside } from '../understand/model/write-beside.ts'
import type { Chain } from '../understand/self-id/crf.ts'
import { loadSelfWords, saveSelfWords } from '../understand/self-id/store.ts'
import { selfExampleOf, trainSelfWords } from '../understand/self-id/train-self-words.ts'

const NOTE_FILE = 'self-words.json'
const note = z.strictObject({ corpus: z.string(), seed: z.number().int() })

/**
 * Learns from the corpus alone what gives a reporter away: no officer marks it. Notes what it learned from, which is other
 * files than those of the categories. Answers the file. Some seconds. @throws {AppError} `bad-data`
 */
export function teachSelfWords(folder: string, seed: number, train: (seed: number) => Chain = trainOnCorpus): string {
  const file = saveSelfWords(folder, train(seed))
  const made: z.input<typeof note> = { corpus: hashSelfIds('train'), seed }
  writeBeside(path.join(folder, NOTE_FILE), `${JSON.stringify(made)}\n`)
  return file
}

/** As {@link teachSelfWords}, where it was not learned from these files and seed, or cannot be read. */
export function refreshSelfWords(folder: string, seed: number, train?: (seed: number) => Chain): void {
  const last = readNote(folder)
  const isDone = last?.corpus === hashSelfIds('train') && last.seed === seed && isReadable(folder)
  if (!isDone) teachSelfWords(folder, seed, train)
}

function trainOnCorpus(seed: number): Chain {
  return trainSelfWords(readSelfIds('train').map(selfExampleOf), seed)
}

function isReadable(folder: string): boolean {
  try {
    return loadSelfWords(folder) !== null
  } catch {
    return false
  }
}

function readNote(folder: string): z.output<typeof note> | null {
  const file = path.join(folder, NOTE_FILE)
  if (!existsSync(file)) return null
  try {
    return note.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
