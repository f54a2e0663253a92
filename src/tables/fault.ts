/** Why a file was not read. */
export type FaultReason =
  | 'too-large'
  | 'encoding'
  | 'syntax'
  | 'too-deep'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'huge-cell'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'formula'
  | 'not-a-workbook'
  | 'no-table'
  | 'unknown-kind'

/** Where something stands: line and column count from 1; null where the file as a whole is meant. */
export interface FilePlace {
  file: string
  /** Sheet of a workbook, or key of an object of tables. */
  part: string | null
  line: number | null
  /** Field of a line in a table with fields, character of the line in JSON. */
  column: number | null
}

/** A file that cannot be read, and the place at which reading ended. `detail`: what was expected, in English. */
export interface TableFault extends FilePlace {
  reason: FaultReason
  detail: string
}

/** Carries a fault out of a parser; caught where a file is read, and nowhere else. */
export class TableError extends Error {
  readonly fault: TableFault
  constructor(fault: TableFault) {
    super(describeFault(fault))
    this.name = 'TableError'
    this.fault = fault
  }
}

/** `units.csv, sheet "Xã", line 3, column 4: …`, in English, for the command line. */
export function describeFault(fault: Pick<TableFault, 'detail'> & FilePlace): string {
  return `${describePlace(fault)}: ${fault.detail}`
}

/** `units.csv, line 3, column 4` */
export function describePlace({ file, part, line, column }: FilePlace): string {
  return [
    file,
    part === null ? null : `"${part}"`,
    line === null ? null : `line ${line}`,
    column === null ? null : `column ${column}`,
  ]
    .filter((one) => one !== null)
    .join(', ')
}

/** Throws at a place of a file. */
export function refuse(
  file: string,
  reason: FaultReason,
  detail: string,
  at: { part?: string | null; line?: number | null; column?: number | null } = {},
): never {
  throw new TableError({
    reason,
    detail,
    file,
    part: at.part ?? null,
    line: at.line ?? null,
    column: at.column ?? null,
  })
}
