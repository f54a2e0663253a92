/** The units of the police, who stands above whom, and who may hold what (domain reference 2). */
import type { DutyHours } from './duty-hours.ts'

export interface Unit {
  code: string
  name: string
  kind: 'commune' | 'province' | 'department' | 'inspectorate' | 'ministry' | 'external'
  level: 'commune' | 'province' | 'ministry' | 'external'
  /** Two-digit official code; null for ministry and outside bodies. */
  province: string | null
  /** Its code in the routing matrix: CAX, PC02, TTR, X05. */
  role: string
  /** One level up. */
  parent: string | null
  /** Codes of the communes it answers for, five digits each; no two units in force share one. */
  areas: readonly string[]
  /** When somebody is on duty; null where nobody has said. */
  hours: DutyHours | null
  /** As they are dialled; the first is the one to give. */
  dutyPhones: readonly string[]
  /** What else it is reached by, in free words: email, Zalo, paper, radio. */
  channels: readonly string[]
}

/** Roles that the order of the rules names; the official codes of domain reference 2.2 unless a document says otherwise. */
export interface Roles {
  /** Gets what nobody else can be named for. */
  dutyDesk: string
  /** Answers day and night. */
  commandCentre: string
  inspectorate: string
  ministryInspectorate: string
}

export const ROLES: Roles = {
  dutyDesk: 'PC01',
  commandCentre: 'PV01',
  inspectorate: 'TTR',
  ministryInspectorate: 'X05',
}

/** One level up from a unit: whoever also gets its tips while it has no active officers. */
export function unitAbove(unitCode: string, units: UnitDirectory, roles: Roles = ROLES): string | null {
  const unit = units.find(unitCode)
  if (!unit) return null
  if (unit.kind === 'inspectorate') return unit.level === 'province' ? roles.ministryInspectorate : null
  if (!unit.province) return null
  const desk = units.codeOf(roles.dutyDesk, unit.province)
  if (unitCode !== desk) return desk
  return units.codeOf(roles.commandCentre, unit.province)
}

/** The units above one, nearest first, as far as this installation knows them. */
export function findAbove(unitCode: string, units: UnitDirectory, roles: Roles = ROLES): string[] {
  const above: string[] = []
  let next = unitAbove(unitCode, units, roles)
  while (next !== null && units.has(next) && next !== unitCode && !above.includes(next)) {
    above.push(next)
    next = unitAbove(next, units, roles)
  }
  return above
}

/** For whom a unit stands in: it may decide on their tips as they would. */
export function isStandIn(reason: string): boolean {
  return reason === 'no-active-officers' || reason === 'no-cleared-officers'
}

/**
 * Whether a complaint about police may lie with a unit: never below the province, never with the unit complained about
 * nor with any below it (domain reference 2.3). The database asks the same of every row (migration 0012).
 */
export function mayHoldComplaint(unitCode: string, accused: string | null, units: UnitDirectory): boolean {
  const unit = units.find(unitCode)
  if (!unit || unit.level === 'commune') return false
  const passed = new Set<string>()
  for (let code: string | null = unitCode; code !== null && !passed.has(code); ) {
    if (code === accused) return false
    passed.add(code)
    code = units.find(code)?.parent ?? null
  }
  return true
}

/** The units in force, by code, by role within a province, and by the communes they answer for. */
export interface UnitDirectory {
  find(code: string): Unit | undefined
  has(code: string): boolean
  /** `79-PC02` for a provincial role, the bare code for ministry and outside bodies. */
  codeOf(role: string, province: string): string
  /** The unit that answers for the commune of this code. */
  communeOf(areaCode: string): Unit | undefined
  all(): readonly Unit[]
}

/** A directory that its holders need not give back when units change. */
export interface LiveUnitDirectory extends UnitDirectory {
  /** From now on these are the units, for everybody who holds this directory. */
  replace(units: readonly Unit[]): void
}

export function makeUnitDirectory(units: readonly Unit[]): LiveUnitDirectory {
  let index = indexUnits(units)
  return {
    find: (code) => index.byCode.get(code),
    has: (code) => index.byCode.has(code),
    codeOf: (role, province) => (isProvincial(role) ? `${province}-${role}` : role),
    communeOf: (areaCode) => index.byArea.get(areaCode),
    all: () => index.units,
    replace(next) {
      index = indexUnits(next)
    },
  }
}

function indexUnits(units: readonly Unit[]) {
  return {
    units,
    byCode: new Map(units.map((unit) => [unit.code, unit])),
    byArea: new Map(units.flatMap((unit) => unit.areas.map((area) => [area, unit] as const))),
  }
}

function isProvincial(role: string): boolean {
  return /^P[ACV]\d\d$/.test(role) || role === ROLES.inspectorate
}
