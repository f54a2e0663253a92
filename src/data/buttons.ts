/** Every button of the dialogue: a verb, and the data that comes back. Channels without buttons number them. */
export const BUTTONS_VERSION = 1

export const BUTTONS = {
  happening: { data: 'now:yes', vi: 'Đang xảy ra', en: 'Happening now' },
  happened: { data: 'now:no', vi: 'Đã xảy ra', en: 'Already over' },
  'hurt-yes': { data: 'hurt:yes', vi: 'Có người bị nạn', en: 'Yes, somebody' },
  'hurt-no': { data: 'hurt:no', vi: 'Không thấy ai', en: 'Nobody seen' },
  'send-location': { data: 'location', vi: 'Gửi vị trí', en: 'Send location' },
  'place-pin': { data: 'place:pin', vi: 'Nơi ghim trên bản đồ', en: 'The pin on the map' },
  'place-words': { data: 'place:words', vi: 'Nơi đã viết', en: 'The place I wrote' },
  'send-media': { data: 'media', vi: 'Gửi thêm ảnh', en: 'Send more photos' },
  send: { data: 'confirm:send', vi: 'Gửi tin', en: 'Send' },
  change: { data: 'confirm:change', vi: 'Sửa lại', en: 'Change' },
  cancel: { data: 'confirm:cancel', vi: 'Hủy', en: 'Cancel' },
  done: { data: 'done', vi: 'Xong', en: 'Done' },
  skip: { data: 'skip', vi: 'Bỏ qua', en: 'Skip' },
  yes: { data: 'yes', vi: 'Có', en: 'Yes' },
  no: { data: 'no', vi: 'Không', en: 'No' },
  report: { data: 'kind:report', vi: 'Báo tin', en: 'Report' },
  ask: { data: 'kind:ask', vi: 'Hỏi thông tin', en: 'Ask' },
  'receipt-yes': { data: 'receipt:yes', vi: 'Nhận mã', en: 'Get the code' },
  'withdraw-yes': { data: 'withdraw:yes', vi: 'Chấm dứt liên hệ', en: 'End the contact' },
  'withdraw-no': { data: 'withdraw:no', vi: 'Giữ liên hệ', en: 'Keep the contact' },
  'contact-named': { data: 'contact:named', vi: 'Gửi có tên', en: 'With my name' },
  'contact-channel': { data: 'contact:contactable', vi: 'Liên hệ qua kênh này', en: 'Through this channel' },
  'contact-anonymous': { data: 'contact:anonymous', vi: 'Gửi ẩn danh', en: 'Anonymously' },
  protect: { data: 'protect', vi: 'Xin được bảo vệ', en: 'Ask for protection' },
  person: { data: 'person', vi: 'Gặp cán bộ', en: 'Talk to an officer' },
} as const satisfies Record<string, { data: string; vi: string; en: string }>

export type ButtonId = keyof typeof BUTTONS
