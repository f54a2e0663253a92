import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'
import { readAgo, readCalendar, readClocks } from './calendar-words.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, PARTS, type Part, type Piece, readDays, readParts } from './day-words.ts'

/** A moment or stretch of time the text names. */
export interface TimeMention {
  fromMs: number
  toMs: number
  /** Where it stands in the views. */
  start: number
  end: number
  /** True if the words could as well mean something else ("toi qua"). */
  isFaint: boolean
}

/** Viet Nam keeps UTC+7 all year, without summer time since 1975. */
const OFFSET_MS = 7 * HOUR_MS
const JOINERS = new Set([
  'luc',
  'vao',
  'khoang',
  'tam',
  'chung',
  'co',
  'do',
  'hom',
  'ngay',
  'buoi',
  'tu',
  'den',
  'toi',
  'ban',
  'gan',
  'hon',
  'at',
  'around',
  'about',
  'on',
])
const PIECES_MAX = 200

/** The instant at which the day of `nowMs` began in Viet Nam. */
export function midnightBefore(nowMs: number): number {
  return Math.floor((nowMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS
}

/** Every time the text names, resolved against the time of receipt; `[]` if that is no instant. */
export function findTimes(text: Normalised, receivedAt: string): TimeMention[] {
  const nowMs = Date.parse(receivedAt)
  if (Number.isNaN(nowMs)) return []
  const midnightMs = Math.floor((nowMs + OFFSET_MS) / DAY_MS) * DAY_MS
  const pieces = dropInner([
    ...readAgo(text, nowMs),
    ...readCalendar(text, midnightMs),
    ...readDays(text),
    ...readClocks(text),
    ...readParts(text),
  ])
  return cluster(pieces.slice(0, PIECES_MAX), text)
    .flatMap((group) => resolve(group, text, nowMs, midnightMs - OFFSET_MS))
    .map((mention) => (mention.fromMs <= nowMs && nowMs < mention.toMs ? { ...mention, toMs: nowMs } : mention))
}

/** The most exact time the text names, as RFC 3339 with the offset of Viet Nam; the first of equals. */
export function findWhen(text: Normalised, times: TimeMention[]): Found<{ from: string; to: string }> | null {
  const best = times.toSorted((a, b) => a.toMs - a.fromMs - (b.toMs - b.fromMs) || a.start - b.start)[0]
  if (best === undefined) return null
  return { value: { from: format(best.fromMs), to: format(best.toMs) }, span: spanOf(text, best.start, best.end) }
}

function format(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+07:00`
}

/** "2 giờ trước" is no clock, "tối qua" no bare part: what lies inside a longer piece goes. */
function dropInner(pieces: Piece[]): Piece[] {
  const kept: Piece[] = []
  for (const piece of pieces.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (last === undefined || piece.start >= last.end) kept.push(piece)
  }
  return kept
}

function cluster(pieces: Piece[], text: Normalised): Piece[][] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const gap = last === undefined ? null : text.bare.slice(last.end, Math.min(piece.start, last.end + 40))
    const isClose =
      gap !== null && gap.length < 40 && /^[\s,\p{L}-]*$/u.test(gap) && words(gap).every((word) => JOINERS.has(word))
    if (group !== undefined && isClose && piece.kind !== 'ago' && last?.kind !== 'ago') group.push(piece)
    else groups.push([piece])
  }
  return groups
}

function words(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function resolve(group: Piece[], text: Normalised, nowMs: number, midnightMs: number): TimeMention[] {
  const first = group[0]
  const last = group.at(-1)
  if (first === undefined || last === undefined) return []
  const place = { start: first.start, end: last.end, isFaint: group.every((piece) => piece.isFaint) }
  if (first.kind === 'ago') return [{ fromMs: first.fromMs, toMs: first.toMs, ...place }]
  const day = group.find((piece) => piece.kind === 'day')
  const said = group.find((piece) => piece.kind === 'part')
  const part = day?.part ?? said?.part ?? null
  const clocks = group.filter((piece) => piece.kind === 'clock')
  const clock = clocks[0]
  if (clock === undefined) return resolveDay(day, part, place, text, nowMs, midnightMs)

  const isNightOf = day?.part === 'đêm' || day?.part === 'khuya'
  const [from, until] = clocks.slice(0, 2).map((piece) => hoursOf(piece, part, isNightOf))
  let fromMs = midnightMs + (day?.from ?? 0) * DAY_MS + (from ?? 0)
  if (day === undefined && fromMs > nowMs + 5 * MINUTE_MS) {
    // "9h" said at 8 in the morning is more likely last night's
    const isOpen = part === null && clock.isPm === null && clock.minutes <= 11 * 60
    fromMs -= isOpen ? DAY_MS / 2 : DAY_MS
  }
  let toMs = until === undefined ? fromMs : fromMs + until - (from ?? 0)
  if (toMs < fromMs) toMs += DAY_MS
  const isAbout = /\b(?:khoang|tam|chung|co|do|gan|hon|around|about)\b[\s\p{L}]{0,12}$/u.test(
    text.bare.slice(Math.max(0, clock.start - 20), clock.start),
  )
  if (isAbout) {
    fromMs -= 30 * MINUTE_MS
    toMs += 30 * MINUTE_MS
  }
  return [{ fromMs, toMs, ...place }]
}

function resolveDay(
  day: Extract<Piece, { kind: 'day' }> | undefined,
  part: Part | null,
  place: Omit<TimeMention, 'fromMs' | 'toMs'>,
  text: Normalised,
  nowMs: number,
  midnightMs: number,
): TimeMention[] {
  if (day === undefined) {
    if (part === null || !/\b(?:hoi|ban|luc)\s$/.test(text.bare.slice(Math.max(0, place.start - 5), place.start)))
      return []
    const [fromHour, toHour] = PARTS[part]
    const shift = midnightMs + fromHour * HOUR_MS > nowMs ? DAY_MS : 0
    return [{ fromMs: midnightMs + fromHour * HOUR_MS - shift, toMs: midnightMs + toHour * HOUR_MS - shift, ...place }]
  }
  const start = midnightMs + day.from * DAY_MS
  if (part === null) return [{ fromMs: start, toMs: start + day.days * DAY_MS, ...place }]
  const [fromHour, toHour] = PARTS[part]
  return [{ fromMs: start + fromHour * HOUR_MS, toMs: start + toHour * HOUR_MS, ...place }]
}

/** Milliseconds from midnight of the day meant, once the part of the day has settled morning or evening. */
function hoursOf(clock: Extract<Piece, { kind: 'clock' }>, part: Part | null, isNightOf: boolean): number {
  const hour = Math.floor(clock.minutes / 60)
  const shift = (hours: number) => (clock.minutes + hours * 60) * MINUTE_MS
  if (clock.isPm !== null)
    return shift(clock.isPm === hour < 12 && clock.isPm ? 12 : !clock.isPm && hour === 12 ? -12 : 0)
  switch (part) {
    case null:
    case 'sáng':
    case 'rạng sáng':
      return shift(hour === 12 && part !== null ? -12 : 0)
    case 'trưa':
      return shift(hour <= 3 ? 12 : 0)
    case 'chiều':
    case 'tối':
      return shift(hour < 12 ? 12 : 0)
    case 'đêm':
    case 'khuya':
      if (hour >= 6 && hour < 12) return shift(12)
      if (hour === 12) return shift(isNightOf ? 12 : -12)
      return shift(isNightOf && hour < 6 ? 24 : 0)
  }
}
