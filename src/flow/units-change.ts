import type { UnitRecord } from '../domain/unit-record.ts'
import type { KnownAreas } from './units-areas.ts'
import type { UnitFault, UnitField, UnitRepair } from './units-fields.ts'

/** What one row comes to. */
export interface UnitChange {
  line: number
  /** Null for a unit that is new. */
  before: UnitRecord | null
  after: UnitRecord
  /** Fields that differ; of a new unit none is named. */
  fields: UnitField[]
  reason: string
}

export interface UnitPlan {
  changes: UnitChange[]
  unchanged: number
  faults: UnitFault[]
  repairs: UnitRepair[]
}

export interface PlanContext {
  /** Every unit as it was last written down. */
  current: readonly UnitRecord[]
  /** Communes by which areas are understood, and, where they are all there are, proved. */
  areas: KnownAreas
  /** `YYYY-MM-DD`, of Viet Nam. */
  today: string
  /** Why, for rows that say nothing of it themselves. */
  reason: string
  /** Likewise the document; null where there is none. */
  document: string | null
  /** Whether whoever asks may change units of this province. */
  mayChange(province: string | null): boolean
  /** `new`: the row must be of no unit yet; `old`: of one that is there. */
  only?: 'new' | 'old'
}
