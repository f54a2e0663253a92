import { hasFlag } from '../data/taxonomy.ts'
import type { Analysis } from './analysis.ts'

/** Domain reference 4.2: the sender may be threatened because they told. */
const INFORMANT_AT_RISK = 'U14'

/** Where no category stands: the chance of all restricted ones together from which on the tip is kept like one. */
const DOUBT_P_MIN = 0.3

/**
 * True for what only officers named for it may open: restricted categories, and an informant at risk. A tip that waits for
 * a person to name its category counts as restricted while it may well be.
 */
export function isRestricted(analysis: Pick<Analysis, 'category' | 'categories' | 'situations'>): boolean {
  const { category, categories, situations } = analysis
  if (situations.some(({ id }) => id === INFORMANT_AT_RISK)) return true
  if (category !== null) return hasFlag(category, 'restricted')
  const doubt = categories.reduce((sum, { code, p }) => (hasFlag(code, 'restricted') ? sum + p : sum), 0)
  return doubt >= DOUBT_P_MIN
}
