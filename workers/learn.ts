import { fork } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { EXAM } from '../src/flow/exam.ts'
import { gatherLessons, type Lessons } from '../src/flow/learn-from.ts'
import {
  BY_REFIT,
  type Card,
  dropOldModels,
  type LastRefit,
  listFormerExams,
  listKnown,
  noteJudged,
  readShelf,
  type Shelf,
  writeLastRefit,
} from '../src/flow/model-shelf.ts'
import type { RefitOrder, Refitted } from '../src/flow/refit.ts'
import { judgeCandidate, type Shortfall } from '../src/flow/refit-gate.ts'
import { writeAudit } from '../src/storage/audit.ts'
import type { Db } from '../src/storage/db.ts'
import { tryAlone } from '../src/storage/lock.ts'
import { chooseModel } from '../src/understand/model/store.ts'
import { tryWriting } from '../src/understand/model/write-beside.ts'
import type { ContentSealer } from '../src/vault/content.ts'
import { type Repeated, repeatAlone } from './repeat.ts'

/** Held by whoever learns, or chooses another model. */
export const REFIT_LOCK = 'refit'
/** The hour is looked at so often. */
const LOOK_EVERY_MS = 60_000
/** A process that has just started has better things to do, and may be one of many that start and stop. */
const SETTLED_MS = 10 * 60_000
/** Where there is no model yet rules alone judge, and every tip is the worse for it: the first is made soon. */
const FIRST_AFTER_MS = 60_000
const FIRST_AGAIN_MS = 60 * 60_000
/** As `tinbao train`: the same data then give the same model. */
const SEED = 1

export interface Learning {
  db: Db
  content: ContentSealer
  /** Where models lie. */
  folder: string
  now: () => Date
  /** How a refit is done; in a process of its own where it is left out. */
  refit?: (order: RefitOrder, signal: AbortSignal) => Promise<Refitted>
}

/**
 * `unchanged`: nothing to learn that was not learned before. `kept`: judged, and the old model stays. `held`: falls in nothing,
 * but somebody went back to an older one on purpose, and that stays until a command puts another in use.
 */
export interface RefitReport {
  outcome: 'promoted' | 'kept' | 'held' | 'unchanged'
  version: string | null
}

/**
 * Learns anew from the corpus and what officers said, and puts the new model in use if the gate lets it pass. One at a time
 * in the whole system; null when another is under way. What was decided is a row of the audit.
 */
export async function runRefit(
  parts: Learning,
  options: { seed?: number; signal?: AbortSignal } = {},
): Promise<RefitReport | null> {
  let report: RefitReport | null = null
  await tryAlone(parts.db, REFIT_LOCK, async () => {
    report = await refitOnce(parts, options.seed ?? SEED, options.signal ?? new AbortController().signal)
  })
  return report
}

async function refitOnce(parts: Learning, seed: number, signal: AbortSignal): Promise<RefitReport> {
  const { db, content, folder, now } = parts
  tryWriting(folder)
  const lessons = await gatherLessons(db, content)
  const shelf = readShelf(folder)
  const known = listKnown(shelf)
  const order = { folder, seed, lessons: lessons.lessons.map(({ example }) => example), known }
  const done = await (parts.refit ?? refitApart)(order, signal)
  if (!done.isNew) {
    writeLastRefit(folder, { at: now().toISOString(), outcome: 'unchanged', version: done.version })
    return { outcome: 'unchanged', version: done.version }
  }
  const shortfalls = judgeCandidate(done.exam, done.inUse === null ? [] : listFormerExams(folder, done.inUse))
  const outcome = decide(shortfalls, done, shelf)
  const { version } = done
  const at = now()
  // In this order a refit that is broken off anywhere is done again by the next: until it is chosen, its card is not `known`.
  await writeAudit(db, {
    action: outcome === 'promoted' ? 'model.promoted' : 'model.kept',
    officerId: null,
    unitCode: null,
    objectId: version,
    detail: {
      before: done.inUse?.version ?? null,
      tips: done.examples.tips,
      reason: outcome === 'held' ? ['held'] : shortfalls.map(nameShortfall),
    },
  })
  noteJudged(folder, shelf, {
    version,
    corpus: done.corpus,
    seed,
    madeAt: at.toISOString(),
    examples: done.examples,
    corrections: countsOf(lessons, done),
    exam: done.exam,
    comparedWith: done.inUse,
    shortfalls,
    ...(outcome === 'held' ? { isHeldBack: true as const } : {}),
    limits: done.limits,
  })
  if (outcome === 'promoted') chooseModel(folder, version, BY_REFIT, at)
  writeLastRefit(folder, { at: at.toISOString(), outcome, version })
  dropOldModels(folder)
  return { outcome, version }
}

/** What is held can be read: rules alone are worse than any model. */
function decide(shortfalls: readonly Shortfall[], { inUse }: { inUse: unknown }, { choice }: Shelf) {
  if (shortfalls.length > 0) return 'kept'
  return choice?.isHeld === true && inUse !== null ? 'held' : 'promoted'
}

function nameShortfall({ figure, leaf }: Shortfall): string {
  return leaf === undefined ? figure : `${figure} ${leaf}`
}

/** Makes the first model a minute after the start, and refits at the set hour of Viet Nam. `hour` null: never by itself. `log` hears what came of it. */
export function startLearning(
  parts: Learning & {
    hour: number | null
    log: (line: string) => void
    onError: (error: unknown) => void
    /** How often it is looked whether a refit is due; a minute. */
    lookEveryMs?: number
  },
): Repeated {
  const { hour, now, folder } = parts
  const closing = new AbortController()
  const startedAt = now()
  // Beside the file: a folder that cannot be written must not have it tried every minute.
  let triedAt: Date | null = null
  const repeated = repeatAlone(parts.db, 'learning', parts.lookEveryMs ?? LOOK_EVERY_MS, parts.onError, async () => {
    const { models, lastRefit } = readShelf(folder)
    const lastAt = latest(triedAt, lastRefit === null ? null : new Date(lastRefit.at))
    if (hour === null) return
    const isThere = models.some(({ state }) => state === 'in-use')
    if (!(isThere ? isDue(hour, now(), startedAt, lastAt) : isFirstDue(now(), startedAt, lastAt))) return
    const at = now()
    try {
      const report = await runRefit(parts, { signal: closing.signal })
      // Who found another at it has not tried.
      if (report) triedAt = at
      if (report) parts.log(`learning: ${report.outcome}${report.version === null ? '' : ` ${report.version}`}`)
    } catch (error) {
      if (closing.signal.aborted) return
      triedAt = at
      noteFailure(folder, { at: now().toISOString(), outcome: 'failed', version: null }, parts.onError)
      throw error
    }
  })
  return {
    async close() {
      closing.abort()
      await repeated.close()
    },
  }
}

/** Why it failed is told by the fault itself. */
function noteFailure(folder: string, last: LastRefit, onError: (error: unknown) => void): void {
  try {
    writeLastRefit(folder, last)
  } catch (error) {
    onError(error)
  }
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a
}

function isFirstDue(now: Date, startedAt: Date, lastAt: Date | null): boolean {
  const isSettled = now.getTime() - startedAt.getTime() >= FIRST_AFTER_MS
  return isSettled && (lastAt === null || now.getTime() - lastAt.getTime() >= FIRST_AGAIN_MS)
}

/** In the hour, not yet today, and not right after a start. */
export function isDue(hour: number, now: Date, startedAt: Date, lastAt: Date | null): boolean {
  if (now.getTime() - startedAt.getTime() < SETTLED_MS) return false
  const here = inVietNam(now)
  return here.hour === hour && (lastAt === null || !inVietNam(lastAt).toPlainDate().equals(here.toPlainDate()))
}

function inVietNam(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
}

function countsOf(
  { corrections, officers, leftOut }: Lessons,
  { copies, inCorpus }: { copies: number; inCorpus: number },
): Card['corrections'] {
  return { taken: corrections, officers, ...leftOut, copies, inCorpus }
}

const answer: z.ZodType<Refitted> = z.discriminatedUnion('isNew', [
  z.strictObject({ isNew: z.literal(false), version: z.string().nullable() }),
  z.strictObject({
    isNew: z.literal(true),
    version: z.string(),
    corpus: z.string(),
    examples: z.strictObject({ corpus: z.number(), tips: z.number() }),
    copies: z.number(),
    inCorpus: z.number(),
    exam: EXAM,
    inUse: z.strictObject({ version: z.string(), exam: EXAM }).nullable(),
    limits: z.array(z.string()),
  }),
])

/** Beside this file in whatever form it runs. */
const MAIN = new URL(`./learn-main${path.extname(import.meta.filename)}`, import.meta.url)

/** In a process of its own that inherits no setting of ours, so that triage goes on. @throws if it ends without an answer */
function refitApart(order: RefitOrder, signal: AbortSignal): Promise<Refitted> {
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
      else reject(new Error('the refit answered in no known shape'))
    })
    child.once('exit', (code) => reject(new Error(`the refit ended with ${code ?? 'a signal'}`)))
    child.send(order)
  })
}
