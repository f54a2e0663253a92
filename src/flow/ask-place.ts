import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { asOfficer } from './desk.ts'

/**
 * Counts a question to the gazetteer: an audit row that says who asked, and nothing of what. False where nobody is signed
 * in; if the row cannot be written, nothing is answered.
 */
export function makeCountQuestion(parts: { db: Db }): (token: string) => Promise<boolean> {
  return async (token) => {
    const counted = await asOfficer(parts.db, token, async (tx, officer) => {
      await writeAudit(tx, {
        action: 'place.asked',
        officerId: officer.id,
        unitCode: officer.unitCode,
        objectId: null,
      })
      return { ok: true } as const
    })
    return counted.ok
  }
}
