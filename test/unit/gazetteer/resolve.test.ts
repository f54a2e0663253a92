import { describe, expect, it } from 'vitest'
import { makePlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const { locate } = makePlaceResolver(makeSmallRelease())
const codesOf = (text: string) => locate(text, null).candidates.map(({ code }) => code)

const BA_DINH = '00004'
const BAN_CO = '27154'
const BEN_THANH = '26743'
const CAU_ONG_LANH = '26758'
const SAI_GON = '26740'
const VINH_YEN = '08707'
const XUAN_HOA_Q3 = '27139'
const XUAN_HOA_VP = '08746'

describe('one commune is found', () => {
  it.each([
    ['typed, with its new name', 'mất xe ở phường Bến Thành', BEN_THANH],
    ['typed without marks', 'mat xe o phuong ben thanh', BEN_THANH],
    ['as a letter', 'đánh nhau ở P. Bến Thành nha', BEN_THANH],
    ['without a type, behind a word of place', 'tối qua ở Bến Thành có cướp giật', BEN_THANH],
    ['by an old ward that went into it whole', 'ở phường Hàng Mã có đánh bạc', '00070'],
    ['by an old ward that was renamed', 'gây rối ở phường Bến Nghé', SAI_GON],
    ['by an old ward of which others got no more than land', 'phường Thụy Khuê, quận Tây Hồ', BA_DINH],
    ['by a numbered ward and its district', 'hẻm 12 phường 5, quận 3', BAN_CO],
    ['by both in short', 'P.5 Q.3 có hút chích', BAN_CO],
    ['by both run together', 'p5 q3 co hut chich', BAN_CO],
    ['by numbers in words', 'phường năm quận ba', BAN_CO],
    ['by numbers with a nought', 'P.05, Q.03', BAN_CO],
    ['the district first', 'Quận 3, phường 2: hai nhà chém nhau', BAN_CO],
    ['by a former ward with marks', 'cháy ở phường Trưng Nhị, Phúc Yên', '08740'],
    ['by a former ward that only a squashed key names', 'phường 6 quận 3 mất điện thoại', XUAN_HOA_Q3],
    ['by a former ward straight into it', 'phường Cầu Kho quận 1', CAU_ONG_LANH],
    ['by a former district', 'trộm ở phường Bình Thọ, quận 2', '26824'],
    ['by the spelling of another list', 'xã Thanh Trụ, Vĩnh Yên', VINH_YEN],
    ['with the tone on the other letter', 'phường Xuân Hoà, Phúc Yên', XUAN_HOA_VP],
    ['by its province among namesakes', 'phường Xuân Hòa, TP.HCM', XUAN_HOA_Q3],
    ['by a province that is no more', 'phường Xuân Hòa, Vĩnh Phúc', XUAN_HOA_VP],
    ['by its type of before', 'xã Tam Sơn tỉnh Phú Thọ', '08824'],
    ['by an old ward without a type, beside its district', 'o co giang quan 1 co tu diem', CAU_ONG_LANH],
    ['by a district alone that has no more', 'huyện Cô Tô Lớn bị mất trộm', '27619'],
    ['with a type in English behind', 'My phone was stolen in Ben Thanh ward', BEN_THANH],
    ['with types in English before', 'a fight in Ward 5, District 3', BAN_CO],
    ['run together', 'o phuong BenThanh', BEN_THANH],
    ['over the lines of a form', 'Nơi xảy ra: phường 5\nQuận 3', BAN_CO],
    ['with what it was before in brackets', 'phường Bàn Cờ (phường 5 quận 3 cũ)', BAN_CO],
    ['with one wrong letter, in its district', 'phường Liễu Gai, quận Ba Đình', '00008'],
    ['with one wrong mark', 'Mất trộm ở phường Bến Thánh', BEN_THANH],
  ])('%s', (_, text, code) => {
    expect(locate(text, null)).toMatchObject({ commune: code, unclear: null, ambiguous: false })
  })
})

describe('nobody decides silently', () => {
  it.each([
    ['an old ward that was split', 'ở phường Nguyễn Thái Bình có đánh nhau', 'split-ward', [SAI_GON, BEN_THANH]],
    [
      'a new ward by the name of an old one that was split',
      'phường Ngọc Hà quận Ba Đình',
      'split-ward',
      ['00008', BA_DINH],
    ],
    ['an old district', 'mất xe ở quận 3', 'district', [BAN_CO, XUAN_HOA_Q3]],
    ['an old district that is also a ward', 'mất xe ở Ba Đình', 'district', [BA_DINH, '00008']],
    ['a name of several', 'phường Xuân Hòa có trộm chó', 'namesakes', [XUAN_HOA_Q3, XUAN_HOA_VP]],
    ['a number without its district', 'phường 4 hôm qua có đánh nhau', 'split-ward', [BAN_CO, XUAN_HOA_Q3]],
    ['two places of one kind', 'phường Bến Thành hoặc phường Bàn Cờ', 'several-places', [BEN_THANH, BAN_CO]],
    ['the name of a market', 'bị móc túi trước chợ Bến Thành', 'unsure', [BEN_THANH]],
    ['a ward in a province that has none of it', 'phường Hàng Mã, tỉnh Phú Thọ', 'several-places', ['00070']],
    ['an old ward bare of all else', 'ở Hàng Đào có cướp', 'unsure', ['00070']],
  ])('%s', (_, text, unclear, codes) => {
    const found = locate(text, null)
    expect(found).toMatchObject({ commune: null, unclear, ambiguous: true })
    expect(found.candidates.map(({ code }) => code)).toEqual(expect.arrayContaining(codes))
  })

  it('a letter wrong in a name is no more than a candidate where only the province bears it out', () => {
    const found = locate('Cướp ở phường Phúc Thắnh, Vĩnh Phúc', null)
    expect(found).toMatchObject({ commune: null, unclear: 'unsure' })
    expect(found.candidates[0]?.code).toBe('08740')
  })
})

describe('as much as is certain', () => {
  it.each([
    ['hôm qua em bị lừa ở Hà Nội', '01'],
    ['o sai gon nhieu cuop qua', '79'],
    ['TPHCM mình bị lừa', '79'],
    ['bị ném đá xe ở Bình Dương cũ', '79'],
    ['bị chặn xe ở tỉnh Vĩnh Phúc', '25'],
  ])('"%s" is a province and no commune', (text, province) => {
    expect(locate(text, null)).toMatchObject({
      commune: null,
      province,
      candidates: [],
      unclear: 'province',
      ambiguous: false,
    })
  })

  it('the province is told where all candidates lie in one', () => {
    expect(locate('mất xe ở quận 1', null).province).toBe('79')
    expect(locate('phường Xuân Hòa', null).province).toBeNull()
  })

  it('all parts of an old district are listed, and no more than eight of anything else', () => {
    expect(codesOf('mất xe ở quận 1').sort()).toEqual(['26737', SAI_GON, BEN_THANH, CAU_ONG_LANH].sort())
    expect(codesOf('phường 1, phường 2, phường Bến Thành, phường Hàng Mã').length).toBeLessThanOrEqual(8)
  })
})

it('an answer that is nothing but a place is one, though it has no type', () => {
  expect(locate('Quận 3', null)).toMatchObject({ unclear: 'district', province: '79' })
  expect(codesOf('co giang')[0]).toBe(CAU_ONG_LANH)
  expect(codesOf('Bàn Cờ')[0]).toBe(BAN_CO)
  expect(codesOf('gần chợ Bến Thành')[0]).toBe(BEN_THANH)
  expect(locate('Nơi xảy ra: Bàn Cờ', null).commune).toBe(BAN_CO)
})

it('every finding names its release', () => {
  expect(locate('', null).release).toBe(makeSmallRelease().id)
})
