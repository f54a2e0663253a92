/** Whom a tip goes to. The order in which the rules are asked is law (domain reference 2.5); what they name is data. */
import { z } from 'zod'
import { mayHoldComplaint, type UnitDirectory } from './jurisdiction.ts'
import {
  COMMUNE_ROLE,
  HAZARDS,
  type Hazard,
  PAST_THE_COMMUNE,
  type RouteRule,
  type RoutingRules,
  SIGNS,
  type Sign,
} from './routing-rules.ts'
import { URGENCIES } from './tip.ts'

/** What of a tip decides where it goes: no word of it. Kept, so that other rules can be tried on it. */
export const routeFacts = z.object({
  category: z.string().nullable(),
  /** False for what is a question, a greeting, spam or another agency's. */
  isReport: z.boolean(),
  urgency: z.enum(URGENCIES),
  callNow: z.boolean(),
  aboutPolice: z.boolean(),
  /** No more than a doubt of the machine's; a person decides. */
  isPoliceDoubted: z.boolean(),
  /** The unit complained about, as far as words and place name it. */
  accused: z.string().nullable(),
  /** Codes of communes: where it happened; in its place where the sender says to be. */
  commune: z.string().nullable(),
  senderCommune: z.string().nullable(),
  /** Two digits. */
  province: z.string().nullable(),
  signs: z.array(z.enum(SIGNS)),
  hazards: z.array(z.enum(HAZARDS)),
})
export type RouteFacts = z.output<typeof routeFacts>

export const ROUTE_REASONS = [
  'place',
  'sender-place',
  'specialist',
  'hazard',
  'hazard-place',
  'about-police',
  'police-doubted',
  'place-unknown',
  'category-unknown',
  'danger-now',
  'gravity',
  'reach',
  'partner',
  'no-active-officers',
  'no-cleared-officers',
  'unit-missing',
  'not-police',
] as const
export type RouteReason = (typeof ROUTE_REASONS)[number]

export const recipient = z.object({
  unit: z.string(),
  reason: z.enum(ROUTE_REASONS),
  /** What stands in the tale because of which it is told. */
  because: z.enum([...SIGNS, ...HAZARDS]).exactOptional(),
})
export type Recipient = z.output<typeof recipient>

export interface Route {
  /** Who answers for it. Null: nobody of the police. */
  primary: Recipient | null
  /** Who is told of it and decides nothing. */
  also: Recipient[]
  /** Bodies outside to which a transfer slip is proposed. */
  outside: string[]
  /** The unit complained about; null where none is known, or nobody else could read the tip. */
  accused: string | null
}

const NOBODY: RouteRule = { first: 'nobody', department: null, also: [], outside: [] }

/**
 * In this order: conflict, danger now, place, gravity or reach, hazard; restricted tips are for named officers of the
 * same units. Never the unit complained about, nor any below it: a complaint about police goes to an inspectorate and to
 * no unit below the province; what may be one goes first before the province's duty desk, or in danger before its command
 * centre. `homeProvince` stands in where no province is known, and where the one that is known has nobody here.
 */
export function routeTip(facts: RouteFacts, rules: RoutingRules, units: UnitDirectory, homeProvince: string): Route {
  const commune = communeOf(facts, units)
  const known = facts.province ?? (commune === null ? null : (units.find(commune)?.province ?? null))
  const province = known ?? homeProvince
  if (facts.aboutPolice) return routeComplaint(facts, rules, units, province, homeProvince)
  const rule = ruleFor(facts, rules)
  const outside = rule === null ? [] : [...rule.outside]
  if (rule?.first === 'nobody' && !facts.callNow && !facts.isPoliceDoubted) {
    const also = rule.outside.map((body): Recipient => ({ unit: body, reason: 'partner' }))
    return { primary: null, also, outside, accused: null }
  }
  const leader = facts.signs.find((sign) => rules.signs[sign].leads && departmentOf(rules.signs[sign].tell, rule))
  const leading = leader === undefined ? null : departmentOf(rules.signs[leader].tell, rule)
  const found = findPrimary(facts, rule, commune, leading === null ? null : { role: leading, sign: leader }, {
    rules,
    units,
    known,
    province,
    homeProvince,
  })
  // The desk that gets it for want of a place is told of the doubt too: it sends on what is none.
  const isAtDesk = found.reason === 'place-unknown' || found.reason === 'unit-missing'
  const isHeldUp = facts.isPoliceDoubted && (isBelowProvince(found.unit, units) || isAtDesk)
  const primary: Recipient = isHeldUp
    ? { unit: findDoubtReader(facts, rules, units, province, homeProvince), reason: 'police-doubted' }
    : found
  const also: Recipient[] = []
  const tell = (unit: string | null, reason: RouteReason, because?: Sign | Hazard): void => {
    if (unit === null || unit === primary.unit || !units.has(unit)) return
    if (isBelowProvince(unit, units) && (facts.isPoliceDoubted || isPastTheCommune(facts))) return
    if (also.some((recipient) => recipient.unit === unit)) return
    also.push(because === undefined ? { unit, reason } : { unit, reason, because })
  }
  const tellRole = (role: string | null, reason: RouteReason, because?: Sign | Hazard): void =>
    tell(role === null ? null : units.codeOf(role, province), reason, because)

  if (facts.callNow) for (const role of rules.danger) tellRole(role, 'danger-now')
  // Whose officers may be meant is not told of a doubt either; a person sends it on with all who belong to it.
  if (!isHeldUp) {
    const isFirst = rule?.first === 'commune' || rule?.first === 'owner'
    if (rule?.first === 'owner') tellRole(rule.department, 'hazard')
    if (isFirst && rules.urgent.includes(facts.urgency)) tellRole(rule.department, 'gravity')
    for (const sign of facts.signs) tellRole(departmentOf(rules.signs[sign].tell, rule), 'reach', sign)
    for (const hazard of facts.hazards) tellRole(rules.hazards[hazard], 'hazard', hazard)
    for (const role of rule?.also ?? []) tellRole(role, 'partner')
    if (primary.reason === 'hazard') tell(commune, 'hazard-place')
    if (primary.reason === 'reach') tell(commune, 'place')
  }
  return { primary, also, outside, accused: null }
}

interface Where {
  rules: RoutingRules
  units: UnitDirectory
  /** The province, where one is known; else it is home. */
  known: string | null
  province: string
  homeProvince: string
}

function ruleFor(facts: RouteFacts, rules: RoutingRules): RouteRule | null {
  const { category } = facts
  const rule =
    category !== null && Object.hasOwn(rules.categories, category) ? (rules.categories[category] ?? null) : null
  if (facts.isReport) return rule?.first === 'nobody' ? null : rule
  return rule?.first === 'nobody' ? rule : NOBODY
}

/** The unit that answers for where it happened, or for where the sender says to be. */
function communeOf(facts: RouteFacts, units: UnitDirectory): string | null {
  const code = facts.commune ?? facts.senderCommune
  if (code === null) return null
  const unit = units.communeOf(code) ?? units.find(code)
  return unit !== undefined && unit.level === 'commune' ? unit.code : null
}

function departmentOf(tell: string | null, rule: RouteRule | null): string | null {
  return tell === 'department' ? (rule?.department ?? null) : tell
}

function isPastTheCommune({ category }: RouteFacts): boolean {
  return category !== null && PAST_THE_COMMUNE.has(category)
}

function isBelowProvince(unit: string, units: UnitDirectory): boolean {
  const found = units.find(unit)
  return found === undefined ? false : found.level === 'commune' || found.role === COMMUNE_ROLE
}

function findPrimary(
  facts: RouteFacts,
  rule: RouteRule | null,
  commune: string | null,
  leading: { role: string; sign: Sign | undefined } | null,
  where: Where,
): Recipient {
  const { units, province } = where
  const department = rule?.department ? units.codeOf(rule.department, province) : null
  if (rule?.first === 'department') {
    // Whose province nobody knows, no department can be named for.
    if (where.known === null) return toDesk('place-unknown', where)
    return atUnit(department, 'specialist', where)
  }
  const place = facts.commune ?? facts.senderCommune
  if (place === null) return toDesk('place-unknown', where)
  // The nearest acts first; who leads is told at once.
  if (!facts.callNow) {
    if (leading !== null) {
      const unit = units.codeOf(leading.role, province)
      if (units.has(unit)) return { unit, reason: 'reach', ...(leading.sign ? { because: leading.sign } : {}) }
    }
    if (rule?.first === 'owner' && department !== null && units.has(department))
      return { unit: department, reason: 'hazard' }
  }
  if (commune === null) return toDesk('unit-missing', where)
  if (facts.commune === null) return { unit: commune, reason: 'sender-place' }
  return { unit: commune, reason: rule ? 'place' : 'category-unknown' }
}

function atUnit(unit: string | null, reason: RouteReason, where: Where): Recipient {
  return unit !== null && where.units.has(unit) ? { unit, reason } : toDesk('unit-missing', where)
}

function toDesk(reason: RouteReason, { rules, units, province, homeProvince }: Where): Recipient {
  const unit = findDesk(rules, units, province, homeProvince)
  return { unit, reason: unit === units.codeOf(rules.roles.dutyDesk, province) ? reason : 'unit-missing' }
}

/** The duty desk of the province, or of the home province where that has none here: somebody always reads it. */
export function findDesk(rules: RoutingRules, units: UnitDirectory, province: string, homeProvince: string): string {
  const desk = units.codeOf(rules.roles.dutyDesk, province)
  const home = units.codeOf(rules.roles.dutyDesk, homeProvince)
  const known = [desk, home, units.codeOf(rules.roles.commandCentre, homeProvince)].find((code) => units.has(code))
  return known ?? home
}

/** Danger cannot wait for a desk that may be asleep; the command centre answers day and night. */
function findDoubtReader(
  { callNow }: RouteFacts,
  rules: RoutingRules,
  units: UnitDirectory,
  province: string,
  homeProvince: string,
): string {
  const command = units.codeOf(rules.roles.commandCentre, province)
  if (callNow && units.has(command)) return command
  return findDesk(rules, units, province, homeProvince)
}

/**
 * One level above the police complained about: of a commune the province's inspectorate, of a province the ministry's.
 * Where this installation does not know that unit, the nearest that is neither complained about nor below it.
 */
function routeComplaint(
  facts: RouteFacts,
  rules: RoutingRules,
  units: UnitDirectory,
  province: string,
  homeProvince: string,
): Route {
  const { accused } = facts
  const isProvincial = accused !== null && units.find(accused)?.level === 'province'
  const inspectorate = units.codeOf(rules.roles.inspectorate, province)
  const ministry = rules.roles.ministryInspectorate
  const wished = isProvincial ? ministry : inspectorate
  const mayHold = (unit: string): boolean => units.has(unit) && mayHoldComplaint(unit, accused, units)
  const others = units.all().filter(({ level }) => level === 'province' || level === 'ministry')
  const inspectorates = others.filter(({ kind }) => kind === 'inspectorate').map(({ code }) => code)
  const { dutyDesk, commandCentre } = rules.roles
  const desks = [province, homeProvince].flatMap((one) =>
    [dutyDesk, commandCentre].map((role) => units.codeOf(role, one)),
  )
  const offices = others.filter(({ role }) => role === dutyDesk || role === commandCentre).map(({ code }) => code)
  const ranked = [
    wished,
    ministry,
    units.codeOf(rules.roles.inspectorate, homeProvince),
    ...desks,
    ...inspectorates.toSorted(),
    ...offices.toSorted(),
  ]
  const fit = ranked.find(mayHold)
  // Nobody here stands above the police complained about: then it is not written down who they are, so that the
  // inspectorate can read what came; better its eyes than none.
  const last = [inspectorate, ...desks].find((unit) => units.has(unit)) ?? inspectorate
  const unit = fit ?? last
  const primary: Recipient = { unit, reason: unit === wished ? 'about-police' : 'unit-missing' }
  const kept = fit === undefined ? null : accused
  // Someone in danger cannot wait for the inspectorate's morning; the command centre is no unit below the province.
  const command = units.codeOf(rules.roles.commandCentre, province)
  const isTold = facts.callNow && !isProvincial && command !== unit && mayHold(command)
  const also: Recipient[] = isTold ? [{ unit: command, reason: 'danger-now' }] : []
  // Only a body that judges officials may be told of them.
  const outside = facts.category === 'corruption-misconduct' ? ruleFor(facts, rules)?.outside : []
  return { primary, also, outside: [...(outside ?? [])], accused: kept }
}
