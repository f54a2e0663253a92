import type { AuditAction } from '../../storage/audit.ts'

/** What was done, as an auditor reads it and picks it from the list. What is not here is shown by its id. */
const ACTION_WORDS = {
  'inbox.read': 'Xem danh sách tin',
  'map.read': 'Xem bản đồ tin',
  'tip.read': 'Mở tin',
  'tip.uncover': 'Mở phần được che của tin',
  'tip.accept': 'Tiếp nhận tin',
  'tip.correct': 'Sửa phân loại hoặc mức khẩn',
  'tip.transfer': 'Chuyển tin',
  'tip.return': 'Trả lại tin',
  'slip.proposed': 'Máy đề xuất phiếu chuyển',
  'slip.confirmed': 'Lập phiếu chuyển nguồn tin',
  'slip.handed-over': 'Đã giao phiếu chuyển',
  'slip.answered': 'Đã nhận trả lời phiếu chuyển',
  'slip.dropped': 'Bỏ phiếu chuyển',
  'slip.printed': 'Xem bản in phiếu chuyển',
  'routing.read': 'Xem quy tắc phân luồng',
  'routing.refused': 'Bị từ chối xem quy tắc phân luồng',
  'routing.added': 'Thêm bản quy tắc phân luồng',
  'routing.activated': 'Đưa bản quy tắc phân luồng vào dùng',
  'tip.answer': 'Trả lời người báo',
  'tip.close': 'Đóng tin',
  'tip.assigned': 'Tin được giao cho đơn vị',
  'tip.refused': 'Bị từ chối mở tin',
  'login.accepted': 'Đăng nhập',
  'login.refused': 'Bị từ chối đăng nhập',
  logout: 'Đăng xuất',
  'officer.added': 'Thêm cán bộ',
  'officer.changed': 'Đổi quyền cán bộ',
  'officer.disabled': 'Khóa tài khoản',
  'officer.enabled': 'Mở lại tài khoản',
  'officer.link': 'Cấp liên kết ghi danh',
  'officers.refused': 'Bị từ chối vào trang cán bộ',
  'enrolment.used': 'Ghi danh bằng liên kết',
  'enrolment.refused': 'Bị từ chối ghi danh',
  'passkey.added': 'Thêm khóa (passkey)',
  'passkey.renamed': 'Đổi tên khóa',
  'passkey.removed': 'Bỏ khóa',
  'password.changed': 'Đổi mật khẩu',
  'password.removed': 'Bỏ mật khẩu',
  'totp.changed': 'Đổi ứng dụng tạo mã',
  'recovery.renewed': 'Tạo mã dự phòng mới',
  'sessions.ended': 'Kết thúc các phiên khác',
  'fresh.accepted': 'Xác nhận lại danh tính',
  'fresh.refused': 'Xác nhận lại không thành',
  'tip.hold': 'Giữ tin lại, không xóa',
  'tip.handover': 'Bàn giao tin',
  'tip.erased': 'Xóa nội dung tin',
  'contact.ended': 'Người báo chấm dứt liên hệ',
  'identity.destroyed': 'Hủy danh tính người báo',
  'key.destroyed': 'Hủy khóa nội dung',
  'audit.read': 'Xem nhật ký',
  'audit.refused': 'Bị từ chối xem nhật ký',
  'tip.review-skipped': 'Bỏ qua câu hỏi phân loại',
  'figures.read': 'Xem số liệu máy hiểu tin',
  'figures.refused': 'Bị từ chối xem số liệu máy hiểu tin',
  'place.asked': 'Tra cứu địa danh',
  'model.promoted': 'Mô hình học lại được đưa vào dùng',
  'model.kept': 'Mô hình học lại không đạt, giữ mô hình cũ',
  'model.chosen': 'Chọn mô hình để dùng',
  'gazetteer.imported': 'Nhập danh mục địa danh',
  'gazetteer.activated': 'Đưa danh mục địa danh vào dùng',
  'tip.excluded': 'Không cho một người hoặc đơn vị xem tin',
  'unseal.asked': 'Yêu cầu mở danh tính',
  'unseal.approved': 'Đồng ý mở danh tính',
  'unseal.declined': 'Không đồng ý mở danh tính',
  'unseal.read': 'Xem yêu cầu mở danh tính',
  'unseal.refused': 'Bị từ chối khi mở danh tính',
  'identity.unsealed': 'Đã mở danh tính',
  'series.read': 'Xem chuỗi tin',
  'series.refused': 'Bị từ chối xem chuỗi tin',
  'series.alerted': 'Báo chuỗi tin mới',
  'series.ended': 'Chuỗi tin kết thúc',
  'unit.added': 'Thêm đơn vị',
  'unit.changed': 'Sửa đơn vị',
  'unit.ended': 'Kết thúc đơn vị',
  'units.exported': 'Tải bảng đơn vị',
  'units.refused': 'Bị từ chối vào trang đơn vị',
  'incident.read': 'Xem vụ việc',
  'incident.joined': 'Máy gộp tin vào vụ việc',
  'incident.suggested': 'Máy gợi ý tin cùng vụ việc',
  'incident.escalated': 'Vụ việc có dấu hiệu nặng thêm',
  'incident.confirmed': 'Xác nhận tin cùng vụ việc',
  'incident.rejected': 'Xác nhận tin không cùng vụ việc',
  'incident.merged': 'Nhập hai vụ việc làm một',
  'incident.split': 'Tách tin khỏi vụ việc',
  'incident.moved': 'Chuyển tin sang vụ việc khác',
  'incident.undone': 'Hoàn tác việc gộp, tách',
  'incident.refused': 'Bị từ chối vào trang vụ việc',
} satisfies Partial<Record<AuditAction, string>>

export const KNOWN_ACTIONS: readonly (readonly [id: string, words: string])[] = Object.entries(ACTION_WORDS)

const WORDS_OF: ReadonlyMap<string, string> = new Map(KNOWN_ACTIONS)

export function actionWords(action: string): string {
  return WORDS_OF.get(action) ?? action
}

const DETAIL_WORDS: Readonly<Record<string, string>> = {
  view: 'danh sách',
  urgencies: 'mức khẩn',
  category: 'loại việc',
  hours: 'trong số giờ',
  hiddenCount: 'tin hạn chế không hiện',
  tips: 'tin',
  reason: 'lý do',
  role: 'vai trò',
  code: 'mã tin',
  kind: 'loại',
  before: 'trước',
  after: 'sau',
  decision: 'quyết định',
  filters: 'lọc theo',
  unit: 'đơn vị',
  officers: 'cán bộ',
  tip: 'tin',
  newest: 'từ dòng',
  oldest: 'đến dòng',
  count: 'số dòng',
  method: 'cách',
  by: 'bằng',
  part: 'phần',
  shown: 'đang hiện',
  version: 'phiên bản',
  from: 'từ ngày',
  to: 'đến trước ngày',
  fields: 'mục',
  successor: 'đơn vị kế nhiệm',
  series: 'chuỗi',
  topic: 'nhóm việc',
  mark: 'điểm chung',
  incident: 'vụ việc',
  other: 'tin kia',
  act: 'thao tác',
  how: 'cách gộp',
  worsening: 'dấu hiệu',
}

const VALUE_WORDS: Readonly<Record<string, string>> = {
  tale: 'lời kể của tin hạn chế',
  'self-words': 'lời có thể làm lộ người báo',
}

/** More than these are counted, not listed. */
const LISTED_MAX = 3

/** What a row says besides, as pairs of words and ids; of long lists their length. */
export function detailWords(detail: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    const text = valueWords(value)
    return text === null ? [] : [{ name: DETAIL_WORDS[name] ?? name, value: text }]
  })
}

function valueWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (value === true) return 'có'
  if (value === false) return 'không'
  if (typeof value === 'string') return VALUE_WORDS[value] ?? value
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (value.length === 0) return null
  return value.length > LISTED_MAX ? `${value.length} mục` : value.map(String).join(', ')
}
