import { describe, expect, it } from 'vitest'
import type { SeriesTopic } from '../../../src/domain/series.ts'
import { findEntities } from '../../../src/understand/entities/find.ts'
import { read } from '../../../src/understand/reading.ts'
import { findByRules } from '../../../src/understand/self-id/find-self-words.ts'
import { findMarks } from '../../../src/understand/series-marks.ts'

const RECEIVED_AT = '2026-11-22T01:00:00Z'

/** `road`: what the resolver took for a street. */
function marksOf(text: string, topic: SeriesTopic = 'fraud', road = '', receivedAt = RECEIVED_AT) {
  const start = text.indexOf(road)
  return findMarks({
    topic,
    text,
    entities: findEntities(read(text).text, receivedAt).entities,
    place: {
      commune: '26743',
      evidence: road === '' ? [] : [{ rule: 'place-street', span: { start, end: start + road.length } }],
    },
    receivedAt: new Date(receivedAt),
    selfWords: findByRules(text),
  })
}
const valuesOf = (text: string, topic?: SeriesTopic, road?: string, receivedAt?: string): string[] =>
  marksOf(text, topic, road, receivedAt).map(({ kind, value }) => `${kind} ${value}`)

describe('a trace', () => {
  it.each([
    'chuyển vào stk 1903 6622 1122 Techcombank',
    'chuyen vao tai khoan TCB 190366221122',
    'số tài khoản 19036622.1122 ngân hàng kỹ thương',
    'stk 190366221122',
  ])('of an account is one, however it is written: %s', (text) => {
    expect(valuesOf(text)).toEqual(['account 190366221122'])
  })

  it.each(['nó gọi từ số 0912.345.678', 'nó gọi +84 912 345 678', 'kết bạn zalo.me/0912345678 với nó'])(
    'of a phone is one, called or written to: %s',
    (text) => {
      expect(valuesOf(text)).toEqual(['phone +84912345678'])
    },
  )

  it.each(['biển số 59-X1 234.56', 'bks 59x1 23456', 'xe 59X1-234.56'])('of a plate is one: %s', (text) => {
    expect(valuesOf(`trộm xe máy, ${text}`, 'vehicle-theft')).toEqual(['plate 59X123456'])
  })

  it.each([
    ['vào trang https://vneid-capnhat.top/abc?id=1', ['link vneid-capnhat.top']],
    ['vào trang m.vneid-capnhat[.]top/xyz', ['link vneid-capnhat.top']],
    ['link bit.ly/3xYzAb1', ['link bit.ly/3xYzAb1']],
    ['nó lập trang shop-lua.blogspot.com', ['link shop-lua.blogspot.com']],
    ['trên https://www.facebook.com', []],
    ['giả vietcombank.com.vn và dichvucong.gov.vn', []],
    ['xem bài trên vnexpress.net/abc-def-123.html', []],
  ])('of a site is the site, of a shared one the page: %s', (text, found) => {
    expect(valuesOf(text)).toEqual(found)
  })

  it('is hidden but for its end', () => {
    expect(marksOf('chuyển vào stk 190366221122 Techcombank').map(({ shown }) => shown)).toEqual(['••••1122'])
  })

  it('binds only what it may in its topic', () => {
    const text = 'stk 190366221122 tcb, sđt nó 0912345678, biển số 59X1-23456'
    expect(valuesOf(text, 'racing')).toEqual(['plate 59X123456'])
    expect(valuesOf(text, 'vehicle-theft').map((value) => value.split(' ')[0])).toEqual(['phone', 'plate'])
    expect(valuesOf(text, 'trafficking').map((value) => value.split(' ')[0])).toEqual(['account', 'phone'])
  })
})

describe('no trace is made', () => {
  it.each([
    'tôi bị lừa, gọi tôi qua số 0987654321 nhé',
    'số của em là 0987654321, em bị lừa hôm qua',
    'liên hệ tôi số 0987654321',
    'tôi chuyển từ tài khoản của tôi 0071000123456 Vietcombank',
  ])('of what leads to the sender: %s', (text) => {
    expect(valuesOf(text)).toEqual([])
  })

  it.each([
    'nó xưng tổng đài ngân hàng 1900 545 413',
    'tôi đã gọi 1800588822 mà không ai nghe máy',
    'gọi 113 và 0692345555 không được',
    'đường dây nóng 0769040404',
    'nó gọi từ số 024 3767 4050',
  ])('of an office’s number: %s', (text) => {
    expect(valuesOf(text)).toEqual([])
  })

  it.each([
    'thằng Nguyễn Văn Ba ở phường Bến Thành lừa tôi 5 triệu',
    'bà Trần Thị Lan, sinh năm 1980, người cao gầy, tóc ngắn lừa nhiều người',
    'chủ tài khoản tên NGUYEN VAN BA',
  ])('of a name or a face: %s', (text) => {
    expect(valuesOf(text)).toEqual([])
  })

  it('of a list that would bind everything', () => {
    const list = Array.from({ length: 40 }, (_, i) => `stk 1903662211${10 + i} Techcombank`).join('\n')
    expect(marksOf(list).length).toBeLessThanOrEqual(12)
  })
})

describe('a method binds', () => {
  const job = 'làm nhiệm vụ online, nạp tiền nhận hoa hồng'
  it('never by its script alone', () => {
    expect(valuesOf(`${job}, mất 5 triệu`)).toEqual([])
  })
  it('with a program that nobody else has, and not with one that everybody has', () => {
    expect(valuesOf(`${job}, tải app BKCNA về`)).toEqual(['method easy-job app bkcna'])
    expect(valuesOf(`${job}, tải app Zalo về`)).toEqual([])
  })
  it('with the same odd amount at the same bank, and not with a round one', () => {
    expect(valuesOf(`${job}, chuyển 1.286.000đ vào stk 190366221122 tcb`)).toContain(
      'method easy-job Techcombank 1286000',
    )
    expect(valuesOf(`${job}, chuyển 5.000.000đ vào stk 190366221122 tcb`)).toEqual(['account 190366221122'])
  })
})

describe('races come back', () => {
  const race = (when: string) => `${when} đua xe trên đường Nguyễn Huệ`
  const road = 'đường Nguyễn Huệ'

  it('on the same road, day of the week and part of the day', () => {
    const saturday = valuesOf(race('tối qua 23h'), 'racing', road)
    expect(saturday).toEqual(['road 26743 nguyen hue 6 tối'])
    expect(valuesOf('tối qua 11 giờ đêm đua xe trên phố nguyen hue', 'racing', 'phố nguyen hue')).toEqual(saturday)
    expect(valuesOf(race('tối qua 23h'), 'racing', road, '2026-11-29T01:00:00Z')).toEqual(saturday)
    expect(valuesOf(race('tối qua 23h'), 'racing', road, '2026-11-30T01:00:00Z')).not.toEqual(saturday)
  })

  it('and one o’clock in the morning belongs to the night before', () => {
    const [late] = marksOf(race('đang'), 'racing', road, '2026-11-21T18:30:00Z')
    expect(late).toMatchObject({ value: '26743 nguyen hue 6 tối', heldOn: '2026-11-21' })
  })

  it('and are no series where no night is told', () => {
    expect(valuesOf(race('tuần trước'), 'racing', road)).toEqual([])
  })
})
