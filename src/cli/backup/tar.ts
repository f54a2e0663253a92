/**
 * POSIX ustar, as much of it as we write: files and folders with short names. `tar -x` reads it, so that an operator
 * with `age` and `gunzip` needs nothing of ours to look inside.
 */
export interface TarEntry {
  name: string
  bytes: number
  isFolder: boolean
  /** Must give exactly `bytes`; read it before asking for the next entry. */
  body: AsyncIterable<Uint8Array>
}

const BLOCK = 512
const NAME_BYTES = 100
/** Eleven octal digits. */
const SIZE_MAX = 8 ** 11 - 1

export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    yield headerOf(entry)
    let written = 0
    for await (const chunk of entry.body) {
      written += chunk.length
      yield chunk
    }
    if (written !== entry.bytes) throw new Error(`${entry.name} gave ${written} bytes and not ${entry.bytes}`)
    const padding = (BLOCK - (written % BLOCK)) % BLOCK
    if (padding > 0) yield Buffer.alloc(padding)
  }
  // Two empty blocks end an archive.
  yield Buffer.alloc(2 * BLOCK)
}

/** Entries in order. @throws {TarDamage} for whatever {@link writeTar} would not have written, its end missing included */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const bytes = makeReader(source)
  try {
    for (;;) {
      const header = await bytes.take(BLOCK)
      // To the very end: only there is proved that nothing was cut off.
      if (header.every((byte) => byte === 0)) return await bytes.drain()
      const { name, size, isFolder } = parseHeader(header)
      const body = bytes.stream(size)
      yield { name, bytes: size, isFolder, body }
      // What the caller left unread is passed over.
      for await (const _ of body);
      await bytes.take((BLOCK - (size % BLOCK)) % BLOCK)
    }
  } finally {
    await bytes.close()
  }
}

export class TarDamage extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'TarDamage'
  }
}

function headerOf({ name, bytes, isFolder }: TarEntry): Buffer {
  const text = isFolder ? `${name}/` : name
  if (Buffer.byteLength(text) > NAME_BYTES || bytes > SIZE_MAX) throw new Error(`${name} does not fit into an archive`)
  const header = Buffer.alloc(BLOCK)
  const put = (value: string, at: number): void => void header.write(value, at, 'utf8')
  put(text, 0)
  put(isFolder ? '0000700\0' : '0000600\0', 100)
  put('0000000\0', 108)
  put('0000000\0', 116)
  put(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  put('00000000000\0', 136)
  put('        ', 148)
  put(isFolder ? '5' : '0', 156)
  put('ustar\u000000', 257)
  put(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function parseHeader(header: Buffer): { name: string; size: number; isFolder: boolean } {
  const textAt = (from: number, to: number): string => header.toString('utf8', from, to).split('\0')[0] ?? ''
  const sum = Number.parseInt(textAt(148, 156), 8)
  const blank = Buffer.from(header)
  blank.fill(' ', 148, 156)
  if (textAt(257, 263) !== 'ustar' || sumOf(blank) !== sum) throw new TarDamage('no tar header')
  const type = textAt(156, 157)
  const size = Number.parseInt(textAt(124, 136), 8)
  const name = textAt(0, NAME_BYTES).replace(/\/$/, '')
  if ((type !== '0' && type !== '5') || !Number.isSafeInteger(size) || !isInside(name)) {
    throw new TarDamage('an entry that is neither file nor folder, or lies outside')
  }
  return { name, size, isFolder: type === '5' }
}

/** Nothing may be written outside of the folder it is unpacked into. */
function isInside(name: string): boolean {
  return /^[^/\\:]+(\/[^/\\:]+)*$/.test(name) && name.split('/').every((part) => part !== '.' && part !== '..')
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0)
}

interface Reader {
  /** Exactly so many bytes. */
  take(count: number): Promise<Buffer>
  /** So many bytes as they come; a second pass goes on where the first stopped. */
  stream(count: number): AsyncIterable<Uint8Array>
  drain(): Promise<void>
  close(): Promise<void>
}

function makeReader(source: AsyncIterable<Uint8Array>): Reader {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const some = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const next = await iterator.next()
      if (next.done) throw new TarDamage('the archive ends in the middle')
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const piece = rest.subarray(0, most)
    rest = rest.subarray(piece.length)
    return piece
  }
  return {
    async take(count) {
      const pieces: Buffer[] = []
      for (let left = count; left > 0; ) {
        const piece = await some(left)
        pieces.push(piece)
        left -= piece.length
      }
      return Buffer.concat(pieces)
    },
    stream(count) {
      let left = count
      return {
        async *[Symbol.asyncIterator]() {
          while (left > 0) {
            const piece = await some(left)
            left -= piece.length
            yield piece
          }
        },
      }
    },
    async drain() {
      while (!(await iterator.next()).done);
    },
    async close() {
      await iterator.return?.()
    },
  }
}
