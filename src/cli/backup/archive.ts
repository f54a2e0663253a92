import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import type { z } from 'zod'
import { BackupFault, damaged, explainDisk } from './fault.ts'
import {
  ARCHIVE_VERSION,
  type Closing,
  HEAD_NAME,
  type Head,
  headSchema,
  MANIFEST_NAME,
  type Manifest,
  manifestSchema,
} from './manifest.ts'
import { PART_SUFFIX } from './names.ts'
import { openWith, type Recipients, sealFor } from './seal.ts'
import { readTar, TarDamage, type TarEntry, writeTar } from './tar.ts'

/** Enough for the manifest of a hundred thousand files; more is not ours. */
const JSON_MAX_BYTES = 64_000_000

/**
 * Writes one archive: tar in gzip in age, its head first and its manifest last, so that nothing is ever whole in
 * memory or in clear on the disk. It appears under its name only when all of it is on the disk.
 * @throws {BackupFault} for a full or closed disk; what was begun is removed
 */
export async function writeArchive(parts: {
  folder: string
  recipients: Recipients
  head: Head
  body: AsyncIterable<TarEntry>
  /** Asked once the body has ended. */
  closing: () => Closing
  nameOf: (closing: Closing) => string
}): Promise<{ file: string; manifest: Manifest }> {
  const hashes: Manifest['parts'] = {}
  let manifest: Manifest | undefined
  async function* entries(): AsyncGenerator<TarEntry> {
    yield jsonEntry(HEAD_NAME, parts.head)
    for await (const entry of parts.body) yield entry.isFolder ? entry : hashed(entry, hashes)
    manifest = { parts: hashes, ...parts.closing() }
    yield jsonEntry(MANIFEST_NAME, manifest)
  }
  const begun = path.join(parts.folder, `tinbao-${process.pid}-${Date.now()}.age${PART_SUFFIX}`)
  try {
    const zip = createGzip({ level: constants.Z_BEST_SPEED })
    const sealing = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => sealFor(parts.recipients, source)
    const target = createWriteStream(begun, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(Readable.from(writeTar(entries()), { objectMode: false }), zip, sealing, target)
    if (!manifest) throw new Error('an archive without its manifest')
    const file = path.join(parts.folder, parts.nameOf(manifest))
    await rename(begun, file)
    await syncFolder(parts.folder)
    return { file, manifest }
  } catch (fault) {
    await rm(begun, { force: true })
    throw explainDisk(fault, parts.folder)
  }
}

/** Opens an archive only as far as its head. @throws {BackupFault} as {@link readArchive} */
export async function readHead(file: string, identities: readonly string[]): Promise<Head> {
  for await (const entry of openEntries(file, identities)) return await readFirst(file, entry)
  throw damaged(file)
}

/**
 * Reads an archive to its end: `visit` gets every part in order and must read it. What it did is worth something only
 * when this resolves: then every part was there and unaltered. Answers head and manifest.
 * @throws {BackupFault} wrong identity, cut short or altered, no backup of ours, disk full
 */
export async function readArchive(
  file: string,
  identities: readonly string[],
  visit: (entry: TarEntry, head: Head) => Promise<void>,
): Promise<{ head: Head; manifest: Manifest }> {
  const hashes: Manifest['parts'] = {}
  let head: Head | undefined
  let manifest: Manifest | undefined
  for await (const entry of openEntries(file, identities)) {
    if (manifest) throw damaged(file)
    if (!head) head = await readFirst(file, entry)
    else if (entry.name === MANIFEST_NAME) manifest = await readJson(file, entry, manifestSchema)
    else await visit(entry.isFolder ? entry : hashed(entry, hashes), head)
  }
  if (!head || !manifest || !isSame(manifest.parts, hashes)) throw damaged(file)
  return { head, manifest }
}

/** A part of known content. */
export function bytesEntry(name: string, bytes: Uint8Array): TarEntry {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { name, bytes: bytes.length, isFolder: false, body: { [Symbol.asyncIterator]: whole } }
}

async function readFirst(file: string, entry: TarEntry): Promise<Head> {
  if (entry.name !== HEAD_NAME) throw damaged(file)
  return readJson(file, entry, headSchema)
}

async function* openEntries(file: string, identities: readonly string[]): AsyncGenerator<TarEntry> {
  const unzip = createGunzip()
  const source = createReadStream(file, { highWaterMark: 1_048_576 })
  const opening = (sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => openWith(identities, sealed)
  // Its fault reaches us through `unzip`, which it destroys.
  pipeline(source, opening, unzip).catch(() => {})
  const entries = readTar(unzip)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await entries.next().catch((fault: unknown) => {
        throw explainReading(fault, file)
      })
      if (next.done) return
      yield { ...next.value, body: explained(next.value.body, file) }
    }
  } finally {
    await entries.return(undefined)
    unzip.destroy()
  }
}

/** Faults of reading get our words; those of whoever consumes what is read keep theirs. */
async function* explained(body: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  for (;;) {
    const next = await chunks.next().catch((fault: unknown) => {
      throw explainReading(fault, file)
    })
    if (next.done) return
    yield next.value
  }
}

function explainReading(fault: unknown, file: string): unknown {
  if (fault instanceof BackupFault) return fault
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (code === 'ENOENT') return new BackupFault(`${file} does not exist`, 'Give the path of a backup with --from.')
  if (fault instanceof TarDamage || !/^E[A-Z]+$/.test(code)) return damaged(file, fault)
  return explainDisk(fault, file)
}

function jsonEntry(name: string, value: unknown): TarEntry {
  return bytesEntry(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`, 'utf8'))
}

async function readJson<T>(file: string, entry: TarEntry, schema: z.ZodType<T>): Promise<T> {
  if (entry.bytes > JSON_MAX_BYTES) throw damaged(file)
  const text = (await buffer(Readable.from(entry.body))).toString('utf8')
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  if (versionOf(parseJson(text)) > ARCHIVE_VERSION) {
    throw new BackupFault(`${file} was written by a newer Tin Báo`, 'Install that version, then restore.')
  }
  throw damaged(file, parsed.error)
}

function hashed(entry: TarEntry, hashes: Manifest['parts']): TarEntry {
  async function* body(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    for await (const chunk of entry.body) {
      hash.update(chunk)
      yield chunk
    }
    hashes[entry.name] = { bytes: entry.bytes, sha256: hash.digest('hex') }
  }
  return { ...entry, body: body() }
}

function isSame(told: Manifest['parts'], found: Manifest['parts']): boolean {
  const names = Object.keys(told)
  return (
    names.length === Object.keys(found).length &&
    names.every((name) => told[name]?.sha256 === found[name]?.sha256 && told[name]?.bytes === found[name]?.bytes)
  )
}

function versionOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'version' in value ? Number(value.version) : 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A name is on the disk only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file system writes names at once.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
