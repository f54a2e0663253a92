import { hasFlag } from '../data/taxonomy.ts'
import type { Analysis } from './analysis.ts'

/** Domain reference 4.2: the sender may be threatened because they told. */
const INFORMANT_AT_RISK = 'U14'

/** True for what only officers named for it may open: restricted categories, and an informant at risk. */
export function isRestricted(analysis: Pick<Analysis, 'category' | 'situations'>): boolean {
  const { category, situations } = analysis
  return (category !== null && hasFlag(category, 'restricted')) || situations.some(({ id }) => id === INFORMANT_AT_RISK)
}
