/** Who answers for a tip. Rules come as data; here is only the order in which they are asked (domain reference 2.5). */
import type { Urgency } from './tip.ts'

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
  /** Places it answers for as people write them, with their type: "phường Bến Thành", "quận 1". */
  placeNames: readonly string[]
  /** Middle and reach of its area, where no boundary is known. */
  centre: { lat: number; lon: number; radiusMetres: number } | null
  dutyPhone: string | null
}

/** One line of the routing matrix. */
export interface RouteRule {
  /** `commune` receives and checks; `department` must not pass through the commune; `nobody` is not for the police. */
  first: 'commune' | 'department' | 'nobody'
  /** Role of the provincial department; null where there is none. */
  department: string | null
  also: readonly string[]
}

export interface RouteFacts {
  category: string | null
  urgency: Urgency
  callNow: boolean
  aboutPolice: boolean
  /** No more than a doubt of the machine's; a person decides. */
  isPoliceDoubted: boolean
  /** The police complained about are of the province or above: then the ministry's inspectorate answers. */
  isAboutProvince: boolean
  commune: string | null
  province: string | null
}

export type RouteReason =
  | 'place'
  | 'specialist'
  | 'about-police'
  | 'police-doubted'
  | 'place-unknown'
  | 'category-unknown'
  | 'danger-now'
  | 'gravity'
  | 'partner'
  | 'no-active-officers'
  | 'no-cleared-officers'
  | 'unit-missing'
  | 'not-police'

export interface Recipient {
  unit: string
  reason: RouteReason
}

export interface Route {
  /** Null: nobody of the police. */
  primary: Recipient | null
  also: Recipient[]
}

/** The province's duty desk: it gets what nobody else can be named for. */
const DUTY_DESK = 'PC01'
const COMMAND_CENTRE = 'PV01'
const INSPECTORATE = 'TTR'
const MINISTRY_INSPECTORATE = 'X05'

/**
 * Whom a tip goes to first and who is told. Never the unit complained about: a complaint about police goes to the
 * inspectorate and to no unit below the province; what may be one goes first before the province's duty desk, or in danger
 * before its command centre. `homeProvince` stands in where no province is known.
 */
export function routeTip(facts: RouteFacts, rule: RouteRule | null, units: UnitDirectory, homeProvince: string): Route {
  const province = facts.province ?? homeProvince
  if (facts.aboutPolice) {
    const inspectorate = facts.isAboutProvince ? MINISTRY_INSPECTORATE : units.codeOf(INSPECTORATE, province)
    // Someone in danger cannot wait for the inspectorate's morning; the command centre is no unit below the province.
    const command: Recipient = { unit: units.codeOf(COMMAND_CENTRE, province), reason: 'danger-now' }
    const also = facts.callNow && !facts.isAboutProvince && units.has(command.unit) ? [command] : []
    return { primary: { unit: inspectorate, reason: 'about-police' }, also }
  }
  if (rule?.first === 'nobody' && !facts.callNow && !facts.isPoliceDoubted) {
    return { primary: null, also: rule.also.map((role) => ({ unit: units.codeOf(role, province), reason: 'partner' })) }
  }
  const found = findPrimary(facts, rule, units, province)
  // The desk that gets it for want of a place is told of the doubt too: it sends on what is none.
  const isHeldUp = facts.isPoliceDoubted && (found.unit === facts.commune || found.reason === 'place-unknown')
  const primary: Recipient = isHeldUp
    ? { unit: findDoubtReader(facts, units, province), reason: 'police-doubted' }
    : found
  const also: Recipient[] = []
  const tell = (role: string | null, reason: RouteReason): void => {
    if (!role) return
    const unit = units.codeOf(role, province)
    if (unit !== primary.unit && units.has(unit) && !also.some((recipient) => recipient.unit === unit)) {
      also.push({ unit, reason })
    }
  }
  if (facts.callNow) tell(COMMAND_CENTRE, 'danger-now')
  if (!isHeldUp && rule?.first === 'commune' && (facts.urgency === 'critical' || facts.urgency === 'high')) {
    tell(rule.department, 'gravity')
  }
  return { primary, also }
}

/** Danger cannot wait for a desk that may be asleep; the command centre answers day and night. */
function findDoubtReader({ callNow }: RouteFacts, units: UnitDirectory, province: string): string {
  const command = units.codeOf(COMMAND_CENTRE, province)
  return callNow && units.has(command) ? command : units.codeOf(DUTY_DESK, province)
}

function findPrimary(facts: RouteFacts, rule: RouteRule | null, units: UnitDirectory, province: string): Recipient {
  const desk = units.codeOf(DUTY_DESK, province)
  if (rule?.first === 'department' && rule.department && facts.province) {
    return { unit: units.codeOf(rule.department, province), reason: 'specialist' }
  }
  if (!facts.commune) return { unit: desk, reason: 'place-unknown' }
  if (rule?.first === 'department') return { unit: desk, reason: 'place-unknown' }
  return { unit: facts.commune, reason: rule ? 'place' : 'category-unknown' }
}

/** One level up from a unit: whoever also gets its tips while it has no active officers. */
export function unitAbove(unitCode: string, units: UnitDirectory): string | null {
  const unit = units.find(unitCode)
  if (!unit) return null
  if (unit.kind === 'inspectorate') return unit.level === 'province' ? MINISTRY_INSPECTORATE : null
  if (!unit.province) return null
  const desk = units.codeOf(DUTY_DESK, unit.province)
  if (unitCode !== desk) return desk
  return units.codeOf(COMMAND_CENTRE, unit.province)
}

/** For whom a unit stands in: it may decide on their tips as they would. */
export function isStandIn(reason: string): boolean {
  return reason === 'no-active-officers' || reason === 'no-cleared-officers'
}

/**
 * The first unit upwards from one that has officers to read its tips, if it has none itself; the highest there is where
 * none has any. `count`: how many officers of a unit may read them.
 */
export async function findWatcher(
  unitCode: string,
  units: UnitDirectory,
  count: (code: string) => Promise<number>,
): Promise<string | null> {
  if ((await count(unitCode)) > 0) return null
  const passed = new Set([unitCode])
  let above = unitAbove(unitCode, units)
  let highest: string | null = null
  while (above !== null && units.has(above) && !passed.has(above)) {
    highest = above
    if ((await count(above)) > 0) return above
    passed.add(above)
    above = unitAbove(above, units)
  }
  return highest
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

/** The units in force, by code and by role within a province. */
export interface UnitDirectory {
  find(code: string): Unit | undefined
  has(code: string): boolean
  /** `79-PC02` for a provincial role, the bare code for ministry and outside bodies. */
  codeOf(role: string, province: string): string
  all(): readonly Unit[]
}

export function makeUnitDirectory(units: readonly Unit[]): UnitDirectory {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  return {
    find: (code) => byCode.get(code),
    has: (code) => byCode.has(code),
    codeOf: (role, province) => (isProvincial(role) ? `${province}-${role}` : role),
    all: () => units,
  }
}

function isProvincial(role: string): boolean {
  return /^P[ACV]\d\d$/.test(role) || role === INSPECTORATE
}
