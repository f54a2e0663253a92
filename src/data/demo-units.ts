import type { Unit } from '../domain/jurisdiction.ts'

/**
 * Units a fresh installation starts with, so that the line runs before a gazetteer is imported: three provinces with
 * their departments and some communes. Codes and names are the official ones of 1 July 2025; telephone numbers are
 * left empty, for a wrong one is worse than none.
 */
export const DEMO_UNITS_VERSION = 1
export const DEMO_UNITS_VALID_FROM = '2025-07-01'

const PROVINCES = [
  { code: '01', name: 'Thành phố Hà Nội' },
  { code: '25', name: 'tỉnh Phú Thọ' },
  {
    code: '79',
    name: 'Thành phố Hồ Chí Minh',
  },
] as const

/** Departments of every province's police that tips are sent to (domain reference 2.2), with what stands before its name. */
export const DEPARTMENTS = [
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
}

const COMMUNES: readonly Commune[] = [
  {
    code: '00004',
    name: 'phường Ba Đình',
    province: '01',
  },
  {
    code: '00070',
    name: 'phường Hoàn Kiếm',
    province: '01',
  },
  {
    code: '08707',
    name: 'phường Vĩnh Yên',
    province: '25',
  },
  {
    code: '08716',
    name: 'phường Vĩnh Phúc',
    province: '25',
  },
  {
    code: '08740',
    name: 'phường Phúc Yên',
    province: '25',
  },
  {
    code: '08824',
    name: 'xã Tam Sơn',
    province: '25',
  },
  {
    code: '07900',
    name: 'phường Việt Trì',
    province: '25',
  },
  {
    code: '26737',
    name: 'phường Tân Định',
    province: '79',
  },
  {
    code: '26740',
    name: 'phường Sài Gòn',
    province: '79',
  },
  {
    code: '26743',
    name: 'phường Bến Thành',
    province: '79',
  },
  {
    code: '26758',
    name: 'phường Cầu Ông Lãnh',
    province: '79',
  },
  {
    code: '26824',
    name: 'phường Thủ Đức',
    province: '79',
  },
  { code: '27154', name: 'phường Bàn Cờ', province: '79' },
  {
    code: '27619',
    name: 'xã Bình Hưng',
    province: '79',
  },
]

const UNKNOWN = { areas: [], hours: null, dutyPhones: [], channels: [] } as const

export const DEMO_UNITS: readonly Unit[] = [
  ...OUTSIDE.map(
    (unit): Unit => ({
      ...unit,
      province: null,
      role: unit.code,
      parent: null,
      ...UNKNOWN,
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
      ...UNKNOWN,
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
        ...UNKNOWN,
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
      ...UNKNOWN,
      areas: [commune.code],
    }),
  ),
]
