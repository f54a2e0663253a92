import { describe, expect, it } from 'vitest'
import { isFit } from '../../../src/gazetteer/findings.ts'
import { makeSeedRelease } from '../../../src/gazetteer/seed.ts'

const { release, findings } = makeSeedRelease()
const edgesOf = (ward: string) =>
  release.edges.filter(({ oldWard }) => oldWard === ward).map(({ commune, kind }) => `${commune} ${kind}`)

describe('the release of a fresh installation', () => {
  it('has the whole country, old and new, and is fit', () => {
    const { provinces, communes, oldProvinces, oldDistricts, oldWards, edges } = release
    expect([provinces, communes, oldProvinces, oldDistricts, oldWards, edges].map(({ length }) => length)).toEqual([
      34, 3_321, 63, 696, 10_035, 10_567,
    ])
    expect(isFit(findings)).toBe(true)
  })

  it('knows that Đồng Nai is a city and ten of its communes are wards since 30 April 2026', () => {
    expect(release.validFrom).toBe('2026-04-30')
    expect(release.provinces.find(({ code }) => code === '75')).toMatchObject({ type: 'thanh-pho', formerType: 'tinh' })
    expect(release.communes.filter(({ formerType }) => formerType === 'xa')).toHaveLength(10)
    expect(release.communes.find(({ code }) => code === '26368')).toMatchObject({ name: 'Long Thành', type: 'phuong' })
  })

  it('knows all parts of a divided ward, where the package names one', () => {
    expect(edgesOf('00007')).toEqual(['00008 part', '00025 part'])
    expect(edgesOf('26743')).toEqual(['26743 whole'])
  })

  it('has what the package gets wrong as the official table has it', () => {
    // Thạnh Lộc of Giồng Riềng and that of Châu Thành were each the other's.
    expect(edgesOf('30913')).toEqual(['30910 whole'])
    expect(edgesOf('30901')).toEqual(['30886 whole'])
    expect(release.communes.find(({ code }) => code === '23938')).toMatchObject({ name: 'Ia Mơ', otherCode: '23737' })
    expect(release.oldDistricts.find(({ name }) => name === 'Đạ Huoai')).toMatchObject({ code: '68-huyendahuoai' })
    expect(release.districtEdges).toHaveLength(5)
  })

  it('gives old districts codes that stay the same', () => {
    expect(release.oldDistricts.filter(({ code }) => code === '79-quan1')).toEqual([
      { code: '79-quan1', name: '1', type: 'quan', province: '79' },
    ])
  })

  it('has names of wards and districts that ended before, by their new unit’s name and not by its wrong code', () => {
    const nameOf = (name: string) => release.aliases.filter((one) => one.name === name).map(({ of }) => of)
    expect(nameOf('Đống Mác')).toEqual([{ commune: '00256' }])
    expect(nameOf('9')).toContainEqual({ oldDistrict: '79-thanhphothuduc' })
  })

  it('has the same checksum each time', () => {
    expect(makeSeedRelease().release.checksum).toBe(release.checksum)
  })
})
