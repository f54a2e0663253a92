import { describe, expect, it } from 'vitest'
import type { Found } from '../../../src/understand/analysis.ts'
import { say, strip } from './say.ts'

const values = <T>(found: Found<T>[]): T[] => found.map(({ value }) => value)

describe('entities', () => {
  it.each([
    ['29a12345', '29A-123.45'],
    ['biển 29A-123.45', '29A-123.45'],
    ['51F 123.45', '51F-123.45'],
    ['29A-1234', '29A-1234'],
    ['59x1 234 56', '59-X1 234.56'],
    ['59-X1 234.56', '59-X1 234.56'],
    ['59X1-23456', '59-X1 234.56'],
    ['xe 59x123456', '59-X1 234.56'],
    ['59-x1 2345', '59-X1 2345'],
    ['29LD-012.34', '29LD-012.34'],
    ['29-AB 123.45', '29-AB 123.45'],
    ['29-MĐ1 123.45', '29-MĐ1 123.45'],
  ])('reads the plate in "%s" as %s', (text, plate) => {
    expect(values(say(`xe biển số ${text} chạy ẩu`).entities.plates)).toEqual([plate])
  })

  it('takes hours, prices and metres for no plates', () => {
    expect(say('lúc 30h 1234 người, giá 15k 2000 cái, 20m 1500').entities.plates).toEqual([])
  })

  it.each([
    ['0912345678', '+84912345678'],
    ['09.1234.5678', '+84912345678'],
    ['o9l2 345 678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['sđt 912345678', '+84912345678'],
    ['024 3825 1234', '+842438251234'],
    ['(028) 38 291 234', '+842838291234'],
  ])('reads the phone number in "%s"', (text, phone) => {
    expect(values(say(`nó gọi bằng số ${text} dọa em`).entities.phones)).toEqual([phone])
  })

  it('takes digits for an account only beside a bank, "stk" or "tài khoản"', () => {
    expect(values(say('stk 0912345678 MB').entities.accounts)).toEqual([{ bank: 'MB', number: '0912345678' }])
    expect(say('stk 0912345678 MB').entities.phones).toEqual([])
    expect(values(say('chuyển vào vcb 0123456789012').entities.accounts)).toEqual([
      { bank: 'Vietcombank', number: '0123456789012' },
    ])
    expect(values(say('tài khoản 123456789 tên A').entities.accounts)).toEqual([{ bank: null, number: '123456789' }])
    expect(say('mã đơn 12345678901').entities.accounts).toEqual([])
    expect(say('chuyển 5000000 đồng').entities.accounts).toEqual([])
  })

  it.each([
    ['hxxps://bit.ly/AbC', 'bit.ly/AbC'],
    ['vneid-gov[.]com', 'vneid-gov.com'],
    ['dichvucong chấm com', 'dichvucong.com'],
    ['http://vcb (.) xyz', 'vcb.xyz'],
    ['www.aaabank.vn.', 'www.aaabank.vn'],
    ['https://www.Bank-of.vn/Login?x=1.', 'www.bank-of.vn/Login?x=1'],
    ['abc(dot)com', 'abc.com'],
    ['nhatro-quynhon chấm online', 'nhatro-quynhon.online'],
    ['tải app tại abc . com', 'abc.com'],
    ['facebook.com/groups/123456', 'facebook.com/groups/123456'],
  ])('reads the link in "%s" without scheme or obfuscation', (text, url) => {
    expect(values(say(`nó gửi link ${text}`).entities.urls)).toEqual([url])
  })

  it('takes mail addresses and words run together for no links', () => {
    expect(say('gửi abc@gmail.com. em mất xe.co nguoi thay, nhà em.me').entities.urls).toEqual([])
  })

  it.each([
    ['t.me/SanVang88', 'telegram:sanvang88'],
    ['facebook.com/profile.php?id=1000123456', 'facebook:1000123456'],
    ['tiktok.com/@ban.hang', 'tiktok:ban.hang'],
    ['tele @abc_def', 'telegram:abc_def'],
    ['fb.com/nguyen.van.a.99?ref=x', 'facebook:nguyen.van.a.99'],
    ['zalo.me/0777450221', 'zalo:0777450221'],
    ['@quoc_tien bên tele', 'telegram:quoc_tien'],
    ['telegram: linhkute99', 'telegram:linhkute99'],
  ])('names the account behind "%s"', (text, handle) => {
    expect(values(say(`nó dùng ${text}`).entities.handles)).toEqual([handle])
  })

  it('takes a link to a profile for a handle only, and a number to write to for a phone', () => {
    expect(say('nó gửi link t.me/SanVang88').entities.urls).toEqual([])
    const { handles, phones } = say('zalo nó là 0912.345.678').entities
    expect(handles).toEqual([])
    expect(values(phones)).toEqual(['+84912345678'])
  })

  it.each([
    ['5tr', 5e6],
    ['2 triệu rưỡi', 25e5],
    ['1tỷ2', 12e8],
    ['500k', 5e5],
    ['50 củ', 5e7],
    ['1.500.000đ', 15e5],
    ['hai trăm triệu', 2e8],
    ['mười lăm triệu', 15e6],
    ['năm chục triệu', 5e7],
    ['2tr5', 25e5],
    ['1 triệu 200 nghìn', 12e5],
    ['1,5 tỷ', 15e8],
    ['500.000 vnđ', 5e5],
  ])('reads "%s" as %d đồng, with marks and without', (text, amount) => {
    expect(values(say(`em mất ${text} rồi`).entities.money)).toEqual([amount])
    expect(values(say(strip(`em mất ${text} rồi`)).entities.money)).toEqual([amount])
  })

  it.each([
    ['tối qua khoảng 9h', '2026-11-20T20:30:00+07:00', '2026-11-20T21:30:00+07:00'],
    ['hôm qua', '2026-11-20T00:00:00+07:00', '2026-11-21T00:00:00+07:00'],
    ['2 tiếng trước', '2026-11-21T17:45:00+07:00', '2026-11-21T18:15:00+07:00'],
    ['14h30', '2026-11-21T14:30:00+07:00', '2026-11-21T14:30:00+07:00'],
    ['thứ 2 tuần trước', '2026-11-09T00:00:00+07:00', '2026-11-10T00:00:00+07:00'],
    ['rạng sáng nay', '2026-11-21T00:00:00+07:00', '2026-11-21T05:00:00+07:00'],
    ['đêm qua', '2026-11-20T22:00:00+07:00', '2026-11-21T05:00:00+07:00'],
    ['tối nay', '2026-11-21T18:00:00+07:00', '2026-11-21T20:00:00+07:00'],
    ['9 giờ kém 15 sáng nay', '2026-11-21T08:45:00+07:00', '2026-11-21T08:45:00+07:00'],
    ['21 giờ ngày 15/11', '2026-11-15T21:00:00+07:00', '2026-11-15T21:00:00+07:00'],
    ['2h chiều hôm qua', '2026-11-20T14:00:00+07:00', '2026-11-20T14:00:00+07:00'],
    ['từ 22h đến 2h sáng', '2026-11-20T22:00:00+07:00', '2026-11-21T02:00:00+07:00'],
    ['ngày 3 tháng 10 năm 2025', '2025-10-03T00:00:00+07:00', '2025-10-04T00:00:00+07:00'],
  ])('puts "%s" between %s and %s', (text, from, to) => {
    expect(say(`${text} nhà em mất xe`).entities.when?.value).toEqual({ from, to })
    expect(say(strip(`${text} nhà em mất xe`)).entities.when?.value).toEqual({ from, to })
  })

  it('takes addresses and "tôi qua" for no time', () => {
    for (const text of ['nhà ở hẻm 12/5', 'tôi qua nhà bạn', 'trực 24/7', 'có người nằm ngoài đường']) {
      expect(say(text).entities.when, text).toBeNull()
    }
  })

  it('points each finding at the text as sent', () => {
    const text = '😀 CHUYỂN cho stk 1903 6622 1122 ở Techcombank, xe 29A\u200b-123.45'
    const { accounts, plates } = say(text).entities
    expect(text.slice(accounts[0]?.span.start, accounts[0]?.span.end)).toBe('1903 6622 1122')
    expect(text.slice(plates[0]?.span.start, plates[0]?.span.end)).toBe('29A\u200b-123.45')
  })
})
