import type { Unit } from '../domain/jurisdiction.ts'

/**
 * Units a fresh installation starts with, so that the line runs before a gazetteer is imported: three provinces with
 * their departments and some communes. Codes and names are the official ones of 1 July 2025; telephone numbers are
 * left empty, for a wrong one is worse than none.
 */
export const DEMO_UNITS_VERSION = 1
export const DEMO_UNITS_VALID_FROM = '2025-07-01'

const PROVINCES = [
  { code: '01', name: 'Thành phố Hà Nội', places: ['thành phố Hà Nội', 'tp Hà Nội', 'Hà Nội'] },
  { code: '25', name: 'tỉnh Phú Thọ', places: ['tỉnh Phú Thọ', 'Phú Thọ', 'tỉnh Vĩnh Phúc', 'tỉnh Hòa Bình'] },
  {
    code: '79',
    name: 'Thành phố Hồ Chí Minh',
    places: [
      'thành phố Hồ Chí Minh',
      'tp Hồ Chí Minh',
      'tp HCM',
      'tphcm',
      'TPHCM',
      'HCMC',
      'Bình Dương',
      'Bà Rịa - Vũng Tàu',
    ],
  },
] as const

const DEPARTMENTS = [
  { role: 'PC01', name: 'Văn phòng Cơ quan Cảnh sát điều tra' },
  { role: 'PC02', name: 'Phòng Cảnh sát hình sự' },
  { role: 'PC03', name: 'Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu, môi trường' },
  { role: 'PC04', name: 'Phòng Cảnh sát điều tra tội phạm về ma túy' },
  { role: 'PC06', name: 'Phòng Cảnh sát quản lý hành chính về trật tự xã hội' },
  { role: 'PC07', name: 'Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ' },
  { role: 'PC08', name: 'Phòng Cảnh sát giao thông' },
  { role: 'PA05', name: 'Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao' },
  { role: 'PA08', name: 'Phòng Quản lý xuất nhập cảnh' },
  { role: 'PV01', name: 'Phòng Tham mưu, Trung tâm Thông tin chỉ huy' },
  { role: 'TTR', name: 'Thanh tra' },
] as const

const OUTSIDE = [
  { code: 'X05', name: 'Thanh tra Bộ Công an', kind: 'inspectorate', level: 'ministry' },
  { code: 'VKS-CQDT', name: 'Cơ quan điều tra Viện kiểm sát nhân dân tối cao', kind: 'external', level: 'external' },
  { code: 'BDBP', name: 'Bộ đội Biên phòng', kind: 'external', level: 'external' },
  { code: 'QS', name: 'Bộ Chỉ huy quân sự cấp tỉnh', kind: 'external', level: 'external' },
  { code: 'KL', name: 'Kiểm lâm', kind: 'external', level: 'external' },
  { code: 'QLTT', name: 'Quản lý thị trường', kind: 'external', level: 'external' },
  { code: '1022', name: 'Tổng đài 1022', kind: 'external', level: 'external' },
] as const

interface Commune {
  code: string
  name: string
  province: string
  lat: number
  lon: number
  km2: number
  /** Old wards that went into it whole, and the old district it lies in (shared with its neighbours). */
  former: readonly string[]
}

const COMMUNES: readonly Commune[] = [
  {
    code: '00004',
    name: 'phường Ba Đình',
    province: '01',
    lat: 21.0376,
    lon: 105.8386,
    km2: 2.97,
    former: ['phường Trúc Bạch', 'phường Quán Thánh', 'quận Ba Đình'],
  },
  {
    code: '00070',
    name: 'phường Hoàn Kiếm',
    province: '01',
    lat: 21.032,
    lon: 105.8505,
    km2: 1.91,
    former: [
      'phường Hàng Mã',
      'phường Hàng Buồm',
      'phường Hàng Đào',
      'phường Hàng Bồ',
      'phường Lý Thái Tổ',
      'phường Hàng Bạc',
      'phường Hàng Gai',
      'quận Hoàn Kiếm',
    ],
  },
  {
    code: '08707',
    name: 'phường Vĩnh Yên',
    province: '25',
    lat: 21.2971,
    lon: 105.5761,
    km2: 25,
    former: ['phường Tích Sơn', 'phường Hội Hợp', 'phường Đồng Tâm', 'xã Thanh Trù', 'thành phố Vĩnh Yên'],
  },
  {
    code: '08716',
    name: 'phường Vĩnh Phúc',
    province: '25',
    lat: 21.3181,
    lon: 105.6094,
    km2: 25.3,
    former: [
      'phường Liên Bảo',
      'phường Đống Đa',
      'phường Ngô Quyền',
      'xã Định Trung',
      'phường Khai Quang',
      'thành phố Vĩnh Yên',
    ],
  },
  {
    code: '08740',
    name: 'phường Phúc Yên',
    province: '25',
    lat: 21.2457,
    lon: 105.7073,
    km2: 23.4,
    former: ['phường Hai Bà Trưng', 'phường Phúc Thắng', 'phường Nam Viêm', 'phường Tiền Châu', 'thành phố Phúc Yên'],
  },
  {
    code: '08824',
    name: 'xã Tam Sơn',
    province: '25',
    lat: 21.428,
    lon: 105.417,
    km2: 33.1,
    former: ['xã Đồng Quế', 'xã Tân Lập', 'thị trấn Tam Sơn', 'huyện Sông Lô'],
  },
  {
    code: '07900',
    name: 'phường Việt Trì',
    province: '25',
    lat: 21.3323,
    lon: 105.4015,
    km2: 25.8,
    former: ['phường Dữu Lâu', 'phường Tân Dân', 'phường Gia Cẩm', 'phường Minh Nông', 'thành phố Việt Trì'],
  },
  {
    code: '26737',
    name: 'phường Tân Định',
    province: '79',
    lat: 10.7901,
    lon: 106.6946,
    km2: 1.23,
    former: ['quận 1'],
  },
  {
    code: '26740',
    name: 'phường Sài Gòn',
    province: '79',
    lat: 10.7811,
    lon: 106.704,
    km2: 3.04,
    former: ['phường Bến Nghé', 'quận 1'],
  },
  {
    code: '26743',
    name: 'phường Bến Thành',
    province: '79',
    lat: 10.7721,
    lon: 106.6941,
    km2: 1.85,
    former: ['phường Phạm Ngũ Lão', 'quận 1'],
  },
  {
    code: '26758',
    name: 'phường Cầu Ông Lãnh',
    province: '79',
    lat: 10.7609,
    lon: 106.6886,
    km2: 1.6,
    former: ['phường Cô Giang', 'phường Nguyễn Cư Trinh', 'phường Cầu Kho', 'quận 1'],
  },
  {
    code: '26824',
    name: 'phường Thủ Đức',
    province: '79',
    lat: 10.8397,
    lon: 106.7576,
    km2: 8.81,
    former: ['phường Linh Chiểu', 'phường Bình Thọ', 'phường Trường Thọ', 'thành phố Thủ Đức'],
  },
  { code: '27154', name: 'phường Bàn Cờ', province: '79', lat: 10.7709, lon: 106.682, km2: 0.99, former: ['quận 3'] },
  {
    code: '27619',
    name: 'xã Bình Hưng',
    province: '79',
    lat: 10.7072,
    lon: 106.6559,
    km2: 32.63,
    former: ['xã Phong Phú', 'huyện Bình Chánh'],
  },
]

export const DEMO_UNITS: readonly Unit[] = [
  ...OUTSIDE.map(
    (unit): Unit => ({
      ...unit,
      province: null,
      role: unit.code,
      parent: null,
      placeNames: [],
      centre: null,
      dutyPhone: null,
    }),
  ),
  ...PROVINCES.flatMap((province): Unit[] => [
    {
      code: province.code,
      name: `Công an ${province.name}`,
      kind: 'province',
      level: 'province',
      province: province.code,
      role: 'CAT',
      parent: null,
      placeNames: province.places,
      centre: null,
      dutyPhone: null,
    },
    ...DEPARTMENTS.map(
      (department): Unit => ({
        code: `${province.code}-${department.role}`,
        name: `${department.name} Công an ${province.name}`,
        kind: department.role === 'TTR' ? 'inspectorate' : 'department',
        level: 'province',
        province: province.code,
        role: department.role,
        parent: province.code,
        placeNames: [],
        centre: null,
        dutyPhone: null,
      }),
    ),
  ]),
  ...COMMUNES.map(
    (commune): Unit => ({
      code: commune.code,
      name: `Công an ${commune.name}`,
      kind: 'commune',
      level: 'commune',
      province: commune.province,
      role: 'CAX',
      parent: commune.province,
      placeNames: [commune.name, ...commune.former],
      // The circle of the same area: enough to suggest, never to decide.
      centre: {
        lat: commune.lat,
        lon: commune.lon,
        radiusMetres: Math.round(Math.sqrt((commune.km2 * 1e6) / Math.PI)),
      },
      dutyPhone: null,
    }),
  ),
]
