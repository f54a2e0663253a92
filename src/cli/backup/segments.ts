/** Segments of the write-ahead log: 16 MiB each, as initdb makes them unless told otherwise, and it is not told. */
export const SEGMENT_BYTES = 16 * 1024 * 1024
/** Of the 4 GiB that the second of the three numbers in a name counts. */
const PER_LOG = 256

/** Eight digits each of timeline, log and segment (Postgres manual, "WAL Internals"). */
export const SEGMENT_NAME = /^[0-9A-F]{24}$/

/** Which segment of its timeline it is, from 0. */
export function segmentNumber(name: string): number {
  return Number.parseInt(name.slice(8, 16), 16) * PER_LOG + Number.parseInt(name.slice(16), 16)
}

export function timelineOf(name: string): number {
  return Number.parseInt(name.slice(0, 8), 16)
}

export function segmentName(timeline: number, number: number): string {
  return [timeline, Math.floor(number / PER_LOG), number % PER_LOG].map(hex).join('')
}

export function nextSegment(name: string): string {
  return segmentName(timelineOf(name), segmentNumber(name) + 1)
}

/** Names from the first to the last, both included; empty when the last lies before the first. */
export function segmentsBetween(first: string, last: string): string[] {
  const from = segmentNumber(first)
  const count = Math.max(0, segmentNumber(last) - from + 1)
  return Array.from({ length: count }, (_, at) => segmentName(timelineOf(first), from + at))
}

/** A position in the log, `0/5000000`, as a number that can be compared. */
export function positionOf(lsn: string): bigint {
  const [high = '', low = ''] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** Where a segment ends and the next begins. */
export function endOf(name: string): bigint {
  return BigInt(segmentNumber(name) + 1) * BigInt(SEGMENT_BYTES)
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0')
}
