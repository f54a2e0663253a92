import { formatExact } from './ago.tsx'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `23:41` in the time of Viet Nam. */
export function formatClock(at: Date): string {
  return formatExact(at).slice(0, 5)
}

/** `23:41` for today, else `23:41, 31/07`; the whole date stands in the tooltip. */
export function formatShort(at: Date, now: Date): string {
  const [time = '', day = ''] = formatExact(at).split(', ')
  return formatExact(now).endsWith(day) ? time : `${time}, ${day.slice(0, 5)}`
}

/** A row's age, short enough for its column: `2 phút`, `3 ngày`, from a week on `31/07`. desk-rows.js has the same. */
export function formatAge(at: Date, now: Date): string {
  const ageMs = now.getTime() - at.getTime()
  if (ageMs < MINUTE_MS) return 'vừa tới'
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} phút`
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} giờ`
  if (ageMs < 7 * DAY_MS) return `${Math.floor(ageMs / DAY_MS)} ngày`
  return formatExact(at).slice(7, 12)
}

/** A length of time in words: `1 giờ 20 phút`. */
export function formatDuration(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 1) return 'chưa đầy 1 phút'
  if (minutes < 60) return `${minutes} phút`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} ngày`
  return minutes % 60 === 0 ? `${hours} giờ` : `${hours} giờ ${minutes % 60} phút`
}
