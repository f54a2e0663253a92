/**
 * The second store: a file of JSON Lines to which is only ever added, kept apart from the database. Each line holds
 * its number, its time, the hash of the line before it, a body, and an Ed25519 signature over all of that and the name
 * of the log:
 *
 *   {"number":2,"at":"2026-11-22T06:00:00Z","previous":"<sha-256, hex>","body":{…},"signature":"<base64>"}
 *
 * What an append that was cut short by a crash left behind stays, as the beginning of a line that has no end.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

export interface LogEntry {
  /** From 1, without gaps. */
  number: number
  at: Date
  body: unknown
}

export interface SignedLog {
  /**
   * Signs and adds one line, and resolves when it is on disk. Two processes must not add at once: hold a lock. @throws
   * {AppError} `bad-data` if the file holds lines and not one of this log.
   */
  append(body: unknown): Promise<LogEntry>
  /** The newest line that is ours, or null. */
  readLast(): Promise<LogEntry | null>
}

export type LineFault =
  /** No line of such a log: altered, or never one. */
  | 'unreadable'
  /** Altered, or by somebody without the key, or of another log. */
  | 'wrong-signature'
  /** A line before it is missing, or they changed places. */
  | 'wrong-number'
  | 'wrong-previous'

/** `line` counts from 1 as an editor does. */
export type LogRead = { ok: true; line: number; entry: LogEntry } | { ok: false; line: number; reason: LineFault }

interface Place {
  /** `checkpoints`, `deletions`: a line of one log is none of another. */
  name: string
  file: string
}

interface Line {
  entry: LogEntry
  previous: string | null
  hash: string
}

const NEWLINE = 0x0a
const TAIL_BYTES = 64 * 1024
const shape = z.strictObject({
  number: z.int().positive(),
  at: z.iso.datetime(),
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  body: z.unknown(),
})
/** The signature stands last, so that what it signs is the text before it, byte for byte. */
const SIGNED = /^(\{.*),"signature":"([A-Za-z0-9+/]{86}==)"\}$/s

/** `verifyKeys`: by which older lines prove themselves, where the key has changed since. */
export function openSignedLog(
  parts: Place & { signingKey: KeyObject; verifyKeys: readonly KeyObject[]; now: () => Date },
): SignedLog {
  const { file, name, signingKey } = parts
  const keys = [createPublicKey(signingKey), ...parts.verifyKeys]
  let queue: Promise<unknown> = Promise.resolve()

  const appendNext = async (body: unknown): Promise<LogEntry> => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'a+', 0o600)
    try {
      const { last, isWhole, isEmpty } = await readTail(handle, name, keys)
      const entry = { number: (last?.entry.number ?? 0) + 1, at: parts.now(), body }
      const text = writeLine(name, signingKey, entry, last?.hash ?? null)
      await handle.appendFile(`${isWhole ? '' : '\n'}${text}\n`)
      await handle.sync()
      if (isEmpty) await syncFolder(path.dirname(file))
      return entry
    } finally {
      await handle.close()
    }
  }

  return {
    append(body) {
      const appended = queue.then(() => appendNext(body))
      queue = appended.catch(() => {})
      return appended
    },
    async readLast() {
      const handle = await openIfThere(file)
      if (handle === null) return null
      return readTail(handle, name, keys)
        .then(({ last }) => last?.entry ?? null)
        .finally(() => handle.close())
    },
  }
}

/**
 * Every line from the first, proved; ends with the first that is wrong. `untilBytes` leaves out what was added after a
 * moment. A file that is not there has no lines. Only one line is in memory at a time.
 */
export async function* readSignedLog(
  parts: Place & { verifyKeys: readonly KeyObject[]; untilBytes?: number },
): AsyncGenerator<LogRead> {
  let before: Line | null = null
  /** A line without its end. Whether a crash left it is told by the next, which then goes on as if it were not there. */
  let torn: number | null = null
  for await (const { bytes, line } of readLines(parts.file, parts.untilBytes ?? (await sizeOf(parts.file)))) {
    const found = parseLine(parts.name, bytes, parts.verifyKeys)
    if (found === 'unreadable' && !hasEnd(bytes)) {
      torn ??= line
      continue
    }
    const reason = typeof found === 'string' ? found : misplaced(found, before)
    if (typeof found === 'string' || reason !== null) {
      yield torn === null
        ? { ok: false, line, reason: reason ?? 'unreadable' }
        : { ok: false, line: torn, reason: 'unreadable' }
      return
    }
    torn = null
    before = found
    yield { ok: true, line, entry: found.entry }
  }
  if (torn !== null) yield { ok: false, line: torn, reason: 'unreadable' }
}

/** Proves the whole log. */
export async function verifySignedLog(
  parts: Parameters<typeof readSignedLog>[0],
): Promise<{ ok: true; lineCount: number; lastAt: Date | null } | { ok: false; line: number; reason: LineFault }> {
  let lineCount = 0
  let lastAt: Date | null = null
  for await (const read of readSignedLog(parts)) {
    if (!read.ok) return read
    lineCount += 1
    lastAt = read.entry.at
  }
  return { ok: true, lineCount, lastAt }
}

/** Bytes of the log now, 0 where there is none: for `untilBytes`. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isAbsent(error)) return 0
      throw error
    },
  )
}

function misplaced({ entry, previous }: Line, before: Line | null): LineFault | null {
  if (entry.number !== (before?.entry.number ?? 0) + 1) return 'wrong-number'
  return previous === (before?.hash ?? null) ? null : 'wrong-previous'
}

function writeLine(name: string, key: KeyObject, { number, at, body }: LogEntry, previous: string | null): string {
  const unsigned = JSON.stringify({ number, at: at.toISOString(), previous, body })
  const signature = sign(null, toBeSigned(name, unsigned), key).toString('base64')
  return `${unsigned.slice(0, -1)},"signature":"${signature}"}`
}

function parseLine(name: string, bytes: Buffer, keys: readonly KeyObject[]): Line | LineFault {
  const [, begun, signature] = SIGNED.exec(bytes.toString('utf8')) ?? []
  if (begun === undefined || signature === undefined) return 'unreadable'
  const unsigned = `${begun}}`
  const signed = Buffer.from(signature, 'base64')
  if (!keys.some((key) => verify(null, toBeSigned(name, unsigned), key, signed))) return 'wrong-signature'
  const parsed = shape.safeParse(parseJson(unsigned))
  if (!parsed.success) return 'unreadable'
  const { number, at, previous, body } = parsed.data
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { entry: { number, at: new Date(at), body }, previous, hash }
}

function toBeSigned(name: string, unsigned: string): Buffer {
  return Buffer.from(`tinbao signed log v1\n${name}\n${unsigned}`, 'utf8')
}

function hasEnd(bytes: Buffer): boolean {
  return bytes.subarray(-2).toString('latin1') === '"}'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lines without their ends; the last may have none. */
async function* readLines(file: string, untilBytes: number): AsyncGenerator<{ bytes: Buffer; line: number }> {
  if (untilBytes === 0) return
  let rest: Buffer[] = []
  let line = 0
  for await (const read of createReadStream(file, { end: untilBytes - 1 })) {
    const chunk: Buffer = read
    let begin = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      line += 1
      yield { bytes: Buffer.concat([...rest, chunk.subarray(begin, end)]), line }
      rest = []
      begin = end + 1
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin))
  }
  // Without its end a line was not written whole: an append goes on beyond it.
}

/** The newest line that proves itself, searched for from the end. */
async function readTail(
  handle: FileHandle,
  name: string,
  keys: readonly KeyObject[],
): Promise<{ last: Line | null; isWhole: boolean; isEmpty: boolean }> {
  const { size } = await handle.stat()
  let tail: Buffer = Buffer.alloc(0)
  for (let from = size; from > 0; ) {
    const length = Math.min(TAIL_BYTES + tail.length, from)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, from - length)
    from -= length
    tail = Buffer.concat([buffer, tail])
    // What stands before the first line end may have begun further up.
    const begin = from === 0 ? 0 : tail.indexOf(NEWLINE) + 1
    const isWhole = tail.at(-1) === NEWLINE
    for (const bytes of splitLines(tail.subarray(begin)).toReversed()) {
      const line = parseLine(name, bytes, keys)
      if (typeof line !== 'string') return { last: line, isWhole, isEmpty: false }
    }
  }
  if (tail.includes(NEWLINE)) throw new AppError('bad-data', `${name}: the file holds no line of this log`)
  return { last: null, isWhole: tail.length === 0, isEmpty: size === 0 }
}

/** The last one too if it has no end: a crash may have cut off nothing else. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let begin = 0; begin < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, begin)
    const end = found < 0 ? bytes.length : found
    lines.push(bytes.subarray(begin, end))
    begin = end + 1
  }
  return lines
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The new name must survive a crash as well; Windows has no such thing for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
