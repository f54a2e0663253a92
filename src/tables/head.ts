import { type Row, squash, type Table, textOf } from './table.ts'

/** A table whose columns are known by name. */
export interface HeadedTable<Name extends string> {
  /** Where each known column lies, by position. */
  columns: ReadonlyMap<Name, number>
  /** All heads by position, as they stand. */
  heads: readonly string[]
  /** Heads that mean nothing to us, as they stand. */
  unknown: readonly string[]
  /** Rows below the head. */
  rows: readonly Row[]
}

/** Official lists put titles above their heads. */
const ROWS_ABOVE_HEAD_MAX = 12

/**
 * Finds the row of heads: the one among the first twelve that names most columns, at least two. `heads` are the names of
 * each column, in any spelling: compared without diacritics, case, blanks and signs. Null where no row is one.
 */
export function findHead<Name extends string>(
  table: Table,
  heads: Readonly<Record<Name, readonly string[]>>,
): HeadedTable<Name> | null {
  const names = new Map<string, Name>()
  // Object.keys forgets its keys.
  for (const name of Object.keys(heads) as Name[]) for (const head of heads[name]) names.set(squash(head), name)
  if (table.keys !== null) return match(table.keys, names, table.rows)
  const best = table.rows
    .slice(0, ROWS_ABOVE_HEAD_MAX)
    .map((row, index) => match(row.cells.map(textOf), names, table.rows.slice(index + 1)))
    // Of two as good the first: what repeats a head further down is a row.
    .reduce<HeadedTable<Name> | null>(
      (one, other) => (other.columns.size > (one?.columns.size ?? 1) ? other : one),
      null,
    )
  return best
}

function match<Name extends string>(
  texts: readonly string[],
  names: ReadonlyMap<string, Name>,
  rows: readonly Row[],
): HeadedTable<Name> {
  const columns = new Map<Name, number>()
  const unknown: string[] = []
  for (const [index, text] of texts.entries()) {
    const name = names.get(squash(text))
    if (name !== undefined && !columns.has(name)) columns.set(name, index)
    else if (text !== '') unknown.push(text)
  }
  return { columns, heads: texts, unknown, rows }
}
