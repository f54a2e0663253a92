import { isStandIn } from '../domain/jurisdiction.ts'
import type { Holder } from '../storage/assignments.ts'
import type { Tip } from '../storage/tips.ts'
import type { CurrentOfficer } from './desk.ts'

/**
 * The unit that answers for a tip decides on it; those who are told of it may read and answer. While that unit has no
 * officers to read it, the one above stands in. `own`: how the officer's unit holds it, null if it does not.
 */
export function mayDecide(officer: CurrentOfficer, tip: Pick<Tip, 'unitCode'>, own: Holder | null): boolean {
  return tip.unitCode === officer.unitCode || (own !== null && isStandIn(own.reason))
}
