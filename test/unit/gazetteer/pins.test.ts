import { describe, expect, it } from 'vitest'
import { makePinIndex, metresBetween } from '../../../src/gazetteer/pins.ts'
import { makePlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const release = makeSmallRelease()
const { locate } = makePlaceResolver(release)
const guessing = makePlaceResolver(makeSmallRelease({ hasBoundaries: false }))
const codeOf = (commune: number) => release.communes[commune]?.code
const pins = makePinIndex(release)
const find = (lat: number, lon: number, accuracyMetres: number | null = null) =>
  pins.find({ lat, lon, accuracyMetres }).shares.map(({ commune, share }) => ({ code: codeOf(commune), share }))

const IN_BEN_THANH = { lat: 10.7721, lon: 106.692, accuracyMetres: 10 }
/** Between Bến Thành and Sài Gòn, which meet at 106.7. */
const ON_BORDER = { lat: 10.775, lon: 106.7, accuracyMetres: 100 }

describe('a pin in polygons', () => {
  it('lies in the commune that holds it, also in a hole of another and on an island', () => {
    expect(find(10.7721, 106.692)[0]?.code).toBe('26743')
    expect(find(21.295, 105.575)[0]?.code).toBe('08707')
    expect(find(10.665, 106.71)[0]?.code).toBe('27619')
  })

  it('that reaches over a border is shared by how much of its reach lies on either side', () => {
    const shares = find(10.775, 106.7, 200)
    expect(shares.map(({ code }) => code).sort()).toEqual(['26740', '26743'])
    for (const { share } of shares) expect(share).toBeCloseTo(0.5, 1)
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6)
  })

  it('near a shore belongs to the nearest land, and far out to nobody', () => {
    expect(find(10.7721, 106.6843)[0]?.code).toBe('27154')
    expect(find(10.665, 106.7215)[0]?.code).toBe('27619')
    expect(find(12, 112)).toEqual([])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('of %s is nowhere, and does no harm', (odd) => {
    expect(pins.find({ lat: odd, lon: 106, accuracyMetres: null }).shares).toEqual([])
    expect(find(10.7721, 106.692, odd).length).toBeGreaterThan(0)
    expect(find(10.7721, 106.692, -5)[0]?.code).toBe('26743')
  })
})

describe('pin and words', () => {
  it('a pin alone decides where its reach lies in one commune', () => {
    expect(locate('cháy ở đây', IN_BEN_THANH)).toMatchObject({ commune: '26743', province: '79', unclear: null })
    expect(locate('cháy ở đây', ON_BORDER)).toMatchObject({ commune: null, province: '79', unclear: 'pin-wide' })
  })

  it('a pin decides what the words leave open: a district, a split ward, namesakes', () => {
    expect(locate('ở quận 1', IN_BEN_THANH).commune).toBe('26743')
    expect(locate('phường Nguyễn Thái Bình', IN_BEN_THANH).commune).toBe('26743')
    expect(locate('phường Xuân Hòa', { lat: 10.785, lon: 106.68, accuracyMetres: 20 }).commune).toBe('27139')
  })

  it('words decide on which side of a border it is', () => {
    expect(locate('phường Sài Gòn', ON_BORDER).commune).toBe('26740')
  })

  it('that disagree are never decided, and both are listed', () => {
    const found = locate('đánh nhau ở phường Ba Đình', IN_BEN_THANH)
    expect(found).toMatchObject({ commune: null, province: null, unclear: 'pin-disagrees', ambiguous: true })
    expect(found.candidates.map(({ code }) => code)).toEqual(['00004', '26743'])
  })

  it('a pin where the sender says they are leaves the scene first', () => {
    const found = locate('em ở phường Bến Thành nhưng vụ việc ở phường Ba Đình', IN_BEN_THANH)
    expect(found).toMatchObject({ commune: null, unclear: 'pin-disagrees' })
    expect(found.candidates[0]?.code).toBe('00004')
  })

  it('a pin outside the country changes nothing', () => {
    const abroad = { lat: 48.85, lon: 2.35, accuracyMetres: 10 }
    expect(locate('phường Bến Thành', abroad).commune).toBe('26743')
    expect(locate('mất xe', abroad)).toMatchObject({ candidates: [], province: null, unclear: 'no-place' })
  })
})

describe('without boundaries', () => {
  it('a pin suggests the nearest and decides nothing', () => {
    const found = guessing.locate('cháy ở đây', IN_BEN_THANH)
    expect(found).toMatchObject({ commune: null, unclear: 'pin-wide' })
    expect(found.candidates[0]?.code).toBe('26743')
    expect(found.candidates.length).toBeLessThanOrEqual(3)
  })

  it('words that it bears out stay decided, and words against it do not', () => {
    expect(guessing.locate('phường Bến Thành', IN_BEN_THANH).commune).toBe('26743')
    expect(guessing.locate('phường Ba Đình', IN_BEN_THANH).commune).toBeNull()
  })
})

it('measures along the sphere: from Hà Nội to Thành phố Hồ Chí Minh about 1,140 km', () => {
  const away = metresBetween({ lat: 21.028, lon: 105.854 }, { lat: 10.776, lon: 106.7 })
  expect(away / 1_000).toBeGreaterThan(1_135)
  expect(away / 1_000).toBeLessThan(1_150)
  expect(metresBetween({ lat: 1, lon: 1 }, { lat: 1, lon: 1 })).toBe(0)
})
