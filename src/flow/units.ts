import type { UnitRecord, UnitVersion } from '../domain/unit-record.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import { type Db, type Tx, withSetting } from '../storage/db.ts'
import { listUnitRecords, listUnitVersions } from '../storage/unit-records.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import { changeUnits, type UnitOutcome } from './units-apply.ts'
import type { KnownAreas } from './units-areas.ts'
import type { UnitRow } from './units-fields.ts'
import { readUnitFile, type UnitFileFault, type UnitFileKind, writeUnitFile } from './units-file.ts'

/** Who looks at units, and of which province they may change some; null for all. */
export interface UnitsReader {
  officer: CurrentOfficer
  province: string | null
  /** `YYYY-MM-DD`, of Viet Nam. */
  today: string
}

export interface UnitsPaper {
  /** Why units are changed; a row of a file may say it for itself. */
  reason: string
  /** The official document of the change, if there is one. */
  document: string
}

/** What an officer may do with units: administrators only, and changes within their province, as the policies say too. */
export interface Units {
  list(token: string): Promise<({ ok: true; units: UnitRecord[] } & UnitsReader) | SignedOut | NotFound>
  /** A unit with its history, newest first; the history is empty to whoever may not change the unit. */
  one(
    token: string,
    code: string,
  ): Promise<
    ({ ok: true; units: UnitRecord[]; unit: UnitRecord; history: UnitVersion[] } & UnitsReader) | SignedOut | NotFound
  >
  /** What a form says of a unit: `new`, or one that is there. */
  save(
    token: string,
    texts: UnitRow['texts'],
    only: 'new' | 'old',
  ): Promise<({ ok: true; outcome: UnitOutcome } & UnitsReader) | SignedOut | NotFound>
  /** A table of the units of a province, or of all. */
  exportTo(
    token: string,
    kind: UnitFileKind,
    province: string | null,
  ): Promise<{ ok: true; bytes: Buffer } | SignedOut | NotFound>
  /** What a file would change, down to what the database would say of it; changes nothing. */
  preview(
    token: string,
    file: { name: string; bytes: Buffer },
    paper: UnitsPaper,
  ): Promise<
    | ({ ok: true; outcome: UnitOutcome; rows: UnitRow[]; ignored: string[] } & UnitsReader)
    | UnreadFile
    | SignedOut
    | NotFound
  >
  /** Does what was shown: rows that come to another plan by now change nothing. */
  apply(
    token: string,
    rows: readonly UnitRow[],
    paper: UnitsPaper,
    agreed: string,
  ): Promise<({ ok: true; outcome: UnitOutcome } & UnitsReader) | SignedOut | NotFound>
}

export type UnreadFile = { ok: false; reason: 'unread'; fault: UnitFileFault }

const NOT_FOUND = { ok: false, reason: 'not-found' } as const

export function makeUnits(parts: { db: Db; areas: () => KnownAreas | null; now: () => Date }): Units {
  const { db } = parts

  const asAdministrator = async <T>(
    token: string,
    work: (tx: Tx, reader: UnitsReader, units: UnitRecord[]) => Promise<T>,
  ): Promise<T | SignedOut | NotFound> => {
    let isRefused = false
    const result = await asOfficer<T | NotFound>(db, token, async (tx, officer) => {
      if (officer.role !== 'administrator') {
        isRefused = true
        return NOT_FOUND
      }
      const units = await listUnitRecords(tx)
      const province = units.find(({ code }) => code === officer.unitCode)?.province ?? null
      const today = Temporal.Instant.fromEpochMilliseconds(parts.now().getTime())
        .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
        .toPlainDate()
        .toString()
      return work(tx, { officer, province, today }, units)
    })
    if (isRefused) await recordRefusal(db, token, { action: 'units.refused', objectId: null })
    return result
  }

  const within =
    (token: string) =>
    <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
      withSetting(db, 'tinbao.token', token, work)

  const identify = (token: string) => asAdministrator(token, async (_tx, reader) => ({ ok: true as const, ...reader }))

  const change = (
    token: string,
    { officer, province, today }: UnitsReader,
    rows: readonly UnitRow[],
    paper: UnitsPaper,
    options: { only?: 'new' | 'old'; isTrial?: boolean; agreed?: string } = {},
  ): Promise<UnitOutcome> =>
    changeUnits(within(token), rows, {
      areas: parts.areas(),
      today,
      reason: paper.reason.trim(),
      document: paper.document.trim() || null,
      province,
      author: { officerId: officer.id, unitCode: officer.unitCode },
      ...options,
    })

  return {
    list: (token) => asAdministrator(token, async (_tx, reader, units) => ({ ok: true, ...reader, units })),

    one: (token, code) =>
      asAdministrator(token, async (tx, reader, units) => {
        const unit = units.find((one) => one.code === code)
        if (!unit) return NOT_FOUND
        return { ok: true, ...reader, units, unit, history: await listUnitVersions(tx, code) }
      }),

    async save(token, texts, only) {
      const reader = await identify(token)
      if (!reader.ok) return reader
      const paper = { reason: '', document: '' }
      return { ...reader, outcome: await change(token, reader, [{ line: 1, texts }], paper, { only }) }
    },

    exportTo: (token, kind, province) =>
      asAdministrator(token, async (tx, { officer }, units) => {
        const chosen = units.filter((unit) => province === null || unit.province === province)
        await writeAudit(tx, entryOf('units.exported', officer, province, { count: chosen.length, kind }))
        return { ok: true, bytes: await writeUnitFile(kind, chosen) }
      }),

    async preview(token, { name, bytes }, paper) {
      const reader = await identify(token)
      if (!reader.ok) return reader
      const read = await readUnitFile(name, bytes)
      if (!read.ok) return { ok: false, reason: 'unread', fault: read.fault }
      const outcome = await change(token, reader, read.rows, paper, { isTrial: true })
      return { ...reader, outcome, rows: read.rows, ignored: read.ignored }
    },

    async apply(token, rows, paper, agreed) {
      const reader = await identify(token)
      if (!reader.ok) return reader
      return { ...reader, outcome: await change(token, reader, rows, paper, { agreed }) }
    },
  }
}

function entryOf(
  action: AuditAction,
  me: CurrentOfficer,
  objectId: string | null,
  detail: NonNullable<AuditEntry['detail']> = {},
): AuditEntry {
  return { action, officerId: me.id, unitCode: me.unitCode, objectId, detail }
}
