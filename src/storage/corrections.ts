import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { CorrectionRow } from './schema.ts'

export type CorrectionField = CorrectionRow['field']
/** `seen`: with the machine's answer in sight; `blind`: without; `skipped`: asked to say blind, and not said. */
export type CorrectionHow = CorrectionRow['how']

/** Writes down what an officer said of what the machine understood: never changed, never deleted. */
export async function recordCorrection(
  db: Db,
  correction: {
    id: string
    tipId: string
    tipVersion: number
    officerId: string
    unitCode: string
    field: CorrectionField
    before: string | null
    after: string | null
    model: string | null
    how: CorrectionHow
    isRestricted: boolean
    decisionId: string | null
  },
): Promise<void> {
  await db
    .insertInto('corrections')
    .values({
      id: correction.id,
      tip_id: correction.tipId,
      tip_version: correction.tipVersion,
      officer_id: correction.officerId,
      unit_code: correction.unitCode,
      field: correction.field,
      before: correction.before,
      after: correction.after,
      model: correction.model,
      how: correction.how,
      restricted: correction.isRestricted,
      decision_id: correction.decisionId,
    })
    .execute()
}

/** True once somebody was asked about this tip without seeing the machine's answer, whether they said or not. */
export async function isReviewed(db: Db, tipId: string): Promise<boolean> {
  const row = await db
    .selectFrom('corrections')
    .select('id')
    .where('tip_id', '=', tipId)
    .where(sql<boolean>`how in ('blind', 'skipped')`)
    .executeTakeFirst()
  return row !== undefined
}

/** How many tips officers have reviewed blind. For a worker, which sees them all. */
export async function countReviews(db: Db): Promise<number> {
  const row = await db
    .selectFrom('corrections')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('how', '=', sql.lit('blind'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** One correction that a model may learn from, without the text it is about. */
export interface Learnable {
  tipId: string
  conversationId: string
  officerId: string
  /** The officer's unit is one of a commune. */
  isBelowProvince: boolean
  /** `YYYY-MM-DD` in Viet Nam. */
  day: string
  field: CorrectionField
  after: string
  /** The tip stands as a complaint about police: no unit complained about sees it. */
  isAboutPolice: boolean
  /** It stands as one or as a doubt of one, or once stood as either. */
  wasPoliceDoubted: boolean
}

/**
 * Oldest first; none of a restricted or erased tip, nor one by which a tip became restricted, nor of a tip that was closed as
 * one of `unproven`; where `since` is given, none of before. For a worker.
 */
export async function listLearnable(
  db: Db,
  unproven: readonly string[],
  since: Date | null = null,
): Promise<Learnable[]> {
  const rows = await db
    .selectFrom('corrections as c')
    .innerJoin('tips as t', 't.id', 'c.tip_id')
    .innerJoin('units as u', 'u.code', 'c.unit_code')
    .select(['c.tip_id', 'c.officer_id', 'c.field', 'c.after', 't.about_police', 't.conversation_id', 'u.level'])
    .select(
      sql<boolean>`t.about_police or t.police_doubted or exists (
        select 1 from assignments a where a.tip_id = t.id and a.reason in ('about-police', 'police-doubted')
      ) or exists (
        select 1 from corrections p where p.tip_id = t.id and p.field = 'police' and p.after = 'yes'
      )`.as('was_police_doubted'),
    )
    .select(sql<string>`to_char(c.decided_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')`.as('day'))
    .where('c.after', 'is not', null)
    .where('c.restricted', '=', false)
    .where('t.restricted', '=', false)
    .where('t.erased_at', 'is', null)
    .$if(since !== null, (query) => query.where('c.decided_at', '>=', since))
    .where((eb) => eb.or([eb('t.disposition', 'is', null), eb('t.disposition', 'not in', unproven)]))
    .orderBy('c.decided_at')
    .orderBy('c.id')
    .execute()
  return rows.flatMap((row) =>
    row.after === null
      ? []
      : [
          {
            tipId: row.tip_id,
            conversationId: row.conversation_id,
            officerId: row.officer_id,
            isBelowProvince: row.level === 'commune',
            day: row.day,
            field: row.field,
            after: row.after,
            isAboutPolice: row.about_police,
            wasPoliceDoubted: row.was_police_doubted,
          },
        ],
  )
}

export interface CorrectionCount {
  field: CorrectionField
  how: CorrectionHow
  model: string | null
  before: string | null
  after: string | null
  count: number
}

/** Of the whole line, as numbers; nothing for an officer who does not answer for the models. Restricted tips count in none. */
export async function listCorrectionCounts(tx: Tx): Promise<CorrectionCount[]> {
  const { rows } = await sql<Omit<CorrectionCount, 'count'> & { count: string }>`
    select field, how, model, before, after, count from correction_counts()
    order by count desc, field, before, after, model, how`.execute(tx)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** A tip on which the machine and an officer differed. */
export interface CorrectedTip {
  tipId: string
  code: string | null
  field: CorrectionField
  before: string | null
  after: string
  how: CorrectionHow
  decidedAt: Date
}

/** Newest first, of the tips that this officer may open; never a restricted one. */
export async function listCorrectedTips(tx: Tx, limit: number): Promise<CorrectedTip[]> {
  const rows = await tx
    .selectFrom('corrections as c')
    .innerJoin('tips as t', 't.id', 'c.tip_id')
    .select(['c.tip_id', 't.code', 'c.field', 'c.before', 'c.after', 'c.how', 'c.decided_at'])
    .where('c.restricted', '=', false)
    .where('t.restricted', '=', false)
    .where('c.after', 'is not', null)
    .where(sql<boolean>`c.before is distinct from c.after`)
    .orderBy('c.decided_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    tipId: row.tip_id,
    code: row.code,
    field: row.field,
    before: row.before,
    after: row.after ?? '',
    how: row.how,
    decidedAt: row.decided_at,
  }))
}
