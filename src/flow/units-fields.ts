import type { Unit } from '../domain/jurisdiction.ts'

/** What is written down of a unit, one column each, in the order in which a table has them. */
export const UNIT_FIELDS = [
  'code',
  'name',
  'kind',
  'role',
  'province',
  'parent',
  'areas',
  'hours',
  'dutyPhones',
  'channels',
  'validFrom',
  'validTo',
  'successor',
  'document',
  'reason',
] as const
export type UnitField = (typeof UNIT_FIELDS)[number]

/** What a file says of one unit: text by field; a field that the file has no column for is not there. */
export interface UnitRow {
  /** Line of the file, counted from 1; 1 for a form. */
  line: number
  texts: Readonly<Partial<Record<UnitField, string>>>
}

/** What a column is called. The first is what is written; all are understood, in any case and without diacritics too. */
export const UNIT_HEADS: Readonly<Record<UnitField, readonly [string, ...string[]]>> = {
  code: ['Mã', 'Mã đơn vị', 'Code', 'Unit'],
  name: ['Tên', 'Tên đơn vị', 'Name'],
  kind: ['Loại', 'Loại đơn vị', 'Kind', 'Type'],
  role: ['Vai trò', 'Ký hiệu', 'Role'],
  province: ['Tỉnh', 'Mã tỉnh', 'Tỉnh, thành phố', 'Province'],
  parent: ['Cấp trên', 'Đơn vị cấp trên', 'Parent'],
  areas: ['Địa bàn', 'Xã, phường phụ trách', 'Areas', 'Area'],
  hours: ['Giờ trực', 'Hours', 'Duty hours'],
  dutyPhones: ['Điện thoại trực', 'Số trực', 'Điện thoại', 'Phones', 'Duty phones', 'Phone'],
  channels: ['Kênh liên lạc', 'Kênh', 'Channels'],
  validFrom: ['Hiệu lực từ', 'Từ ngày', 'Valid from'],
  validTo: ['Hết hiệu lực', 'Đến ngày', 'Valid to'],
  successor: ['Đơn vị kế nhiệm', 'Kế nhiệm', 'Successor'],
  document: ['Văn bản', 'Document'],
  reason: ['Lý do', 'Reason'],
}

/** What a kind is called; the first is what is written. */
export const KIND_WORDS: Readonly<Record<Unit['kind'], readonly [string, ...string[]]>> = {
  commune: ['Công an cấp xã', 'xã', 'phường', 'đặc khu', 'commune'],
  province: ['Công an cấp tỉnh', 'tỉnh', 'thành phố', 'province'],
  department: ['Phòng', 'department'],
  inspectorate: ['Thanh tra', 'inspectorate'],
  ministry: ['Cơ quan Bộ', 'Bộ', 'ministry'],
  external: ['Ngoài Công an', 'external'],
}

/** Says that a unit answers for no commune, where an empty cell would mean a commune's police and its own. */
export const NO_AREA = 'không'

export type UnitFaultReason =
  | 'missing'
  | 'bad-code'
  | 'bad-name'
  | 'bad-kind'
  | 'bad-role'
  | 'bad-province'
  | 'bad-areas'
  | 'unknown-area'
  | 'ambiguous-area'
  | 'bad-hours'
  | 'bad-phone'
  | 'bad-channel'
  | 'bad-day'
  | 'bad-text'
  | 'reason-missing'
  | 'double-code'
  | 'unknown-unit'
  | 'code-taken'
  | 'stays'
  | 'not-yours'
  | 'unknown-parent'
  | 'parent-cycle'
  | 'parent-ended'
  | 'parent-later'
  | 'unknown-successor'
  | 'successor-ended'
  | 'successor-without-end'
  | 'has-children'
  | 'days-in-wrong-order'
  | 'overlap'
  | 'busy'

/** What is wrong with one cell, or with one unit (then without a column). */
export interface UnitFault {
  line: number | null
  field: UnitField | null
  reason: UnitFaultReason
  /** What stands there, cut to what a message can hold. */
  value: string
  /** What it is in conflict with: another unit's code, a commune, a line, or numbers. */
  about?: string
}

/** What was not as it should be, and was mended: shown to whoever sent it. */
export interface UnitRepair {
  line: number
  field: UnitField
  from: string
  to: string
}
