import type { UnsealRefusal } from '../../domain/unsealing.ts'
import type { ExcludeFault } from '../../flow/exclude.ts'
import type { AskFault, UnsealRule } from '../../flow/unseal-rules.ts'
import type { UnsealEvent, UnsealStanding } from '../../flow/unsealings.ts'

export const STANDING_WORDS: Record<UnsealStanding, string> = {
  open: 'Đang chờ hai người giữ khóa',
  approved: 'Đã được mở, còn hạn 15 phút',
  refused: 'Không được đồng ý',
  opened: 'Đã mở, quyền đã dùng',
  'request-expired': 'Hết hạn 24 giờ, chưa đủ hai người đồng ý',
  'grant-expired': 'Được đồng ý nhưng quá 15 phút không mở',
}

export const EVENT_WORDS: Record<UnsealEvent['what'], string> = {
  asked: 'Yêu cầu',
  approved: 'Đồng ý',
  declined: 'Không đồng ý',
  granted: 'Đủ hai người đồng ý, quyền mở bắt đầu',
  opened: 'Mở danh tính',
  'request-expired': 'Yêu cầu hết hạn',
  'grant-expired': 'Quyền mở hết hạn, chưa dùng',
}

const RULE_WORDS: Record<UnsealRule | UnsealRefusal | AskFault | ExcludeFault, string> = {
  'not-holder': 'Chỉ cán bộ của đơn vị chủ trì tin mới yêu cầu được.',
  'own-request': 'Không ai quyết định yêu cầu của chính mình. Lần thử này được ghi lại.',
  'not-custodian': 'Chỉ người giữ khóa danh tính mới quyết định được. Lần thử này được ghi lại.',
  excluded: 'Không quyết định được yêu cầu này.',
  twice: 'Mỗi người chỉ quyết định một lần. Lần thử này được ghi lại.',
  'not-open': 'Yêu cầu không còn chờ quyết định.',
  expired: 'Đã hết hạn. Cần một yêu cầu mới.',
  'same-unit': 'Người giữ khóa phải thuộc đơn vị khác đơn vị yêu cầu.',
  'unit-decided': 'Đơn vị này đã có một người đồng ý. Người thứ hai phải thuộc đơn vị khác.',
  'fresh-credential': 'Khóa (passkey) này ghi danh chưa quá 24 giờ trước khi có yêu cầu, nên không được tính.',
  passkey: 'Chưa xác nhận được bằng khóa. Anh/Chị thử lại bằng khóa của chính mình.',
  'not-requester': 'Chỉ người yêu cầu mới mở được. Lần thử này được ghi lại.',
  'not-approved': 'Chưa đủ hai người đồng ý.',
  unknown: 'Không có yêu cầu này.',
  used: 'Quyền mở đã được dùng. Cần một yêu cầu mới.',
  'approver-changed': 'Một người đã đồng ý nay không còn đủ điều kiện. Cần một yêu cầu mới.',
  'requester-changed': 'Người yêu cầu nay không còn xử lý tin này. Không mở được.',
  'other-session': 'Chỉ mở được trong phiên đăng nhập đã gửi yêu cầu. Phiên đó đã hết, cần một yêu cầu mới.',
  evidence: 'Bằng chứng của một trong các khóa không đúng. Không mở được.',
  basis: 'Chọn một căn cứ trong danh sách.',
  article: 'Ghi điều, khoản hoặc số văn bản, từ 3 đến 200 ký tự.',
  'case-number': 'Ghi số hồ sơ, từ 3 đến 60 ký tự.',
  'reason-short': 'Lý do còn quá ngắn. Viết đủ để người khác quyết định được.',
  'reason-long': 'Lý do dài hơn 2.000 ký tự. Rút gọn rồi gửi lại.',
  'not-leader': 'Chỉ chỉ huy đơn vị hoặc giám sát cấp tỉnh làm được việc này.',
  'unknown-officer': 'Không có cán bộ mang số hiệu này.',
  'unknown-unit': 'Không có đơn vị này. Gõ một phần tên rồi chọn trong danh sách gợi ý.',
  'note-missing': 'Ghi rõ lý do, ít nhất 5 ký tự.',
  'note-too-long': 'Lý do dài hơn 500 ký tự. Rút gọn rồi gửi lại.',
  'nobody-left': 'Không còn ai xử lý được tin. Chuyển tin cho đơn vị khác trước.',
}

/** What to say of a refusal. */
export function unsealWords(reason: keyof typeof RULE_WORDS): string {
  return RULE_WORDS[reason]
}

export const VAULT_AWAY = 'Kho danh tính chưa trả lời. Thử lại một lần; nếu quyền đã được dùng thì cần một yêu cầu mới.'

export const EXCLUSION_WORDS = {
  'accused-unit': 'đơn vị bị phản ánh',
  'number-in-text': 'số hiệu có trong lời kể',
  'by-hand': 'chỉ huy loại trừ',
} as const

export const DONE_WORDS: Readonly<Record<string, string>> = {
  'yeu-cau': 'Đã gửi yêu cầu. Hai người giữ khóa của hai đơn vị khác sẽ quyết định trong 24 giờ.',
  'dong-y': 'Đã ghi: đồng ý.',
  'tu-choi': 'Đã ghi: không đồng ý. Yêu cầu kết thúc.',
  'loai-tru': 'Đã loại trừ. Người hoặc đơn vị này không còn thấy tin.',
}
