import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** The index by which tips find each other: keys are four bytes of HMACs, tips are running numbers of their views. */

const WEEK_MS = 7 * 24 * 60 * 60_000
const SLOTS = 8
/**
 * Rows that a week's keys are spread over: at a million tips a month each holds some eleven entries, at ten times as many
 * 900 bytes.
 */
const BUCKETS = 2 ** 19
const ENTRY_BYTES = 8
/** Of one trace so many tips are looked at, the newest: what more of them share says little. As in `trim_traces`. */
const PER_KEY = 24

/** In which part the traces of a tip lie that was received then. */
export function slotOf(at: Date): number {
  return Math.floor(at.getTime() / WEEK_MS) % SLOTS
}

/** The parts that hold these moments, both ends counted; all of them where the span is longer than they go round. */
export function slotsOf(from: Date, to: Date): number[] {
  const [first, last] = [Math.floor(from.getTime() / WEEK_MS), Math.floor(to.getTime() / WEEK_MS)]
  const count = Math.min(SLOTS, last - first + 1)
  return Array.from({ length: count }, (_, at) => (last - at) % SLOTS)
}

export interface Traced {
  number: number
  at: Date
  keys: readonly number[]
}

const bucketOf = (key: number): number => key & (BUCKETS - 1)

/** Rows are taken in one order by all who write them. */
export async function addTraces(tx: Tx, tips: readonly Traced[]): Promise<void> {
  const rows = new Map<string, { slot: number; bucket: number; entries: Buffer[] }>()
  for (const { number, at, keys } of tips) {
    for (const key of keys) {
      const [slot, bucket] = [slotOf(at), bucketOf(key)]
      const row = rows.get(`${slot}:${bucket}`) ?? { slot, bucket, entries: [] }
      rows.set(`${slot}:${bucket}`, row)
      const entry = Buffer.alloc(ENTRY_BYTES)
      entry.writeInt32BE(key, 0)
      entry.writeInt32BE(number, 4)
      row.entries.push(entry)
    }
  }
  if (rows.size === 0) return
  const list = [...rows.values()].toSorted((a, b) => a.slot - b.slot || a.bucket - b.bucket)
  await sql`
    insert into tip_traces as t (slot, bucket, entries)
    select n.slot, n.bucket, n.entries
    from unnest(${list.map(({ slot }) => slot)}::smallint[], ${list.map(({ bucket }) => bucket)}::integer[],
      ${list.map(({ entries }) => Buffer.concat(entries))}::bytea[]) as n (slot, bucket, entries)
    order by n.slot, n.bucket
    on conflict (slot, bucket) do update set entries = trim_traces(t.entries || excluded.entries)`.execute(tx)
}

/** Takes away by what these tips could be found. */
export async function dropTraces(db: Db, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await sql`
    with gone as (
      select v.slot, k & ${BUCKETS - 1}::integer as bucket, array_agg(distinct v.number) as numbers
      from tip_views v cross join unnest(v.keys) k where v.tip_id = any(${[...tipIds]}::text[]) group by 1, 2
    ), held as (
      select t.slot, t.bucket, g.numbers from tip_traces t join gone g on g.slot = t.slot and g.bucket = t.bucket
      order by t.slot, t.bucket for no key update of t
    )
    update tip_traces t set entries = drop_traces(t.entries, h.numbers) from held h
    where t.slot = h.slot and t.bucket = h.bucket`.execute(db)
}

export interface Likeness {
  /** Place of the question. */
  of: number
  number: number
  weight: number
}

/**
 * For each list of keys the numbers that share most of them, the rarest keys weighing most, best first and at most so many.
 * Costs the same however many tips there are: a row for each key and part.
 */
export async function findSharing(
  db: Db,
  wanted: readonly (readonly number[])[],
  slots: readonly number[],
  limit: number,
): Promise<Likeness[]> {
  const keys = new Map<number, number[]>(wanted.flat().map((key) => [key, []]))
  if (keys.size === 0) return []
  const buckets = [...new Set([...keys.keys()].map(bucketOf))]
  const { rows } = await sql<{ entries: Buffer }>`
    select entries from tip_traces
    where slot = any(${[...slots]}::smallint[]) and bucket = any(${buckets}::integer[])`.execute(db)
  for (const { entries } of rows) {
    for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
      keys.get(entries.readInt32BE(at))?.push(entries.readInt32BE(at + 4))
    }
  }
  const newest = new Map([...keys].map(([key, numbers]) => [key, newestOf(numbers)]))
  return wanted.flatMap((own, of) => rank(own, newest, limit).map(([number, weight]) => ({ of, number, weight })))
}

function newestOf(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].toSorted((a, b) => b - a).slice(0, PER_KEY)
}

function rank(
  own: readonly number[],
  newest: ReadonlyMap<number, readonly number[]>,
  limit: number,
): [number: number, weight: number][] {
  const weights = new Map<number, number>()
  for (const key of own) {
    const numbers = newest.get(key) ?? []
    for (const number of numbers) weights.set(number, (weights.get(number) ?? 0) + 1 / (1 + Math.log(numbers.length)))
  }
  return [...weights].toSorted(([a, x], [b, y]) => y - x || b - a).slice(0, limit)
}

/**
 * Empties the part whose turn comes next, so many rows a call: nothing in it is within reach of any look-up. Answers how
 * many were there.
 */
export async function clearOldTraces(db: Db, now: Date, limit: number): Promise<number> {
  const slot = slotOf(new Date(now.getTime() + 2 * WEEK_MS))
  const result = await sql`
    delete from tip_traces where slot = ${slot} and ctid = any(array(
      select ctid from tip_traces where slot = ${slot} limit ${limit}))`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}
