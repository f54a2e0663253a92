import { URGENCIES, type Urgency } from '../domain/tip.ts'
import type { MapQuery } from '../flow/map-look.ts'
import { MAP_PATH } from './desk-address.ts'

/** Spans of time that are offered, in hours. */
export const MAP_HOURS = [24, 72, 168, 720] as const

/** What an address asks for; what is unknown asks for nothing, so that an old bookmark still shows a map. */
export function readMapQuery(queries: Readonly<Record<string, string[]>>, categories: ReadonlySet<string>): MapQuery {
  const urgencies = URGENCIES.filter((urgency) => queries.muc?.includes(urgency))
  const category = queries.loai?.[0] ?? ''
  const hours = MAP_HOURS.find((one) => String(one) === queries.trong?.[0])
  return {
    urgencies: urgencies.length === 0 || urgencies.length === URGENCIES.length ? null : urgencies,
    category: categories.has(category) ? category : null,
    receivedWithinHours: hours ?? null,
  }
}

/** The address of the map with this filter: words of the taxonomy and hours, never a place. */
export function mapHref(query: MapQuery): string {
  const sent = new URLSearchParams((query.urgencies ?? []).map((urgency: Urgency) => ['muc', urgency]))
  if (query.category !== null) sent.set('loai', query.category)
  if (query.receivedWithinHours !== null) sent.set('trong', String(query.receivedWithinHours))
  return sent.size === 0 ? MAP_PATH : `${MAP_PATH}?${sent}`
}
