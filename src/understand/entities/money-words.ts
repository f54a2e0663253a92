import { type Lexeme, wordSet, wordTable } from './lexemes.ts'

/** Units of money as written and as said; the value in đồng. */
const unitOf = wordTable<number>({
  k: 1e3,
  ka: 1e3,
  ngàn: 1e3,
  nghìn: 1e3,
  ngìn: 1e3,
  nghàn: 1e3,
  thousand: 1e3,
  tr: 1e6,
  trđ: 1e6,
  triệu: 1e6,
  trịu: 1e6,
  '=chiệu': 1e6,
  củ: 1e6,
  chai: 1e6,
  million: 1e6,
  mil: 1e6,
  tỷ: 1e9,
  tỉ: 1e9,
  billion: 1e9,
  xị: 1e5,
  lít: 1e5,
  '=cành': 1e3,
  đ: 1,
  đồng: 1,
  vnd: 1,
  vnđ: 1,
})

/** The unit that stands at `at`, in đồng; "ngân hàng" without marks is none. */
export function moneyUnitAt(lexemes: readonly Lexeme[], at: number): number | undefined {
  const lexeme = lexemes[at]
  if (lexeme?.marked === 'tỏi') return 1e9
  // marks on the wrong letter ("triêu", "trịêu") are still that word; "triều" is another
  if (lexeme?.bare === 'trieu' && lexeme.marked !== 'triều') return 1e6
  if (lexeme?.bare === 'ngan' && lexemes[at + 1]?.bare === 'hang') return undefined
  return unitOf(lexeme)
}

/** Units that are things too: a liter, a bottle. They are money only where something is paid, and not "20 lít xăng". */
export const isThingUnit = wordSet('chai xị lít cành')
/** Đồng itself, behind a number or behind another unit. */
export const isDong = wordSet('đ đồng vnd vnđ bạc')
export const isHalf = wordSet('rưỡi rưởi')

/** Something is paid, asked or lost here. */
export const isPaying = wordSet(
  'thu lấy đưa trả giá đòi phạt cọc đóng nộp ứng gửi gởi chuyển bán mua tốn hết mất xin vay mượn nợ phí tiền tờ chuộc bồi thường đền cược đánh thuê lương góp vòi cho chung lót bao bo tip bớt thối phát vé còn thầu chi xài tiêu ăn lừa dụ gạt cúng mừng biếu quỵt bùng nhận ck khoản moi ép lột nạp rút thách lời lãi trừ cước công',
)
/** What a number counts when it is no money: "hai chục ký", "3 triệu 2 lần", "trăm rưỡi con". */
export const isCounted = wordSet(
  'con đứa người ký kí kg cân mét m cm cái chiếc lít km cây nhà hộ bao tuổi phần ngày đêm tháng năm giờ phút lần thùng chỉ lượng tạ tấn bà ông anh chị em xe bữa hôm tuần tiếng cuốn bộ trái quả chai hộp gói vụ mạng khách máy căn thằng tên cô cậu bác cháu học trạm h p g trứng thẻ tờ sim acc đơn món lô điểm ván bàn phòng tầng số mẫu sào hecta ha trang bài tin group nhóm lượt follow view giây cặp đôi chục lon ly két trụ gốc bó bịch viên tép chuyến inch hải gam gram cuộc chữ tay suất bình mẫu',
)
/** Drinks and stuffs measured in bottles and liters. */
export const isMeasured = wordSet(
  'rượu bia nước xăng dầu nhớt sữa mắm thuốc sơn axit acid =đế hóa lớn nhỏ nhựa thủy măng gas keo sâu trừ cồn mật ong tương',
)
/** Thousands and millions of something else than đồng. */
export const isOtherThan = wordSet('usd =đô man =yên euro eur won =tệ ndt baht fl follow follower sub view lượt =dòng')
/** Who drinks or stores counts bottles and liters. */
export const isHolding = wordSet('uống nhậu can thùng bình phuy hút đựng rượu bia nước')
/** "hàng trăm triệu", "mấy chục triệu", "vài triệu" name no sum. */
export const isVague = wordSet('hàng mấy vài cả nhiều dăm bạc')
