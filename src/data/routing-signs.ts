import type { Hazard, Sign } from '../domain/routing-rules.ts'
import { list } from './list.ts'

/**
 * Words by which a tale weighs more, or reaches further, than one commune (domain reference 2.5, rule 5). They name acts,
 * things and numbers, nobody's origin. What is told of by category stands in {@link SIGNS_OF_CATEGORY}.
 */
export const ROUTING_SIGNS_VERSION = 1

export const SIGN_PHRASES: Readonly<Partial<Record<Sign, readonly string[]>>> = {
  'very-serious': list(`
    giết người; chém chết; đâm chết; đánh chết; bắn chết; án mạng; có người chết; nhiều người chết; hiếp dâm; bắt cóc;
    tống tiền; cướp ngân hàng; cướp tiệm vàng; nổ súng; đầu độc; tạt axit; thi thể; xác chết
  `),
  'several-communes': list(`
    nhiều phường; nhiều xã; nhiều quận; nhiều huyện; nhiều tỉnh; các phường lân cận; các xã lân cận; mấy phường;
    mấy xã; khắp quận; khắp huyện; khắp tỉnh; khắp thành phố; liên tỉnh; nhiều địa bàn; nhiều nơi khác
  `),
  organised: list(`
    đường dây; băng nhóm; băng đảng; ổ nhóm; có tổ chức; tổ chức tội phạm; trùm; đàn em; cầm đầu; xã hội đen
  `),
  foreign: list(`
    xuyên biên giới; vượt biên; qua biên giới; sang biên giới; xuất cảnh trái phép; nhập cảnh trái phép; xuyên quốc
    gia; từ nước ngoài; ra nước ngoài; ở nước ngoài
  `),
  weapon: list(`
    hung khí; cầm dao; mang dao; vác dao; rút dao; cầm mã tấu; mã tấu; cầm kiếm; cầm súng; mang súng; có súng; súng tự
    chế; dao phóng lợn; dao bầu; dao rựa; cầm rựa; cầm búa; cầm gậy; tuýp sắt; bom xăng; lựu đạn; bình xịt hơi cay; có
    dao; có hung khí
  `),
  'unknown-offender': list(`
    bịt mặt; đeo khẩu trang kín; không rõ mặt; không nhìn rõ mặt; không biết là ai; không biết ai; không rõ là ai; lạ
    mặt; bỏ chạy; bỏ trốn; tẩu thoát; chưa bắt được
  `),
}

/** Of these an offender nobody knows is a matter for the criminal police; elsewhere nobody is known as a rule. */
export const SERIOUS_CATEGORIES: ReadonlySet<string> = new Set([
  'robbery-snatching',
  'assault-violence',
  'sexual-assault',
  'child-abuse',
  'human-trafficking',
])

/** What the category itself says. */
export const SIGNS_OF_CATEGORY: Readonly<Record<string, Sign>> = {
  'cyber-security': 'cyber',
  'drug-trade': 'drug-supply',
  'corruption-misconduct': 'corruption',
}

/** Dangers of domain reference 4.2 that have an owner among the departments. */
export const HAZARD_OF_SITUATION: Readonly<Record<string, Hazard>> = {
  U2: 'fire',
  U6: 'explosives',
  U10: 'rescue',
  U12: 'traffic-accident',
}

/**
 * Words in a complaint about police that name the department meant. `113` is not among them: whoever calls it in vain is
 * in danger, and its command centre must go on reading.
 */
export const ACCUSED_DEPARTMENTS: readonly { role: string; words: RegExp }[] = [
  {
    role: 'PC08',
    words: /csgt|canh sat giao thong|(?:anh|chu|ong|chot|doi|tram) giao thong|ao vang|bo cau|traffic police/,
  },
  { role: 'PC02', words: /canh sat hinh su|cong an hinh su/ },
  { role: 'PC03', words: /canh sat kinh te|cong an kinh te/ },
  { role: 'PC04', words: /(?:canh sat|cong an) (?:phong chong )?(?:toi pham )?(?:ve )?ma tuy/ },
  { role: 'PC07', words: /(?:canh sat|cong an) (?:phong chay|pccc|chua chay)/ },
  { role: 'PA08', words: /xuat nhap canh/ },
]
/** Words of the cue that mean the whole police of a province. */
export const ACCUSED_PROVINCE = /cong an (?:tinh|thanh pho|tp)\b|giam doc cong an|thanh tra cong an/
