import writeWorkbook from 'write-excel-file/node'

/** A spreadsheet program takes a cell that begins so for a formula, and runs it (OWASP, "CSV Injection"). */
const IS_DANGEROUS = /^'*[=+\-@\t\r]/

/** A cell that no program takes for a formula; {@link unguard} gives back exactly what was given. */
export function guard(text: string): string {
  return IS_DANGEROUS.test(text) ? `'${text}` : text
}

/** What a guarded cell says. */
export function unguard(text: string): string {
  return text.startsWith("'") && IS_DANGEROUS.test(text.slice(1)) ? text.slice(1) : text
}

/**
 * Rows as CSV for spreadsheet programs of Viet Nam: UTF-8 with its mark, semicolons, which their settings expect, and line
 * ends of RFC 4180. Cells are guarded.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  const lines = rows.map((cells) => cells.map((cell) => quote(guard(cell))).join(';'))
  return Buffer.from(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`, 'utf8')
}

/** Rows as a workbook of one sheet, every cell a text: codes keep their zeros. The first row is the head. Cells are guarded. */
export async function writeXlsx(sheet: string, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const [head = [], ...body] = rows
  const data = [
    head.map((cell) => ({ value: guard(cell), type: String, fontWeight: 'bold' as const })),
    ...body.map((cells) => cells.map((cell) => (cell === '' ? null : { value: guard(cell), type: String }))),
  ]
  return writeWorkbook(data, { sheet, stickyRowsCount: 1 }).toBuffer()
}

function quote(cell: string): string {
  return /[";\r\n,\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
