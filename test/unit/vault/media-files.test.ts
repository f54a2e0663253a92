import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeAtMost } from '../../../src/flow/at-most.ts'
import { inPieces } from '../../../src/flow/in-pieces.ts'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { fixedKeys } from '../../support/keys.ts'
import { CANNOT_OPEN, flipBit, tryOpen } from './open.ts'

const old = randomBytes(32)
const before = makeContentSealer(fixedKeys('epoch-1', { 'epoch-1': old }))
const after = makeContentSealer(fixedKeys('epoch-2', { 'epoch-1': old, 'epoch-2': randomBytes(32) }))
const RECORD = 'media:med_1:file'
const ABOUT = { kind: 'image', name: 'ten-nguoi.jpg' }

function seal(pieces: string[], record = RECORD) {
  const sealing = after.beginFile(record)
  const sealed = pieces.map((piece, at) => sealing.add(Buffer.from(piece), at === pieces.length - 1))
  return { sealed, file: sealing.close(ABOUT) }
}

describe('a sealed file', () => {
  it('opens again piece by piece, with what is known of it, under an older epoch’s key too', () => {
    const { sealed, file } = seal(['một', 'hai', 'ba'])
    const opened = after.openFile(RECORD, file)
    expect([opened.about, opened.pieceCount]).toEqual([ABOUT, 3])
    expect(sealed.map((piece, at) => opened.openPiece(at, piece).toString())).toEqual(['một', 'hai', 'ba'])
    const sealing = before.beginFile(RECORD)
    const piece = sealing.add(Buffer.from('cũ'), true)
    expect(after.openFile(RECORD, sealing.close(null)).openPiece(0, piece).toString()).toBe('cũ')
  })

  it('shows nothing of its bytes, name or kind', () => {
    const { sealed, file } = seal(['nội dung'])
    const all = Buffer.concat([...sealed, file])
    for (const words of ['nội dung', 'ten-nguoi', 'image']) expect(all.includes(words)).toBe(false)
  })

  it('does not open with pieces exchanged, repeated, cut off, turned or of another file', async () => {
    const { sealed, file } = seal(['một', 'hai', 'ba'])
    const [first, second, third] = sealed
    if (!first || !second || !third) throw new Error('three pieces')
    const opened = after.openFile(RECORD, file)
    const other = seal(['một', 'hai', 'ba'])
    // Two pieces of three: the second is then no last one, and a file closed after two has none that fits here.
    const short = seal(['một', 'hai'])
    const tries: [number, Uint8Array][] = [
      [0, second],
      [1, first],
      [1, third],
      [2, second],
      [3, third],
      [-1, first],
      [0.5, first],
      [0, flipBit(first, 100)],
      [0, first.subarray(0, first.length - 1)],
      [0, other.sealed[0] ?? first],
      [1, short.sealed[1] ?? first],
    ]
    for (const [number, piece] of tries)
      expect(await tryOpen(() => opened.openPiece(number, piece))).toEqual(CANNOT_OPEN)
    expect(await tryOpen(() => after.openFile('media:med_2:file', file))).toEqual(CANNOT_OPEN)
    expect(await tryOpen(() => before.openFile(RECORD, file))).toEqual(CANNOT_OPEN)
  })

  it('opens with the same pieces when its key is wrapped anew', async () => {
    const sealing = before.beginFile(RECORD)
    const piece = sealing.add(Buffer.from('cũ'), true)
    const rewrapped = after.rewrap(RECORD, sealing.close(ABOUT), 'epoch-2')
    expect(after.keyIdOf(rewrapped)).toBe('epoch-2')
    expect(after.openFile(RECORD, rewrapped).openPiece(0, piece).toString()).toBe('cũ')
    expect(await tryOpen(() => before.openFile(RECORD, rewrapped))).toEqual(CANNOT_OPEN)
  })

  it('is closed only when it is whole, and takes nothing after', () => {
    const sealing = after.beginFile(RECORD)
    sealing.add(Buffer.from('một'), false)
    expect(() => sealing.close(ABOUT)).toThrow()
    sealing.add(Buffer.from('hai'), true)
    expect(() => sealing.add(Buffer.from('ba'), true)).toThrow()
  })
})

describe('pieces of a stream', () => {
  it('give back the stream, all of one size but the last, whatever it arrives in', async () => {
    const streams = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 9 }), async (chunks, sizeBytes) => {
        const stream = (async function* () {
          yield* chunks
        })()
        const pieces: { bytes: Buffer; isLast: boolean }[] = []
        for await (const { bytes, isLast } of inPieces(stream, sizeBytes)) {
          pieces.push({ bytes: Buffer.from(bytes), isLast })
        }
        expect(Buffer.concat(pieces.map(({ bytes }) => bytes))).toEqual(Buffer.concat(chunks))
        expect(pieces.map(({ isLast }) => isLast)).toEqual(pieces.map((_, at) => at === pieces.length - 1))
        for (const { bytes, isLast } of pieces) if (!isLast) expect(bytes.byteLength).toBe(sizeBytes)
        if (pieces.length > 1) expect(pieces.at(-1)?.bytes.byteLength).toBeGreaterThan(0)
      }),
    )
  })
})

describe('work at most so many at a time', () => {
  it('takes its turn in order, also after work that failed', async () => {
    const atMostTwo = makeAtMost(2)
    const ends: (() => void)[] = []
    const begun: number[] = []
    const all = [0, 1, 2, 3].map((number) =>
      atMostTwo(async () => {
        begun.push(number)
        await new Promise<void>((resolve) => ends.push(resolve))
        if (number === 0) throw new Error('failed')
        return number
      }).catch(() => 'failed'),
    )
    expect(begun).toEqual([0, 1])
    ends[0]?.()
    await all[0]
    await expect.poll(() => begun).toEqual([0, 1, 2])
    ends[1]?.()
    await expect.poll(() => begun).toEqual([0, 1, 2, 3])
    ends[2]?.()
    ends[3]?.()
    expect(await Promise.all(all)).toEqual(['failed', 1, 2, 3])
  })
})
