import { createHash } from 'node:crypto'
import type { RawAuditRow } from '../storage/audit-chain.ts'

type Hashed = Omit<RawAuditRow, 'id' | 'hash'>

/** What a row's hash must be; `audit_hash` of migration 0010 in another language, so that neither is believed alone. */
export function hashAuditRow(row: Hashed): string {
  const fields = [
    row.previous,
    row.chain,
    row.day,
    String(row.number),
    row.atUs,
    row.unitCode,
    row.officerId,
    row.action,
    row.objectId,
    row.detail,
  ]
  // Length first, and a sign for null: no two lists of fields make the same text.
  const text = fields.map((field) => (field === null ? '-' : `${Buffer.byteLength(field)}:${field}`)).join('')
  return createHash('sha256').update(`tinbao audit v1${text}`, 'utf8').digest('hex')
}
