import { describe, expect, it } from 'vitest'
import { makePlaceNames } from '../../../src/gazetteer/place-names.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const names = makePlaceNames(makeSmallRelease())
const codesOf = (typed: string, limit = 5): string[] => names.search(typed, limit).map(({ code }) => code)

describe('names of places', () => {
  it('stand with their type, as a sentence begins with them', () => {
    expect(names.commune('26743')).toEqual({
      code: '26743',
      name: 'Phường Bến Thành',
      province: '79',
      provinceName: 'Thành phố Hồ Chí Minh',
    })
    expect(names.commune('99999')).toBeNull()
    expect([names.province('25'), names.province('99')]).toEqual(['Tỉnh Phú Thọ', '99'])
  })

  it('say which areas are over, and of an old ward its district', () => {
    expect(names.area('old-district:770')).toBe('Quận 3 cũ')
    expect(names.area('old-ward:27151')).toBe('Phường 5, quận 3 cũ')
    expect(names.area('old-province:26')).toBe('Tỉnh Vĩnh Phúc cũ')
    expect(names.area('old-province:79')).toBe('Thành phố Hồ Chí Minh')
    expect(names.area('commune:27139')).toBe('Phường Xuân Hòa')
    expect(names.area('commune:1')).toBeNull()
    expect(names.bare('old-ward:27151')).toBe('Phường 5')
  })

  it('offer namesakes with their provinces, and the parts of one ward with its district', () => {
    expect(names.choices(['27139', '08746', '99999'], 'commune:27139')).toEqual([
      { code: '27139', label: 'Phường Xuân Hòa, Thành phố Hồ Chí Minh' },
      { code: '08746', label: 'Phường Xuân Hòa, Tỉnh Phú Thọ' },
    ])
    expect(names.choices(['27154', '27139'], 'old-ward:27148').map(({ label }) => label)).toEqual([
      'Phường Bàn Cờ (quận 3 cũ)',
      'Phường Xuân Hòa (quận 3 cũ)',
    ])
    // Vĩnh Phúc is a ward of Phú Thọ, and was one of Ba Đình.
    expect(names.choices(['08716', '00008'], 'commune:08716').map(({ label }) => label)).toEqual([
      'Phường Vĩnh Phúc, Tỉnh Phú Thọ',
      'Phường Ngọc Hà, Thành phố Hà Nội (phường Vĩnh Phúc cũ)',
    ])
  })

  it('tell by the words which area a code means that several kinds share', () => {
    expect(names.refOf('26743', 'p. ben thanh')).toBe('commune:26743')
    expect(names.refOf('27154', 'Phường 3')).toBe('old-ward:27154')
    expect(names.refOf('770', 'Q3')).toBe('old-district:770')
    expect(names.refOf('27154', 'phuong x')).toBeNull()
    expect(names.refOf('12345', 'phường 3')).toBeNull()
  })

  it('find communes by today’s name, an old one or a code, typed with or without marks', () => {
    expect(codesOf('ben thanh')[0]).toBe('26743')
    expect(codesOf('Phường Xuân Hòa, Phú Thọ')[0]).toBe('08746')
    expect(names.search('phuong 5 quan 3', 5)).toEqual([{ ...names.commune('27154'), former: 'phường 5, quận 3 cũ' }])
    expect(new Set(codesOf('quận 3'))).toEqual(new Set(['27139', '27154']))
    expect(codesOf(' 26743 ')).toEqual(['26743'])
    expect(codesOf('xuan hoa', 1)).toHaveLength(1)
    expect([codesOf(''), codesOf('---'), codesOf('không đâu cả')]).toEqual([[], [], []])
  })
})
