import { ANSWER_LENGTH_MAX } from '../../flow/decide.ts'
import type { Outcome } from '../../flow/desk-act.ts'
import type { Uncovered } from '../../flow/uncover.ts'

/** Acts on a tip, as the last part of their address. */
export const ACTS = [
  'tiep-nhan',
  'phan-loai',
  'muc-khan',
  'hieu-dung',
  'hoi-truoc',
  'chuyen',
  'tra-lai',
  'noi-xay-ra',
  'tra-loi',
  'dong',
  'mo',
  'luu-giu',
] as const
export type Act = (typeof ACTS)[number]

type FlowReason = Exclude<Outcome | Uncovered, { ok: true }>['reason']
/** Why an act was not done, without the two that lead to other pages; the last three are found before `decide` is asked. */
export type RefusalReason =
  | Exclude<FlowReason, 'signed-out' | 'not-found'>
  | 'unknown-urgency'
  | 'unit-ambiguous'
  | 'place-open'

/** A refused act, with what was typed, so that nothing need be typed twice. */
export interface RefusedAct {
  act: Act
  reason: RefusalReason
  typed: Readonly<Record<string, string>>
  /** How much of the tip the form had seen, to tell what is new since. */
  seen: Seen
  /** The submission goes on under the same key. */
  key: string
  /** Units the typed name may mean. */
  candidates?: readonly string[]
}

/** How many messages of the citizen and how many decisions a page showed. */
export interface Seen {
  messages: number
  decisions: number
}

const NUMBER = new Intl.NumberFormat('vi-VN')

/** The sentence beside the control; says what to do next. */
export function refusalWords(refused: RefusedAct): string {
  switch (refused.reason) {
    case 'unknown-category':
      return 'Chọn một phân loại trong danh sách.'
    case 'unknown-urgency':
      return 'Chọn một mức khẩn trong danh sách.'
    case 'unknown-unit':
      return 'Không có đơn vị này. Gõ một phần tên rồi chọn trong danh sách gợi ý.'
    case 'unit-ambiguous':
      return `Chưa rõ là đơn vị nào. Ghi đầy đủ một trong số này: ${(refused.candidates ?? []).join('; ')}.`
    case 'same-unit':
      return 'Tin đang ở chính đơn vị này. Chọn đơn vị khác.'
    case 'unknown-place':
      return 'Không tìm thấy nơi này. Gõ tên phường, xã, có thể kèm tỉnh hoặc tên cũ.'
    case 'place-open':
      return 'Chọn một nơi trong danh sách tìm được, rồi lưu.'
    case 'no-unit-there':
      return 'Chưa có đơn vị phụ trách nơi này trong hệ thống, nên chưa chuyển được. Có thể lưu nơi xảy ra, rồi chuyển tới đơn vị khác.'
    case 'outside-body':
      return 'Cơ quan này không đọc được tin trong hệ thống. Lập phiếu chuyển nguồn tin cho cơ quan đó.'
    case 'unknown-return':
      return 'Chọn một lý do trong danh sách.'
    case 'nowhere-to-return':
      return 'Không còn đơn vị nào để trả lại tin này. Chuyển đến đơn vị khác, hoặc xử lý tại đây.'
    case 'unknown-disposition':
      return 'Chọn một kết quả trong danh sách.'
    case 'unknown-retention':
      return 'Chọn một việc trong danh sách.'
    case 'not-commander':
      return 'Chỉ huy đơn vị mới quyết định việc này.'
    case 'unknown-kind':
      return 'Chọn một mục trong danh sách.'
    case 'not-asked':
      return refused.act === 'hoi-truoc'
        ? 'Tin này đã có người phân loại, nên không cần trả lời câu hỏi nữa.'
        : 'Trả lời câu hỏi phân loại ở đầu tin trước, rồi mới sửa phân loại.'
    case 'reason-missing':
      return 'Ghi lý do, ít nhất 5 ký tự.'
    case 'text-missing':
      return 'Viết nội dung trả lời trước khi gửi.'
    case 'text-too-long':
      return `Nội dung dài hơn ${NUMBER.format(ANSWER_LENGTH_MAX)} ký tự. Rút gọn rồi gửi lại.`
    case 'closed':
      return refused.act === 'tiep-nhan'
        ? 'Tin đã được tiếp nhận hoặc đã đóng, nên không tiếp nhận thêm lần nữa.'
        : 'Tin đã đóng hoặc chưa tới bước này, nên chưa thực hiện được.'
    case 'about-police':
      return 'Tin phản ánh về công an không được chuyển xuống cấp xã. Chọn thanh tra hoặc đơn vị cấp tỉnh trở lên.'
    case 'nobody-cleared':
      return 'Đơn vị nhận chưa có cán bộ được giao xem tin hạn chế, nên chuyển tới đó sẽ không ai mở được. Chọn đơn vị khác hoặc đề nghị quản trị giao cán bộ.'
    case 'unknown-reason':
      return 'Chọn một lý do trong danh sách.'
    case 'note-missing':
      return 'Ghi rõ lý do, ít nhất 5 ký tự.'
    case 'note-too-long':
      return 'Lý do dài hơn 500 ký tự. Rút gọn rồi gửi lại.'
    case 'not-holder':
      return 'Đơn vị này nhận tin để biết, không phải đơn vị chủ trì, nên không làm được việc này. Anh/Chị vẫn trả lời được người báo tin.'
    case 'changed':
      return 'Tin vừa có thay đổi, nên việc này chưa được thực hiện. Xem phần mới dưới đây; nếu vẫn cần, bấm lại nút.'
  }
}

/** 409 where the tip's state forbids it, 400 where the form must be mended. */
export function refusalStatus(reason: RefusalReason): 400 | 409 {
  const isState = ['changed', 'closed', 'not-holder', 'not-commander', 'not-asked', 'nowhere-to-return'].includes(
    reason,
  )
  return isState ? 409 : 400
}
