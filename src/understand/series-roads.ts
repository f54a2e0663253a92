import type { Mark } from '../domain/series.ts'
import { normalise } from './normalise.ts'
import type { Traced } from './series-traced.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
/** Until then it is still the night before. */
const MORNING_HOURS = 6
const EVENING_HOURS = 18
/** "tuần trước" names no night. */
const WHEN_MAX_MS = 26 * 60 * 60_000
const DAYS = ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật']

/** The day to which a night belongs: one o'clock on Sunday is Saturday's. `isNight` from evening to morning. */
export interface Night {
  /** `2026-11-21`. */
  day: string
  /** 1 is Monday. */
  weekday: number
  isNight: boolean
}

/** When it was, as told; at receipt where nothing is told, null where it may be many nights. */
export function findNight({ entities, receivedAt }: Pick<Traced, 'entities' | 'receivedAt'>): Night | null {
  const when = entities.when?.value
  if (when !== undefined && Date.parse(when.to) - Date.parse(when.from) > WHEN_MAX_MS) return null
  const at = Temporal.Instant.from(when?.from ?? receivedAt.toISOString()).toZonedDateTimeISO(ZONE)
  const night = at.subtract({ hours: MORNING_HOURS })
  return {
    day: night.toPlainDate().toString(),
    weekday: night.dayOfWeek,
    isNight: at.hour >= EVENING_HOURS || at.hour < MORNING_HOURS,
  }
}

/** Races come back: the same road of the same commune on the same day of the week, at the same part of the day. */
export function findRoadMarks(traced: Traced): Mark[] {
  const { commune, evidence } = traced.place
  const night = findNight(traced)
  if (commune === null || night === null) return []
  const part = night.isNight ? 'tối' : 'ngày'
  return evidence.flatMap(({ rule, span }): Mark[] => {
    const road = rule === 'place-street' && span ? roadKey(traced.text.slice(span.start, span.end)) : ''
    if (road === '') return []
    const value = `${commune} ${road} ${night.weekday} ${part}`
    const shown = `cùng đoạn đường, ${part} ${DAYS[night.weekday - 1] ?? ''}`
    return [{ kind: 'road', value, shown, heldOn: night.day }]
  })
}

/** Letters alone, without what kind of road it is. */
function roadKey(told: string): string {
  const bare = normalise(told).bare.replace(/[^a-z0-9]+/g, ' ')
  return bare.replace(/^ ?(?:\d+ )?(?:duong|pho|dai lo|d) /, '').trim()
}
