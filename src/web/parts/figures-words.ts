import type { ShelvedModel } from '../../flow/model-shelf.ts'
import type { Figure, Shortfall } from '../../flow/refit-gate.ts'
import type { DeskNames } from '../desk-names.ts'

const PERCENT = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 })
const F1 = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 3, maximumFractionDigits: 3 })
const COUNT = new Intl.NumberFormat('vi-VN')

export const percent = (share: number): string => PERCENT.format(share)
export const f1 = (value: number): string => F1.format(value)
export const amount = (value: number): string => COUNT.format(value)

const FIGURE_WORDS: Record<Figure, string> = {
  'macro-f1': 'F1 trung bình các loại việc',
  diacritics: 'mất điểm khi không gõ dấu',
  'leaf-recall': 'nhận đủ loại việc',
  'call-now': 'nhận đủ tin cần gọi ngay',
  'call-precision': 'báo gọi ngay đúng',
  'urgency-near': 'mức khẩn cấp lệch không quá một bậc',
  urgent: 'tin mức khẩn cấp và cao không bị xếp thấp hơn',
  police: 'nhận đủ tin về cán bộ công an',
  held: 'tin thường bị giữ lại vì ngờ nói về công an',
  reports: 'nhận đủ tin báo',
  coverage: 'tin được phân loại không cần cán bộ',
}

/** Why a model was not taken over, as a clause. */
export function shortfallWords(shortfall: Shortfall, names: DeskNames): string {
  const { figure, leaf, asked, is } = shortfall
  const isF1 = figure === 'macro-f1' || figure === 'diacritics'
  const show = isF1 ? f1 : percent
  const bound = figure === 'diacritics' || figure === 'held' ? 'nhiều nhất' : 'ít nhất'
  const what = leaf === undefined ? FIGURE_WORDS[figure] : `${FIGURE_WORDS[figure]} “${names.category(leaf)}”`
  return `${what} ${show(is)}, cần ${bound} ${show(asked)}`
}

export const STATE_WORDS: Record<ShelvedModel['state'], string> = {
  'in-use': 'đang dùng',
  former: 'đã dùng trước đây',
  candidate: 'chưa đưa vào dùng, được giữ để xem',
  gone: 'không còn tệp',
}

export const CHOSEN_BY_WORDS: Readonly<Record<string, string>> = {
  refit: 'máy học lại ban đêm và đạt yêu cầu',
  train: 'lệnh tinbao train',
  command: 'lệnh tinbao model',
}
