import { hasFlag } from '../data/taxonomy.ts'
import type { Analysis } from './analysis.ts'

/** Domain reference 4.2: the sender may be threatened because they told. */
const INFORMANT_AT_RISK = 'U14'

/** The chance of all restricted categories together from which on a tip is kept like one. */
export const RESTRICTED_DOUBT_P = 0.3

/**
 * True for what only officers named for it may open: restricted categories, and an informant at risk. What may well be one,
 * though another is likelier, counts as restricted until a person has named its category.
 */
export function isRestricted(
  analysis: Pick<Analysis, 'category' | 'categories' | 'situations' | 'isRestrictedDoubted'>,
): boolean {
  const { category, categories, situations } = analysis
  if (analysis.isRestrictedDoubted === true) return true
  if (situations.some(({ id }) => id === INFORMANT_AT_RISK)) return true
  if (category !== null) return hasFlag(category, 'restricted')
  const doubt = categories.reduce((sum, { code, p }) => (hasFlag(code, 'restricted') ? sum + p : sum), 0)
  return doubt >= RESTRICTED_DOUBT_P
}
