/** A field of a file. `line` and `column` count from 1, as in a fault. */
export interface Cell {
  /** Text from CSV; from a workbook also number or boolean; from JSON whatever stood there. */
  value: unknown
  line: number
  column: number
}

export interface Row {
  line: number
  /** By position; null where nothing stands. */
  cells: readonly (Cell | null)[]
}

/** Rows as a file has them. */
export interface Table {
  file: string
  /** Sheet of a workbook, or key of an object of tables. */
  part: string | null
  /** Keys of JSON objects, by position; null where a row of the table may be its head, or nothing is. */
  keys: readonly string[] | null
  rows: readonly Row[]
}

/** Limits of what is read as a table: the largest official list has 10,600 rows and nine columns. */
export const ROWS_MAX = 200_000
export const COLUMNS_MAX = 200
/** Characters; the longest cell of a real list, the streets of a district, has some 10,000. */
export const CELL_MAX = 60_000

/** Text of a cell in NFC, blanks made one and cut off at the ends; empty for nothing, and for what is no scalar. */
export function textOf(cell: Cell | null | undefined): string {
  const value = cell?.value
  if (typeof value === 'string') return tidy(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return ''
}

/** Also without signs that are not seen: zero-width ones and those that turn the direction come along from word processors. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** `Mã xã (mới)` as `maxamoi`: without diacritics, signs and blanks, for comparing heads and squashed names. */
export function squash(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]/g, '')
}
