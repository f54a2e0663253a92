import readWorkbook from 'read-excel-file/node'
import { tooLong } from './csv.ts'
import { refuse, TableError } from './fault.ts'
import { CELL_MAX, COLUMNS_MAX, ROWS_MAX, type Row, type Table } from './table.ts'
import { unzipXml } from './zip.ts'

/**
 * Sheets of an XLSX workbook, each a table. A cell that a formula makes is refused: what it shows depends on the program
 * that last saved it. @throws {TableError}
 */
export async function readXlsx(file: string, bytes: Buffer): Promise<Table[]> {
  for (const { name, text } of unzipXml(file, bytes)) {
    if (/<!DOCTYPE/i.test(text)) refuse(file, 'not-a-workbook', `is no workbook that a program saved: ${name}`)
    if (name.startsWith('xl/worksheets/')) refuseFormulas(file, name, text)
  }
  let sheets: Awaited<ReturnType<typeof readWorkbook>>
  try {
    sheets = await readWorkbook(bytes)
  } catch (error) {
    if (error instanceof TableError) throw error
    return refuse(file, 'not-a-workbook', 'cannot be read as an XLSX workbook')
  }
  return sheets.map(({ sheet, data }) => {
    const part = sheet.trim()
    if (data.length > ROWS_MAX) refuse(file, 'too-many-rows', `has more than ${ROWS_MAX} rows`, { part })
    return { file, part, keys: null, rows: data.map((fields, index) => toRow(file, part, fields, index + 1)) }
  })
}

function toRow(file: string, part: string, fields: readonly unknown[], line: number): Row {
  if (fields.length > COLUMNS_MAX) {
    refuse(file, 'too-many-columns', `has more than ${COLUMNS_MAX} columns`, { part, line, column: COLUMNS_MAX + 1 })
  }
  const cells = fields.map((field, index) => {
    const column = index + 1
    if (typeof field === 'string' && field.length > CELL_MAX) {
      refuse(file, 'huge-cell', tooLong(field), { part, line, column })
    }
    if (field === null || field === '') return null
    return { value: field instanceof Date ? field.toISOString().slice(0, 10) : field, line, column }
  })
  return { line, cells }
}

function refuseFormulas(file: string, name: string, text: string): void {
  const formula = text.search(/<(?:\w+:)?f[\s>/]/)
  if (formula < 0) return
  const cell = [...text.slice(0, formula).matchAll(/<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)].at(-1)
  const part = name.replace(/^xl\/worksheets\/|\.xml$/g, '')
  const at = cell ? { line: Number(cell[2]), column: columnOf(cell[1] ?? '') } : {}
  refuse(file, 'formula', 'is made by a formula; copy the column and paste it as values', { part, ...at })
}

/** `A` is 1, `AB` is 28. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
