import { fork } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { gatherPairLessons, type PairLessons } from '../src/flow/learn-pairs.ts'
import { BY_REFIT } from '../src/flow/model-shelf.ts'
import { writeAudit } from '../src/storage/audit.ts'
import type { Db } from '../src/storage/db.ts'
import { tryAlone } from '../src/storage/lock.ts'
import { PAIR_EXAM, PAIR_FIGURES } from '../src/understand/alike/examine-pairs.ts'
import { makeJudge } from '../src/understand/alike/judge.ts'
import { type PairModel, pairModelSchema } from '../src/understand/alike/pair-model.ts'
import {
  choosePairModel,
  dropOldPairModels,
  loadPairsInUse,
  type PairBook,
  readPairBook,
  savePairModel,
  writePairBook,
} from '../src/understand/alike/pair-store.ts'
import { type JudgedPairs, mendPairs } from '../src/understand/alike/refit-pairs.ts'
import { findSure, sumUpBands } from '../src/understand/alike/sure.ts'
import type { PairExample } from '../src/understand/alike/train-pairs.ts'
import type { ContentSealer } from '../src/vault/content.ts'
import { isDue } from './learn.ts'
import { type Repeated, repeatAlone } from './repeat.ts'

/** Held by whoever learns of pairs, or chooses another model. */
export const PAIR_REFIT_LOCK = 'refit-pairs'
const LOOK_EVERY_MS = 60_000

export interface PairLearning {
  db: Db
  content: ContentSealer
  /** Where models lie. */
  folder: string
  now: () => Date
  /** How a mended model is judged; in a process of its own where it is left out. */
  judge?: (order: PairOrder, signal: AbortSignal) => Promise<JudgedPairs>
}

/** What a refit in a process of its own is given. */
export interface PairOrder {
  folder: string
  answers: PairExample[]
}

export type PairRefit = NonNullable<PairBook['lastRefit']>

/**
 * Mends the model of pairs by what officers answered, puts it in use where the gate lets it pass, and works out anew from
 * which score on the machine may link by itself. One at a time in the whole system; null when another is under way.
 */
export async function runPairRefit(
  parts: PairLearning,
  signal: AbortSignal = new AbortController().signal,
): Promise<PairRefit | null> {
  let done: PairRefit | null = null
  await tryAlone(parts.db, PAIR_REFIT_LOCK, async () => {
    done = await refitOnce(parts, signal)
  })
  return done
}

async function refitOnce(parts: PairLearning, signal: AbortSignal): Promise<PairRefit> {
  const { db, content, folder, now } = parts
  const lessons = await gatherPairLessons(db, content)
  const outcome = await learn(parts, lessons, signal)
  const lastRefit: PairRefit = { ...outcome, at: now().toISOString() }
  // By the model that is in use from now on.
  writePairBook(folder, {
    ...readPairBook(folder),
    lastRefit,
    reviewed: review(loadPairsInUse(folder), lessons.answers),
  })
  return lastRefit
}

async function learn(
  parts: PairLearning,
  { answers }: PairLessons,
  signal: AbortSignal,
): Promise<Omit<PairRefit, 'at'>> {
  const { db, folder, now } = parts
  const book = readPairBook(folder)
  const inUse = loadPairsInUse(folder)
  const unchanged = { outcome: 'unchanged' as const, version: inUse.version, shortfalls: [], exam: null }
  const wanted = mendPairs(answers)?.version
  if (wanted === undefined || wanted === inUse.version) return unchanged
  // What was judged and not taken over is not judged again before there is something new, or another choice.
  const last = book.lastRefit
  const isSettled = last?.outcome === 'kept' || (last?.outcome === 'held' && book.isHeld)
  if (last?.version === wanted && isSettled) return last
  const { model, exam, shortfalls } = await (parts.judge ?? judgeApart)({ folder, answers: [...answers] }, signal)
  const outcome = shortfalls.length > 0 ? 'kept' : book.isHeld ? 'held' : 'promoted'
  savePairModel(folder, model)
  dropOldPairModels(folder, [model.version])
  await writeAudit(db, {
    action: outcome === 'promoted' ? 'model.promoted' : 'model.kept',
    officerId: null,
    unitCode: null,
    objectId: model.version,
    detail: { before: inUse.version, answers: answers.length, reason: outcome === 'held' ? ['held'] : shortfalls },
  })
  if (outcome === 'promoted') choosePairModel(folder, model.version, { by: BY_REFIT, at: now(), isHeld: false })
  return { outcome, version: model.version, shortfalls, exam }
}

/** How often the machine was right, by the scores that the model in use gives these pairs. */
export function review(model: PairModel, answers: readonly PairExample[]): PairBook['reviewed'] {
  const judge = makeJudge(model)
  const reviewed = answers.map(({ one, other, isSame, ...standing }) => ({
    score: judge(one, other, standing).score,
    isSame,
    isSameSender: standing.isSameSender,
  }))
  // A tip of the same sender joins by another measure.
  const strangers = reviewed.filter(({ isSameSender }) => !isSameSender)
  return {
    of: model.version,
    sure: findSure(strangers),
    count: strangers.length,
    right: strangers.filter(({ isSame }) => isSame).length,
    bands: sumUpBands(strangers),
  }
}

/** Why it failed is told by the fault itself. */
function noteFailure(folder: string, lastRefit: PairRefit, onError: (error: unknown) => void): void {
  try {
    writePairBook(folder, { ...readPairBook(folder), lastRefit })
  } catch (error) {
    onError(error)
  }
}

/** Learns at the set hour of Viet Nam. `hour` null: never by itself. */
export function startLearningPairs(
  parts: PairLearning & {
    hour: number | null
    log: (line: string) => void
    onError: (error: unknown) => void
    /** How often it is looked whether it is due; a minute. */
    lookEveryMs?: number
  },
): Repeated {
  const { hour, now, folder } = parts
  const closing = new AbortController()
  const startedAt = now()
  let triedAt: Date | null = null
  const repeated = repeatAlone(
    parts.db,
    'learning-pairs',
    parts.lookEveryMs ?? LOOK_EVERY_MS,
    parts.onError,
    async () => {
      const last = readPairBook(folder).lastRefit
      const lastAt = triedAt ?? (last === null ? null : new Date(last.at))
      if (hour === null || !isDue(hour, now(), startedAt, lastAt)) return
      triedAt = now()
      try {
        const done = await runPairRefit(parts, closing.signal)
        if (done) parts.log(`learning of pairs: ${done.outcome} ${done.version}`)
      } catch (error) {
        if (closing.signal.aborted) return
        const failed: PairRefit = {
          at: now().toISOString(),
          outcome: 'failed',
          version: null,
          shortfalls: [],
          exam: null,
        }
        noteFailure(folder, failed, parts.onError)
        throw error
      }
    },
  )
  return {
    async close() {
      closing.abort()
      await repeated.close()
    },
  }
}

const answer = z.strictObject({ model: pairModelSchema, exam: PAIR_EXAM, shortfalls: z.array(z.enum(PAIR_FIGURES)) })
const MAIN = new URL(`./learn-pairs-main${path.extname(import.meta.filename)}`, import.meta.url)

/** In a process of its own that inherits no setting of ours, so that linking goes on. @throws if it ends without an answer */
function judgeApart(order: PairOrder, signal: AbortSignal): Promise<JudgedPairs> {
  return new Promise((resolve, reject) => {
    const child = fork(MAIN, {
      // Windows starts nothing without its own.
      ...(process.platform === 'win32' ? {} : { env: {} }),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    })
    child.once('error', reject)
    child.once('message', (message) => {
      const parsed = answer.safeParse(message)
      if (parsed.success) resolve(parsed.data)
      else reject(new Error('the refit of pairs answered in no known shape'))
    })
    child.once('exit', (code) => reject(new Error(`the refit of pairs ended with ${code ?? 'a signal'}`)))
    child.send(order)
  })
}
