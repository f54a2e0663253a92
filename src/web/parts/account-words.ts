import type { PasswordFault } from '../../flow/passwords.ts'
import { PASSWORD_LENGTH_MIN } from '../../flow/passwords.ts'
import type { OfficerRole, SessionMethod } from '../../storage/officer-schema.ts'

const FAULT_WORDS: Record<PasswordFault, string> = {
  'too-short': `Mật khẩu cần ít nhất ${PASSWORD_LENGTH_MIN} ký tự.`,
  'too-long': 'Mật khẩu dài quá 200 ký tự.',
  'holds-login': 'Mật khẩu không được chứa tên đăng nhập.',
  'too-simple': 'Mật khẩu lặp lại hoặc theo thứ tự, dễ đoán. Chọn một câu dài khác.',
}

export const PASSWORD_HINT = `Ít nhất ${PASSWORD_LENGTH_MIN} ký tự, ví dụ một câu chỉ mình biết. Không cần ký tự đặc biệt.`

const REASON_WORDS: Readonly<Record<string, string>> = {
  ...FAULT_WORDS,
  'wrong-password': 'Mật khẩu chưa đúng.',
  'wrong-code': 'Mã chưa đúng hoặc đã hết hạn. Nhập mã đang hiện trong ứng dụng.',
  refused: 'Chưa nhận được khóa này. Anh/Chị thử lại hoặc dùng khóa khác.',
  unknown: 'Không có khóa này, hoặc tên để trống.',
  'last-way': 'Đây là cách đăng nhập cuối cùng, nên chưa bỏ được. Thêm cách khác trước.',
  'no-password': 'Tài khoản chưa có mật khẩu và mã.',
  differ: 'Hai lần nhập mật khẩu chưa giống nhau.',
  'bad-login': 'Tên đăng nhập gồm 3 đến 40 ký tự: a-z, 0-9, dấu chấm, gạch dưới, gạch nối.',
  'bad-number': 'Số hiệu gồm 2 đến 20 chữ số, chữ cái hoặc gạch nối.',
  'bad-role': 'Chọn một vai trò trong danh sách.',
  'unknown-unit':
    'Không có đơn vị này trong phạm vi quản trị của Anh/Chị. Gõ một phần tên rồi chọn trong danh sách gợi ý.',
  'login-taken': 'Tên đăng nhập này đã có người dùng.',
  self: 'Không ai tự đổi quyền hoặc tự khóa tài khoản của mình. Nhờ một quản trị viên khác.',
  'last-administrator': 'Đây là quản trị viên cuối cùng đang hoạt động, nên chưa thực hiện được.',
}

/** What to say of a refusal by account, enrolment or officers. */
export function refusedWords(reason: string): string {
  return REASON_WORDS[reason] ?? 'Chưa thực hiện được.'
}

export const ROLE_WORDS: Record<OfficerRole, string> = {
  'duty-officer': 'Cán bộ trực ban',
  'unit-commander': 'Chỉ huy đơn vị',
  'provincial-supervisor': 'Giám sát cấp tỉnh',
  custodian: 'Người giữ khóa danh tính',
  auditor: 'Kiểm tra nhật ký',
  administrator: 'Quản trị viên',
}

export const METHOD_WORDS: Record<SessionMethod, string> = {
  passkey: 'khóa (passkey)',
  'password-totp': 'mật khẩu và mã',
  'password-recovery': 'mật khẩu và mã dự phòng',
}
