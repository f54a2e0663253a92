import type { UnitDirectory } from './jurisdiction.ts'
import { findDesk, type RouteFacts, routeTip } from './routing.ts'
import type { RoutingRules } from './routing-rules.ts'

/** Tips that would answer to another unit. `rows` have the most first. */
export interface RouteComparison {
  /** Tips that were looked at, and of how many it is not known any more what decided their way. */
  total: number
  unknown: number
  moved: number
  /** Tips whose unit stays and of which others would be told. */
  toldOtherwise: number
  rows: { from: string; to: string; count: number }[]
}

/** Where tips of this kind go by rules: the unit that answers for them, and those who are told, in no order. */
export function whereTo(
  facts: RouteFacts,
  rules: RoutingRules,
  units: UnitDirectory,
  homeProvince: string,
): { unit: string; told: string } {
  const { primary, also } = routeTip(facts, rules, units, homeProvince)
  const unit = primary?.unit ?? findDesk(rules, units, facts.province ?? homeProvince, homeProvince)
  const told = also
    .map((one) => one.unit)
    .toSorted()
    .join(' ')
  return { unit, told }
}

/** What would change by other rules, of tips of these kinds, with the units of today. Pure; changes nothing. */
export function compareRoutes(
  kinds: readonly { facts: RouteFacts | null; count: number }[],
  before: RoutingRules,
  after: RoutingRules,
  units: UnitDirectory,
  homeProvince: string,
): RouteComparison {
  const moves = new Map<string, { from: string; to: string; count: number }>()
  const found: RouteComparison = { total: 0, unknown: 0, moved: 0, toldOtherwise: 0, rows: [] }
  for (const { facts, count } of kinds) {
    found.total += count
    if (facts === null) {
      found.unknown += count
      continue
    }
    const from = whereTo(facts, before, units, homeProvince)
    const to = whereTo(facts, after, units, homeProvince)
    if (from.unit === to.unit) {
      if (from.told !== to.told) found.toldOtherwise += count
      continue
    }
    found.moved += count
    const key = `${from.unit} ${to.unit}`
    const row = moves.get(key) ?? { from: from.unit, to: to.unit, count: 0 }
    row.count += count
    moves.set(key, row)
  }
  found.rows = [...moves.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
  return found
}

/** Fewer than this might name a tip to who may not know of it. */
export const SMALL_COUNT = 5

/** A count as it is told to those who see no tip. */
export function formatSmall(count: number): string {
  return count > 0 && count < SMALL_COUNT ? `<${SMALL_COUNT}` : String(count)
}
