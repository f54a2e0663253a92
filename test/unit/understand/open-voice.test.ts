import { describe, expect, it } from 'vitest'
import { type OpenEvent, openEventOf } from '../../../src/domain/open-event.ts'
import { readOpenVoice } from '../../../src/understand/open-voice.ts'
import { makeUnderstand } from '../../../src/understand/reader.ts'

const understand = makeUnderstand(() => null)

function readVoice(text: string, pin: { lat: number; lon: number } | null = null) {
  const location = pin && { ...pin, accuracyMetres: null }
  const analysis = understand(text, { receivedAt: '2026-11-21T12:00:00Z' })
  return {
    ...readOpenVoice({ text, parts: [{ eventId: 'evt_1', span: { start: 0, end: text.length } }], location }, analysis),
    category: analysis.category,
  }
}

const OPEN: readonly [OpenEvent, string][] = [
  ['fire', 'cháy nhà số 12 đường Lê Lợi phường Bến Thành'],
  ['fire', 'cháy lớn ở chợ Bến Thành, cứu với, có người kẹt bên trong'],
  ['fire', 'chay nha o hem 5 le loi'],
  ['fire', 'Khói đen bốc lên ở xưởng gỗ đường Lý Thường Kiệt, lửa bùng to lắm'],
  ['fire', 'cháy chung cư Hoàng Anh, nhiều người bị ngất'],
  ['fire', 'xe máy bốc cháy giữa cầu Sài Gòn'],
  ['crash', 'tai nạn giao thông ở ngã tư Hàng Xanh, xe tải và xe máy va chạm, có người bị thương'],
  ['crash', 'tai nan giao thong o nga tu hang xanh'],
  ['crash', 'xe tải tông xe máy ở cầu Sài Gòn, người nằm bất động'],
  ['crash', 'xe khách bị lật trên quốc lộ 1, tai nạn giao thông nặng'],
  ['flood', 'sạt lở đất chắn ngang quốc lộ 20 đèo Bảo Lộc'],
  ['flood', 'lũ quét về, nước cuốn nhiều xe ở thôn 3'],
  ['noise', 'loa kẹo kéo mở nhạc ồn ngoài công viên Lê Văn Tám giờ này'],
  ['noise', 'quán karaoke trên đường Phạm Văn Đồng ồn quá không ngủ được'],
]

const HIDDEN: readonly string[] = [
  // somebody set it, or is blamed for it
  'cháy nhà số 5 Lê Lợi, có người tưới xăng đốt',
  'thằng Tuấn đốt nhà, đang cháy lớn ở hẻm 5',
  'cháy rừng do ông Bảy đốt rẫy',
  'cháy quán karaoke, lối thoát hiểm bị khóa',
  'chay nha do anh ta phong hoa',
  // no burning fire
  'mùi gas nồng nặc ở chung cư Hoàng Anh',
  'nhà số 5 trữ xăng trong nhà dễ cháy',
  'quán bít lối thoát hiểm, sợ cháy',
  'chưa cháy nhưng dây điện chập',
  'tối qua cháy nhà số 5 Lê Lợi',
  // somebody fled, drank, is named
  'tai nạn giao thông ở ngã tư Hàng Xanh rồi bỏ chạy',
  'xe 59X1-123.45 tông xe máy ở cầu Sài Gòn',
  'tai nạn giao thông, tài xế nồng nặc mùi rượu',
  'tai nan giao thong, tai xe say ruou',
  'tai nạn giao thông do xe chạy ngược chiều',
  'tai nạn giao thông với xe công an',
  // another offence beside it
  'tai nạn giao thông rồi hai bên đánh nhau',
  'karaoke ồn quá, đang cầm dao dọa hàng xóm',
  'karaoke ồn, trong đó bán ma túy',
  'cháy nhà số 5, trong đó có bài bạc',
  // a home is pointed at
  'nhà hàng xóm hát karaoke ồn quá',
  'nhà số 12 đường Lê Lợi mở nhạc to cả đêm',
  // a long tale
  `cháy nhà số 5, ${'tôi kể từ đầu cho anh nghe '.repeat(5)}`,
  // what nobody in the street can see
  'bán ma túy ở số 12 Lê Lợi phường Bến Thành',
  'đánh bạc ăn tiền ở hẻm 5',
  'chồng em đánh em, nhà đang cháy',
  'có người đuối nước ở hồ Xuân Hương',
  'có người đòi nhảy cầu Sài Gòn',
  'tôi bị lừa chuyển khoản 20 triệu',
]

describe('an open event', () => {
  it.each(OPEN)('is a %s told as: %s', (event, text) => {
    expect(openEventOf(readVoice(text))).toBe(event)
  })

  it.each(HIDDEN)('is none told as: %s', (text) => {
    expect(openEventOf(readVoice(text))).toBe(null)
  })

  it('is none of a tip that is restricted, about police or doubted, nor of one closed as untrue', () => {
    expect(openEventOf({ ...readVoice('cháy nhà số 12 Lê Lợi'), isHidden: true })).toBe(null)
  })

  it('is none once an officer named another category', () => {
    expect(openEventOf({ ...readVoice('cháy nhà số 12 Lê Lợi'), category: 'weapons-explosives' })).toBe(null)
  })

  it('told of as two of them is none', () => {
    expect(openEventOf(readVoice('tai nạn giao thông, xe tải bốc cháy ở cầu Sài Gòn'))).toBe(null)
  })
})

describe('what a voice tells of an open event', () => {
  const detailsOf = (...voice: Parameters<typeof readVoice>) => [...readVoice(...voice).details]

  it('is where, by a street, a number, a name or a pin; a commune alone is not near enough', () => {
    expect(detailsOf('cháy nhà ở phường Bến Thành')).toEqual([])
    expect(detailsOf('cháy ngoài đường')).toEqual([])
    expect(detailsOf('cháy nhà ở phường Bến Thành', { lat: 10.77, lon: 106.69 })).toEqual(['spot'])
    expect(detailsOf('cháy nhà hẻm 12')).toEqual(['spot'])
    expect(detailsOf('chay nha o duong le loi')).toEqual(['spot'])
  })

  it('is who is hurt, and whether it goes on, either way', () => {
    expect(detailsOf('cháy nhà, có người kẹt bên trong')).toEqual(['hurt'])
    expect(detailsOf('cháy nhà, không ai bị thương')).toEqual(['hurt'])
    expect(detailsOf('cháy nhà, lửa vẫn lớn')).toEqual(['current'])
    expect(detailsOf('cháy nhà, đã dập xong')).toEqual(['current'])
  })
})
