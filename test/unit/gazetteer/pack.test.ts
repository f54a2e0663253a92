import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { putInOrder } from '../../../src/gazetteer/order.ts'
import { packRelease, unpackRelease } from '../../../src/gazetteer/pack.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const small = makeSmallRelease()
const packed = packRelease(small)

describe('a packed release', () => {
  it.each([true, false])('unpacks to what it was (boundaries: %s)', (hasBoundaries) => {
    const release = makeSmallRelease({ hasBoundaries })
    const { bytes, checksum } = packRelease(release)
    const back = unpackRelease(bytes, '2026-04-30.7')
    expect(back).toEqual({ ...putInOrder(release), sources: release.sources, id: '2026-04-30.7', checksum })
  })

  it('has the checksum of what it says: not of where it came from, nor of the order it came in', () => {
    const elsewhere = {
      ...small,
      sources: [],
      communes: small.communes.toReversed(),
      edges: small.edges.toReversed(),
      aliases: small.aliases.toReversed(),
    }
    expect(packRelease(elsewhere).checksum).toBe(packed.checksum)
    const [first, ...rest] = small.communes
    const other = { ...small, communes: [{ ...first, name: 'Ba Đình 2' } as typeof first & object, ...rest] }
    expect(packRelease(other).checksum).not.toBe(packed.checksum)
  })

  it('with any byte changed is refused', () => {
    fc.assert(
      fc.property(fc.nat(packed.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(packed.bytes)
        changed[at] = (changed[at] ?? 0) ^ by
        expect(() => unpackRelease(changed, 'x')).toThrow(/bad-data/)
      }),
    )
  })

  it('cut short, of another version, or nothing at all is refused', () => {
    for (const bytes of [packed.bytes.subarray(0, -1), packed.bytes.subarray(0, 20), Buffer.alloc(0), Buffer.from('x')])
      expect(() => unpackRelease(bytes, 'x')).toThrow(/bad-data/)
    const newer = Buffer.from(packed.bytes)
    newer[7] = 2
    expect(() => unpackRelease(newer, 'x')).toThrow('of another version')
  })

  it('boundaries in another order of communes are the same', () => {
    const { boundaries } = small
    if (boundaries === null) throw new Error('the small release has boundaries')
    const last = boundaries.codes.length - 1
    const { codes, firstRing, ringStarts, points } = boundaries
    // The last commune first.
    const start = firstRing[last] ?? 0
    const lastRings = (firstRing[last + 1] ?? 0) - start
    const at = ringStarts[start] ?? 0
    const lastPoints = (ringStarts.at(-1) ?? 0) - at
    const turned = {
      codes: [codes[last] ?? '', ...codes.slice(0, last)],
      firstRing: Uint32Array.from([0, ...firstRing.subarray(0, last + 1).map((ring) => ring + lastRings)]),
      ringStarts: Uint32Array.from([
        ...ringStarts.subarray(start).map((one) => one - at),
        ...ringStarts.subarray(1, start + 1).map((one) => one + lastPoints),
      ]),
      points: Int32Array.from([...points.subarray(2 * at), ...points.subarray(0, 2 * at)]),
    }
    expect(packRelease({ ...small, boundaries: turned }).checksum).toBe(packed.checksum)
  })
})
