/** Why an officer may have the words of a restricted tip shown; the code is audited, the officer's own words beside it. */
export const UNCOVER_REASONS_VERSION = 1

export const UNCOVER_REASONS = [
  { code: 'duty', vi: 'Trực ban, xử lý tin' },
  { code: 'assigned', vi: 'Được giao xác minh, giải quyết' },
  { code: 'safety', vi: 'Kiểm tra an toàn của người bị hại hoặc người báo tin' },
  { code: 'command', vi: 'Chỉ huy, kiểm tra việc xử lý' },
  { code: 'answer', vi: 'Trả lời người báo tin' },
] as const
