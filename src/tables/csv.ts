import { CsvError, parse } from 'csv-parse/sync'
import { refuse } from './fault.ts'
import { CELL_MAX, COLUMNS_MAX, ROWS_MAX, type Row, type Table } from './table.ts'

/**
 * Rows of a text with fields between commas, semicolons, tabs or bars, whichever its first line uses; quoted as RFC 4180
 * says. A first line `sep=;`, as Excel writes it, is heeded. Rows may differ in length. @throws {TableError}
 */
export function readCsv(file: string, text: string): Table {
  const told = /^sep=(.)\r?\n/i.exec(text)
  // One kind of line's end, or lines within quotation marks would be counted twice.
  const body = (told ? text.slice(told[0].length) : text).replace(/\r\n?/g, '\n')
  const skipped = told ? 1 : 0
  const rows: Row[] = []
  let linesRead = 0
  try {
    // With `info` each record comes with where it stood; the types of the package say so nowhere.
    const records: unknown = parse(body, {
      delimiter: told?.[1] ?? findDelimiter(body),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: CELL_MAX * 4,
      on_record: (entry, { lines }) => {
        linesRead = lines
        return entry
      },
    })
    for (const entry of Array.isArray(records) ? records : []) rows.push(toRow(file, entry, skipped))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    refuse(file, 'syntax', explain(error), placeOf(error, linesRead, skipped))
  }
  if (rows.length > ROWS_MAX) refuse(file, 'too-many-rows', `has more than ${ROWS_MAX} rows`)
  return { file, part: null, keys: null, rows }
}

function toRow(file: string, entry: { info: { lines: number }; raw: string; record: string[] }, skipped: number): Row {
  const { record, raw, info } = entry
  // The parser tells the line a record ends on, and its text with empty lines before it and the line's end.
  const line = info.lines + skipped - raw.replace(/^\n+|\n$/g, '').split('\n').length + 1
  if (record.length > COLUMNS_MAX) {
    refuse(file, 'too-many-columns', `has more than ${COLUMNS_MAX} columns`, { line, column: COLUMNS_MAX + 1 })
  }
  const cells = record.map((value, index) => {
    if (value.length > CELL_MAX) refuse(file, 'huge-cell', tooLong(value), { line, column: index + 1 })
    return value === '' ? null : { value, line, column: index + 1 }
  })
  return { line, cells }
}

/** What a reader is told of a cell that is too long, in every form of file. */
export function tooLong(value: string): string {
  return `holds ${value.length} characters, more than ${CELL_MAX}`
}

/** Tabs are never part of a name; of the others the one that the first line has most of, outside quotes. */
function findDelimiter(text: string): string {
  const first = /^[^\r\n]*/.exec(text.trimStart())?.[0].replace(/"[^"]*"?/g, '') ?? ''
  const count = (sign: string): number => first.split(sign).length - 1
  if (count('\t') > 0) return '\t'
  return [',', ';', '|'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

/** An open quotation mark is told where its record begins, not at the end of the file. */
function placeOf(error: CsvError, linesRead: number, skipped: number): { line: number | null; column: number | null } {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return { line: linesRead + 1 + skipped, column: null }
  }
  const lines = 'lines' in error && typeof error.lines === 'number' ? error.lines : null
  const column = 'column' in error && typeof error.column === 'number' ? error.column : null
  return { line: lines === null ? null : lines + skipped, column: column === null ? null : column + 1 }
}

function explain(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed'
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'a quotation mark stands within a field; write it twice, and the whole field within quotation marks'
    case 'CSV_MAX_RECORD_SIZE':
      return `a record holds more than ${CELL_MAX * 4} characters; is a quotation mark left open?`
    default:
      return `cannot be read as CSV (${error.code})`
  }
}
