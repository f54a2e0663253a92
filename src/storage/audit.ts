import type { Db } from './db.ts'

export type AuditAction =
  | 'inbox.read'
  | 'map.read'
  | 'tip.read'
  | 'tip.correct'
  | 'tip.transfer'
  | 'tip.return'
  | 'slip.proposed'
  | 'slip.confirmed'
  | 'slip.handed-over'
  | 'slip.answered'
  | 'slip.dropped'
  | 'slip.printed'
  | 'series.read'
  | 'series.refused'
  | 'series.alerted'
  | 'series.ended'
  | 'routing.read'
  | 'routing.refused'
  | 'routing.added'
  | 'routing.activated'
  | 'tip.answer'
  | 'tip.close'
  | 'tip.accept'
  | 'tip.refused'
  | 'tip.uncover'
  | 'tip.assigned'
  | 'login.accepted'
  | 'login.refused'
  | 'logout'
  | 'officer.added'
  | 'officer.changed'
  | 'officer.disabled'
  | 'officer.enabled'
  | 'officer.link'
  | 'officers.refused'
  | 'enrolment.used'
  | 'enrolment.refused'
  | 'passkey.added'
  | 'passkey.renamed'
  | 'passkey.removed'
  | 'password.changed'
  | 'password.removed'
  | 'totp.changed'
  | 'recovery.renewed'
  | 'sessions.ended'
  | 'fresh.accepted'
  | 'fresh.refused'
  | 'audit.read'
  | 'audit.refused'
  | 'tip.excluded'
  | 'unseal.asked'
  | 'unseal.approved'
  | 'unseal.declined'
  | 'unseal.read'
  | 'unseal.refused'
  | 'identity.unsealed'
  | 'contact.ended'
  | 'identity.destroyed'
  | 'tip.erased'
  | 'key.destroyed'
  | 'tip.hold'
  | 'tip.handover'
  | 'tip.review-skipped'
  | 'figures.read'
  | 'figures.refused'
  | 'place.asked'
  | 'model.promoted'
  | 'model.kept'
  | 'model.chosen'
  | 'gazetteer.imported'
  | 'gazetteer.activated'
  | 'unit.added'
  | 'unit.changed'
  | 'unit.ended'
  | 'units.exported'
  | 'units.refused'
  | 'incident.read'
  | 'incident.joined'
  | 'incident.suggested'
  | 'incident.escalated'
  | 'incident.confirmed'
  | 'incident.rejected'
  | 'incident.merged'
  | 'incident.split'
  | 'incident.moved'
  | 'incident.undone'
  | 'incident.refused'

/** One look or act. Ids only: no text, name, number or address may stand in `detail`. */
export interface AuditEntry {
  action: AuditAction
  officerId: string | null
  unitCode: string | null
  objectId: string | null
  detail?: Record<string, string | number | boolean | null | readonly string[]>
}

/** The chain of rows without a unit (migration 0010). */
export const SYSTEM_CHAIN = 'system'

/**
 * Writes the rows in the transaction of the act: if they cannot be written, the act does not happen. The last thing a
 * transaction does, all its rows in one call: from here to the commit nobody else writes into the same chains, and who
 * took them one call at a time, in another order, might wait for each other for ever.
 */
export async function writeAudit(db: Db, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await db
    .insertInto('audit')
    .values(
      entries.toSorted(byChain).map((entry) => ({
        action: entry.action,
        officer_id: entry.officerId,
        unit_code: entry.unitCode,
        object_id: entry.objectId,
        detail: JSON.stringify(entry.detail ?? {}),
      })),
    )
    .execute()
}

/** One order for all; the rows of a chain stay as they came. */
function byChain(a: AuditEntry, b: AuditEntry): number {
  const [one, other] = [a.unitCode ?? SYSTEM_CHAIN, b.unitCode ?? SYSTEM_CHAIN]
  return one < other ? -1 : one > other ? 1 : 0
}
