import { writeAudit } from '../storage/audit.ts'
import {
  type CorrectedTip,
  type CorrectionCount,
  listCorrectedTips,
  listCorrectionCounts,
} from '../storage/corrections.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { PairBook } from '../understand/alike/pair-store.ts'
import { wilson } from '../understand/model/measures.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import { mayHoldTips } from './may-decide.ts'
import type { Shelf } from './model-shelf.ts'

/** Fewer say nothing that should be relied on (triage reference, training and test data). */
export const REVIEWS_MIN = 200

/** How often officers, not seeing the machine's category, said the same. */
export interface BlindAccuracy {
  reviewed: number
  agreed: number
  /** 95 % interval (Wilson). */
  low: number
  high: number
}

/** The model of pairs in use, and what officers answered of its suggestions. */
export interface PairsView {
  version: string
  book: PairBook
}

/** What is told of how well the machine understands: numbers of the whole line, and tips of the officer's own unit. */
export interface FiguresView {
  shelf: Shelf
  /** How tips of one event are found. */
  pairs: PairsView
  blind: {
    all: BlindAccuracy
    skipped: number
    byModel: ReadonlyMap<string, BlindAccuracy>
  }
  /** Corrections of the category in sight of the machine's answer. */
  corrected: { changed: number; confirmed: number; pairs: { before: string | null; after: string; count: number }[] }
  /** Empty for who may open no tips. */
  examples: CorrectedTip[]
}

export interface Figures {
  /** For unit commanders, provincial supervisors and administrators; `not-found` for all others, and the try is recorded. */
  page(token: string): Promise<{ ok: true; officer: CurrentOfficer; view: FiguresView } | SignedOut | NotFound>
}

const READERS: ReadonlySet<string> = new Set(['unit-commander', 'provincial-supervisor', 'administrator'])
const EXAMPLES_MAX = 20

export function makeFigures(parts: { db: Db; readShelf: () => Shelf; readPairs: () => PairsView }): Figures {
  const { db } = parts
  return {
    async page(token) {
      let isRefused = false
      const result = await asOfficer<Awaited<ReturnType<Figures['page']>>>(db, token, async (tx, officer) => {
        if (mayReadFigures(officer.role)) return { ok: true, officer, view: await readFigures(tx, officer, parts) }
        isRefused = true
        return { ok: false, reason: 'not-found' }
      })
      if (isRefused) await recordRefusal(db, token, { action: 'figures.refused', objectId: null })
      return result
    },
  }
}

export function mayReadFigures(role: CurrentOfficer['role']): boolean {
  return READERS.has(role)
}

async function readFigures(
  tx: Tx,
  officer: CurrentOfficer,
  { readShelf, readPairs }: { readShelf: () => Shelf; readPairs: () => PairsView },
): Promise<FiguresView> {
  const counts = (await listCorrectionCounts(tx)).filter(({ field }) => field === 'category')
  const examples = mayHoldTips(officer.role) ? await listCorrectedTips(tx, EXAMPLES_MAX) : []
  await writeAudit(tx, {
    action: 'figures.read',
    officerId: officer.id,
    unitCode: officer.unitCode,
    objectId: null,
    detail: { tips: [...new Set(examples.map(({ tipId }) => tipId))] },
  })
  return { shelf: readShelf(), pairs: readPairs(), blind: sumUpBlind(counts), corrected: sumUpSeen(counts), examples }
}

/** Accuracy by the answers of those who had not seen the machine's. Pure. */
export function sumUpBlind(counts: readonly CorrectionCount[]): FiguresView['blind'] {
  const blind = counts.filter(({ how }) => how === 'blind')
  const byModel = Map.groupBy(blind, ({ model }) => model ?? '')
  return {
    all: accuracyOf(blind),
    skipped: sum(counts.filter(({ how }) => how === 'skipped')),
    byModel: new Map([...byModel].map(([model, own]) => [model, accuracyOf(own)])),
  }
}

function sumUpSeen(counts: readonly CorrectionCount[]): FiguresView['corrected'] {
  const seen = counts.filter(({ how }) => how === 'seen')
  const changed = seen.filter(({ before, after }) => before !== after)
  const pairs = [...Map.groupBy(changed, ({ before, after }) => `${before ?? ''} ${after ?? ''}`).values()]
    .flatMap((same) => {
      const first = same[0]
      return first === undefined || first.after === null
        ? []
        : [{ before: first.before, after: first.after, count: sum(same) }]
    })
    .sort((a, b) => b.count - a.count)
  return { changed: sum(changed), confirmed: sum(seen) - sum(changed), pairs }
}

function accuracyOf(counts: readonly CorrectionCount[]): BlindAccuracy {
  const reviewed = sum(counts)
  const agreed = sum(counts.filter(({ before, after }) => before === after))
  return { reviewed, agreed, ...wilson(agreed, reviewed) }
}

function sum(counts: readonly CorrectionCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}
