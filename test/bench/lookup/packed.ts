/** The rows of `tip_traces` as `addTraces` would leave them, made in one go (src/storage/traces.ts, migration 0027). */

const BUCKETS = 2 ** 19
const ENTRY_BYTES = 8
/** From so many bytes on a row is trimmed to the newest so many of each key, as in `trim_traces`. */
const TRIM_BYTES = 1_600
const PER_KEY = 24

/** Entries of one part of the index in the order they came. */
export interface Entries {
  keys: Int32Array
  numbers: Int32Array
  /** So many are there. */
  count: number
}

export interface PackedRow {
  bucket: number
  entries: Buffer
}

/** Tips of one call of `addTraces` stand together: of `number` it is the whole part of `(number - 1) / batch`. */
export function* packRows({ keys, numbers, count }: Entries, batch: number): Generator<PackedRow> {
  const starts = new Uint32Array(BUCKETS + 1)
  for (let at = 0; at < count; at++) {
    const bucket = (keys[at] ?? 0) & (BUCKETS - 1)
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1
  }
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
  }
  const sorted = new Uint32Array(count)
  const places = starts.slice()
  for (let at = 0; at < count; at++) {
    const bucket = (keys[at] ?? 0) & (BUCKETS - 1)
    const place = places[bucket] ?? 0
    sorted[place] = at
    places[bucket] = place + 1
  }
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const own = sorted.subarray(starts[bucket], starts[bucket + 1])
    if (own.length > 0) yield { bucket, entries: encode(trimAsItCame(own), { keys, numbers }) }
  }

  /** What is left of a row that grew call by call. The first call makes the row and trims nothing. */
  function trimAsItCame(own: Uint32Array): number[] {
    let row: number[] = []
    let call = -1
    let isFirst = true
    const end = (): void => {
      if (!isFirst && row.length * ENTRY_BYTES > TRIM_BYTES) row = newestOf(row, keys)
    }
    for (const at of own) {
      const now = Math.floor(((numbers[at] ?? 0) - 1) / batch)
      if (call !== -1 && now !== call) {
        end()
        isFirst = false
      }
      call = now
      row.push(at)
    }
    end()
    return row
  }
}

function newestOf(row: readonly number[], keys: Int32Array): number[] {
  const counts = new Map<number, number>()
  return row
    .toReversed()
    .filter((at) => {
      const key = keys[at] ?? 0
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count <= PER_KEY
    })
    .reverse()
}

function encode(row: readonly number[], { keys, numbers }: Pick<Entries, 'keys' | 'numbers'>): Buffer {
  const entries = Buffer.allocUnsafe(row.length * ENTRY_BYTES)
  for (const [place, at] of row.entries()) {
    entries.writeInt32BE(keys[at] ?? 0, place * ENTRY_BYTES)
    entries.writeInt32BE(numbers[at] ?? 0, place * ENTRY_BYTES + 4)
  }
  return entries
}
