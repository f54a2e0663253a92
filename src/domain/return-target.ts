import { findAbove, mayHoldComplaint, ROLES, type Roles, type UnitDirectory } from './jurisdiction.ts'

/** A tip that came back so often is decided one level up (domain reference 2.5, rule 7: no tip goes round in circles). */
export const RETURNS_BEFORE_UP = 2

export interface ReturnCase {
  /** The unit that answers for it now and gives it back; and that of the officer who does so in its place. */
  from: string
  officerUnit: string
  /** Who sent it there; null for the machine. */
  sentBy: string | null
  /** How often it was given back before. */
  returnsBefore: number
  province: string
  aboutPolice: boolean
  accused: string | null
  /** Units that hold no tips any more, or are kept from this one. */
  isBarred(code: string): boolean
}

/**
 * Where a tip goes back to: who sent it, or the province's duty desk where the machine did. What comes back for the second
 * time goes one level up instead, from the desk to the command centre. A complaint about police goes to an inspectorate
 * alone, and never to the unit complained about. Null where nobody is left.
 */
export function findReturnTarget(
  one: ReturnCase,
  units: UnitDirectory,
  roles: Roles = ROLES,
): { unit: string; wentUp: boolean } | null {
  const isFit = (code: string): boolean => {
    if (!units.has(code) || code === one.from || code === one.officerUnit || one.isBarred(code)) return false
    if (!one.aboutPolice) return true
    return units.find(code)?.kind === 'inspectorate' && mayHoldComplaint(code, one.accused, units)
  }
  const desk = units.codeOf(roles.dutyDesk, one.province)
  const command = units.codeOf(roles.commandCentre, one.province)
  const inspectorates = [units.codeOf(roles.inspectorate, one.province), roles.ministryInspectorate]
  const start = one.sentBy ?? (one.aboutPolice ? null : desk)
  const above = [...(start === null ? [] : findAbove(start, units, roles)), ...findAbove(one.from, units, roles)]
  const ends = one.aboutPolice ? inspectorates : [desk, command]
  const wentUp = one.returnsBefore + 1 >= RETURNS_BEFORE_UP
  const ranked = wentUp || start === null ? [...above, ...ends] : [start, ...above, ...ends]
  const unit = ranked.find(isFit)
  return unit === undefined ? null : { unit, wentUp: unit !== start }
}
