import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { AppError } from '../domain/errors.ts'
import { type Contents, putInOrder } from './order.ts'
import type { Boundaries, Release, Source } from './release.ts'

/*
 * 8 bytes of name and version, 32 bytes SHA-256 of the rest, the rest packed with zstd: lengths of three parts, sources, lists as
 * JSON, boundaries. Points are kept as differences from the point before them, which packs to a third.
 */
const MAGIC = Buffer.from('tbgaz\0\0\u0001', 'latin1')
const DIGEST_BYTES = 32
const LENGTHS_BYTES = 12
/** What a release may come to when it is unpacked; the whole country comes to 12 MB. */
const UNPACKED_MAX = 256 * 1024 * 1024

/**
 * The bytes of a release, and the checksum of what it says: that of the same areas read from other files is the same. Neither
 * knows its id, which the database gives.
 */
export function packRelease(release: Omit<Release, 'id' | 'checksum'>): { bytes: Buffer; checksum: string } {
  const { boundaries, ...contents } = putInOrder(release)
  const lists = Buffer.from(JSON.stringify(contents))
  const shapes = boundaries === null ? Buffer.alloc(0) : packBoundaries(boundaries)
  const told = Buffer.from(JSON.stringify(release.sources))
  const lengths = Buffer.alloc(LENGTHS_BYTES)
  for (const [index, part] of [told, lists, shapes].entries()) lengths.writeUInt32LE(part.length, index * 4)
  const rest = zstdCompressSync(Buffer.concat([lengths, told, lists, shapes]))
  return { bytes: Buffer.concat([MAGIC, digest(rest), rest]), checksum: checksumOf(lists, shapes) }
}

/**
 * A release from its bytes. @throws {AppError} `bad-data` for a changed byte, another version, or what is no release
 */
export function unpackRelease(bytes: Buffer, id: string): Release {
  const start = MAGIC.length + DIGEST_BYTES
  const isOurs = bytes.length > start && bytes.subarray(0, MAGIC.length).equals(MAGIC)
  if (!isOurs) throw new AppError('bad-data', `gazetteer ${id} is of another version, or none`)
  const rest = bytes.subarray(start)
  if (!digest(rest).equals(bytes.subarray(MAGIC.length, start))) {
    throw new AppError('bad-data', `gazetteer ${id} is not as it was packed`)
  }
  const all = zstdDecompressSync(rest, { maxOutputLength: UNPACKED_MAX })
  const parts: Buffer[] = []
  for (let index = 0, at = LENGTHS_BYTES; index < 3; index++) {
    const length = all.readUInt32LE(index * 4)
    parts.push(all.subarray(at, at + length))
    at += length
  }
  const [told, lists, shapes] = parts
  if (told === undefined || lists === undefined || shapes === undefined)
    throw new AppError('bad-data', `gazetteer ${id}`)
  // We packed it ourselves: the digest stands for the types.
  const sources = JSON.parse(told.toString()) as Source[]
  const contents = JSON.parse(lists.toString()) as Omit<Contents, 'boundaries'>
  return {
    id,
    checksum: checksumOf(lists, shapes),
    sources,
    ...contents,
    boundaries: shapes.length === 0 ? null : unpackBoundaries(shapes),
  }
}

/** Codes, then three counts, then the numbers. */
function packBoundaries({ codes, firstRing, ringStarts, points }: Boundaries): Buffer {
  const names = Buffer.from(JSON.stringify(codes))
  const deltas = new Int32Array(points.length)
  for (let at = 0; at < points.length; at++) deltas[at] = (points[at] ?? 0) - (at < 2 ? 0 : (points[at - 2] ?? 0))
  const counts = Uint32Array.of(names.length, firstRing.length, ringStarts.length, points.length)
  return Buffer.concat([counts, firstRing, ringStarts, deltas].map(toBytes).concat(names))
}

function unpackBoundaries(shapes: Buffer): Boundaries {
  // Aligned, for typed arrays start at multiples of four; and no view keeps the whole of the unpacked bytes alive.
  const words = new Uint32Array(fromBytes(shapes.subarray(0, shapes.length - (shapes.readUInt32LE(0) ?? 0))))
  const [namesLength = 0, rings = 0, starts = 0, numbers = 0] = words
  const firstRing = words.slice(4, 4 + rings)
  const ringStarts = words.slice(4 + rings, 4 + rings + starts)
  const points = new Int32Array(words.slice(4 + rings + starts, 4 + rings + starts + numbers).buffer)
  for (let at = 2; at < points.length; at++) points[at] = (points[at] ?? 0) + (points[at - 2] ?? 0)
  const codes = JSON.parse(shapes.subarray(shapes.length - namesLength).toString()) as string[]
  return { codes, firstRing, ringStarts, points }
}

/** Little-endian, whatever the machine. */
function toBytes(numbers: Uint32Array | Int32Array): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()
}

function fromBytes(bytes: Buffer): ArrayBuffer {
  const own = new ArrayBuffer(bytes.length)
  const copy = Buffer.from(own)
  bytes.copy(copy)
  if (endianness() === 'BE') copy.swap32()
  return own
}

function checksumOf(lists: Buffer, shapes: Buffer): string {
  return createHash('sha256').update(lists).update(shapes).digest('hex')
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
