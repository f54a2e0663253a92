import type { Db } from '../storage/db.ts'
import { findTipIdByCode } from '../storage/tips.ts'
import { asOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'

/** The tip that a code names, as officers tell each other: `not-found` as well where it is another unit's. */
export type FindByCode = (token: string, typed: string) => Promise<{ ok: true; tipId: string } | SignedOut | NotFound>

/** As printed, TB-79-261122-0042; case and spaces do not count. */
const CODE = /^TB-\d{2}-\d{6}-\d{4,9}$/

/** Shows nothing of the tip, so that a find is no look; what is not found is recorded, as everywhere. */
export function makeFindByCode(parts: { db: Db }): FindByCode {
  const { db } = parts
  return async (token, typed) => {
    const code = typed.replace(/\s+/g, '').toUpperCase()
    const found = await asOfficer(db, token, async (tx) => {
      const tipId = CODE.test(code) ? await findTipIdByCode(tx, code) : null
      return tipId === null ? ({ ok: false, reason: 'not-found' } as const) : ({ ok: true, tipId } as const)
    })
    if (!found.ok && found.reason === 'not-found') {
      await recordRefusal(db, token, { action: 'tip.refused', objectId: CODE.test(code) ? code : 'malformed' })
    }
    return found
  }
}
