import { inflateRawSync } from 'node:zlib'
import { refuse } from './fault.ts'

/** What a workbook may come to when it is unpacked; the official conversion table comes to some 8 MB. */
const UNPACKED_MAX = 120 * 1024 * 1024
const ENTRIES_MAX = 1_000

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const STORED = 0
const DEFLATED = 8

/**
 * Unpacks the XML of a zip file (APPNOTE 6.3), never more than 120 MB in all, whatever its entries say of their size: what
 * passes here is safe to hand to a library that believes them. @throws {TableError} `not-a-workbook`, `too-large`
 */
export function unzipXml(file: string, bytes: Buffer): { name: string; text: string }[] {
  const fail = (detail: string): never => refuse(file, 'not-a-workbook', detail)
  try {
    const end = findEnd(bytes)
    if (end < 0) fail('is no XLSX workbook; save it as .xlsx (not .xls), or as CSV UTF-8')
    const count = bytes.readUInt16LE(end + 10)
    if (count > ENTRIES_MAX) fail(`is a zip file of more than ${ENTRIES_MAX} entries, and no workbook`)
    const found: { name: string; text: string }[] = []
    let left = UNPACKED_MAX
    for (let at = bytes.readUInt32LE(end + 16), index = 0; index < count; index++) {
      if (bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) fail('is a damaged workbook')
      const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
      if (isEncrypted) fail('is protected by a password')
      const nameLength = bytes.readUInt16LE(at + 28)
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
      const said = bytes.readUInt32LE(at + 24)
      if (said > left) refuse(file, 'too-large', `unpacks to more than ${UNPACKED_MAX / 1024 / 1024} MB`)
      const content = unpackEntry(bytes, at, left)
      if (content === null || content.length !== said) return fail(`is a damaged workbook: ${name}`)
      left -= content.length
      if (/\.(xml|rels)$/.test(name)) found.push({ name, text: content.toString('utf8') })
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
    return found
  } catch (error) {
    // Offsets that point beyond the file.
    if (error instanceof RangeError) fail('is a damaged workbook')
    throw error
  }
}

/** The record that ends a zip file may be followed by a comment of up to 64 KB. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at
  }
  return -1
}

/** Null where it is packed in a way that workbooks are not, is damaged, or grows beyond `bytesMax`. */
function unpackEntry(bytes: Buffer, entry: number, bytesMax: number): Buffer | null {
  const method = bytes.readUInt16LE(entry + 10)
  const packedLength = bytes.readUInt32LE(entry + 20)
  const local = bytes.readUInt32LE(entry + 42)
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + packedLength)
  if (method === STORED) return packed
  if (method !== DEFLATED) return null
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytesMax) })
  } catch {
    return null
  }
}
