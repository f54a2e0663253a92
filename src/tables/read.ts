import { readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { refuse, TableError, type TableFault } from './fault.ts'
import { readJsonTables } from './json-tables.ts'
import type { Table } from './table.ts'
import { readXlsx } from './xlsx.ts'

/** Bytes of a file of tables; the largest official list has 1.3 MB. */
export const TABLE_BYTES_MAX = 32 * 1024 * 1024

export type TablesRead = { ok: true; tables: Table[] } | { ok: false; fault: TableFault }

/**
 * The tables of a file that came from outside, by the ending of its name: .json, .csv, .tsv, .txt, .xlsx. Answers a fault,
 * with line and column, for whatever is wrong with it, and never part of it.
 */
export async function readTables(file: string, bytes: Buffer): Promise<TablesRead> {
  try {
    return { ok: true, tables: await readByEnding(file, bytes) }
  } catch (error) {
    if (error instanceof TableError) return { ok: false, fault: error.fault }
    throw error
  }
}

async function readByEnding(file: string, bytes: Buffer): Promise<Table[]> {
  if (bytes.length > TABLE_BYTES_MAX) {
    return refuse(file, 'too-large', `is larger than ${TABLE_BYTES_MAX / 1024 / 1024} MB`)
  }
  switch (/\.([^.]+)$/.exec(file)?.[1]?.toLowerCase()) {
    case 'json':
      return readJsonTables(file, decodeText(file, bytes))
    case 'csv':
    case 'tsv':
    case 'txt':
      return [readCsv(file, decodeText(file, bytes))]
    case 'xlsx':
      return readXlsx(file, bytes)
    default:
      return refuse(file, 'unknown-kind', 'is none of .json, .csv, .tsv, .xlsx')
  }
}
