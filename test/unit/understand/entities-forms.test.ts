import { describe, expect, it } from 'vitest'
import { analyse } from '../../../src/understand/analyse.ts'
import type { Entities, Found } from '../../../src/understand/analysis.ts'
import { RECEIVED_AT, say, strip } from './say.ts'

const values = <T>(found: Found<T>[]): T[] => found.map(({ value }) => value)
const both = <T>(text: string, read: (entities: Entities) => T): [asSent: T, stripped: T] => [
  read(say(text).entities),
  read(say(strip(text)).entities),
]

describe('plates', () => {
  it.each([
    ['xe 29A12345', '29A-123.45'],
    ['xe 29-A 123.45', '29A-123.45'],
    ['xe 36B612345', '36-B6 123.45'],
    ['xe 36-B6 1234', '36-B6 1234'],
    ['xe 75f1 33o92', '75-F1 330.92'],
    ['xe 93-h2 8812o', '93-H2 881.20'],
    ['xe cho sat 92c o88.14', '92C-088.14'],
    ['bks 29h-12.345', '29H-123.45'],
    ['xe đầu kéo 15R 123.45', '15R-123.45'],
    ['biển số 80-011-NG-01', '80-011-NG-01'],
    ['xe biển đỏ TM 12-34', 'TM 12-34'],
    ['biển năm mốt ca ba ba tám không hai', '51K-338.02'],
    ['xe hai chín gờ một chín không năm sáu bảy', '29-G1 905.67'],
    ['xe ba mươi gờ hai hai không chín sáu', '30G-220.96'],
    ['biển hai mươi chín a một hai ba chấm bốn năm', '29A-123.45'],
  ])('reads %j as %s, with marks and without', (text, plate) => {
    expect(both(`${text} bỏ chạy`, ({ plates }) => values(plates))).toEqual([[plate], [plate]])
  })

  it.each(['biển 51F đuôi 88', 'ghe CT không bốn một một', 'mấy số cuối là 41', 'hai ba em bốn năm đứa'])(
    'takes what is not whole for none: %j',
    (text) => {
      expect(both(text, ({ plates }) => plates)).toEqual([[], []])
    },
  )
})

describe('phones', () => {
  it.each([
    ['số o9o8 l23 456', '+84908123456'],
    ['sđt 0912-345-678', '+84912345678'],
    ['gọi +84(0)912345678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['sdt912345678', '+84912345678'],
    ['số cũ 01632118097', '+84332118097'],
    ['sđt không chín tám hai, một hai ba, bốn năm sáu', '+84982123456'],
    ['số công ty không hai năm năm ba tám hai mốt một tám một', '+842553821181'],
    ['nó gọi từ +855 87 654 321', '+85587654321'],
  ])('reads the number in %j as %s, with marks and without', (text, phone) => {
    expect(both(text, ({ phones }) => values(phones))).toEqual([[phone], [phone]])
  })

  it.each(['mã công nhân là 0327115864', 'imei 356711082204417', 'số không chín không mấy đó', 'tổng đài 19001234'])(
    'takes other digits for none: %j',
    (text) => {
      expect(both(text, ({ phones }) => phones)).toEqual([[], []])
    },
  )
})

describe('accounts', () => {
  it.each([
    ['stk0123456789 mbbank', 'MB', '0123456789'],
    ['TK: 0123 4567 89 - NH Vietcombank', 'Vietcombank', '0123456789'],
    ['chuyển vào ACB 118 224 77', 'ACB', '11822477'],
    ['ngân hàng Quân đội 0123456789', 'MB', '0123456789'],
    ['số tài khoản 1055 7781 2204 icb', 'VietinBank', '105577812204'],
  ])('reads %j as %s %s', (text, bank, number) => {
    expect(values(say(text).entities.accounts)).toEqual([{ bank, number }])
  })

  it.each(['stk 190366xxxx vietcombank', 'vcb đuôi 220712', 'ví momo 0912345678', 'bác ạ 12345678'])(
    'takes no part of an account, no wallet and no number alone: %j',
    (text) => {
      expect(say(text).entities.accounts).toEqual([])
    },
  )
})

describe('money', () => {
  it.each([
    ['mất 1tr150', [1_150_000]],
    ['đòi 1 củ rưỡi', [1_500_000]],
    ['đòi năm xị', [500_000]],
    ['xin 20 lít tiền bo', [2_000_000]],
    ['mất nửa tỷ', [500_000_000]],
    ['mất 600.000.000 đồng', [600_000_000]],
    ['chuyển 1.350.000', [1_350_000]],
    ['đóng một triệu hai', [1_200_000]],
    ['mất 1 triệu 2 trăm', [1_200_000]],
    ['đòi hai triệu ba trăm rưỡi', [2_350_000]],
    ['mất triệu rưỡi', [1_500_000]],
    ['1 tỷ 850 triệu', [1_850_000_000]],
    ['thu hai trăm một con', [200_000]],
    ['đưa nó ba trăm sáu chục', [360_000]],
    ['đưa tờ 500 giả', [500_000]],
    ['thu 5-7 triệu', [5_000_000, 7_000_000]],
    ['lãi 3k/1tr/ngày', [3_000, 1_000_000]],
    ['cầm đồ lãi 3 nghìn một triệu', [3_000, 1_000_000]],
  ])('reads %j as %j đồng, with marks and without', (text, sums) => {
    expect(both(text, ({ money }) => values(money))).toEqual([sums, sums])
  })

  it.each(['hai chục ký cá', 'chở tám chục đứa', 'mấy chục triệu', 'phí 0d', 'hút 20 lít xăng', 'mất 2 con bò'])(
    'takes no count, no vague sum and no measure for one: %j',
    (text) => {
      expect(both(text, ({ money }) => money)).toEqual([[], []])
    },
  )
})

describe('times', () => {
  // Saturday, 21 November 2026, 20:00
  it.each([
    ['từ mười giờ đêm qua đến ba giờ sáng nay', '2026-11-20T22:00', '2026-11-21T03:00'],
    ['23h15–23h40 tối qua', '2026-11-20T23:15', '2026-11-20T23:40'],
    ['tám rưỡi tối qua', '2026-11-20T20:30', '2026-11-20T20:30'],
    ['bốn giờ sáng mai', '2026-11-22T04:00', '2026-11-22T04:00'],
    ['trưa mai', '2026-11-22T11:00', '2026-11-22T13:00'],
    ['8 giờ 30 ngày 25/11', '2026-11-25T08:30', '2026-11-25T08:30'],
    ['hẹn 9h sáng thứ hai', '2026-11-23T09:00', '2026-11-23T09:00'],
    ['đòi chuyển trước 21h', '2026-11-21T21:00', '2026-11-21T21:00'],
    ['cách đây 3 tiếng', '2026-11-21T16:45', '2026-11-21T17:15'],
    ['chừng một giờ khuya nay', '2026-11-22T00:30', '2026-11-22T01:30'],
    ['từ 15/11 đến 17/11', '2026-11-15T00:00', '2026-11-18T00:00'],
    ['cuối tuần rồi', '2026-11-14T00:00', '2026-11-16T00:00'],
    ['tháng trước', '2026-10-01T00:00', '2026-11-01T00:00'],
  ])('puts %j between %s and %s, with marks and without', (text, from, to) => {
    const wanted = [{ from: `${from}:00+07:00`, to: `${to}:00+07:00` }]
    expect(both(text, ({ times }) => values(times))).toEqual([wanted, wanted])
  })

  it('gives a clock the day that was named before', () => {
    const { times } = say('Mất trộm đêm qua, ghe nó ghé bến lúc 2h').entities
    expect(values(times).at(-1)).toEqual({ from: '2026-11-21T02:00:00+07:00', to: '2026-11-21T02:00:00+07:00' })
  })

  it('ends a past interval at receipt', () => {
    expect(values(say('tối nay nó quậy').entities.times)[0]?.to).toBe(RECEIVED_AT)
  })

  it.each(['mỗi tối thứ bảy', 'sinh 12/3/1991', 'ở hẻm 12/5', 'sáu tháng nay', 'sau giờ học', 'lần thứ hai'])(
    'takes habits, birthdays and addresses for none: %j',
    (text) => {
      expect(say(text).entities.times).toEqual([])
    },
  )
})

describe('bad input', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['only emoji', '😀🔥🚓'],
    ['only a link', 'https://vneid-gov.top/a'],
    ['lone surrogates', '\ud800 cháy \udc00\ud800'],
    ['NUL', 'cháy\u0000nhà\u0000'],
    ['overrides', '\u202ecướp\u202c ở chợ'],
    ['a flood of marks', `a${'\u0301'.repeat(5_000)}`],
    ['100,000 letters', 'a'.repeat(100_000)],
    ['100,000 words', 'cứu với '.repeat(12_500)],
    ['100,000 digits', '0'.repeat(100_000)],
    ['digits and blanks', '0 9 1 '.repeat(16_000)],
    ['units of money', '1tr'.repeat(33_000)],
    ['clocks', '9h-'.repeat(33_000)],
    ['dots', 'a.'.repeat(50_000)],
    ['number words', 'hai mươi '.repeat(11_000)],
    ['a megabyte', '29A-123.45 chấm com 9h '.repeat(43_000)],
  ])('is answered with a kind and spans inside the text: %s', (_, text) => {
    const { kind, entities } = analyse(text, { receivedAt: RECEIVED_AT })
    expect(['tip', 'question', 'greeting', 'spam', 'mixed', 'other-agency', 'out-of-scope']).toContain(kind)
    for (const found of Object.values(entities).flat()) {
      if (found === null) continue
      expect(found.span.start).toBeGreaterThanOrEqual(0)
      expect(found.span.end).toBeGreaterThan(found.span.start)
      expect(found.span.end).toBeLessThanOrEqual(text.length)
    }
  })

  it('reads no time where the moment of receipt is none', () => {
    expect(analyse('hôm qua lúc 9h', { receivedAt: 'soon' }).entities.times).toEqual([])
  })
})
