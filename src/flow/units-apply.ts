import { createHash } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import {
  checkUnitAreas,
  insertUnitRecords,
  listUnitRecords,
  lockUnits,
  readUnitRefusal,
  updateUnitRecords,
} from '../storage/unit-records.ts'
import { type KnownAreas, listNamedAreas } from './units-areas.ts'
import type { PlanContext, UnitChange, UnitPlan } from './units-change.ts'
import type { UnitFault, UnitRow } from './units-fields.ts'
import { planUnits } from './units-plan.ts'

/** Who changes units: an officer, or the operator's command. */
export interface UnitAuthor {
  officerId: string | null
  unitCode: string | null
}

export type UnitOrder = Omit<PlanContext, 'current' | 'mayChange' | 'areas'> & {
  /** All communes there are; null where nobody has told: then units' names tell some. */
  areas: KnownAreas | null
  /** A unit of this province; null for all. */
  province: string | null
  author: UnitAuthor
  /** Goes through all of it, and leaves nothing behind. */
  isTrial?: boolean
  /** What was agreed to: {@link digestOf} of the plan that was shown. Another plan changes nothing. */
  agreed?: string
}

export interface UnitOutcome {
  plan: UnitPlan
  /** False where something is wrong, nothing differs, it was a trial, or the plan is another than was agreed to. */
  isDone: boolean
}

/** Carries a plan out of a transaction that must leave nothing behind. */
class Undone extends Error {
  readonly plan: UnitPlan
  constructor(plan: UnitPlan) {
    super('undone')
    this.name = 'Undone'
    this.plan = plan
  }
}

/**
 * Plans what rows would change and does all of it, or nothing, in one transaction that `run` opens. Writers of units wait
 * for each other, so that each plans on what the one before left. Every unit that changes is an audit row.
 */
export async function changeUnits(
  run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  rows: readonly UnitRow[],
  order: UnitOrder,
): Promise<UnitOutcome> {
  // What the transaction that fails was about to do, for the words of its refusal.
  const seen: { plan?: UnitPlan } = {}
  try {
    return await run(async (tx) => {
      await lockUnits(tx)
      const current = await listUnitRecords(tx)
      const mayChange = (province: string | null): boolean => order.province === null || province === order.province
      const areas = order.areas ?? { list: listNamedAreas(current), isWhole: false }
      const plan = planUnits(rows, { ...order, areas, current, mayChange })
      seen.plan = plan
      const isAgreed = order.agreed === undefined || order.agreed === digestOf(plan)
      if (plan.faults.length > 0 || plan.changes.length === 0 || !isAgreed) return { plan, isDone: false }
      await write(tx, plan.changes, order.author)
      if (order.isTrial) throw new Undone(plan)
      return { plan, isDone: true }
    })
  } catch (error) {
    if (error instanceof Undone) return { plan: error.plan, isDone: false }
    const fault = seen.plan ? faultOf(error, seen.plan) : null
    if (!seen.plan || fault === null) throw error
    return { plan: { ...seen.plan, faults: [fault] }, isDone: false }
  }
}

async function write(tx: Tx, changes: readonly UnitChange[], author: UnitAuthor): Promise<void> {
  const isNew = ({ before }: UnitChange): boolean => before === null
  const toRow = ({ after, reason }: UnitChange) => ({ unit: after, reason })
  await insertUnitRecords(tx, changes.filter(isNew).map(toRow))
  const amended = changes.filter((change) => !isNew(change))
  const count = await updateUnitRecords(tx, amended.map(toRow))
  if (count !== amended.length) throw new AppError('bad-row', `${count} of ${amended.length} units could be changed`)
  await checkUnitAreas(tx)
  await writeAudit(tx, ...changes.map((change) => entryOf(change, author)))
}

/** The words of the change stand in the unit's history; here, as everywhere in the audit, ids alone. */
function entryOf({ before, after, fields }: UnitChange, author: UnitAuthor): AuditEntry {
  const hasEnded = after.validTo !== null && before?.validTo !== after.validTo
  return {
    action: before === null ? 'unit.added' : hasEnded ? 'unit.ended' : 'unit.changed',
    officerId: author.officerId,
    unitCode: author.unitCode,
    objectId: after.code,
    detail: {
      version: (before?.version ?? 0) + 1,
      from: after.validFrom,
      ...(before === null ? {} : { fields }),
      ...(hasEnded ? { to: after.validTo, successor: after.successor } : {}),
    },
  }
}

function faultOf(error: unknown, plan: UnitPlan): UnitFault | null {
  const refusal = readUnitRefusal(error)
  if (refusal === null) return null
  if (refusal.reason === 'busy') {
    const line = plan.changes.find(({ after }) => after.code === refusal.code)?.line ?? null
    return {
      line,
      field: 'successor',
      reason: 'busy',
      value: refusal.code,
      about: `${refusal.tips}/${refusal.officers}`,
    }
  }
  const { area } = refusal
  // Units as they come to in the end were checked: it is the one that reaches back furthest into what another had.
  const [suspect] = plan.changes
    .filter(({ before, fields }) => before === null || fields.includes('areas') || fields.includes('validFrom'))
    .filter(({ after }) => after.areas.length > 0 && (area === null || after.areas.includes(area)))
    .sort((a, b) => (a.after.validFrom < b.after.validFrom ? -1 : 1))
  return { line: suspect?.line ?? null, field: 'areas', reason: 'overlap', value: area ?? '' }
}

/** The same for the same changes to the same units, and for no others: what somebody agreed to. */
export function digestOf(plan: UnitPlan): string {
  const changes = plan.changes.map(({ before, after, reason }) => [before, after, reason])
  return createHash('sha256').update(JSON.stringify(changes)).digest('hex')
}
