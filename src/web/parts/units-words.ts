import type { UnitStanding } from '../../domain/unit-record.ts'
import {
  KIND_WORDS,
  UNIT_HEADS,
  type UnitFault,
  type UnitFaultReason,
  type UnitField,
} from '../../flow/units-fields.ts'
import type { UnitFileFault } from '../../flow/units-file.ts'

export function fieldWords(field: UnitField): string {
  return UNIT_HEADS[field][0]
}

export const STANDING_WORDS: Readonly<Record<UnitStanding, string>> = {
  'in-force': 'Đang hoạt động',
  'to-come': 'Chưa hoạt động',
  ended: 'Đã kết thúc',
}

/** `2026-07-01` as people read it: `01/07/2026`. */
export function dayWords(day: string): string {
  return day.split('-').reverse().join('/')
}

const FAULT_WORDS: Readonly<Record<UnitFaultReason, (about: string) => string>> = {
  missing: () => 'Còn thiếu.',
  'bad-code': () =>
    'Mã chưa đúng: 5 chữ số cho công an cấp xã, 2 chữ số cho công an cấp tỉnh, dạng 79-PC02 cho phòng; chỉ dùng chữ hoa, chữ số và gạch nối.',
  'bad-name': () => 'Tên gồm 3 đến 200 ký tự: chữ, số và dấu câu thông thường.',
  'bad-kind': () => 'Không có loại đơn vị này. Chọn một loại trong danh sách.',
  'bad-role': () => 'Vai trò viết như CAX, PC02, TTR.',
  'bad-province': () => 'Ghi mã tỉnh gồm 2 chữ số; đơn vị của Bộ thì để trống.',
  'bad-areas': () => 'Ghi mã xã, phường gồm 5 chữ số, hoặc tên; ghi "không" nếu không phụ trách xã, phường nào.',
  'unknown-area': () => 'Không có xã, phường này trong tỉnh theo danh mục địa giới đang dùng.',
  'ambiguous-area': () => 'Nhiều xã, phường cùng tên. Ghi kèm loại (xã, phường) hoặc ghi mã.',
  'bad-hours': () => 'Ghi 24/7, hoặc theo tuần như: T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00.',
  'bad-phone': () => 'Không phải số điện thoại Việt Nam. Nếu lấy từ Excel, đặt cột ở dạng văn bản (Text).',
  'bad-channel': () => 'Ghi nhiều nhất 10 kênh, cách nhau bằng dấu chấm phẩy, mỗi kênh không quá 100 ký tự.',
  'bad-day': () => 'Ngày viết như 01/07/2026 hoặc 2026-07-01.',
  'bad-text': () => 'Dài quá, hoặc có ký tự không nhìn thấy được.',
  'reason-missing': () => 'Cần ghi lý do thay đổi.',
  'double-code': (about) => `Mã này đã có ở dòng ${about}.`,
  'unknown-unit': () => 'Không có đơn vị này.',
  'code-taken': () => 'Đã có đơn vị mang mã này.',
  stays: (about) =>
    `Mục này giữ nguyên${about === '' ? '' : ` (đang là ${about})`}. Đơn vị khác loại hoặc khác tỉnh là một đơn vị khác, cần thêm mới.`,
  'not-yours': () => 'Đơn vị này do quản trị viên của tỉnh khác hoặc của Bộ sửa.',
  'unknown-parent': () => 'Không có đơn vị cấp trên này.',
  'parent-cycle': () => 'Đơn vị không thể là cấp trên của chính mình.',
  'parent-ended': (about) => `Đơn vị cấp trên kết thúc ngày ${dayWords(about)}, trước đơn vị này.`,
  'parent-later': () => 'Không hẹn trước việc đổi cấp trên được: cho thay đổi này có hiệu lực từ hôm nay.',
  'unknown-successor': () => 'Không có đơn vị kế nhiệm này.',
  'successor-ended': () => 'Đơn vị kế nhiệm khi đó cũng đã kết thúc.',
  'successor-without-end': () => 'Có đơn vị kế nhiệm thì cần ghi ngày hết hiệu lực.',
  'has-children': (about) => `Còn đơn vị trực thuộc, như ${about}. Đổi cấp trên của các đơn vị đó trước.`,
  'days-in-wrong-order': (about) => `Phải sau ngày ${dayWords(about)}, là ngày nội dung này bắt đầu có hiệu lực.`,
  overlap: (about) =>
    about === ''
      ? 'Có xã, phường mà đơn vị khác đang hoặc đã phụ trách trong thời gian đó. Chọn ngày hiệu lực muộn hơn.'
      : `Đơn vị ${about} phụ trách xã, phường này trong cùng thời gian.`,
  busy: (about) => {
    const [tips, officers] = about.split('/')
    return `Đơn vị còn ${tips} tin chưa đóng và ${officers} cán bộ đang hoạt động. Ghi đơn vị kế nhiệm; tin và cán bộ ở lại cho đến khi được chuyển.`
  },
}

/** What is wrong, without where it stands. */
export function faultWords(fault: UnitFault): string {
  const { about = '', field, reason } = fault
  const kind = field === 'kind' ? Object.entries(KIND_WORDS).find(([code]) => code === about) : undefined
  return FAULT_WORDS[reason](kind?.[1][0] ?? about)
}

/** Why a file was not read. */
export function fileFaultWords(fault: UnitFileFault): string {
  const column = 'column' in fault && fault.column !== null ? `, cột ${fault.column}` : ''
  const place = fault.line === null ? '' : ` (dòng ${fault.line}${column})`
  return `${FILE_WORDS[fault.reason]}${place}`
}

const FILE_WORDS: Readonly<Record<UnitFileFault['reason'], string>> = {
  'no-code-column': 'Không thấy dòng tiêu đề cột: cần một cột tên "Mã" và ít nhất một cột khác.',
  'no-rows': 'Tệp chỉ có tiêu đề cột, không có đơn vị nào.',
  'too-many-units': 'Tệp có nhiều dòng hơn số đơn vị của cả nước.',
  'too-large': 'Tệp quá lớn.',
  encoding: 'Tệp không phải UTF-8. Lưu lại ở dạng "CSV UTF-8" hoặc .xlsx.',
  syntax: 'Tệp viết sai cách ở đây, thường do dấu ngoặc kép mở mà không đóng.',
  'too-deep': 'Tệp có quá nhiều lớp ngoặc lồng nhau.',
  'duplicate-key': 'Tệp có khóa lặp lại.',
  'forbidden-key': 'Tệp có khóa không được dùng.',
  'huge-cell': 'Có ô quá dài.',
  'too-many-rows': 'Tệp có quá nhiều dòng.',
  'too-many-columns': 'Tệp có quá nhiều cột.',
  formula: 'Có ô là công thức. Sao chép cột rồi dán ở dạng giá trị.',
  'not-a-workbook': 'Tệp .xlsx hỏng, có mật khẩu, hoặc không phải sổ tính Excel.',
  'no-table': 'Tệp không có bảng nào.',
  'unknown-kind': 'Chỉ nhận tệp .csv, .tsv, .xlsx hoặc .json.',
}
