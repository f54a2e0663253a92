import { REPORTS } from './flood-words.ts'

/** One message as it is passed on: each time a little else around it, with or without marks. */
const MESSAGE =
  'Cảnh báo bà con phường Sài Gòn: tối nay có nhóm thanh niên đi xe máy không biển số cầm gậy chặn đường ở đoạn gần chợ Bến Thành, đã có hai người bị giật túi, mọi người hạn chế ra đường khuya và báo cho nhau biết'
const BEFORE = ['', 'Chuyển tiếp: ', 'mn ơi ', 'Mọi người xem này 👉 ', 'FW: ', 'em thấy trên nhóm zalo ạ: ', '⚠️⚠️ ']
const AFTER = ['', ' 🙏🙏', ' . ai biết thì báo ca với ạ', ' !!!', ' (nguồn: nhóm cư dân)', ' 😱']

/** The copy of this number: 84 ways, one after the other. */
export function copyOf(at: number): string {
  const before = BEFORE[at % BEFORE.length] ?? ''
  const after = AFTER[Math.floor(at / BEFORE.length) % AFTER.length] ?? ''
  const words = `${before}${MESSAGE}${after}`
  return Math.floor(at / (BEFORE.length * AFTER.length)) % 2 === 0 ? words : withoutMarks(words)
}

const PLACES = ['phường Bến Thành', 'phường Sài Gòn', 'phường Tân Định', 'phường Cầu Ông Lãnh', 'phường Bàn Cờ']
const THINGS = ['xe đạp', 'điện thoại', 'laptop', 'chó cảnh', 'bình gas', 'ví tiền', 'chậu mai', 'máy bơm', 'dây đồng']

/** A report that is like no other: what went where, on which day. */
export function otherOf(at: number): string {
  const thing = THINGS[at % THINGS.length]
  const place = PLACES[Math.floor(at / THINGS.length) % PLACES.length]
  const report = REPORTS[at % REPORTS.length]
  return `${report} ${at * 7 + 11}, ${place}, mất ${thing}, camera nhà số ${at * 13 + 3} có quay lại`
}

function withoutMarks(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
}
