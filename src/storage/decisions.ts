import type { Db, Tx } from './db.ts'
import type { DecisionRow } from './schema.ts'

export type DecisionKind = DecisionRow['kind']

/** Writes down what an officer decided: never changed, never deleted. */
export async function recordDecision(
  db: Db,
  decision: {
    id: string
    tipId: string
    officerId: string
    unitCode: string
    kind: DecisionKind
    before: string | null
    after: string | null
    note: Buffer | null
  },
): Promise<void> {
  await db
    .insertInto('decisions')
    .values({
      id: decision.id,
      tip_id: decision.tipId,
      officer_id: decision.officerId,
      unit_code: decision.unitCode,
      kind: decision.kind,
      before: decision.before,
      after: decision.after,
      note: decision.note,
    })
    .execute()
}

export interface Decision {
  id: string
  kind: DecisionKind
  before: string | null
  after: string | null
  note: Buffer | null
  officerNumber: string | null
  unitCode: string
  decidedAt: Date
}

/** The kinds of decision officers took on each tip: what a person decided, triage leaves alone. */
export async function listDecidedKinds(db: Db, tipIds: readonly string[]): Promise<Map<string, Set<DecisionKind>>> {
  if (tipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('decisions')
    .select(['tip_id', 'kind'])
    .distinct()
    .where('tip_id', 'in', tipIds)
    .execute()
  const byTip = Map.groupBy(rows, (row) => row.tip_id)
  return new Map([...byTip].map(([tipId, kinds]) => [tipId, new Set(kinds.map((row) => row.kind))]))
}

/** What officers decided on a tip, oldest first, with their numbers: for the desk. */
export async function listDecisions(tx: Tx, tipId: string): Promise<Decision[]> {
  const rows = await tx
    .selectFrom('decisions as d')
    .leftJoin('officers as o', 'o.id', 'd.officer_id')
    .select(['d.id', 'd.kind', 'd.before', 'd.after', 'd.note', 'o.number', 'd.unit_code', 'd.decided_at'])
    .where('d.tip_id', '=', tipId)
    .orderBy('d.decided_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    before: row.before,
    after: row.after,
    note: row.note,
    officerNumber: row.number,
    unitCode: row.unit_code,
    decidedAt: row.decided_at,
  }))
}

/** When an officer last wrote to the sender of each tip; those nobody wrote to are left out. */
export async function listLastAnswers(db: Db, tipIds: readonly string[]): Promise<Map<string, Date>> {
  if (tipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('decisions')
    .select(['tip_id', (eb) => eb.fn.max('decided_at').as('at')])
    .where('tip_id', 'in', tipIds)
    .where('kind', '=', 'answer')
    .groupBy('tip_id')
    .execute()
  return new Map(rows.flatMap((row) => (row.at ? [[row.tip_id, row.at] as const] : [])))
}
