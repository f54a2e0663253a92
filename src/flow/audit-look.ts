import { writeAudit } from '../storage/audit.ts'
import { type AuditLogRow, findTipOfCode, listAudit, listOfficersOfNumber, listTipCodes } from '../storage/audit-log.ts'
import type { Db, Tx } from '../storage/db.ts'
import { hashAuditRow } from './audit-hash.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'

/** What an auditor looks for; of proper shape, and known to exist or not. */
export interface AuditQuery {
  /** A unit's code, or `system`. */
  unitCode?: string
  officerNumber?: string
  action?: string
  tipId?: string
  /** Mã tin. */
  tipCode?: string
  /** `YYYY-MM-DD`. */
  day?: string
  /** Older than the row of this id. */
  beforeId?: string
}

export interface AuditLine {
  id: string
  at: Date
  chain: string
  day: string
  number: number
  unitCode: string | null
  officerId: string | null
  officerNumber: string | null
  action: string
  objectId: string | null
  /** Mã tin of the object, where it is a tip that has one. */
  tipCode: string | null
  detail: Readonly<Record<string, unknown>>
  /** Its hash is that of what it says, and it is linked to the row before it. Heads and checkpoints are not asked. */
  isSound: boolean
}

export interface AuditPage {
  ok: true
  officer: CurrentOfficer
  lines: AuditLine[]
  /** Ask for rows before this one for the next page; null at the end. */
  olderId: string | null
  checkedAt: Date
}

export interface AuditLook {
  /**
   * Rows of the auditor's reach, newest first; the look is a row itself. For everybody else `not-found`, as if there
   * were no such page, and the try is recorded.
   */
  page(token: string, query: AuditQuery): Promise<AuditPage | SignedOut | NotFound>
}

const PAGE_ROWS = 50

export function makeAuditLook(parts: { db: Db; now: () => Date }): AuditLook {
  const { db } = parts
  return {
    async page(token, query) {
      let isRefused = false
      const result = await asOfficer<AuditPage | NotFound>(db, token, async (tx, officer) => {
        if (officer.role === 'auditor') return readPage(tx, officer, query, parts.now())
        isRefused = true
        return { ok: false, reason: 'not-found' }
      })
      if (isRefused) await recordRefusal(db, token, { action: 'audit.refused', objectId: null })
      return result
    },
  }
}

async function readPage(tx: Tx, officer: CurrentOfficer, query: AuditQuery, now: Date): Promise<AuditPage> {
  const { unitCode, officerNumber, action, day, beforeId } = query
  const officerIds = officerNumber === undefined ? null : await listOfficersOfNumber(tx, officerNumber)
  const tipId = query.tipId ?? (query.tipCode === undefined ? null : await findTipOfCode(tx, query.tipCode))
  const isHopeless = query.tipCode !== undefined && tipId === null
  const wanted = {
    ...(unitCode === undefined ? {} : { unitCode }),
    ...(officerIds === null ? {} : { officerIds }),
    ...(action === undefined ? {} : { action }),
    ...(tipId === null ? {} : { objectId: tipId }),
    ...(day === undefined ? {} : { day }),
    ...(beforeId === undefined ? {} : { beforeId }),
  }
  const rows = isHopeless ? [] : await listAudit(tx, wanted, PAGE_ROWS + 1)
  const shown = rows.slice(0, PAGE_ROWS)
  const lines = await drawLines(tx, shown)
  await writeAudit(tx, {
    action: 'audit.read',
    officerId: officer.id,
    unitCode: officer.unitCode,
    objectId: null,
    // Values of filters only where they are ids; names and days that were typed are named, not kept.
    detail: {
      filters: Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      ...(unitCode === undefined ? {} : { unit: unitCode }),
      ...(officerIds === null ? {} : { officers: officerIds }),
      ...(tipId === null ? {} : { tip: tipId }),
      newest: shown[0]?.raw.id ?? null,
      oldest: shown.at(-1)?.raw.id ?? null,
    },
  })
  const olderId = rows.length > shown.length ? (shown.at(-1)?.raw.id ?? null) : null
  return { ok: true, officer, lines, olderId, checkedAt: now }
}

async function drawLines(tx: Tx, rows: readonly AuditLogRow[]): Promise<AuditLine[]> {
  const tipIds = new Set(rows.flatMap(({ raw }) => (raw.objectId?.startsWith('tip_') ? [raw.objectId] : [])))
  const codes = await listTipCodes(tx, [...tipIds])
  return rows.map((row) => {
    const { id, chain, day, number, unitCode, officerId, action, objectId } = row.raw
    return {
      id,
      at: row.at,
      chain,
      day,
      number,
      unitCode,
      officerId,
      officerNumber: row.officerNumber,
      action,
      objectId,
      tipCode: objectId === null ? null : (codes.get(objectId) ?? null),
      detail: readDetail(row.raw.detail),
      isSound: isSound(row),
    }
  })
}

function isSound({ raw, prior }: AuditLogRow): boolean {
  const isNext = raw.number === (prior?.day === raw.day ? prior.number + 1 : 1)
  return isNext && raw.previous === (prior?.hash ?? null) && hashAuditRow(raw) === raw.hash
}

function readDetail(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
