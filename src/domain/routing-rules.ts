import { z } from 'zod'
import type { Unit } from './jurisdiction.ts'
import { URGENCIES } from './tip.ts'

/** What makes a matter weigh more, or reach further, than one commune (domain reference 2.5, rule 5). */
export const SIGNS = [
  'very-serious',
  'several-communes',
  'organised',
  'foreign',
  'weapon',
  'unknown-offender',
  'cyber',
  'drug-supply',
  'corruption',
] as const
export type Sign = (typeof SIGNS)[number]

/** Dangers that have an owner among the departments (domain reference 2.5, rule 6). */
export const HAZARDS = ['fire', 'explosives', 'rescue', 'traffic-accident'] as const
export type Hazard = (typeof HAZARDS)[number]

/** Units by what they are, in the place of codes. */
const role = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,11}$/)

const categoryRule = z.strictObject({
  /**
   * `commune` receives and checks; `owner`: the department, with a copy to the commune; `department` alone, for what must
   * not pass through the commune; `nobody` is not for the police.
   */
  first: z.enum(['commune', 'owner', 'department', 'nobody']),
  /** Role of the provincial department; null where there is none. */
  department: role.nullable(),
  /** Who is always told. */
  also: z.array(role).max(8),
  /** Bodies outside for which a transfer slip is proposed. */
  outside: z.array(role).max(5),
})
/** One line of the routing matrix. */
export type RouteRule = z.output<typeof categoryRule>

const signRule = z.strictObject({
  /** Who is told; `department` is that of the category; null tells nobody. */
  tell: z.union([z.literal('department'), role]).nullable(),
  /** They come first, and the commune is told; without it, it is the other way round. */
  leads: z.boolean(),
})

/**
 * Who gets what, as data: the order in which the lines are asked is law and stays code (`routing.ts`). Where a tip goes is
 * kept with the number of the document that sent it there.
 */
export const routingRules = z.strictObject({
  format: z.literal(1),
  roles: z.strictObject({
    /** Gets what nobody else can be named for. */
    dutyDesk: role,
    /** Answers day and night. */
    commandCentre: role,
    inspectorate: role,
    ministryInspectorate: role,
  }),
  /** Who is told at once of danger. */
  danger: z.array(role).min(1).max(5),
  /** Levels at which the department of the category is told. */
  urgent: z.array(z.enum(URGENCIES)),
  categories: z.record(z.string().regex(/^[a-z][a-z-]{1,40}$/), categoryRule),
  signs: z.record(z.enum(SIGNS), signRule),
  hazards: z.record(z.enum(HAZARDS), role),
})
export type RoutingRules = z.output<typeof routingRules>

/** The rules in force and their number; 0 are those that come with the program. */
export interface NumberedRules {
  number: number
  rules: RoutingRules
}

/** Matters whose details never pass through a commune, whatever a document says (domain reference 2.3 and 2.5). */
export const PAST_THE_COMMUNE: ReadonlySet<string> = new Set(['drug-trade', 'corruption-misconduct'])

/** Police below the province. */
export const COMMUNE_ROLE = 'CAX'

export type RulesFault =
  | { at: string; fault: 'not-this-shape'; detail: string }
  | { at: string; fault: 'unknown-category' | 'missing-category' | 'unknown-role' | 'no-department' }
  /** The law forbids it: complaints about police below the province, or the drug trade through a commune. */
  | { at: string; fault: 'below-province' | 'through-commune' | 'wrong-level' | 'not-outside' | 'no-command-centre' }

/**
 * Reads a document and refuses what would break the law or lead nowhere. `levels`: of every role there is; `categories`:
 * every code of the taxonomy. All faults at once, each with the path of its place.
 */
export function readRules(
  value: unknown,
  known: { categories: readonly string[]; levels: ReadonlyMap<string, Unit['level']> },
): { ok: true; rules: RoutingRules } | { ok: false; faults: RulesFault[] } {
  const parsed = routingRules.safeParse(value)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue): RulesFault => ({ at: issue.path.join('.'), fault: 'not-this-shape', detail: issue.message }),
    )
    return { ok: false, faults }
  }
  const rules = parsed.data
  const faults: RulesFault[] = []
  /** `levels`: where the unit behind it may stand. */
  const check = (at: string, code: string | null, levels: readonly Unit['level'][]): void => {
    if (code === null) return
    const level = known.levels.get(code)
    if (level === undefined) faults.push({ at, fault: 'unknown-role' })
    else if (level === 'commune') faults.push({ at, fault: 'below-province' })
    else if (!levels.includes(level))
      faults.push({ at, fault: levels[0] === 'external' ? 'not-outside' : 'wrong-level' })
  }
  const police: readonly Unit['level'][] = ['province', 'ministry']
  check('roles.dutyDesk', rules.roles.dutyDesk, ['province'])
  check('roles.commandCentre', rules.roles.commandCentre, ['province'])
  check('roles.inspectorate', rules.roles.inspectorate, ['province'])
  check('roles.ministryInspectorate', rules.roles.ministryInspectorate, ['ministry'])
  for (const [at, code] of rules.danger.entries()) check(`danger.${at}`, code, police)
  if (!rules.danger.includes(rules.roles.commandCentre)) faults.push({ at: 'danger', fault: 'no-command-centre' })
  for (const code of known.categories) {
    if (!Object.hasOwn(rules.categories, code)) faults.push({ at: `categories.${code}`, fault: 'missing-category' })
  }
  for (const [code, rule] of Object.entries(rules.categories)) {
    const at = `categories.${code}`
    if (!known.categories.includes(code)) faults.push({ at, fault: 'unknown-category' })
    check(`${at}.department`, rule.department, police)
    for (const [index, told] of rule.also.entries()) check(`${at}.also.${index}`, told, police)
    for (const [index, body] of rule.outside.entries()) check(`${at}.outside.${index}`, body, ['external'])
    const needsDepartment = rule.first === 'department' || rule.first === 'owner'
    if (needsDepartment && rule.department === null) faults.push({ at, fault: 'no-department' })
    if (PAST_THE_COMMUNE.has(code) && rule.first !== 'department') faults.push({ at, fault: 'through-commune' })
  }
  for (const [sign, { tell }] of Object.entries(rules.signs)) {
    check(`signs.${sign}.tell`, tell === 'department' ? null : tell, police)
  }
  for (const [hazard, owner] of Object.entries(rules.hazards)) check(`hazards.${hazard}`, owner, police)
  return faults.length === 0 ? { ok: true, rules } : { ok: false, faults }
}
