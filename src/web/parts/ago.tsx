import type { Lang } from './lang.ts'

/** `Date` and `Temporal.Instant` both serve. */
export type Moment = Date | { readonly epochMilliseconds: number }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function toMs(moment: Moment): number {
  return moment instanceof Date ? moment.getTime() : moment.epochMilliseconds
}

/** `23:41, 31/07/2026` in the time of Viet Nam (domain reference 7.1, numbers). */
export function formatExact(moment: Moment): string {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of parts.formatToParts(toMs(moment))) found[type] = value
  return `${found.hour}:${found.minute}, ${found.day}/${found.month}/${found.year}`
}

/** "2 phút trước" as people say it; from a week on, the exact time. A moment in the future counts as now. */
export function formatAgo(moment: Moment, now: Moment, lang: Lang = 'vi'): string {
  const ageMs = toMs(now) - toMs(moment)
  if (ageMs < MINUTE_MS) return lang === 'vi' ? 'vừa xong' : 'just now'
  if (ageMs >= 7 * DAY_MS) return formatExact(moment)
  const [count, vi, en] =
    ageMs < HOUR_MS
      ? [Math.floor(ageMs / MINUTE_MS), 'phút', 'minute']
      : ageMs < DAY_MS
        ? [Math.floor(ageMs / HOUR_MS), 'giờ', 'hour']
        : [Math.floor(ageMs / DAY_MS), 'ngày', 'day']
  return lang === 'vi' ? `${count} ${vi} trước` : `${count} ${en}${count === 1 ? '' : 's'} ago`
}

/** A time for both rooms: told as people say it, exact in the tooltip and in print. */
export function Ago(props: { at: Moment; now: Moment; lang?: Lang }) {
  const exact = formatExact(props.at)
  return (
    <time datetime={new Date(toMs(props.at)).toISOString()} title={exact}>
      <span class="on-screen">{formatAgo(props.at, props.now, props.lang)}</span>
      <span class="in-print">{exact}</span>
    </time>
  )
}
