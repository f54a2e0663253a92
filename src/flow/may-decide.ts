import { isStandIn } from '../domain/jurisdiction.ts'
import type { Holder } from '../storage/assignments.ts'
import type { OfficerRole } from '../storage/officer-schema.ts'
import type { Tip } from '../storage/tips.ts'
import type { CurrentOfficer } from './desk.ts'

const HOLDERS: ReadonlySet<OfficerRole> = new Set(['duty-officer', 'unit-commander', 'provincial-supervisor'])

/** False for those who approve, audit or administer: of tips they see nothing (security reference, roles). */
export function mayHoldTips(role: OfficerRole): boolean {
  return HOLDERS.has(role)
}

/**
 * The unit that answers for a tip decides on it; those who are told of it may read and answer. While that unit has no
 * officers to read it, the one above stands in. `own`: how the officer's unit holds it, null if it does not.
 */
export function mayDecide(officer: CurrentOfficer, tip: Pick<Tip, 'unitCode'>, own: Holder | null): boolean {
  return tip.unitCode === officer.unitCode || (own !== null && isStandIn(own.reason))
}
