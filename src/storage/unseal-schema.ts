import type { Generated, GeneratedAlways } from 'kysely'

export type UnsealState = 'open' | 'approved' | 'refused' | 'opened'

/** What triggers write of themselves is generated (migration 0015). Evidence is JSON of `flow/passkeys.ts`. */
export interface UnsealRequestRow {
  id: string
  tip_id: string
  tip_code: GeneratedAlways<string | null>
  requester: GeneratedAlways<string>
  requester_number: GeneratedAlways<string>
  unit_code: GeneratedAlways<string>
  session_hash: GeneratedAlways<Buffer>
  category_group: string | null
  legal_basis: string
  legal_article: string
  case_number: string
  reason: Buffer
  evidence: unknown
  opening: unknown
  state: Generated<UnsealState>
  created_at: GeneratedAlways<Date>
  decided_at: GeneratedAlways<Date | null>
  opened_at: GeneratedAlways<Date | null>
  expires_at: GeneratedAlways<Date>
}

export interface UnsealDecisionRow {
  id: string
  request_id: string
  officer_id: GeneratedAlways<string>
  officer_number: GeneratedAlways<string>
  unit_code: GeneratedAlways<string>
  decision: 'approve' | 'refuse'
  reason: Buffer
  evidence: unknown
  decided_at: GeneratedAlways<Date>
}
