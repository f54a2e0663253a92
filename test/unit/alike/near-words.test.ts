import { describe, expect, it } from 'vitest'
import { areCopies } from '../../../src/understand/alike/near-words.ts'
import { stripped, viewOf } from './views.ts'

const FIRE =
  'Cháy lớn xưởng gỗ đường Nguyễn Văn Cừ phường Tân Lập, lửa cao quá mái rồi, mọi người tránh đường cho xe cứu hỏa'
const SCAM =
  'Có người gọi số 0936471825 xưng nhân viên điện lực, nói nhà nợ hai tháng tiền điện, bắt cài ứng dụng rồi rút sạch tiền'

const copies = (one: string, other: string): boolean => areCopies(viewOf(one), viewOf(other, 3))

describe('words passed on', () => {
  it.each([
    ['as they are', FIRE],
    ['without marks', stripped(FIRE)],
    ['in capitals', FIRE.toUpperCase()],
    ['with words in front', `Chuyển tiếp: mn ơi xem này ${FIRE}`],
    ['with words behind', `${FIRE} 🔥🔥 ai ở gần né ra nha`],
    ['with the end cut off', FIRE.slice(0, FIRE.indexOf(', mọi người'))],
    ['with an invisible letter between all others', [...FIRE].join('\u200b')],
  ])('are copies %s, whichever came first', (_how, text) => {
    expect(copies(FIRE, text)).toBe(true)
    expect(copies(text, FIRE)).toBe(true)
  })

  it.each([
    ['another number to call', SCAM, SCAM.replace('0936471825', '0868123456')],
    ['another house', `Nhà số 12 đường Lê Lợi ${FIRE}`, `Nhà số 120 đường Lê Lợi ${FIRE}`],
    ['another account', `${SCAM}, stk 0721883005 MB`, `${SCAM}, stk 1029384756 Vietcombank`],
    ['another plate', `${FIRE}, xe 59X1-234.56`, `${FIRE}, xe 61C1-482.17`],
  ])('are none with %s in its place', (_what, one, other) => {
    expect(copies(one, other)).toBe(false)
  })

  it('are none where two victims of one account tell of two sales', () => {
    const account = 'chuyển tiền vào số tài khoản 1903 4567 8901 Techcombank rồi bị chặn'
    expect(
      copies(
        `Phòng trọ cho thuê trên mạng là giả, em đặt cọc 3 triệu, ${account}`,
        `Shop bán điện thoại lừa đảo, mua cái máy 5 triệu, ${account}`,
      ),
    ).toBe(false)
  })

  it('are none where both only cry for help, and for what holds no words', () => {
    expect(copies('cứu với', 'cứu với')).toBe(false)
    for (const text of ['', '🔥🔥🔥', '?????', ' '.repeat(500)]) expect(copies(text, text)).toBe(false)
  })

  it('are those whose numbers are written shorter, and none of another number', () => {
    const told = (house: string, when: string): string =>
      `Nhà số ${house} đường Thới An hát karaoke loa kéo quá ${when} đêm chưa nghỉ, bà con nhắc không nghe`
    expect(copies(told('120', '10 giờ'), told('120', '10h'))).toBe(true)
    expect(copies(told('120', '10 giờ'), told('12', '10h'))).toBe(false)
    expect(copies(told('12a', '10 giờ'), told('12b', '10h'))).toBe(false)
  })

  it('are none where two tell of one event in words of their own', () => {
    expect(
      copies(FIRE, 'Khói đen mù mịt phía chợ Tân Lập, nghe nổ lụp bụp, xe chữa cháy chưa tới, nhà bên cạnh sắp bén'),
    ).toBe(false)
  })
})
