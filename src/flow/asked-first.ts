import type { Tx } from '../storage/db.ts'
import { listDecidedKinds } from '../storage/decisions.ts'
import { findLatestFindings } from '../storage/map-tips.ts'
import type { Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findingRecord } from '../vault/records.ts'
import { type ChooseForReview, isForReview, machineCategoryOf } from './review.ts'

const STAGE = 'classify'

/** Of these tips those that an officer is to classify before the machine's answer is shown: no list gives it away. */
export async function findAskedFirst(
  tx: Tx,
  content: ContentSealer,
  choose: ChooseForReview,
  tips: readonly Tip[],
): Promise<Set<string>> {
  const asked = new Set<string>()
  const chosen = tips.filter(({ id }) => choose(id))
  if (chosen.length === 0) return asked
  const ids = chosen.map(({ id }) => id)
  const findings = await findLatestFindings(tx, ids, STAGE)
  const decided = await listDecidedKinds(tx, ids)
  for (const tip of chosen) {
    const finding = findings.get(tip.id)
    if (finding === undefined) continue
    const value = content.open(findingRecord(tip.id, finding.tipVersion, STAGE), finding.body)
    const machine = machineCategoryOf([{ stage: STAGE, confidence: null, value }])
    const hasDecided = decided.get(tip.id)?.has('category') ?? false
    if (await isForReview(tx, choose, tip, machine, hasDecided)) asked.add(tip.id)
  }
  return asked
}
