import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { makePlaceResolver, metresBetween } from '../../../src/gazetteer/resolver.ts'

const { locate } = makePlaceResolver(DEMO_UNITS)
const BEN_THANH = '26743'
const SAI_GON = '26740'
const pinOf = (code: string) => {
  const centre = DEMO_UNITS.find((unit) => unit.code === code)?.centre
  if (!centre) throw new Error(`no centre for ${code}`)
  return { lat: centre.lat, lon: centre.lon }
}

describe('a place named in the words', () => {
  it.each([
    ['mất xe ở phường Bến Thành', BEN_THANH],
    ['mat xe o phuong ben thanh', BEN_THANH],
    ['mất xe ở P. Bến Thành, quận 1', BEN_THANH],
    ['mất xe ở phường Bến Thành quận 1 thành phố Hồ Chí Minh', BEN_THANH],
    ['ở chợ Bến Thành, q1', BEN_THANH],
    ['đánh nhau tại phường Bến Nghé', SAI_GON],
    ['đánh nhau ở phường Ba Đình, Hà Nội', '00004'],
  ])('"%s" is %s', (text, unit) => {
    expect(locate(text, null).unit).toBe(unit)
  })

  it.each([
    'mất xe ở quận 1',
    'mất xe ở quận 3',
    'mất xe ở huyện Sông Lô',
    'mất xe ở Thủ Đức',
    'mất xe',
    '',
    'ở phường Bến Thành và phường Sài Gòn',
    'anh Bến nhà ở Thành phố',
  ])('"%s" names no commune that stands alone, and none is guessed', (text) => {
    expect(locate(text, null).unit).toBeNull()
  })

  it('shared by several communes is told with all of them, for a person to ask', () => {
    const found = locate('mất xe ở quận 1', null)
    expect(found.candidates.map((one) => one.code).sort()).toEqual(['26737', SAI_GON, BEN_THANH, '26758'].sort())
    expect(found).toMatchObject({ ambiguous: true, province: '79' })
  })

  it('gives its province even when no commune stands out', () => {
    expect(locate('mất xe ở Hà Nội', null)).toMatchObject({ unit: null, province: '01' })
  })

  it('points its evidence at the words as sent', () => {
    const text = 'Hôm qua ở  PHƯỜNG BẾN THÀNH có đánh nhau'
    const named = locate(text, null).evidence.find((one) => one.note === BEN_THANH)
    expect(text.slice(named?.span?.start, named?.span?.end)).toBe('PHƯỜNG BẾN THÀNH')
  })
})

describe('a pin', () => {
  it('alone suggests, and decides nothing: it is right three times in four', () => {
    const found = locate('mất xe', pinOf(BEN_THANH))
    expect(found.unit).toBeNull()
    expect(found.candidates[0]?.code).toBe(BEN_THANH)
  })

  it('that agrees with the words makes them sure', () => {
    const found = locate('mất xe ở Bến Thành', pinOf(BEN_THANH))
    expect(found.unit).toBe(BEN_THANH)
    expect(found.candidates[0]?.score).toBeGreaterThan(0.9)
  })

  it('in a district that is named still only suggests', () => {
    expect(locate('mất xe ở quận 1', pinOf(BEN_THANH))).toMatchObject({ unit: null, province: '79' })
  })

  it('that contradicts the words leaves it to a person', () => {
    const found = locate('mất xe ở phường Bến Thành', pinOf('00004'))
    expect(found).toMatchObject({ unit: null, ambiguous: true })
  })

  it('in the middle of the sea is nobody’s', () => {
    expect(locate('mất xe', { lat: 0, lon: 0 })).toMatchObject({ unit: null, candidates: [], ambiguous: false })
  })
})

it('measures along the sphere: from Hà Nội to Thành phố Hồ Chí Minh about 1,140 km', () => {
  const away = metresBetween({ lat: 21.028, lon: 105.854 }, { lat: 10.776, lon: 106.7 })
  expect(away / 1_000).toBeGreaterThan(1_135)
  expect(away / 1_000).toBeLessThan(1_150)
  expect(metresBetween({ lat: 1, lon: 1 }, { lat: 1, lon: 1 })).toBe(0)
})
