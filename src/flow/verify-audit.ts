import {
  type AuditHead,
  type ChainPlace,
  findRowBefore,
  listChainRows,
  listHeads,
  type RawAuditRow,
} from '../storage/audit-chain.ts'
import type { Tx } from '../storage/db.ts'
import type { LogRead } from '../vault/signed-log.ts'
import { hashAuditRow } from './audit-hash.ts'
import { type Proof, proveCheckpoints } from './prove-checkpoints.ts'
import { judgeEnd, judgeMissingRows, judgeRow, type Tampering } from './tampering.ts'

export interface AuditVerdict {
  /** Rows read; with a tampering those up to it. */
  rowCount: number
  chainCount: number
  checkpointCount: number
  /** Rows younger than the last checkpoint that names their chain: only the database itself vouches for them. */
  unproven: { rowCount: number; first: (ChainPlace & { atUs: string }) | null }
  /** The first in the order of chain, day and number; what comes after it was not looked at. */
  tampering: Tampering | null
  badLine: Proof['badLine']
}

const PAGE_ROWS = 1_000

/**
 * Works out every chain anew from the columns as they are, and compares with heads and checkpoints. `tx` sees one
 * moment (repeatable read) and reads audit and heads; `lines` were in the log before that moment began. Memory does not
 * grow with the rows. `from`: only this day and later.
 */
export async function verifyAudit(
  tx: Tx,
  options: { lines: AsyncIterable<LogRead>; from: string | null },
): Promise<AuditVerdict> {
  const proof = await proveCheckpoints(tx, options.lines, options.from)
  const scan = await scanChains(tx, options.from, proof.proven)
  const found = [...proof.broken.values(), ...(scan.tampering === null ? [] : [scan.tampering])]
  return {
    rowCount: scan.rowCount,
    chainCount: scan.chainCount,
    checkpointCount: proof.checkpointCount,
    unproven: scan.unproven,
    // Where both speak of one place, the rows tell more of what was done to it.
    tampering: found.findLast((one) => found.every((other) => byPlace(one, other) <= 0)) ?? null,
    badLine: proof.badLine,
  }
}

interface Scan {
  rowCount: number
  chainCount: number
  unproven: AuditVerdict['unproven']
  tampering: Tampering | null
}

async function scanChains(tx: Tx, from: string | null, proven: ReadonlyMap<string, ChainPlace>): Promise<Scan> {
  const scan: Scan = { rowCount: 0, chainCount: 0, unproven: { rowCount: 0, first: null }, tampering: null }
  const heads = page((after: AuditHead | null) => listHeads(tx, { from, after, limit: PAGE_ROWS }))
  const rows = page((after: RawAuditRow | null) => listChainRows(tx, { from, after, limit: PAGE_ROWS }))
  let row = await next(rows)
  let chain: string | null = null
  /** The chain's last row of an earlier day. */
  let before: RawAuditRow | null = null
  for (let head = await next(heads); head !== null || row !== null; head = await next(heads)) {
    const place = row !== null && (head === null || byDay(row, head) < 0) ? row : head
    if (place === null) break
    if (place.chain !== chain) {
      scan.chainCount += 1
      before = from === null ? null : await findRowBefore(tx, place.chain, place.day)
    }
    chain = place.chain
    if (head === null || row === null || byDay(row, head) !== 0) {
      scan.tampering =
        place === row
          ? { kind: 'head-missing', chain: row.chain, day: row.day, number: 1 }
          : await judgeMissingRows(tx, place, before)
      return scan
    }
    let last: RawAuditRow | null = null
    while (row !== null && byDay(row, head) === 0) {
      const expected = { number: (last?.number ?? 0) + 1, previous: (last ?? before)?.hash ?? null }
      const isSound =
        row.number === expected.number &&
        row.number <= head.number &&
        row.previous === expected.previous &&
        hashAuditRow(row) === row.hash
      if (!isSound) {
        scan.tampering = await judgeRow(tx, {
          row,
          expected,
          head,
          last: last ?? before,
          proven: proven.get(row.chain),
        })
        return scan
      }
      count(scan, row, proven.get(row.chain))
      last = row
      row = await next(rows)
    }
    scan.tampering = last === null ? null : await judgeEnd(tx, { head, last, before })
    if (scan.tampering !== null) return scan
    before = last
  }
  return scan
}

function count(scan: Scan, row: RawAuditRow, proven: ChainPlace | undefined): void {
  scan.rowCount += 1
  if (proven !== undefined && byPlace(row, proven) <= 0) return
  scan.unproven.rowCount += 1
  const { first } = scan.unproven
  if (first !== null && BigInt(first.atUs) <= BigInt(row.atUs)) return
  scan.unproven.first = { chain: row.chain, day: row.day, number: row.number, atUs: row.atUs }
}

/** Page after page, one in memory at a time. */
async function* page<T>(read: (after: T | null) => Promise<T[]>): AsyncGenerator<T> {
  let after: T | null = null
  for (;;) {
    const found: T[] = await read(after)
    yield* found
    after = found.at(-1) ?? null
    if (found.length < PAGE_ROWS) return
  }
}

async function next<T>(from: AsyncGenerator<T>): Promise<T | null> {
  const { value, done } = await from.next()
  return done ? null : value
}

function byDay(a: Omit<ChainPlace, 'number'>, b: Omit<ChainPlace, 'number'>): number {
  return compare(a.chain, b.chain) || compare(a.day, b.day)
}

function byPlace(a: ChainPlace, b: ChainPlace): number {
  return byDay(a, b) || a.number - b.number
}

/** As Postgres orders by collation "C": by bytes of UTF-8. Codes of units are ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
