import type { Unit } from '../domain/jurisdiction.ts'
import { ROLES } from '../domain/jurisdiction.ts'
import {
  PAST_THE_COMMUNE,
  type RouteRule,
  type RoutingRules,
  type RulesFault,
  readRules,
} from '../domain/routing-rules.ts'
import { OUTSIDE_BODIES } from './outside-bodies.ts'
import { type Category, TAXONOMY } from './taxonomy.ts'

/** In the place of the matrix's inspectorate: what complains about no police is no business of theirs (2.3, rule 4). */
const CORRUPTION_DEPARTMENT = 'PC03'

/**
 * The document of rules that comes with the program, made of the routing matrix (domain reference 2.5); in force until
 * somebody puts another in its place (`tinbao routing`).
 */
export const DEFAULT_ROUTING: RoutingRules = {
  format: 1,
  roles: { ...ROLES },
  danger: [ROLES.commandCentre],
  urgent: ['critical', 'high'],
  categories: Object.fromEntries(TAXONOMY.categories.map((leaf) => [leaf.code, ruleOf(leaf)])),
  signs: {
    'very-serious': { tell: 'PC02', leads: false },
    'several-communes': { tell: 'department', leads: false },
    organised: { tell: 'department', leads: false },
    foreign: { tell: 'department', leads: false },
    weapon: { tell: 'PC02', leads: false },
    'unknown-offender': { tell: 'PC02', leads: false },
    cyber: { tell: 'PA05', leads: false },
    'drug-supply': { tell: 'PC04', leads: false },
    corruption: { tell: 'PC03', leads: false },
  },
  hazards: { fire: 'PC07', explosives: 'PC06', rescue: 'PC07', 'traffic-accident': 'PC08' },
}

function ruleOf(leaf: Category): RouteRule {
  const { commune, province, also } = leaf.routing
  const outside = OUTSIDE_BODIES.filter((body) => body.categories.includes(leaf.code)).map(({ code }) => code)
  const department = province === ROLES.inspectorate ? CORRUPTION_DEPARTMENT : province
  // The matrix's "also" are partners whom an officer calls in; who is told without being asked follows from signs.
  if (PAST_THE_COMMUNE.has(leaf.code)) return { first: 'department', department, also: [], outside }
  if (commune === 'NONE') return { first: 'nobody', department: null, also: [], outside: also.filter(isOutside) }
  return { first: leaf.flags.includes('hazard') ? 'owner' : 'commune', department, also: [], outside }
}

function isOutside(code: string): boolean {
  return OUTSIDE_BODIES.some((body) => body.code === code)
}

const LEVELS: ReadonlyMap<string, Unit['level']> = new Map([
  ...TAXONOMY.units.flatMap(({ code, level }) => (isLevel(level) ? [[code, level] as const] : [])),
  ...OUTSIDE_BODIES.map(({ code }) => [code, 'external'] as const),
])

function isLevel(level: string): level is Unit['level'] {
  return ['commune', 'province', 'ministry', 'external'].includes(level)
}

/** Reads a document against the taxonomy and the roles there are; see {@link readRules}. */
export function readRouting(value: unknown): { ok: true; rules: RoutingRules } | { ok: false; faults: RulesFault[] } {
  return readRules(value, { categories: TAXONOMY.categories.map(({ code }) => code), levels: LEVELS })
}
