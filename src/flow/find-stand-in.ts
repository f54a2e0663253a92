import { DEFAULT_ROUTING } from '../data/routing.ts'
import { mayHoldComplaint } from '../domain/jurisdiction.ts'
import type { Recipient } from '../domain/routing.ts'
import { findWatcher } from '../domain/watch.ts'
import type { Tx } from '../storage/db.ts'
import type { Tip } from '../storage/tips.ts'
import { countActiveOfficers, countClearedOfficers } from '../storage/units.ts'
import type { DeskRules } from './desk-act.ts'

/**
 * Who reads this tip in the unit's place, and why; null while somebody of the unit may read it. Asked of a tip as it is to
 * stand: `tip.restricted` and `tip.aboutPolice` after the act. `without`: units that give it away and do not stand in.
 */
export async function findStandIn(
  tx: Tx,
  unitCode: string,
  tip: Pick<Tip, 'restricted' | 'aboutPolice' | 'accusedUnit'>,
  rules: Pick<DeskRules, 'units' | 'routing' | 'homeProvince'>,
  without: readonly string[] = [],
): Promise<Recipient | null> {
  const { units, homeProvince } = rules
  const count = tip.restricted ? countClearedOfficers : countActiveOfficers
  const unit = await findWatcher(unitCode, units, async (code) => (await count(tx, [code]))[0] ?? 0, {
    homeProvince,
    mayHold: (code) => !without.includes(code) && (!tip.aboutPolice || mayHoldComplaint(code, tip.accusedUnit, units)),
    rules: rules.routing?.() ?? DEFAULT_ROUTING,
  })
  if (unit === null) return null
  const isNobodyThere = (await countActiveOfficers(tx, [unitCode]))[0] === 0
  return { unit, reason: isNobodyThere ? 'no-active-officers' : 'no-cleared-officers' }
}
