import type { Unit } from './jurisdiction.ts'

/** A unit as it was last written down: in force, to come, or ended. Days are `YYYY-MM-DD` of Viet Nam. */
export interface UnitRecord extends Unit {
  /** From this day on it is as this record says, whatever versions before it say; not the day on which the unit began. */
  validFrom: string
  /** First day on which it is no more. */
  validTo: string | null
  /** Code of the unit that follows it. */
  successor: string | null
  /** Official document by which it became so. */
  document: string | null
  /** Counts from 1. */
  version: number
}

/** One line of a unit's history. */
export interface UnitVersion extends UnitRecord {
  reason: string
  /** Id of the officer; null for the operator's commands. */
  madeBy: string | null
  /** Their service number, for whoever may know it. */
  madeByNumber: string | null
  madeAt: Date
}

export type UnitStanding = 'in-force' | 'to-come' | 'ended'

/** What a record is on a day. A change that is still to come leaves the unit in force as it was before. */
export function standingOf(record: Pick<UnitRecord, 'validFrom' | 'validTo' | 'version'>, day: string): UnitStanding {
  if (record.validTo !== null && record.validTo <= day) return 'ended'
  return record.validFrom > day && record.version === 1 ? 'to-come' : 'in-force'
}

/** Level and place of a unit follow from its kind: an inspectorate without a province is the ministry's. */
export function levelOf(kind: Unit['kind'], province: string | null): Unit['level'] {
  switch (kind) {
    case 'commune':
    case 'ministry':
    case 'external':
      return kind
    case 'inspectorate':
      return province === null ? 'ministry' : 'province'
    default:
      return 'province'
  }
}
