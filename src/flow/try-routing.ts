import { compareRoutes, type RouteComparison } from '../domain/compare-routes.ts'
import type { UnitDirectory } from '../domain/jurisdiction.ts'
import { type RouteFacts, routeFacts } from '../domain/routing.ts'
import type { RoutingRules } from '../domain/routing-rules.ts'
import type { CountedFacts } from '../storage/routing.ts'

/** What was kept of a tip, or null where an older program kept something else. */
export function readFacts(value: unknown): RouteFacts | null {
  const read = routeFacts.safeParse(value)
  return read.success ? read.data : null
}

/** What would go elsewhere by `after`, of tips counted by kind. */
export function tryRouting(
  counted: readonly CountedFacts[],
  rules: { before: RoutingRules; after: RoutingRules },
  units: UnitDirectory,
  homeProvince: string,
): RouteComparison {
  const kinds = counted.map(({ facts, count }) => ({ facts: readFacts(facts), count }))
  return compareRoutes(kinds, rules.before, rules.after, units, homeProvince)
}

/** Days that a trial looks back, at least one and at most a year. */
export function readDays(text: string | undefined): number | null {
  if (text === undefined || text === '') return DAYS
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= 366 ? days : null
}

const DAYS = 30
