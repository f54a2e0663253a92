import { type Normalised, normalise } from '../normalise.ts'
import { DAY_MS, HOUR_MS, isTyped, MINUTE_MS, type Part, type Piece } from './day-words.ts'

const NUMBERS: Record<string, number> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  vai: 3,
  may: 3,
  nua: 0.5,
  one: 1,
  two: 2,
  three: 3,
  a: 1,
  an: 1,
}
const UNIT_MS: Record<string, number> = {
  phut: MINUTE_MS,
  p: MINUTE_MS,
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  min: MINUTE_MS,
  mins: MINUTE_MS,
  tieng: HOUR_MS,
  gio: HOUR_MS,
  h: HOUR_MS,
  hour: HOUR_MS,
  hours: HOUR_MS,
  ngay: DAY_MS,
  hom: DAY_MS,
  bua: DAY_MS,
  day: DAY_MS,
  days: DAY_MS,
  tuan: 7 * DAY_MS,
  week: 7 * DAY_MS,
  weeks: 7 * DAY_MS,
  thang: 30 * DAY_MS,
  month: 30 * DAY_MS,
  months: 30 * DAY_MS,
  nam: 365 * DAY_MS,
  year: 365 * DAY_MS,
  years: 365 * DAY_MS,
}
const UNIT = Object.keys(UNIT_MS)
  .sort((a, b) => b.length - a.length)
  .join('|')
const NUMBER = `\\d{1,3}|${Object.keys(NUMBERS).join('|')}`
const AGO = [
  new RegExp(`\\bcach day (?:khoang |tam |chung |gan |hon )?(${NUMBER}) (${UNIT})\\b(?: ruoi)?`, 'g'),
  new RegExp(`\\b(${NUMBER}) ?(${UNIT})(?: dong ho)? (?:truoc|ago)\\b`, 'g'),
]
const RECENT: readonly [pattern: RegExp, backMs: number][] = [
  [/\b(?:hoi nay|luc nay|khi nay|vua nay|moi nay|nay gio|vua xong|vua roi|moi xong|moi day|just now)\b/g, 2 * HOUR_MS],
  [/\b(?:bay gio|ngay luc nay|hien tai|right now)\b/g, 15 * MINUTE_MS],
]
const DATE_PARTS: Record<string, Part> = { sang: 'sáng', trua: 'trưa', chieu: 'chiều', toi: 'tối', dem: 'đêm' }
const WEEKDAYS: Record<string, number> = {
  hai: 1,
  ba: 2,
  tu: 3,
  nam: 4,
  sau: 5,
  bay: 6,
  '2': 1,
  '3': 2,
  '4': 3,
  '5': 4,
  '6': 5,
  '7': 6,
}

/** What each word of time is with its marks; a word that carries other marks ("nằm trước", "thằng trước") is none. */
const MARKED: Record<string, readonly string[]> = Object.fromEntries(
  'năm tháng tuần ngày giờ tiếng phút hôm bữa trước cách đây khoảng chừng gần hơn một hai ba bốn sáu bảy tám chín mười vài mấy nửa rồi qua ngoái hồi lúc khi vừa mới xong bây hiện tại nãy đồng hồ rưỡi tầm nay này'
    .split(' ')
    .map((word) => normalise(word))
    .map((word) => [word.bare, [word.marked]]),
)
MARKED.tam = ['tám', 'tầm']
MARKED.nay = ['nãy', 'này', 'nay']
MARKED.bay = ['bảy', 'bây']
/** "nam truoc nha", "thang truoc cua": words of place that make "trước", "ngoài" no time where marks are missing. */
const PLACE_AFTER =
  /^ (?:nha|cua|cong|quan|duong|san|mat|cho|hem|ngo|he|truong|vuon|ruong|tiem|dong|via|pho|bai|do|kia|phong|xe|em|no|toi|minh)\b/

/** True if no word of a stretch found in the bare view was typed with marks of another word. */
function isTimeTyped(text: Normalised, start: number, length: number): boolean {
  const typed = text.marked.slice(start, start + length)
  const isBare = typed === text.bare.slice(start, start + length)
  if (
    isBare &&
    /^\D*(?:truoc|ngoai|qua|roi)$/.test(typed) &&
    PLACE_AFTER.test(text.bare.slice(start + length, start + length + 12))
  )
    return false
  const bare = text.bare.slice(start, start + length).split(' ')
  return typed.split(' ').every((word, i) => word === bare[i] || (MARKED[bare[i] ?? ''] ?? [word]).includes(word))
}

/** "cách đây 2 tiếng", "30 phút trước", "hồi nãy", against `nowMs`. Hours and minutes carry a quarter either way. */
export function readAgo(text: Normalised, nowMs: number): Piece[] {
  const pieces: Piece[] = []
  for (const pattern of AGO) {
    for (const match of text.bare.matchAll(pattern)) {
      if (!isTimeTyped(text, match.index, match[0].length)) continue
      const count = NUMBERS[match[1] ?? ''] ?? Number(match[1])
      const unit = UNIT_MS[match[2] ?? ''] ?? HOUR_MS
      const back = count * unit
      const slack = Math.max(back / 4, unit >= DAY_MS ? unit / 2 : 0)
      const fromMs = nowMs - back - slack
      const toMs = Math.min(nowMs, nowMs - back + slack)
      // "ba thang truoc" without marks may be "ba thằng trước"
      const isFaint =
        !/\d/.test(match[0]) && !/[^\x20-\x7e]/.test(text.marked.slice(match.index, match.index + match[0].length))
      pieces.push({ kind: 'ago', start: match.index, end: match.index + match[0].length, fromMs, toMs, isFaint })
    }
  }
  for (const [pattern, backMs] of RECENT) {
    for (const match of text.bare.matchAll(pattern)) {
      pieces.push({
        kind: 'ago',
        start: match.index,
        end: match.index + match[0].length,
        fromMs: nowMs - backMs,
        toMs: nowMs,
        isFaint: false,
      })
    }
  }
  return pieces
}

/** "21h30", "9 giờ rưỡi", "9 giờ kém 15", "9:15", "9pm": minutes from midnight as said, part of day not yet applied. */
export function readClocks(text: Normalised): Piece[] {
  const pieces: Piece[] = []
  const add = (match: RegExpExecArray, hours: number, minutes: number, isPm: boolean | null) => {
    if (hours > 24 || minutes < -30 || minutes > 59) return
    pieces.push({
      kind: 'clock',
      start: match.index,
      end: match.index + match[0].length,
      minutes: hours * 60 + minutes,
      isPm,
      isFaint: false,
    })
  }
  for (const match of text.bare.matchAll(
    /(?<![\d.,/:-])(\d{1,2}) ?(?:h|gio|g(?=\d))(?: ?(\d{1,2})(?!\d)p?| (ruoi)| kem (\d{1,2}))?(?![\p{L}\d])/gu,
  )) {
    add(
      match,
      Number(match[1]),
      match[3] !== undefined ? 30 : match[4] !== undefined ? -Number(match[4]) : Number(match[2] ?? 0),
      null,
    )
  }
  for (const match of text.bare.matchAll(/(?<![\d.,/:-])(\d{1,2}):(\d{2})(?: ?([ap]m))?(?![\d:])/g)) {
    add(match, Number(match[1]), Number(match[2]), match[3] === undefined ? null : match[3] === 'pm')
  }
  for (const match of text.bare.matchAll(/(?<![\d.,/:-])(\d{1,2}) ?([ap]m)\b/g))
    add(match, Number(match[1]), 0, match[2] === 'pm')
  return pieces
}

/** Days of the calendar, as an offset from the day that began at `midnightMs` (local): dates, weekdays, "tuần trước". */
export function readCalendar(text: Normalised, midnightMs: number): Piece[] {
  const pieces: Piece[] = []
  const today = new Date(midnightMs)
  const weekday = (today.getUTCDay() + 6) % 7
  const add = (match: RegExpExecArray, from: number, days: number, part: Part | null = null) =>
    pieces.push({
      kind: 'day',
      start: match.index,
      end: match.index + match[0].length,
      from,
      days,
      part,
      isFaint: false,
    })

  for (const match of text.bare.matchAll(
    /\b(?:thu ([2-7]|hai|ba|tu|nam|sau|bay)|(chu nhat))\b(?: (tuan (?:truoc|roi|qua)))?/g,
  )) {
    if (!isTyped(text, match.index, match[2] === undefined ? 'thứ' : 'chủ nhật')) continue
    const wanted = match[2] === undefined ? (WEEKDAYS[match[1] ?? ''] ?? 1) - 1 : 6
    const inWeek = wanted - weekday
    add(match, match[3] !== undefined ? inWeek - 7 : inWeek > 0 ? inWeek - 7 : inWeek, 1)
  }
  const date =
    /\b(?:(ngay|mung|hom|sang|trua|chieu|toi|dem|vao) )?(\d{1,2})(?: ?[/-] ?| thang )(\d{1,2})(?:(?: ?[/-] ?| nam )(\d{4}))?(?![\d/])/g
  for (const match of text.bare.matchAll(date)) {
    if (match[1] === undefined && match[4] === undefined && !match[0].includes('thang')) continue
    const offset = dayOffset(
      midnightMs,
      Number(match[2]),
      Number(match[3]),
      match[4] === undefined ? null : Number(match[4]),
    )
    if (offset !== null) add(match, offset, 1, DATE_PARTS[match[1] ?? ''] ?? null)
  }
  for (const match of text.bare.matchAll(/\btuan (?:truoc|roi|qua)\b|\blast week\b/g))
    if (isTimeTyped(text, match.index, match[0].length)) add(match, -weekday - 7, 7)
  for (const match of text.bare.matchAll(/\bthang (?:truoc|roi|qua)\b|\blast month\b/g))
    if (isTimeTyped(text, match.index, match[0].length)) add(match, -today.getUTCDate() - 29, 30)
  for (const match of text.bare.matchAll(/\bnam (?:ngoai|truoc|roi)\b|\blast year\b/g)) {
    if (!isTimeTyped(text, match.index, match[0].length)) continue
    const from = Math.round((Date.UTC(today.getUTCFullYear() - 1, 0, 1) - midnightMs) / DAY_MS)
    add(match, from, 365)
  }
  return pieces
}

/** Days from today to a date; without a year the latest one that is not in the future. Null if there is no such date. */
function dayOffset(midnightMs: number, day: number, month: number, year: number | null): number | null {
  const thisYear = new Date(midnightMs).getUTCFullYear()
  for (const candidate of year === null ? [thisYear, thisYear - 1] : [year]) {
    const at = new Date(Date.UTC(candidate, month - 1, day))
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || candidate < 1990) continue
    const offset = Math.round((at.getTime() - midnightMs) / DAY_MS)
    if (year !== null || offset <= 0) return offset
  }
  return null
}
