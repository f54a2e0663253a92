import type { RouteRule } from '../domain/jurisdiction.ts'
import { findCategory } from './taxonomy.ts'

/** Raise when a route may change: findings keep the version they were made with. */
export const ROUTING_VERSION = 1

/**
 * Leaves whose details never pass through the commune (domain reference 2.3 and 2.5): it may be the one complained
 * about, or an operation may be running there.
 */
const PAST_THE_COMMUNE: Record<string, string> = { 'drug-trade': 'PC04', 'corruption-misconduct': 'PC03' }

/** The line of the routing matrix for a category; null where the category is not known yet. */
export function routeRuleOf(category: string | null): RouteRule | null {
  const leaf = category === null ? undefined : findCategory(category)
  if (!leaf) return null
  const { commune, province, also } = leaf.routing
  const specialist = PAST_THE_COMMUNE[leaf.code]
  if (specialist) return { first: 'department', department: specialist, also }
  if (commune === 'NONE') return { first: 'nobody', department: null, also }
  return { first: 'commune', department: province, also }
}
