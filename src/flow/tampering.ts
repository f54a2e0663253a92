import {
  type AuditHead,
  type ChainPlace,
  findRowAfter,
  findRowBefore,
  listChainRows,
  type RawAuditRow,
} from '../storage/audit-chain.ts'
import type { Tx } from '../storage/db.ts'
import { hashAuditRow } from './audit-hash.ts'

/** What was done to the log, and where it is first to be seen. */
export interface Tampering extends ChainPlace {
  kind: /** The row is not what was written. */
    | 'altered'
    /** A row is gone between others. */
    | 'missing'
    /** A row that was never written in this place. */
    | 'inserted'
    | 'reordered'
    /** The rows from this number to the end of the day are gone. */
    | 'cut-off'
    | 'day-removed'
    | 'chain-removed'
    /** Rows made anew with all their hashes: a checkpoint, or the next day, knows others. */
    | 'rewritten'
    /** The head does not say what the rows say, and the rows are right. */
    | 'head-false'
    | 'head-missing'
  /** Of rewritten rows the first that may be one; `number` is the first that certainly is. */
  fromNumber?: number
}

export interface Expected {
  number: number
  previous: string | null
}

const PAGE_ROWS = 1_000

/** A head whose day has no rows. `before`: the chain's last row of an earlier day. */
export async function judgeMissingRows(tx: Tx, head: ChainPlace, before: RawAuditRow | null): Promise<Tampering> {
  const { chain, day } = head
  const after = await findRowAfter(tx, head)
  const kind =
    after === null && before === null
      ? 'chain-removed'
      : after !== null && after.previous === (before?.hash ?? null)
        ? 'head-false'
        : 'day-removed'
  return { kind, chain, day, number: 1 }
}

/** A row that is not what had to come. `last`: the row before it, on its day or an earlier one. */
export async function judgeRow(
  tx: Tx,
  one: {
    row: RawAuditRow
    expected: Expected
    head: AuditHead
    last: RawAuditRow | null
    /** Where the last checkpoint that agrees stands in this chain. */
    proven: ChainPlace | undefined
  },
): Promise<Tampering> {
  const { row, expected, head } = one
  const at = (kind: Tampering['kind'], number: number): Tampering => ({ kind, chain: row.chain, day: row.day, number })
  if (row.number < expected.number) return at('inserted', row.number)
  if (expected.number > head.number) {
    return (await isHeadBehind(tx, one)) ? at('head-false', head.number) : at('inserted', row.number)
  }
  if (row.number > expected.number) return at('missing', expected.number)
  if (hashAuditRow(row) !== row.hash) return judgeContent(tx, row, expected, head)
  return row.number === 1 ? judgeFirst(one) : at('altered', await findBreak(tx, row, head))
}

/** A day whose rows hold together, and its head. */
export async function judgeEnd(
  tx: Tx,
  one: { head: AuditHead; last: RawAuditRow; before: RawAuditRow | null },
): Promise<Tampering | null> {
  const { head, last, before } = one
  const at = (kind: Tampering['kind'], number: number): Tampering => ({
    kind,
    chain: head.chain,
    day: head.day,
    number,
  })
  if (head.number === last.number && head.hash === last.hash) {
    return head.previous === (before?.hash ?? null) ? null : at('head-false', last.number)
  }
  // What was written later remembers how the day ended.
  const later = (await findRowAfter(tx, last))?.previous
  if (head.number === last.number)
    return later === head.hash ? at('altered', last.number) : at('head-false', last.number)
  const isWhole = head.hash === last.hash || later === last.hash
  return isWhole ? at('head-false', last.number) : at('cut-off', last.number + 1)
}

/** Rows beyond the head: the head was set back if a checkpoint, or what was written later, knows them. */
async function isHeadBehind(tx: Tx, one: Parameters<typeof judgeRow>[1]): Promise<boolean> {
  const { row, expected, proven } = one
  if (row.number !== expected.number || row.previous !== expected.previous) return false
  if (hashAuditRow(row) !== row.hash) return false
  if (proven?.day === row.day && proven.number >= row.number) return true
  const end = await findRowBefore(tx, row.chain, Temporal.PlainDate.from(row.day).add({ days: 1 }).toString())
  const later = end && (await findRowAfter(tx, end))
  return later?.previous === end?.hash && later !== null
}

/** The first row of a day, sound in itself, and linked to another end of the day before than there is. */
function judgeFirst({ row, expected, head, last }: Parameters<typeof judgeRow>[1]): Tampering {
  const { chain, day } = row
  if (row.previous === null || (head.previous !== row.previous && head.previous === expected.previous)) {
    return { kind: 'altered', chain, day, number: 1 }
  }
  const today = Temporal.PlainDate.from(day)
  const gap = last === null ? null : Temporal.PlainDate.from(last.day).add({ days: 1 })
  if (last !== null && gap?.equals(today)) {
    return { kind: 'rewritten', chain, day: last.day, number: last.number, fromNumber: 1 }
  }
  return { kind: 'day-removed', chain, day: (gap ?? today.subtract({ days: 1 })).toString(), number: 1 }
}

/** Two neighbours that are sound, each in itself, and do not hold together: what came after says which was there. */
async function findBreak(tx: Tx, row: RawAuditRow, head: AuditHead): Promise<number> {
  const after = await findRowAfter(tx, row)
  const remembered = after?.day === row.day ? after.previous : row.number === head.number ? head.hash : null
  return remembered === row.hash ? row.number - 1 : row.number
}

/** A row whose hash is not that of what it says: altered where it stands, or not in its place. */
async function judgeContent(tx: Tx, row: RawAuditRow, expected: Expected, head: AuditHead): Promise<Tampering> {
  const at = (kind: Tampering['kind'], number: number): Tampering => ({ kind, chain: row.chain, day: row.day, number })
  const own = findOwnNumber(row, head.number + 1)
  // It was written as an earlier one, and what stands there holds together: that was put in, and moved the others.
  if (own !== null && own < row.number) return at('inserted', own)
  if (own !== null) {
    const isElsewhere = await someOfDay(tx, row, (other) => isWrittenAs(other, row.number))
    return isElsewhere ? at('reordered', row.number) : at('missing', row.number)
  }
  const after = await findRowAfter(tx, row)
  const isPushedOn = after?.day === row.day && isWrittenAs(after, row.number) && after.previous === expected.previous
  if (isPushedOn) return at('inserted', row.number)
  // Its words are those of another row, which has others now: the two changed places, and kept their numbers.
  const isExchanged = await someOfDay(tx, row, (other) => {
    const { number, previous, hash } = other
    return hashAuditRow({ ...row, number, previous }) === hash && hashAuditRow(other) !== hash
  })
  return at(isExchanged ? 'reordered' : 'altered', row.number)
}

/** The number that the row was hashed with, or null where its words are others as well. */
function findOwnNumber(row: RawAuditRow, numberMax: number): number | null {
  for (let number = 1; number <= numberMax; number++) if (isWrittenAs(row, number)) return number
  return null
}

function isWrittenAs(row: RawAuditRow, number: number): boolean {
  return hashAuditRow({ ...row, number }) === row.hash
}

async function someOfDay(tx: Tx, of: RawAuditRow, holds: (row: RawAuditRow) => boolean): Promise<boolean> {
  let after: ChainPlace & { id: string } = { chain: of.chain, day: of.day, number: 0, id: '0' }
  for (;;) {
    const rows = await listChainRows(tx, { from: null, after, limit: PAGE_ROWS })
    for (const row of rows) {
      if (row.chain !== of.chain || row.day !== of.day) return false
      if (holds(row)) return true
      after = row
    }
    if (rows.length < PAGE_ROWS) return false
  }
}
