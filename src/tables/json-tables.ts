import { refuse } from './fault.ts'
import { type JsonText, parseJson } from './json.ts'
import { COLUMNS_MAX, ROWS_MAX, type Row, type Table } from './table.ts'

/**
 * Tables of a JSON text: an array of objects or of arrays, or an object of such arrays, each a table by its key. What else
 * stands in an object of tables is left out. @throws {TableError}
 */
export function readJsonTables(file: string, text: string): Table[] {
  const json = parseJson(file, text)
  const { value } = json
  if (Array.isArray(value)) return [readTable(file, null, value, json)]
  if (!isObject(value)) refuse(file, 'no-table', 'holds no table: neither a list nor an object of lists')
  return Object.entries(value).flatMap(([key, list]) => (Array.isArray(list) ? [readTable(file, key, list, json)] : []))
}

function readTable(file: string, part: string | null, list: readonly unknown[], json: JsonText): Table {
  if (list.length > ROWS_MAX) refuse(file, 'too-many-rows', `has more than ${ROWS_MAX} rows`, { part })
  const at = (index: number): { line: number; column: number } => json.placeOf(list, index) ?? { line: 1, column: 1 }
  const isListed = list.every(Array.isArray)
  if (isListed) {
    const rows = list.map((fields: readonly unknown[], index) => toRow(fields, fields.keys(), at(index)))
    return { file, part, keys: null, rows }
  }
  const keys = new Map<string, number>()
  for (const [index, entry] of list.entries()) {
    if (!isObject(entry)) refuse(file, 'no-table', 'expected an object, as the other rows are', { part, ...at(index) })
    for (const key of Object.keys(entry)) if (!keys.has(key)) keys.set(key, keys.size)
    if (keys.size > COLUMNS_MAX) {
      refuse(file, 'too-many-columns', `has more than ${COLUMNS_MAX} keys`, { part, ...at(index) })
    }
  }
  const rows = list.map((entry, index) => toRow(entry as Record<string, unknown>, keys.keys(), at(index)))
  return { file, part, keys: [...keys.keys()], rows }

  function toRow(
    entry: readonly unknown[] | Readonly<Record<string, unknown>>,
    members: Iterable<string | number>,
    start: { line: number },
  ): Row {
    const cells = Array.from(members, (member) => {
      const value: unknown = Object.hasOwn(entry, member) ? Reflect.get(entry, member) : null
      const place = json.placeOf(entry, member)
      return value === null || value === undefined || place === null ? null : { value, ...place }
    })
    return { line: start.line, cells }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
