import { z } from 'zod'

/** `07:30`; `24:00` is the end of a day. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const span = z.object({ from: time, to: time }).refine(({ from, to }) => from < to)
/** In order, none touching the next. */
const daySpans = z
  .array(span)
  .max(6)
  .refine((spans) => spans.every(({ from }, at) => at === 0 || (spans[at - 1]?.to ?? '') < from))

/** When somebody is on duty: always, or by a table of the week, Monday first, in the time of Viet Nam. */
export const dutyHours = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('week'), days: z.array(daySpans).length(7) }),
])
export type DutyHours = z.infer<typeof dutyHours>

const DAYS = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const
const ALWAYS = /^(?:24\s*[/h]\s*(?:7|24)?\s*h?|thường trực|always)$/iu
const EVERY_DAY = /^(?:|(?:hằng|hàng|mọi) ngày|daily)$/iu
const DAY_WORDS: readonly RegExp[] = [
  ...['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((en, at) => new RegExp(`^(?:t\\.?|thứ) ?${at + 2}$|^${en}$`, 'iu')),
  /^(?:cn|chủ nhật|sun)$/iu,
]
const TIME = String.raw`(\d{1,2})(?::(\d{2})|[hg](\d{2})?)`
const SPAN = new RegExp(String.raw`^${TIME}\s*(?:-|–|đến|to)\s*${TIME}$`, 'iu')

/** As people write it and as it is read back: `24/7`, or `T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00`. */
export function formatDutyHours(hours: DutyHours): string {
  if (hours.kind === 'always') return '24/7'
  const texts = hours.days.map((spans) => spans.map(({ from, to }) => `${from}-${to}`).join(', '))
  const parts: string[] = []
  for (let first = 0; first < DAYS.length; ) {
    let last = first
    while (last + 1 < DAYS.length && texts[last + 1] === texts[first]) last += 1
    if (texts[first]) parts.push(`${DAYS[first]}${last > first ? `-${DAYS[last]}` : ''} ${texts[first]}`)
    first = last + 1
  }
  return parts.join('; ')
}

/**
 * Reads what {@link formatDutyHours} writes and what people write like it ("Thứ 2 - Thứ 6: 7h30-17h"); else answers the
 * piece that cannot be read. A night that passes midnight is written as two spans.
 */
export function parseDutyHours(text: string): { ok: true; value: DutyHours } | { ok: false; piece: string } {
  const whole = text.normalize('NFC').trim()
  if (ALWAYS.test(whole)) return { ok: true, value: { kind: 'always' } }
  const days: { from: string; to: string }[][] = DAYS.map(() => [])
  for (const piece of whole.split(';').map((part) => part.trim())) {
    if (piece === '') continue
    const timesAt = piece.search(new RegExp(TIME, 'iu'))
    const which = readDays(piece.slice(0, Math.max(0, timesAt)))
    const spans = timesAt < 0 ? null : readSpans(piece.slice(timesAt))
    if (which === null || spans === null) return { ok: false, piece }
    for (const day of which) days[day]?.push(...spans)
  }
  for (const spans of days) spans.sort((a, b) => (a.from < b.from ? -1 : 1))
  const read = dutyHours.safeParse({ kind: 'week', days })
  const isSomething = days.some((spans) => spans.length > 0)
  return read.success && isSomething ? { ok: true, value: read.data } : { ok: false, piece: whole }
}

/** Whether somebody is on duty at this moment; unknown hours answer null. */
export function isOnDuty(hours: DutyHours | null, at: Temporal.Instant): boolean | null {
  if (hours === null) return null
  if (hours.kind === 'always') return true
  const local = at.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return (hours.days[local.dayOfWeek - 1] ?? []).some(({ from, to }) => from <= clock && clock < to)
}

/** Numbers of days, Monday 0; null for what names none. */
function readDays(text: string): number[] | null {
  const words = text.replace(/[\s:]+$/u, '').trim()
  if (EVERY_DAY.test(words)) return DAYS.map((_, at) => at)
  const found = words.split(',').map((part) => {
    const ends = part.split(/[-–]|\sđến\s/u).map((word) => findDay(word.trim()))
    const [first, last = first] = ends
    if (first === undefined || last === undefined || ends.length > 2 || first < 0 || last < first) return null
    return DAYS.map((_, at) => at).slice(first, last + 1)
  })
  return found.includes(null) ? null : found.flatMap((list) => list ?? [])
}

function findDay(word: string): number {
  return DAY_WORDS.findIndex((pattern) => pattern.test(word.replace(/\s+/gu, ' ')))
}

function readSpans(text: string): { from: string; to: string }[] | null {
  const spans: { from: string; to: string }[] = []
  for (const part of text.split(/,|\svà\s/u)) {
    const [, h1, m1, g1, h2, m2, g2] = SPAN.exec(part.trim()) ?? []
    if (h1 === undefined || h2 === undefined) return null
    spans.push({ from: clockOf(h1, m1 ?? g1), to: clockOf(h2, m2 ?? g2) })
  }
  return spans
}

function clockOf(hour: string, minute: string | undefined): string {
  return `${hour.padStart(2, '0')}:${minute ?? '00'}`
}
