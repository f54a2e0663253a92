import { newId } from '../domain/ids.ts'
import { assignUnits } from '../storage/assignments.ts'
import type { Tx } from '../storage/db.ts'
import { notifyDesk } from '../storage/notify.ts'
import { restrictTip } from '../storage/restricted.ts'
import type { Tip } from '../storage/tips.ts'
import { countClearedOfficers } from '../storage/units.ts'
import type { CurrentOfficer } from './desk.ts'
import type { DeskRules } from './desk-act.ts'
import { findStandIn } from './find-stand-in.ts'

/** True if somebody of this unit may open restricted tips. */
export async function hasCleared(tx: Tx, unitCode: string): Promise<boolean> {
  return ((await countClearedOfficers(tx, [unitCode]))[0] ?? 0) > 0
}

/**
 * An officer found that a tip is a restricted one. Where nobody of its unit may open such, the one above is told, for it
 * must stay somebody's. Last in its transaction: an officer who is not named for them sees it no more.
 */
export async function sealOff(tx: Tx, officer: CurrentOfficer, tip: Tip, rules: DeskRules): Promise<void> {
  const standIn = await findStandIn(tx, tip.unitCode ?? officer.unitCode, { ...tip, restricted: true }, rules)
  if (standIn !== null) {
    await assignUnits(tx, [
      {
        id: newId('req'),
        tipId: tip.id,
        unitCode: standIn.unit,
        role: 'information',
        reason: 'no-cleared-officers',
        note: null,
        assignedBy: officer.id,
      },
    ])
    await notifyDesk(tx, [{ unit: standIn.unit, tip: tip.id, version: tip.version + 1, isRestricted: true }])
  }
  await restrictTip(tx, tip.id)
}
