import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideSight, readFoundPlace, roundPosition, SQUARE_METRES } from '../../../src/domain/position.ts'

const pins = fc.record({
  lat: fc.double({ min: 8, max: 24, noNaN: true }),
  lon: fc.double({ min: 102, max: 118, noNaN: true }),
})
const METRES_PER_DEGREE = 111_195

const metresBetween = (a: { lat: number; lon: number }, b: { lat: number; lon: number }): number =>
  Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)) * METRES_PER_DEGREE

describe('who sees how exactly', () => {
  it('the pin itself is for the unit that answers for the tip, and on its own page alone', () => {
    for (const on of ['map', 'tip'] as const) {
      for (const mayDecide of [true, false]) {
        for (const isRestricted of [true, false]) {
          const sight = decideSight({ on, mayDecide, isRestricted })
          expect([on, mayDecide, isRestricted, sight === 'pin']).toEqual([
            on,
            mayDecide,
            isRestricted,
            on === 'tip' && mayDecide,
          ])
        }
      }
    }
  })

  it('of a restricted tip a map tells no more than the commune', () => {
    expect(decideSight({ on: 'map', mayDecide: true, isRestricted: true })).toBe('commune')
    expect(roundPosition({ lat: 10.77213, lon: 106.69415 }, 'commune', { lat: 10.77, lon: 106.69 })).toEqual({
      lat: 10.77,
      lon: 106.69,
      sight: 'commune',
      reachMetres: null,
    })
  })
})

describe('a rounded position', () => {
  it('lies no farther from the true one than it says', () => {
    fc.assert(
      fc.property(pins, (pin) => {
        const shown = roundPosition(pin, 'near', null)
        // Four decimals add some eight metres at most.
        expect(metresBetween(pin, shown)).toBeLessThanOrEqual((shown.reachMetres ?? 0) + 8)
      }),
    )
  })

  it('is the same for every pin of its square, so that looking again tells nothing new', () => {
    fc.assert(
      fc.property(pins, (pin) => {
        const shown = roundPosition(pin, 'near', null)
        expect(roundPosition(shown, 'near', null)).toEqual(shown)
      }),
    )
  })

  it('keeps no digit of the pin: a square holds many houses', () => {
    const shown = new Set<string>()
    for (let i = 0; i < 100; i += 1) {
      const { lat, lon } = roundPosition({ lat: 10.772 + i * 1e-5, lon: 106.694 + i * 1e-5 }, 'near', null)
      shown.add(`${lat} ${lon}`)
    }
    expect(shown.size).toBeLessThanOrEqual(Math.ceil(((100 * 1e-5 * METRES_PER_DEGREE) / SQUARE_METRES) * 2) + 2)
  })
})

it('without a pin the inner point of the commune is shown, and without a commune nothing', () => {
  expect(roundPosition(null, 'near', { lat: 10.77, lon: 106.69 })?.sight).toBe('commune')
  expect(roundPosition(null, 'near', null)).toBeNull()
})

describe('where triage found it', () => {
  it('is a commune that stands alone, or the candidates', () => {
    expect(
      readFoundPlace({ commune: '26743', candidates: [{ code: '26743', score: 1 }], evidence: [{ rule: 'pin' }] }),
    ).toEqual({
      commune: '26743',
      candidates: [],
      hasPin: true,
    })
    expect(
      readFoundPlace({
        commune: null,
        candidates: [
          { code: '26743', score: 0.4 },
          { code: '26740', score: 0.4 },
        ],
        evidence: [],
      }),
    ).toEqual({
      commune: null,
      candidates: ['26743', '26740'],
      hasPin: false,
    })
  })

  it('reads findings that named the police of a commune, and passes over departments and what it does not know', () => {
    expect(readFoundPlace({ unit: '26743', candidates: [], evidence: [] }).commune).toBe('26743')
    expect(readFoundPlace({ unit: '79-PC02', candidates: [], evidence: [] }).commune).toBeNull()
    expect(readFoundPlace('nothing')).toEqual({ commune: null, candidates: [], hasPin: false })
  })
})
