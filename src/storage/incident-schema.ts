import type { Generated, GeneratedAlways } from 'kysely'
import type { LinkedBy, LinkReason, Relation, Worsening } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'

/** Tables of incidents (migration 0027). */

export interface IncidentRow {
  id: string
  root_tip_id: string
  /** By its newest voice that made it worse and hides from nobody; null while none did. */
  urgency: Urgency | null
  worsening: Worsening | null
  worsened_at: Date | null
  /** Rises with officers' acts alone. */
  version: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  ended_at: Date | null
}

export interface IncidentMemberRow {
  tip_id: string
  incident_id: string
  /** Of the root it says nothing. */
  relation: Relation
  near_tip_id: string | null
  linked_by: LinkedBy
  score: number | null
  reasons: Generated<LinkReason[]>
  worsening: Worsening | null
  worsened_urgency: Urgency | null
  worsened_at: Date | null
  /** It made the incident worse and no officer has opened it since. */
  raised: Generated<boolean>
  linked_at: Generated<Date>
}

export interface IncidentSuggestionRow {
  id: string
  tip_id: string
  other_tip_id: string
  relation: Exclude<Relation, 'first'>
  score: number
  reasons: LinkReason[]
  model: string
  worsening: Worsening | null
  worsened_urgency: Urgency | null
  state: Generated<'open' | 'confirmed' | 'rejected' | 'gone'>
  suggested_at: Generated<Date>
}

export const INCIDENT_ACTS = ['confirm', 'reject', 'merge', 'split', 'move', 'undo'] as const
export type IncidentActKind = (typeof INCIDENT_ACTS)[number]

/** Written by an officer, worked out and carried out by a trigger. */
export interface IncidentActRow {
  id: string
  number: GeneratedAlways<string>
  kind: IncidentActKind
  tip_id: string
  other_tip_id: string | null
  suggestion_id: string | null
  undoes: string | null
  officer_id: GeneratedAlways<string>
  unit_code: GeneratedAlways<string>
  score: GeneratedAlways<number | null>
  model: GeneratedAlways<string | null>
  restricted: GeneratedAlways<boolean>
  before: GeneratedAlways<unknown>
  after: GeneratedAlways<unknown>
  done_at: GeneratedAlways<Date>
}

export interface TipViewRow {
  tip_id: string
  number: GeneratedAlways<number>
  tip_version: number
  at: Date
  slot: number
  keys: number[]
  body: Buffer | null
}

export interface TipTraceRow {
  slot: number
  bucket: number
  /** Key and number of a view, four bytes each, as they came. */
  entries: Buffer
}
