import { type Selectable, sql } from 'kysely'
import type { UnsealDecision } from '../domain/unsealing.ts'
import type { Db, Tx } from './db.ts'
import type { UnsealRequestRow, UnsealState } from './unseal-schema.ts'

/** A request as its requester, custodians and auditors read it; no word of the tip is in it. */
export interface UnsealRequest {
  id: string
  tipId: string
  tipCode: string | null
  requester: string
  requesterNumber: string
  unitCode: string
  categoryGroup: string | null
  legalBasis: string
  legalArticle: string
  caseNumber: string
  reason: Buffer
  state: UnsealState
  createdAt: Date
  decidedAt: Date | null
  openedAt: Date | null
  /** Of the request while it is open; of the grant once it is approved. */
  expiresAt: Date
}

export interface UnsealDecided {
  id: string
  requestId: string
  officerId: string
  officerNumber: string
  unitCode: string
  decision: UnsealDecision
  reason: Buffer
  decidedAt: Date
}

const COLUMNS = [
  'id',
  'tip_id',
  'tip_code',
  'requester',
  'requester_number',
  'unit_code',
  'category_group',
  'legal_basis',
  'legal_article',
  'case_number',
  'reason',
  'state',
  'created_at',
  'decided_at',
  'opened_at',
  'expires_at',
] as const

/** As the officer of the transaction's token. @throws of Postgres `TB020`, see `refusalOf` in `unseal-vault.ts` */
export async function addUnsealRequest(
  tx: Tx,
  request: {
    id: string
    tipId: string
    categoryGroup: string | null
    legalBasis: string
    legalArticle: string
    caseNumber: string
    reason: Buffer
    evidence: object
  },
): Promise<void> {
  await tx
    .insertInto('unseal_requests')
    .values({
      id: request.id,
      tip_id: request.tipId,
      category_group: request.categoryGroup,
      legal_basis: request.legalBasis,
      legal_article: request.legalArticle,
      case_number: request.caseNumber,
      reason: request.reason,
      evidence: JSON.stringify(request.evidence),
    })
    .execute()
}

/** As the officer of the transaction's token. @throws of Postgres `TB020` */
export async function addUnsealDecision(
  tx: Tx,
  decision: { id: string; requestId: string; decision: UnsealDecision; reason: Buffer; evidence: object },
): Promise<void> {
  await tx
    .insertInto('unseal_decisions')
    .values({
      id: decision.id,
      request_id: decision.requestId,
      decision: decision.decision,
      reason: decision.reason,
      evidence: JSON.stringify(decision.evidence),
    })
    .execute()
}

/** Null where there is none, or none that this officer may see. */
export async function findUnsealRequest(db: Db, id: string): Promise<UnsealRequest | null> {
  const row = await db.selectFrom('unseal_requests').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row ? toRequest(row) : null
}

/** Why this officer may not decide so; null where they may, or see no such request. */
export async function findWhyNotDecide(tx: Tx, id: string, decision: UnsealDecision): Promise<string | null> {
  const { rows } = await sql<{ why: string | null }>`select why_not_decide(${id}, ${decision}) as why`.execute(tx)
  return rows[0]?.why ?? null
}

/** Newest first, those this officer may see; at most `limit`. */
export async function listUnsealRequests(
  db: Db,
  wanted: { tipCode?: string; limit: number },
): Promise<UnsealRequest[]> {
  const rows = await db
    .selectFrom('unseal_requests')
    .select(COLUMNS)
    .$if(wanted.tipCode !== undefined, (query) => query.where('tip_code', '=', wanted.tipCode ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
    .execute()
  return rows.map(toRequest)
}

/** Decisions of these requests, in the order in which they were made. */
export async function listUnsealDecisions(db: Db, requestIds: readonly string[]): Promise<UnsealDecided[]> {
  if (requestIds.length === 0) return []
  const rows = await db
    .selectFrom('unseal_decisions')
    .select(['id', 'request_id', 'officer_id', 'officer_number', 'unit_code', 'decision', 'reason', 'decided_at'])
    .where('request_id', 'in', requestIds)
    .orderBy('decided_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    requestId: row.request_id,
    officerId: row.officer_id,
    officerNumber: row.officer_number,
    unitCode: row.unit_code,
    decision: row.decision,
    reason: row.reason,
    decidedAt: row.decided_at,
  }))
}

/** Units in which somebody keeps a key of identities: their desks hear that a request waits. */
export async function listCustodianUnits(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('officers').select('unit_code').distinct().where('role', '=', 'custodian').execute()
  return rows.map((row) => row.unit_code)
}

function toRequest(row: Pick<Selectable<UnsealRequestRow>, (typeof COLUMNS)[number]>): UnsealRequest {
  return {
    id: row.id,
    tipId: row.tip_id,
    tipCode: row.tip_code,
    requester: row.requester,
    requesterNumber: row.requester_number,
    unitCode: row.unit_code,
    categoryGroup: row.category_group,
    legalBasis: row.legal_basis,
    legalArticle: row.legal_article,
    caseNumber: row.case_number,
    reason: row.reason,
    state: row.state,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  }
}
