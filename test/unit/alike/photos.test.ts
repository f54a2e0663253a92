import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf, distanceOf, isTelling } from '../../../src/understand/alike/photos.ts'

const fingerprints = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((bits) => bits.toString(16).padStart(16, '0'))

function flip(fingerprint: string, places: readonly number[]): string {
  let bits = BigInt(`0x${fingerprint}`)
  for (const place of places) bits ^= 1n << BigInt(place)
  return bits.toString(16).padStart(16, '0')
}

describe('fingerprints of pictures', () => {
  it('differ in as many bits as were flipped, whichever comes first', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 64 })
    fc.assert(
      fc.property(fingerprints, places, (one, flipped) => {
        const other = flip(one, flipped)
        expect(distanceOf(one, other)).toBe(flipped.length)
        expect(distanceOf(other, one)).toBe(flipped.length)
      }),
    )
  })

  it('share a band wherever at most six bits differ', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 6 })
    fc.assert(
      fc.property(fingerprints, places, (one, flipped) => {
        const other = flip(one, flipped)
        fc.pre(isTelling(one) && isTelling(other))
        const bands = new Set(bandsOf(one))
        expect(bandsOf(other).some((band) => bands.has(band))).toBe(true)
      }),
    )
  })

  it('of nothing but one colour are found by nothing', () => {
    expect(bandsOf('0000000000000000')).toEqual([])
    expect(bandsOf('ffffffffffffffff')).toEqual([])
    expect(bandsOf('f0f0f0f0f0f0f0f0')).toHaveLength(28)
  })

  it('that are none are refused', () => {
    for (const wrong of ['', 'xyz', 'F0F0F0F0F0F0F0F0', '0'.repeat(17)]) {
      expect(() => distanceOf(wrong, '0'.repeat(16))).toThrow(RangeError)
    }
  })
})
