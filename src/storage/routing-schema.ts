import type { Generated, GeneratedAlways } from 'kysely'

export interface RoutingVersionRow {
  number: GeneratedAlways<number>
  /** As `domain/routing-rules.ts` reads it. */
  body: unknown
  note: string
  /** By the trigger, from who is signed in. */
  made_by: GeneratedAlways<string | null>
  made_at: GeneratedAlways<Date>
  /** Whatever is written becomes the moment it is written at. */
  active_from: Date | null
}

export interface ReturnRow {
  id: string
  tip_id: string
  number: number
  from_unit: string
  to_unit: string
  stand_in: string | null
  reason: string
  went_up: boolean
  officer_id: string
  unit_code: string
  returned_at: GeneratedAlways<Date>
}

export type SlipState = 'proposed' | 'confirmed' | 'handed-over' | 'answered' | 'dropped'

export interface SlipRow {
  id: string
  tip_id: string
  body: string
  state: Generated<SlipState>
  due_at: Date
  summary: Buffer | null
  officer_id: GeneratedAlways<string | null>
  unit_code: GeneratedAlways<string | null>
  proposed_at: GeneratedAlways<Date>
  confirmed_at: GeneratedAlways<Date | null>
  handed_over_at: GeneratedAlways<Date | null>
  answered_at: GeneratedAlways<Date | null>
}
