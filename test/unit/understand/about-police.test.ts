import { describe, expect, it } from 'vitest'
import { say, strip } from './say.ts'

describe('about police', () => {
  it.each([
    'mấy anh áo xanh vòi tiền quán em',
    'CSGT vòi tiền ở chốt đầu cầu',
    'mấy anh áo vàng đòi 2 triệu không có biên bản',
    'công an phường đánh dân',
    'cán bộ trực ban nhận tiền',
    'bạn tôi bị công an đánh trong đồn',
    'em phải đưa tiền cho công an khu vực mới được yên',
    'ca phường bảo kê sòng bạc này',
    'điều tra viên ép cung anh tôi',
    'báo công an phường rồi mà không ai xuống giải quyết',
    'công an bắt nó rồi đánh nó gãy răng',
    'trưởng công an xã say xỉn chửi dân',
    'sòng này có công an chống lưng',
    'tôi muốn tố cáo công an xã nhận hối lộ',
    'the police officer asked for money at the checkpoint',
  ])('hears a complaint in: %s', (text) => {
    for (const form of [text, strip(text)]) expect(say(form).aboutPolice.length, form).toBeGreaterThan(0)
  })

  it.each([
    'báo công an giúp em',
    'tôi muốn báo công an vụ mất xe',
    'có người giả danh công an đòi chuyển tiền',
    'nó tự xưng là công an rồi đe dọa em',
    'công an ơi nó đánh em',
    'nhờ các anh công an xuống kiểm tra quán này đánh bạc',
    'cảm ơn các anh công an đã bắt tên trộm đánh người',
    'nhà em gần đồn công an bị mất trộm',
    'kính gửi công an phường, hàng xóm đánh vợ',
    'em phản ánh với công an phường việc hát karaoke',
    'thằng mặc áo xanh đánh em',
    'va chạm giao thông rồi đánh nhau',
  ])('hears none in: %s', (text) => {
    for (const form of [text, strip(text)]) expect(say(form).aboutPolice, form).toEqual([])
  })

  it('shows where the complaint stands', () => {
    const text = 'Hôm qua CSGT vòi tiền em'
    const span = say(text).aboutPolice[0]?.span
    expect(text.slice(span?.start, span?.end)).toBe('CSGT vòi tiền')
  })
})
