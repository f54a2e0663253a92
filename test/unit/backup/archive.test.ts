import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { bytesEntry, readArchive, readHead, writeArchive } from '../../../src/cli/backup/archive.ts'
import { BackupFault } from '../../../src/cli/backup/fault.ts'
import type { Head } from '../../../src/cli/backup/manifest.ts'
import { formatName } from '../../../src/cli/backup/names.ts'
import { makeIdentity, sealFor } from '../../../src/cli/backup/seal.ts'
import { type TarEntry, writeTar } from '../../../src/cli/backup/tar.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-archive-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const owner = await makeIdentity()
const stranger = await makeIdentity()
const HEAD: Head = { version: 1, kind: 'keys', madeAt: '2026-11-22T06:30:00Z' }
const AT = Temporal.Instant.from('2026-11-22T06:30:00Z')
let made = 0

async function* entries(parts: readonly TarEntry[]): AsyncGenerator<TarEntry> {
  yield* parts
}

function write(parts: readonly TarEntry[], more: { head?: Head } = {}): Promise<{ file: string }> {
  made += 1
  const line = made.toString(16).padStart(8, '0')
  return writeArchive({
    folder,
    recipients: [owner.recipient],
    head: more.head ?? HEAD,
    body: entries(parts),
    closing: () => ({ counts: { tips: 3 }, wal: null }),
    nameOf: () => formatName({ kind: 'keys', at: AT, line }),
  })
}

async function read(file: string, identity = owner.identity): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  await readArchive(file, [identity], async (entry) => {
    found.set(entry.name, await buffer(Readable.from(entry.body)))
  })
  return found
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (fault) {
    if (fault instanceof BackupFault) return fault.message
    throw fault
  }
  return 'no fault'
}

/** Some hundred kilobytes that no gzip makes small, so that age has several pieces. */
const noise = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 255))
const PARTS = (): TarEntry[] => [bytesEntry('keys/a.json', Buffer.from('một')), bytesEntry('keys/noise', noise)]

/** A file of ours by its layers, whatever stands in it. */
async function forge(parts: readonly TarEntry[]): Promise<string> {
  made += 1
  const file = path.join(folder, `forged-${made}`)
  const zipped = Readable.from(writeTar(entries(parts))).pipe(createGzip())
  await writeFile(file, sealFor([owner.recipient], zipped))
  return file
}

describe('an archive', () => {
  it('gives back every part, its head first and its counts last', async () => {
    const { file } = await write(PARTS())
    const found = await read(file)
    expect(found.get('keys/a.json')?.toString()).toBe('một')
    expect(found.get('keys/noise')?.equals(noise)).toBe(true)
    expect(await readHead(file, [owner.identity])).toEqual(HEAD)
  })

  it('holds nothing readable without the identity, and leaves no half file behind', async () => {
    const { file } = await write([bytesEntry('keys/secret.json', Buffer.from('Nguyễn Thị Giả'.repeat(50)))])
    const bytes = await readFile(file)
    for (const word of ['Nguyễn', 'secret.json', 'head.json', 'ustar']) expect(bytes.includes(word)).toBe(false)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('whose writing fails half way is not there at all', async () => {
    const before = await readdir(folder)
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield noise
      throw new Error('the disk is gone')
    }
    const broken = { name: 'keys/x', bytes: 900_000, isFolder: false, body: breaking() }
    await expect(write([broken])).rejects.toThrow('the disk is gone')
    expect(await readdir(folder)).toEqual(before)
  })

  it('of a part that is shorter or longer than announced is not written', async () => {
    for (const bytes of [2, 4]) {
      const entry = { ...bytesEntry('keys/x', Buffer.from('abc')), bytes }
      await expect(write([entry])).rejects.toThrow('gave 3 bytes')
    }
  })
})

describe('what is no archive of ours, or no longer', () => {
  it('another identity is told apart from damage', async () => {
    const { file } = await write(PARTS())
    expect(await faultOf(read(file, stranger.identity))).toMatch(/this identity does not open the file/)
  })

  it('a file cut anywhere is refused', async () => {
    const { file } = await write(PARTS())
    const { size } = await stat(file)
    for (const kept of [0, 10, 200, 65_600, Math.floor(size / 2), size - 16, size - 1]) {
      const cut = path.join(folder, `cut-${kept}`)
      await writeFile(cut, await readFile(file))
      await truncate(cut, kept)
      expect(await faultOf(read(cut)), `${kept} bytes of ${size}`).toMatch(/cut short, altered/)
    }
  })

  it('a file with anything added behind it is refused', async () => {
    const { file } = await write(PARTS())
    await appendFile(file, 'x')
    expect(await faultOf(read(file))).toMatch(/cut short, altered/)
  })

  it('one flipped bit anywhere is enough', async () => {
    const { file } = await write([bytesEntry('keys/a.json', noise.subarray(0, 5_000))])
    const whole = await readFile(file)
    const flipped = path.join(folder, 'flipped')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        await writeFile(flipped, bytes)
        expect(await faultOf(read(flipped))).toMatch(/cut short, altered|does not open/)
      }),
      { numRuns: 150 },
    )
  })

  it('files of others are refused: empty, text, an age file of something else, a tar without our head', async () => {
    const text = path.join(folder, 'text')
    await writeFile(text, 'xin chào\n'.repeat(1_000))
    const letter = path.join(folder, 'letter.age')
    await writeFile(letter, sealFor([owner.recipient], Readable.from([Buffer.from('a letter')])))
    const headless = await forge([bytesEntry('keys/a.json', Buffer.from('{}'))])
    const endless = await forge([bytesEntry('head.json', Buffer.from(JSON.stringify(HEAD)))])
    for (const file of [text, letter, headless, endless]) {
      expect(await faultOf(read(file)), file).toMatch(/no backup of Tin Báo/)
    }
    expect(await faultOf(read(path.join(folder, 'nowhere')))).toMatch(/does not exist/)
  })

  it('a part that the manifest does not know, or knows otherwise, is refused', async () => {
    const head = bytesEntry('head.json', Buffer.from(JSON.stringify(HEAD)))
    const manifest = { parts: {}, counts: null, wal: null }
    const last = (): TarEntry => bytesEntry('manifest.json', Buffer.from(JSON.stringify(manifest)))
    expect(await faultOf(read(await forge([head, bytesEntry('keys/a.json', Buffer.from('{}')), last()])))).toMatch(
      /altered/,
    )
    expect(await faultOf(read(await forge([last(), head])))).toMatch(/altered/)
  })

  it('one of a newer program is named as such', async () => {
    const head = bytesEntry('head.json', Buffer.from(JSON.stringify({ ...HEAD, version: 2 })))
    expect(await faultOf(read(await forge([head])))).toMatch(/written by a newer Tin Báo/)
  })

  it('an entry that would lie outside of the folder is refused', async () => {
    for (const name of ['../x', 'a/../../x', '/x', 'a//b', './a', 'C:\\x']) {
      const head = bytesEntry('head.json', Buffer.from(JSON.stringify(HEAD)))
      const file = await forge([head, bytesEntry(name, Buffer.from('x'))])
      expect(await faultOf(read(file)), name).toMatch(/altered/)
    }
  })
})
