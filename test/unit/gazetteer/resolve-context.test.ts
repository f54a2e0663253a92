import { describe, expect, it } from 'vitest'
import { makePlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const { locate } = makePlaceResolver(makeSmallRelease())
const firstOf = (text: string) => locate(text, null).candidates[0]?.code

describe('a name that is no place claims none', () => {
  it.each([
    'đánh nhau trên đường Bến Thành',
    'số 12 Bến Thành có đánh bạc',
    'phố Hàng Mã đông quá',
    '12/3 Hàng Đào ồn ào cả đêm',
    'hẻm 5 Hàng Đào',
    'anh Xuân Hòa nợ tiền em',
    'chi Xuan Hoa no tien em',
    'Tôi bị Nguyễn Xuân Hòa lừa',
    'phở Hà Nội bán đồ ôi',
    'uống bia Hà Nội rồi đánh nhau',
    'quán cơm tấm Sài Gòn xả rác',
    'quán "Hà Nội" ồn quá',
    'xe biển Hà Nội ép xe em',
    'em quê Vĩnh Phúc, bị lừa qua mạng',
    'nó nói giọng Hà Nội',
    'tuyến Hà Nội - Sài Gòn xe chạy ẩu',
    'báo công an phường hai lần rồi',
    'công an phường an toàn rồi',
    'xã tôi có người đánh bạc',
    'tôi gọi công an phường bốn lần',
    'hòa bình',
    'thành công',
    'mất xe',
    '',
  ])('"%s"', (text) => {
    expect(locate(text, null)).toMatchObject({
      commune: null,
      province: null,
      candidates: [],
      unclear: 'no-place',
      ambiguous: false,
    })
  })
})

describe('the scene counts before the sender', () => {
  it.each([
    ['em ở phường Bến Thành nhưng vụ việc ở phường Bàn Cờ', '27154'],
    ['vụ việc tại phường Bàn Cờ, còn tôi ở phường Bến Thành', '27154'],
    ['Em ở Hà Nội. Hôm qua ở phường Bến Thành em bị giật túi', '26743'],
    ['em ở Hà Nội nhưng nhà em ở phường Bến Thành bị trộm', '26743'],
    ['đánh nhau ở phường Bến Thành, tụi nó chạy về hướng phường Bàn Cờ', '26743'],
    ['phường Bến Thành chứ không phải phường Bàn Cờ', '26743'],
    ['không phải Vĩnh Phúc, phường Xuân Hòa Hồ Chí Minh', '27139'],
    ['chợ Xuân Hòa, phường Bến Thành', '26743'],
  ])('"%s"', (text, code) => {
    expect(firstOf(text)).toBe(code)
  })

  it('where the sender lives is the place while nothing says otherwise', () => {
    expect(locate('em ở phường Bến Thành, hàng xóm đánh nhau', null).commune).toBe('26743')
  })

  it('where somebody fled to is not where it happened, and decides nothing', () => {
    expect(locate('nó chạy về hướng phường Bàn Cờ', null)).toMatchObject({ commune: null, unclear: 'unsure' })
    expect(locate('nó chạy về Hà Nội', null)).toMatchObject({ province: null, unclear: 'no-place' })
  })
})

it('a street of the district ranks namesakes, and decides nothing', () => {
  const found = locate('đường Đội Cấn, phường Vĩnh Phúc', null)
  expect(found.commune).toBeNull()
  const [plain, ranked] = [locate('phường Vĩnh Phúc', null), found].map(({ candidates }) => candidates)
  const scoreOf = (list: typeof plain) => list?.find(({ code }) => code === '00008')?.score ?? 0
  expect(scoreOf(ranked)).toBeGreaterThan(scoreOf(plain))
})

it('an old ward is meant where "cũ" or its district says so, the new one where nothing does', () => {
  expect(firstOf('phường Vĩnh Phúc, tỉnh Phú Thọ')).toBe('08716')
  expect(firstOf('phường Vĩnh Phúc quận Ba Đình')).toBe('00008')
})
