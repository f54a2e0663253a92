import type { Db } from './db.ts'

export type AuditAction =
  | 'inbox.read'
  | 'tip.read'
  | 'tip.correct'
  | 'tip.transfer'
  | 'tip.answer'
  | 'tip.close'
  | 'tip.accept'
  | 'tip.refused'
  | 'tip.assigned'
  | 'login.accepted'
  | 'login.refused'
  | 'logout'
  | 'officer.added'

/** One look or act. Ids only: no text, name, number or address may stand in `detail`. */
export interface AuditEntry {
  action: AuditAction
  officerId: string | null
  unitCode: string | null
  objectId: string | null
  detail?: Record<string, string | number | boolean | null | readonly string[]>
}

/** Writes the rows in the transaction of the act: if they cannot be written, the act does not happen. */
export async function writeAudit(db: Db, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await db
    .insertInto('audit')
    .values(
      entries.map((entry) => ({
        action: entry.action,
        officer_id: entry.officerId,
        unit_code: entry.unitCode,
        object_id: entry.objectId,
        detail: JSON.stringify(entry.detail ?? {}),
      })),
    )
    .execute()
}
