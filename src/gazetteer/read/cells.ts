import type { FilePlace } from '../../tables/fault.ts'
import { type Cell, type Row, type Table, textOf } from '../../tables/table.ts'
import type { Findings } from '../findings.ts'
import type { Column } from './columns.ts'

/** A row whose cells are asked for by column; what is wrong with one is told with its place. */
export interface RowReader {
  at(column?: Column): FilePlace
  has(column: Column): boolean
  /** Tidy text, empty where there is none. */
  text(column: Column): string
  /** As `text`, by position. */
  textAt(index: number): string
  /** What stood there, for lists within JSON. */
  value(column: Column): unknown
  /** A code of so many digits; null where the cell is empty. What is no code is told, and null. */
  code(column: Column, digits: number): string | null
  /** A number; null where the cell is empty. */
  number(column: Column): number | null
}

/** Reads rows of a table by its columns. */
export function makeRowReader(
  table: Pick<Table, 'file' | 'part'>,
  columns: ReadonlyMap<Column, number>,
  row: Row,
  findings: Findings,
): RowReader {
  const cellOf = (column: Column): Cell | null => {
    const index = columns.get(column)
    return index === undefined ? null : (row.cells[index] ?? null)
  }
  const at = (column?: Column): FilePlace => {
    const index = column === undefined ? undefined : columns.get(column)
    const cell = column === undefined ? null : cellOf(column)
    const { file, part } = table
    return {
      file,
      part,
      line: cell?.line ?? row.line,
      column: cell?.column ?? (index === undefined ? null : index + 1),
    }
  }
  const text = (column: Column): string => textOf(cellOf(column))
  return {
    at,
    text,
    textAt: (index) => textOf(row.cells[index]),
    has: (column) => cellOf(column) !== null,
    value: (column) => cellOf(column)?.value ?? null,
    code(column, digits) {
      // A code may stand in brackets behind the name: Quận Ba Đình (001).
      const found = /\((\d+)\)$/.exec(text(column))?.[1] ?? text(column).replace(/^'/, '')
      if (found === '') return null
      if (!/^\d+$/.test(found) || found.length > digits) {
        findings.add('bad-cell', `"${cut(text(column))}" is no code of ${digits} digits`, at(column))
        return null
      }
      if (found.length < digits) {
        findings.add('padded-code', `${found} is read as ${found.padStart(digits, '0')}`, at(column))
      }
      return found.padStart(digits, '0')
    },
    number(column) {
      const found = text(column)
      if (found === '') return null
      const value = Number(/^-?\d+,\d+$/.test(found) ? found.replace(',', '.') : found)
      if (Number.isFinite(value)) return value
      findings.add('bad-cell', `"${cut(found)}" is no number`, at(column))
      return null
    },
  }
}

/** Letters, numbers and the few signs that names of areas and streets have: no formula, no markup, no control character. */
const NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,'’()/&–-]{0,99}$/u

export function isName(text: string): boolean {
  return NAME.test(text)
}

/** What is shown of a cell that is wrong: enough to find it, never a page. */
export function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
