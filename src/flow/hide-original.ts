import type { Tx } from '../storage/db.ts'
import { findTip } from '../storage/tips.ts'
import type { ReadView } from './tip-view.ts'

/**
 * A copy as it is shown: with the way to the tip it is a copy of only where this officer may read that one too, and
 * without what is known of other copies.
 */
export async function hideOriginal(tx: Tx, view: ReadView): Promise<ReadView> {
  const { tip } = view
  const isShown = tip.duplicateOf !== null && (await findTip(tx, tip.duplicateOf)) !== null
  const duplicateOf = isShown ? tip.duplicateOf : null
  return {
    ...view,
    tip: { ...tip, duplicateOf },
    findings: view.findings.map((one) => (one.stage === 'deduplicate' ? { ...one, value: { duplicateOf } } : one)),
  }
}
