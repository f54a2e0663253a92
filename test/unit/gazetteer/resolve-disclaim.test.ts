import { describe, expect, it } from 'vitest'
import { makePlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const { locate } = makePlaceResolver(makeSmallRelease())
const BEN_THANH = '26743'
const BAN_CO = '27154'

describe('a place that is named without anything having happened there claims none', () => {
  it.each([
    ['a swindler says he is its police', 'nó xưng công an quận 1 bắt em chuyển tiền'],
    ['without marks', 'so la goi toi xung la can bo phuong ben thanh moi len lam ho tich'],
    ['by telephone', 'có đứa gọi bảo là công an phường Bến Thành, em dính rửa tiền'],
    ['in English', 'A man said he was Ha Noi police and wanted 900 dollars'],
    ['it stands in what he said', 'Nó nói "đang ở phường Bến Thành chờ hàng", em chuyển rồi mất hút'],
    ['the sender lives there, and it went over the net', 'Nhà tôi ở phường Bến Thành, bị lừa trên mạng mất 5 triệu'],
    ['the sender works there, and it was a call', 'em làm bảo vệ bên phường Bàn Cờ, số lạ gọi lừa 30tr'],
    ['it was long ago', 'Hồi trẻ tôi ở phường Bến Thành, nay già còn bị lừa'],
    ['it is yet to come', 'tuần sau em mới đi Hà Nội mà đã mất tiền phòng'],
    ['a shop between is called so', 'cửa hàng thời trang Hà Nội bán giẻ lau'],
    ['it goes on as a longer name', 'hôm qua em ăn tại chỗ Cơm Niêu Hà Nội Xưa'],
    ['it is the rest of a nickname', 'Nó lấy nick Phong Hà Nội dọa em'],
    ['it is one of several persons', 'Hai bố con Hàng Đào, Xuân Hòa mua xe gian'],
    ['a bus goes there', 'xe khách chạy ẩu đi Hà Nội lúc nửa đêm'],
    ['its number counts something', 'tôi đã nộp đơn ở phường ba lần'],
  ])('%s', (_, text) => {
    expect(locate(text, null)).toMatchObject({ commune: null, province: null, candidates: [], unclear: 'no-place' })
  })
})

describe('and still is a place', () => {
  it.each([
    ['where they posed as police', 'Có nhóm giả danh công an ở phường Bến Thành thu tiền từng nhà', BEN_THANH],
    ['where they came to the house', 'Em ở phường Bến Thành, có người đến nhà lừa lấy 5 triệu', BEN_THANH],
    [
      'where somebody is held, whatever went over the net',
      'bị nhốt ở phường Bến Thành, bắt chuyển khoản 20tr',
      BEN_THANH,
    ],
    ['told by those who live there', 'Dân phường Bến Thành báo tin: đêm nào cũng đua xe', BEN_THANH],
    ['after a way to another', 'Em ra tới Hà Nội rồi mới dám nhắn. Hôm qua ở phường Bàn Cờ có cướp', BAN_CO],
    ['though the sender is elsewhere by now', 'Tôi đang nằm viện ngoài Hà Nội, chuyện thì ở phường Bàn Cờ', BAN_CO],
    [
      "while what is the sender's stands there",
      'hàng xóm báo nhà trọ của tôi ở phường Bến Thành bị phá cửa',
      BEN_THANH,
    ],
  ])('%s', (_, text, code) => {
    expect(locate(text, null).commune).toBe(code)
  })
})

it('a commune without a type that no word of place leads in is asked about, never decided', () => {
  const found = locate('đêm qua chúng nó kéo về Bàn Cờ quậy phá', null)
  expect(found.commune).toBeNull()
})

it('a province is one though every syllable of it is a word of everyday', () => {
  expect(locate('len tinh vinh phuc bi nem da xe', null).province).toBe('25')
  expect(locate('thanh pho ha noi ne, hom qua bi giat do', null).province).toBe('01')
})
