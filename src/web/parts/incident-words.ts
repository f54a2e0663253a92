import type { LinkReason, Relation, Worsening } from '../../domain/incident.ts'
import type { IncidentRefusal } from '../../flow/incident-acts.ts'
import type { IncidentActKind } from '../../storage/incident-schema.ts'

/** What a voice is to its incident, as officers say it. */
export const RELATION_WORDS: Record<Relation, string> = {
  first: 'Tin đầu tiên',
  repeat: 'Cùng người báo, báo thêm',
  copy: 'Bản chuyển tiếp',
  witness: 'Người khác kể',
  escalation: 'Nặng thêm',
}

/** Why two tips may tell of one event: nothing of what either says. */
export const REASON_WORDS: Record<LinkReason, string> = {
  'same-words': 'cùng lời',
  'near-words': 'gần như cùng lời',
  'rare-words': 'cùng nhắc những từ ít gặp',
  'same-sender': 'cùng người báo',
  'same-phone': 'cùng số điện thoại',
  'same-plate': 'cùng biển số',
  'same-account': 'cùng số tài khoản',
  'same-link': 'cùng đường dẫn',
  'same-photo': 'ảnh rất giống nhau',
  'same-place': 'cùng nơi xảy ra',
  'near-place': 'nơi xảy ra gần nhau',
  'same-time': 'cùng khoảng thời gian',
  'same-category': 'cùng loại việc',
}

/** What a later voice added, after "Nặng thêm: ". */
export const WORSENING_WORDS: Record<Worsening, string> = {
  urgency: 'khẩn cấp hơn',
  victim: 'có nạn nhân',
  weapon: 'có hung khí',
  fire: 'có cháy',
  place: 'chuyển sang nơi khác',
}

/** From so much on two tips are very much alike; below the second they may be. Words, for a figure says too much. */
const VERY_LIKELY = 0.9
const LIKELY = 0.7

export function likenessWords(score: number): string {
  if (score >= VERY_LIKELY) return 'Rất giống'
  return score >= LIKELY ? 'Giống' : 'Có thể'
}

/** "cùng biển số, cùng nơi xảy ra": the weightiest first, as they come. */
export function reasonsWords(reasons: readonly LinkReason[]): string {
  return reasons.map((reason) => REASON_WORDS[reason]).join(', ')
}

/** "3 tin và 12 bản chuyển tiếp": copies are counted apart, for a chain message is no crowd of witnesses. */
export function voicesWords(voices: number, copies: number): string {
  const own = voices - copies
  return copies === 0 ? `${own} tin` : `${own} tin và ${copies} bản chuyển tiếp`
}

/** What an officer did with an incident, as a clause without its full stop. `tip`, `other`: codes. */
export function actWords(kind: IncidentActKind, tip: string, other: string | null): string {
  switch (kind) {
    case 'confirm':
      return `Xác nhận tin ${tip} cùng vụ với tin ${other ?? ''}`
    case 'reject':
      return `Xác nhận tin ${tip} không cùng vụ với tin ${other ?? ''}`
    case 'merge':
      return `Nhập vụ của tin ${tip} vào vụ của tin ${other ?? ''}`
    case 'split':
      return `Tách tin ${tip} khỏi vụ việc`
    case 'move':
      return `Chuyển tin ${tip} sang vụ của tin ${other ?? ''}`
    case 'undo':
      return `Hoàn tác việc đã làm với tin ${tip}`
  }
}

export function incidentRefusalWords(reason: IncidentRefusal | 'unknown-code'): string {
  switch (reason) {
    case 'not-holder':
      return 'Đơn vị này không chủ trì tin đó, nên không gộp hoặc tách được.'
    case 'same-incident':
      return 'Hai tin đã ở trong cùng một vụ việc.'
    case 'not-in-incident':
      return 'Tin này không còn ở trong vụ việc nào.'
    case 'nothing-to-undo':
      return 'Việc này đã được hoàn tác.'
    case 'changed':
      return 'Vụ việc vừa có thay đổi, nên việc này chưa được thực hiện. Xem lại rồi làm tiếp nếu vẫn cần.'
    case 'unknown-code':
      return 'Không có tin nào mang mã này trong các tin của đơn vị. Mã có dạng TB-79-261122-0042.'
  }
}

/** By the last part of the address after an act. */
export const INCIDENT_DONE_WORDS: Readonly<Record<string, string>> = {
  'cung-vu': 'Đã ghi: cùng một vụ.',
  'khac-vu': 'Đã ghi: không cùng vụ. Máy sẽ không gợi ý lại.',
  'tach-vu': 'Đã tách tin khỏi vụ việc.',
  'chuyen-vu': 'Đã chuyển tin sang vụ việc khác.',
  'nhap-vu': 'Đã nhập hai vụ việc làm một.',
  'hoan-tac-vu': 'Đã hoàn tác.',
}
