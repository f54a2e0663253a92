import pg from 'pg'
import { keysOf, type LookParts } from '../../../src/flow/link-read.ts'
import { slotOf } from '../../../src/storage/traces.ts'
import { tipViewRecord } from '../../../src/vault/records.ts'
import { packRows } from './packed.ts'
import { type StreamOrder, type Told, tellTips } from './stream.ts'

/** Tips of one week, so that no other fills the same rows of the index. */
export interface FillOrder extends StreamOrder {
  /** Number of the first one's view. */
  first: number
}

/** Tips of one call of `saveTipViews`, as a job links them at most. */
export const BATCH = 25
const TIPS_AT_ONCE = 1_000
const ROWS_AT_ONCE = 20_000
const KEYS_MAX = 40

/**
 * Lays tips into the index as `saveTipViews` would, `BATCH` at a time, but in bulk: what it leaves in `tip_views` and
 * `tip_traces` is the same, number for number and entry for entry; of `tips` there is what a look-up reads. As superuser.
 */
export async function fillIndex(url: string, parts: Omit<LookParts, 'unproven'>, order: FillOrder): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // The rows belong together by construction: references need no checking, row by row.
    await client.query("set session_replication_role = 'replica'; set synchronous_commit = off")
    const nameToken = remember(parts.nameToken)
    const keys = new Int32Array(order.count * KEYS_MAX)
    const numbers = new Int32Array(order.count * KEYS_MAX)
    let [count, number] = [0, order.first]
    let batch: Row[] = []
    let writing: Promise<unknown> = Promise.resolve()
    const flush = (): void => {
      const rows = batch
      batch = []
      writing = writing.then(() => writeTips(client, rows))
    }
    for (const told of tellTips(order)) {
      const own = keysOf({ nameToken }, told.view)
      for (const key of own) {
        keys[count] = key
        numbers[count] = number
        count += 1
      }
      batch.push({ told, number, keys: own, body: parts.content.seal(tipViewRecord(told.id), told.view) })
      number += 1
      if (batch.length < TIPS_AT_ONCE) continue
      await writing
      flush()
    }
    flush()
    await writing
    const slot = slotOf(new Date(order.fromMs))
    const rows: { bucket: number; entries: Buffer }[] = []
    for (const row of packRows({ keys, numbers, count }, BATCH)) {
      rows.push(row)
      if (rows.length === ROWS_AT_ONCE) await writeTraces(client, slot, rows.splice(0))
    }
    await writeTraces(client, slot, rows)
  } finally {
    await client.end()
  }
}

interface Row {
  told: Told
  number: number
  keys: readonly number[]
  body: Buffer
}

async function writeTips(client: pg.Client, rows: readonly Row[]): Promise<void> {
  const views = rows.map(({ told }) => told)
  await client.query(
    // As wide as they are, but without the code and the hash of the words, whose indexes no look-up asks.
    `insert into tips (id, conversation_id, channel, mode, status, kind, category, urgency, province, unit_code, essence,
       received_at, triaged_at)
     select id, conversation, 'webform', 'anonymous', 'triaged', 'tip', category, 'normal', '79', '26743',
       decode(repeat(md5(id), 16), 'hex'), at, at + interval '2 s'
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as n (id, conversation, category, at)`,
    [
      views.map(({ id }) => id),
      views.map(({ conversationId }) => conversationId),
      views.map(({ view }) => view.category),
      views.map(({ view }) => new Date(view.at).toISOString()),
    ],
  )
  const bodies = joined(rows.map(({ body }) => body))
  await client.query(
    `insert into tip_views (tip_id, number, tip_version, at, slot, keys, body) overriding system value
     select id, n, 1, at, slot, string_to_array(keys, ',')::integer[], substring($6::bytea from start for length)
     from unnest($1::text[], $2::integer[], $3::timestamptz[], $4::smallint[], $5::text[], $7::integer[], $8::integer[])
       as n (id, n, at, slot, keys, start, length)`,
    [
      views.map(({ id }) => id),
      rows.map(({ number }) => number),
      views.map(({ view }) => new Date(view.at).toISOString()),
      views.map(({ view }) => slotOf(new Date(view.at))),
      rows.map(({ keys }) => keys.join(',')),
      bodies.bytes,
      bodies.starts,
      bodies.lengths,
    ],
  )
}

async function writeTraces(
  client: pg.Client,
  slot: number,
  rows: readonly { bucket: number; entries: Buffer }[],
): Promise<void> {
  const all = joined(rows.map(({ entries }) => entries))
  await client.query(
    `insert into tip_traces (slot, bucket, entries)
     select $1, bucket, substring($2::bytea from start for length)
     from unnest($3::integer[], $4::integer[], $5::integer[]) as n (bucket, start, length)`,
    [slot, all.bytes, rows.map(({ bucket }) => bucket), all.starts, all.lengths],
  )
}

/** Many values as one: an array of them would be written out in hex. Places count from one, as `substring` does. */
function joined(values: readonly Buffer[]): { bytes: Buffer; starts: number[]; lengths: number[] } {
  let start = 1
  const starts = values.map(({ length }) => {
    start += length
    return start - length
  })
  return { bytes: Buffer.concat(values), starts, lengths: values.map(({ length }) => length) }
}

const REMEMBERED_MAX = 400_000

/** Most traces are those of many tips: their HMACs are made once. */
function remember(nameToken: LookParts['nameToken']): LookParts['nameToken'] {
  const known = new Map<string, Buffer>()
  return (kind, value) => {
    const name = `${kind} ${value}`
    const found = known.get(name) ?? nameToken(kind, value)
    if (known.size > REMEMBERED_MAX) known.clear()
    known.set(name, found)
    return found
  }
}
