/**
 * Columns that we know, by their heads: our own names, those of open data sets, and those of official lists (the statistics
 * office's lists of units, the conversion table of Decision 19/2025/QĐ-TTg). Compared without diacritics, signs and case.
 */
export const HEADS = {
  code: ['code', 'Mã', 'Mã số', 'Mã ĐVHC', 'Mã đơn vị hành chính'],
  name: ['name', 'Tên', 'Tên ĐVHC', 'Tên đơn vị hành chính'],
  type: ['type', 'Cấp', 'Loại', 'Loại hình', 'Loại đơn vị hành chính', 'place_type'],
  formerType: ['formerType', 'Loại trước đây'],
  otherName: ['otherName', 'nameDecree', 'alt', 'Tên khác'],
  otherCode: ['otherCode', 'codeAlt', 'Mã khác'],
  province: ['province', 'province_code', 'Mã tỉnh', 'Mã TP', 'Mã tỉnh/TP', 'Mã tỉnh, thành phố', 'Mã tỉnh mới'],
  provinceName: [
    'Tỉnh',
    'Tỉnh/thành phố',
    'Tỉnh thành',
    'Tên tỉnh',
    'Tên tỉnh/thành phố',
    'Tỉnh mới',
    'new_province_name',
  ],
  mergedFrom: ['mergedFrom', 'Sáp nhập từ', 'Mã tỉnh cũ hợp thành'],
  lat: ['lat', 'latitude', 'Vĩ độ'],
  lon: ['lon', 'lng', 'longitude', 'Kinh độ'],
  km2: ['km2', 'areaKm2', 'Diện tích', 'Diện tích (km2)'],
  population: ['pop', 'population', 'Dân số', 'Dân số (người)'],
  seat: ['seat', 'Trụ sở'],
  district: ['district', 'district_code', 'Mã QH', 'Mã huyện', 'Mã quận huyện', 'old_district_code', 'Mã huyện cũ'],
  districtName: [
    'Quận huyện',
    'Huyện',
    'Tên huyện',
    'Tên quận huyện',
    'old_district_name',
    'Huyện cũ',
    'Quận huyện cũ',
  ],
  wardCode: ['Mã PX', 'Mã phường xã', 'Mã xã'],
  wardName: ['Phường xã', 'Tên xã', 'Tên phường xã', 'Xã', 'Phường, xã, thị trấn'],
  oldCode: ['old_ward_code', 'oldWard', 'Mã xã cũ', 'Mã phường xã cũ', 'Mã cũ'],
  oldName: ['old_ward_name', 'Tên xã cũ', 'Tên phường xã cũ', 'Tên cũ'],
  oldProvince: ['oldProvince', 'Mã tỉnh cũ', 'old_province_code'],
  oldProvinceName: ['Tỉnh cũ', 'Tỉnh/thành phố cũ', 'old_province_name'],
  newCode: ['new', 'commune', 'new_unit_code', 'new_ward_code', 'Mã xã mới', 'Mã phường xã mới', 'Mã mới'],
  newName: ['new_ward_name', 'Tên xã mới', 'Tên phường xã mới', 'Tên mới'],
  kind: ['kind', 'Ghi chú', 'note', 'Hình thức', 'Hình thức sắp xếp'],
  alias: ['alias', 'Tên gọi khác', 'Tên trước đây'],
  isSquashed: ['isSquashed', 'squashed'],
  withinDistrict: ['withinDistrict'],
  provinceKey: ['province_key', 'provinceKey'],
  districtKey: ['district_key', 'districtKey'],
  aliasKey: ['alias_keyword'],
  dividedKeys: ['dividedDistrictKeyWords'],
  streets: ['street_names', 'street_names (separated by |)', 'Tên đường'],
  unitCode: ['unit_code'],
} as const satisfies Record<string, readonly string[]>

export type Column = keyof typeof HEADS

/** Heads that official and open lists have, and of which a release takes nothing. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'stt',
  'tt',
  'id',
  'bbox',
  'decree',
  'nghidinh',
  'nghiquyet',
  'fullname',
  'shortname',
  'tentienganh',
  'seatlat',
  'seatlon',
  'formercode',
  'source',
  'sourceoryear',
  'text',
  'divideddistrictkey',
  'districtdefault',
  'country',
  'createdat',
  'updatedat',
])

/** `typeBefore20260430`: what an area's type was until the day before. */
export const TYPE_BEFORE = /^typeBefore(\d{4})(\d{2})(\d{2})$/i
