import { formatDutyHours } from '../domain/duty-hours.ts'
import type { UnitRecord } from '../domain/unit-record.ts'
import type { TableFault } from '../tables/fault.ts'
import { findHead } from '../tables/head.ts'
import { readTables } from '../tables/read.ts'
import { textOf } from '../tables/table.ts'
import { unguard, writeCsv, writeXlsx } from '../tables/write.ts'
import { KIND_WORDS, NO_AREA, UNIT_FIELDS, UNIT_HEADS, type UnitField, type UnitRow } from './units-fields.ts'

/** Units of the whole country are some 3,800; each that changes is a row of the audit, which one statement writes. */
const ROWS_MAX = 10_000

export type UnitFileFault =
  | TableFault
  /** No column is called as a unit's code is. */
  | { reason: 'no-code-column' | 'no-rows' | 'too-many-units'; line: number | null }

export type UnitFileRead =
  | { ok: true; rows: UnitRow[] /** Heads of columns that are left out. */; ignored: string[] }
  | { ok: false; fault: UnitFileFault }

/** Reads a table of units (.csv, .tsv, .xlsx, .json); of a workbook the first sheet that has one. `name` tells its kind. */
export async function readUnitFile(name: string, bytes: Buffer): Promise<UnitFileRead> {
  const read = await readTables(name, bytes)
  if (!read.ok) return read
  const head = read.tables.map((table) => findHead(table, UNIT_HEADS)).find((found) => found?.columns.has('code'))
  if (!head) return { ok: false, fault: { reason: 'no-code-column', line: null } }
  const rows = head.rows.flatMap((row): UnitRow[] => {
    const texts: Partial<Record<UnitField, string>> = {}
    for (const [field, index] of head.columns) texts[field] = unguard(textOf(row.cells[index]))
    return Object.values(texts).every((text) => text === '') ? [] : [{ line: row.line, texts }]
  })
  if (rows.length === 0) return { ok: false, fault: { reason: 'no-rows', line: null } }
  if (rows.length > ROWS_MAX) {
    return { ok: false, fault: { reason: 'too-many-units', line: rows[ROWS_MAX]?.line ?? null } }
  }
  return { ok: true, rows, ignored: [...head.unknown] }
}

export type UnitFileKind = 'csv' | 'xlsx'

/** A table that {@link readUnitFile} reads back as the same units. */
export function writeUnitFile(kind: UnitFileKind, units: readonly UnitRecord[]): Promise<Buffer> | Buffer {
  const fields = UNIT_FIELDS.filter((field) => field !== 'reason')
  const rows = [
    fields.map((field) => UNIT_HEADS[field][0]),
    ...units.map((unit) => fields.map((f) => textOfField(unit, f))),
  ]
  return kind === 'csv' ? writeCsv(rows) : writeXlsx('Đơn vị', rows)
}

/** A field as a table and a form hold it; empty for what is not known. */
export function textOfField(unit: UnitRecord, field: Exclude<UnitField, 'reason'>): string {
  switch (field) {
    case 'kind':
      return KIND_WORDS[unit.kind][0]
    case 'areas':
      return unit.areas.length === 0 && unit.kind === 'commune' ? NO_AREA : unit.areas.join(' ')
    case 'hours':
      return unit.hours === null ? '' : formatDutyHours(unit.hours)
    case 'dutyPhones':
    case 'channels':
      return unit[field].join('; ')
    default:
      return unit[field] ?? ''
  }
}
