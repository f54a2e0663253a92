import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Choice, listModelFiles, readChoice } from '../understand/model/store.ts'
import { writeBeside } from '../understand/model/write-beside.ts'
import { EXAM, type Exam } from './exam.ts'
import { FIGURES } from './refit-gate.ts'

const count = z.number().int().min(0)
const shortfall = z.strictObject({
  figure: z.enum(FIGURES),
  leaf: z.string().exactOptional(),
  asked: z.number(),
  is: z.number(),
})
const card = z.strictObject({
  version: z.string(),
  /** Digest of everything it learned from. */
  corpus: z.string(),
  seed: z.number().int(),
  madeAt: z.iso.datetime(),
  examples: z.strictObject({ corpus: count, tips: count }),
  /** What officers said that it learned from, and what was left out. */
  corrections: z.strictObject({
    taken: count,
    officers: count,
    overCap: count,
    closed: count,
    copies: count,
    inCorpus: count,
  }),
  exam: EXAM,
  /** The model in use when it was made, and what that did in the same hour on the same texts. */
  comparedWith: z.strictObject({ version: z.string(), exam: EXAM }).nullable(),
  /** Why it was not taken over; empty where it was or will be. */
  shortfalls: z.array(shortfall),
  /** It falls in nothing, but an older one was held. */
  isHeldBack: z.literal(true).exactOptional(),
  /** Its data came up again after another had taken its place: judged anew, it fell short, of which `shortfalls` tell. */
  again: z
    .strictObject({
      at: z.iso.datetime(),
      /** The model in use then. */
      beside: z.string(),
      /** It had been put in use though it fell short the first time as well. */
      wasShort: z.boolean(),
    })
    .exactOptional(),
  limits: z.array(z.string()),
})
const lastRefit = z.strictObject({
  at: z.iso.datetime(),
  outcome: z.enum(['promoted', 'kept', 'held', 'unchanged', 'failed']),
  version: z.string().nullable(),
})

const sinceModel = z.strictObject({
  version: z.string(),
  /** Corrections that have a say in the category already. */
  steps: count,
  /** They made it worse on the frozen test part, so that none has. */
  isDropped: z.boolean(),
})

/** What is told of a refitted model: data, figures, limits. Lies beside its file and outlives it. */
export type Card = z.output<typeof card>
export type LastRefit = z.output<typeof lastRefit>
export type SinceModel = z.output<typeof sinceModel>

/** What a model file says of itself at its beginning, as far as it is told. */
const head = z.object({
  version: z.string(),
  examples: count,
  folds: z.record(z.string(), z.number()).catch({}),
  limits: z.array(z.string()).catch([]),
})

/** One model that is there, or was and has left its card. */
export interface ShelvedModel {
  version: string
  at: Date
  state: 'in-use' | 'former' | 'candidate' | 'gone'
  card: Card | null
  /** Of the file itself; null where it is gone or cannot be read. */
  head: z.output<typeof head> | null
}

export interface Shelf {
  choice: Choice | null
  /** Newest first. */
  models: ShelvedModel[]
  lastRefit: LastRefit | null
  /** What was corrected since the model in use was learned; null where no worker has looked yet. */
  since: SinceModel | null
}

/** Who chose what no person did. */
export const BY_REFIT = 'refit'
const CARD_ENDING = '.card.json'
const LAST_FILE = 'last-refit.json'
const SINCE_FILE = 'since-model.json'
/** Magic and the length of the header before it (`understand/model/model.ts`). */
const PREFIX_BYTES = 12
const HEAD_BYTES_MAX = 1_000_000
/** Models admitted and not, kept besides the one in use; cards are kept for good. */
const FORMER_KEPT = 10
const CANDIDATES_KEPT = 3

/** Everything of a folder of models that is to be told. What cannot be read is told as missing. */
export function readShelf(folder: string): Shelf {
  const files = listModelFiles(folder)
  const choice = orNull(() => readChoice(folder))
  const newest = files.filter(({ isCandidate }) => !isCandidate).sort(byAge)[0]
  const inUse = files.some(({ version, isCandidate }) => !isCandidate && version === choice?.version)
    ? choice?.version
    : newest?.version
  const present = files.map((one): ShelvedModel => {
    const state = one.isCandidate ? 'candidate' : one.version === inUse ? 'in-use' : 'former'
    return { ...one, at: one.changedAt, state, card: readCard(folder, one.version), head: readHead(one.file) }
  })
  const gone = listCards(folder).flatMap((version): ShelvedModel[] => {
    const own = present.some((one) => one.version === version) ? null : readCard(folder, version)
    return own === null ? [] : [{ version, at: new Date(own.madeAt), state: 'gone', card: own, head: null }]
  })
  const models = [...present, ...gone].map((one) => (one.card ? { ...one, at: new Date(one.card.madeAt) } : one))
  return {
    choice,
    models: models.sort((a, b) => b.at.getTime() - a.at.getTime()),
    lastRefit: readFile(path.join(folder, LAST_FILE), lastRefit),
    since: readSince(folder, inUse),
  }
}

/** Versions that left a card. */
function listCards(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith(CARD_ENDING))
  return names.map((name) => name.slice(0, -CARD_ENDING.length))
}

export function readCard(folder: string, version: string): Card | null {
  return readFile(path.join(folder, version + CARD_ENDING), card)
}

function writeCard(folder: string, made: Card): void {
  write(path.join(folder, made.version + CARD_ENDING), made)
}

/** Of another model it says nothing. */
function readSince(folder: string, inUse: string | undefined): SinceModel | null {
  const read = readFile(path.join(folder, SINCE_FILE), sinceModel)
  return read?.version === inUse ? read : null
}

export function writeSince(folder: string, since: SinceModel): void {
  write(path.join(folder, SINCE_FILE), since)
}

export function writeLastRefit(folder: string, last: LastRefit): void {
  write(path.join(folder, LAST_FILE), last)
}

/**
 * Writes the card of a model just judged. One that was in use before keeps the card of that time, for what led to it is asked
 * of all that follow (`listFormerExams`); where it falls short this time, that is noted on it.
 */
export function noteJudged(folder: string, { models, choice }: Shelf, made: Card): void {
  const before = models.find(({ version, state }) => version === made.version && wasInUse(choice, version, state))
  // One that training made has no card yet.
  writeCard(folder, before === undefined ? made : judgeAnew(before.card ?? { ...made, shortfalls: [] }, made))
}

function judgeAnew(before: Card, made: Card): Card {
  const { again: _, ...first } = before
  const wasShort = fellShort(before)
  if (made.shortfalls.length > 0 && made.comparedWith !== null) {
    const again = { at: made.madeAt, beside: made.comparedWith.version, wasShort }
    return { ...first, shortfalls: made.shortfalls, again }
  }
  return wasShort ? made : { ...first, shortfalls: [], ...(made.isHeldBack ? { isHeldBack: true } : {}) }
}

/** By its file, or as long as the choice remembers it. */
function wasInUse(choice: Choice | null, version: string, state: ShelvedModel['state']): boolean {
  return state === 'in-use' || state === 'former' || isChosen(choice, version)
}

function isChosen(choice: Choice | null, version: string): boolean {
  return choice !== null && (choice.version === version || choice.former.includes(version))
}

/** When it was first judged. */
function fellShort({ again, shortfalls }: Card): boolean {
  return again?.wasShort ?? shortfalls.length > 0
}

/**
 * Versions that were learned and dealt with to the end: not taken over, or in use. A promotion that was broken off is none of
 * them, nor a model held back once nothing holds it back any more. Nor is one that was in use before, unless it fell short
 * beside the one in use now, or a person put that in its place: where its data are again all there is (a tip was closed as
 * false, erased or restricted), the one in use has learned from what may not teach any more.
 */
export function listKnown({ models, choice }: Shelf): string[] {
  const isByPerson = choice !== null && (choice.isHeld === true || choice.chosenBy !== BY_REFIT)
  const isKnown = ({ version, state, card }: ShelvedModel): boolean => {
    if (card === null) return false
    if (state === 'candidate' || !isChosen(choice, version)) {
      return card.shortfalls.length > 0 || (card.isHeldBack === true && choice?.isHeld === true)
    }
    if (state === 'in-use') return true
    return version !== choice?.version && (isByPerson || card.again?.beside === choice?.version)
  }
  return [...new Set(models.filter(isKnown).map(({ version }) => version))]
}

/**
 * Figures of the model in use and of those that led to it, each taken over in the place of the one before, as far as they
 * were judged on this test part. `inUse`: its figures of now.
 */
export function listFormerExams(folder: string, inUse: { version: string; exam: Exam }): Exam[] {
  const exams = [inUse.exam]
  const seen = new Set<string>()
  for (let at: string | undefined = inUse.version; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    const own = readCard(folder, at)
    if (own === null || fellShort(own)) break
    if (own.exam.test === inUse.exam.test) exams.push(own.exam)
    const before = own.comparedWith
    if (before?.exam.test === inUse.exam.test) exams.push(before.exam)
    at = before?.version
  }
  return exams
}

/** Removes old model files; not the one in use, nor those it may be taken back to, nor any card. */
export function dropOldModels(folder: string): void {
  const choice = orNull(() => readChoice(folder))
  const kept = new Set([choice?.version, ...(choice?.former ?? []).slice(0, FORMER_KEPT)])
  const files = listModelFiles(folder).sort(byAge)
  const former = files.filter(({ isCandidate, version }) => !isCandidate && !kept.has(version))
  const candidates = files.filter(({ isCandidate }) => isCandidate)
  for (const { file } of [...former.slice(FORMER_KEPT), ...candidates.slice(CANDIDATES_KEPT)])
    rmSync(file, { force: true })
}

function byAge(a: { changedAt: Date }, b: { changedAt: Date }): number {
  return b.changedAt.getTime() - a.changedAt.getTime()
}

/** The header alone: weights are not read. */
function readHead(file: string): ShelvedModel['head'] {
  return orNull(() => {
    const handle = openSync(file, 'r')
    try {
      const prefix = Buffer.alloc(PREFIX_BYTES)
      readSync(handle, prefix, 0, PREFIX_BYTES, 0)
      const body = Buffer.alloc(Math.min(HEAD_BYTES_MAX, prefix.readUInt32LE(PREFIX_BYTES - 4)))
      readSync(handle, body, 0, body.length, PREFIX_BYTES)
      return head.parse(JSON.parse(body.toString('utf8')))
    } finally {
      closeSync(handle)
    }
  })
}

function readFile<T>(file: string, schema: z.ZodType<T>): T | null {
  return existsSync(file) ? orNull(() => schema.parse(JSON.parse(readFileSync(file, 'utf8')))) : null
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

function write(file: string, value: unknown): void {
  writeBeside(file, `${JSON.stringify(value, null, 2)}\n`)
}
