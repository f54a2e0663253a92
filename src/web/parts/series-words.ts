import type { MarkKind, SeriesTopic } from '../../domain/series.ts'
import type { NewSeriesLine, SeriesView } from '../../flow/series.ts'

const TOPIC_WORDS: Readonly<Record<SeriesTopic, string>> = {
  fraud: 'Lừa đảo',
  'vehicle-theft': 'Trộm xe',
  racing: 'Đua xe',
  trafficking: 'Mua bán người',
}

const KIND_WORDS: Readonly<Record<MarkKind, string>> = {
  account: 'cùng một tài khoản ngân hàng',
  phone: 'cùng một số điện thoại',
  link: 'cùng một trang web',
  handle: 'cùng một tài khoản mạng xã hội',
  plate: 'cùng một biển số xe',
  method: 'cùng một thủ đoạn',
  road: 'cùng một đoạn đường, lặp lại theo tuần',
}

/** "Lừa đảo: cùng một tài khoản ngân hàng". */
export function seriesTitle({ topic, kind }: Pick<SeriesView, 'topic' | 'kind'>): string {
  return `${TOPIC_WORDS[topic]}: ${KIND_WORDS[kind]}`
}

/** "3 sự việc được phản ánh bởi 3 người báo, ở 2 tỉnh, thành phố." */
export function seriesNumbers({ events, senders, provinces }: SeriesView): string {
  const where = provinces >= 2 ? `, ở ${provinces} tỉnh, thành phố` : ''
  return `${events} sự việc được phản ánh bởi ${senders} người báo${where}.`
}

/** Over the inbox. */
export function newSeriesWords({ topic, kind, tips }: NewSeriesLine): string {
  return `Chuỗi mới: ${tips} tin về ${KIND_WORDS[kind]} (${TOPIC_WORDS[topic].toLowerCase()})`
}
