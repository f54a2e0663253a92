/** Why a unit gives a tip back to whoever sent it, as officers choose it; the code is kept, the words are theirs. */
export const RETURN_REASONS: readonly { code: string; vi: string }[] = [
  { code: 'other-place', vi: 'Nơi xảy ra không thuộc địa bàn' },
  { code: 'other-department', vi: 'Thuộc đơn vị nghiệp vụ khác' },
  { code: 'beyond-level', vi: 'Vượt thẩm quyền của đơn vị' },
  { code: 'below-level', vi: 'Thuộc thẩm quyền cấp xã' },
  { code: 'conflict', vi: 'Đơn vị hoặc cán bộ có liên quan đến nội dung tin' },
  { code: 'other', vi: 'Lý do khác' },
]

export function isReturnReason(code: string): boolean {
  return RETURN_REASONS.some((reason) => reason.code === code)
}
