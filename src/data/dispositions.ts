/** What an officer records at the end (domain reference 5.1). */
export const DISPOSITIONS_VERSION = 1

export interface Disposition {
  code: string
  vi: string
  /** Counts as "tin có giá trị" by default; a unit may change the set, and a report prints the set it used. */
  valuable: 'yes' | 'no' | 'follows-root' | 'undecided'
  /** False where the matter goes on elsewhere or the clock only stands still. */
  isFinal: boolean
}

export const DISPOSITIONS: readonly Disposition[] = [
  { code: 'prosecuted', vi: 'Khởi tố vụ án hình sự', valuable: 'yes', isFinal: true },
  { code: 'not-prosecuted', vi: 'Không khởi tố', valuable: 'no', isFinal: true },
  { code: 'suspended', vi: 'Tạm đình chỉ giải quyết', valuable: 'undecided', isFinal: false },
  { code: 'administrative', vi: 'Xử lý vi phạm hành chính', valuable: 'yes', isFinal: true },
  { code: 'warned', vi: 'Nhắc nhở, răn đe, giáo dục, hòa giải', valuable: 'yes', isFinal: true },
  { code: 'hazard-removed', vi: 'Đã khắc phục nguy cơ', valuable: 'yes', isFinal: true },
  { code: 'assisted', vi: 'Hỗ trợ có kết quả', valuable: 'yes', isFinal: true },
  { code: 'handed-in', vi: 'Đã tiếp nhận giao nộp', valuable: 'yes', isFinal: true },
  { code: 'supporting', vi: 'Bổ sung cho vụ, việc đang giải quyết', valuable: 'yes', isFinal: true },
  { code: 'transferred', vi: 'Chuyển đơn vị, cơ quan khác', valuable: 'undecided', isFinal: false },
  { code: 'no-offence', vi: 'Không có dấu hiệu tội phạm, vi phạm', valuable: 'no', isFinal: true },
  { code: 'unverifiable', vi: 'Không đủ thông tin xác minh', valuable: 'no', isFinal: true },
  { code: 'duplicate', vi: 'Trùng, gộp vào tin gốc', valuable: 'follows-root', isFinal: true },
  { code: 'false-honest', vi: 'Không đúng nhưng ngay tình', valuable: 'no', isFinal: true },
  { code: 'false-deliberate', vi: 'Cố ý báo tin giả', valuable: 'no', isFinal: true },
  { code: 'other-agency', vi: 'Thuộc cơ quan khác', valuable: 'no', isFinal: true },
  { code: 'spam', vi: 'Tin rác', valuable: 'no', isFinal: true },
  { code: 'out-of-scope', vi: 'Ngoài phạm vi', valuable: 'no', isFinal: true },
]

/** Closed as one of these, a tip was an allegation that nothing came of: it teaches nothing from then on (invariant 24). */
export const UNPROVEN = ['no-offence', 'unverifiable', 'false-honest', 'false-deliberate', 'spam'] as const

export function findDisposition(code: string): Disposition | undefined {
  return DISPOSITIONS.find((disposition) => disposition.code === code)
}
