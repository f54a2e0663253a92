import type { SlipState } from '../../storage/routing-schema.ts'

export const SLIP_STATE_WORDS: Record<SlipState, string> = {
  proposed: 'máy đề xuất, chờ cán bộ xác nhận',
  confirmed: 'đã lập, chờ giao',
  'handed-over': 'đã giao, chờ trả lời',
  answered: 'đã có trả lời',
  dropped: 'đã bỏ',
}

/** Steps as the last part of their address. */
export const SLIP_ACTS = { giao: 'handed-over', 'tra-loi': 'answered', bo: 'dropped' } as const

export const SLIP_DONE_WORDS: Readonly<Record<string, string>> = {
  lap: 'Đã lập phiếu. In, ký, đóng dấu rồi giao cho cơ quan nhận.',
  giao: 'Đã ghi nhận việc giao phiếu.',
  'tra-loi': 'Đã ghi nhận cơ quan nhận đã trả lời.',
  bo: 'Đã bỏ phiếu.',
}

export function slipRefusalWords(reason: string): string {
  switch (reason) {
    case 'not-holder':
      return 'Đơn vị này nhận tin để biết, nên không lập phiếu chuyển. Đơn vị chủ trì làm việc này.'
    case 'covered':
      return 'Tin hạn chế: mở lời kể và ghi lý do trước, rồi lập hoặc in phiếu.'
    case 'closed':
      return 'Tin đã đóng, nên không lập thêm phiếu.'
    case 'unknown-body':
      return 'Chọn một cơ quan trong danh sách.'
    case 'about-police':
      return 'Tin phản ánh về công an chỉ được chuyển tới cơ quan có thẩm quyền điều tra cán bộ tư pháp.'
    case 'summary-missing':
      return 'Viết nội dung cần chuyển, ít nhất 20 ký tự.'
    case 'summary-too-long':
      return 'Nội dung dài hơn 1.800 ký tự. Rút gọn cho vừa một trang rồi gửi lại.'
    case 'receipt-inside':
      return 'Nội dung có mã biên nhận của người báo. Xóa mã rồi gửi lại.'
    default:
      return 'Phiếu đã qua bước này. Tải lại trang để xem.'
  }
}
