import type { Generated, GeneratedAlways } from 'kysely'
import type { MarkKind, SeriesTopic } from '../domain/series.ts'

export interface SeriesMarkRow {
  tip_id: string
  /** 16 bytes of an HMAC. */
  mark: Buffer
  topic: SeriesTopic
  kind: MarkKind
  conversation_id: string
  /** What tells one event of the series from another. */
  event: string
  held_on: string | null
  province: string | null
  commune: string | null
  at: Date
}

export interface SeriesRow {
  id: string
  mark: Buffer
  topic: SeriesTopic
  kind: MarkKind
  began_at: GeneratedAlways<Date>
  last_at: Date
}

export interface SeriesAlertRow {
  id: string
  series_id: string
  topic: SeriesTopic
  unit_code: string
  alerted_at: Generated<Date>
  read_at: Date | null
}
