import type { Tx } from './db.ts'

export interface NewReturn {
  id: string
  tipId: string
  /** Counts from 1 for each tip. */
  number: number
  fromUnit: string
  toUnit: string
  standIn: string | null
  /** Code of the list; the officer's words are sealed with the decision. */
  reason: string
  wentUp: boolean
  officerId: string
  unitCode: string
}

/**
 * Writes down that a tip is given back. The tables take sight of it from who gave it back and from who stood in for them,
 * in the same statement: afterwards this transaction sees the tip no more.
 */
export async function recordReturn(tx: Tx, one: NewReturn): Promise<void> {
  await tx
    .insertInto('returns')
    .values({
      id: one.id,
      tip_id: one.tipId,
      number: one.number,
      from_unit: one.fromUnit,
      to_unit: one.toUnit,
      stand_in: one.standIn,
      reason: one.reason,
      went_up: one.wentUp,
      officer_id: one.officerId,
      unit_code: one.unitCode,
    })
    .execute()
}

/** How often a tip has been given back so far. Read as an officer who sees it. */
export async function countReturns(tx: Tx, tipId: string): Promise<number> {
  const row = await tx
    .selectFrom('returns')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('tip_id', '=', tipId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
