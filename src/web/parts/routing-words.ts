import type { RulesFault } from '../../domain/routing-rules.ts'

/** One fault of a document, after the path of its place. */
export function faultWords(fault: RulesFault): string {
  switch (fault.fault) {
    case 'not-this-shape':
      return 'không đúng cấu trúc'
    case 'unknown-category':
      return 'không có loại việc này'
    case 'missing-category':
      return 'thiếu dòng cho loại việc này'
    case 'unknown-role':
      return 'không có đơn vị nào mang mã này'
    case 'no-department':
      return 'cần ghi phòng nghiệp vụ'
    case 'below-province':
      return 'không được: theo quy định việc này không xuống dưới cấp tỉnh'
    case 'through-commune':
      return 'không được: chi tiết loại việc này không qua cấp xã, nên first phải là "department"'
    case 'wrong-level':
      return 'đơn vị không đúng cấp; cơ quan ngoài công an ghi ở mục outside'
    case 'not-outside':
      return 'chỉ cơ quan ngoài công an mới nhận phiếu chuyển'
    case 'no-command-centre':
      return 'khi có nguy hiểm phải báo trung tâm chỉ huy'
  }
}

export function refusalOfRouting(reason: string): string {
  switch (reason) {
    case 'not-json':
      return 'Nội dung không phải JSON. Sửa rồi gửi lại.'
    case 'note-missing':
      return 'Ghi nội dung thay đổi và lý do, ít nhất 5 ký tự.'
    case 'note-too-long':
      return 'Phần ghi chú dài hơn 500 ký tự. Rút gọn rồi gửi lại.'
    case 'bad-rules':
      return 'Bản quy tắc có chỗ sai, nên chưa được lưu. Xem từng chỗ dưới đây.'
    default:
      return 'Không có bản quy tắc này.'
  }
}
