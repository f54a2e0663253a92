import { sql } from 'kysely'
import type { MarkKind, SeriesNumbers, SeriesTopic } from '../domain/series.ts'
import type { Tx } from './db.ts'
import { findTips, type Tip } from './tips.ts'

/** A series as an officer's policies show it, with its numbers of the whole country. */
export interface SeriesLine extends SeriesNumbers {
  id: string
  mark: Buffer
  topic: SeriesTopic
  kind: MarkKind
  beganAt: Date
  /** The officer's unit was told of it and nobody there has opened it. */
  isNew: boolean
}

const LINE = sql`
  s.id, s.mark, s.topic, s.kind, s.began_at as "beganAt", n.tips::int, n.events::int, n.senders::int, n.provinces::int,
  n.first_at as "firstAt", n.last_at as "lastAt",
  exists (select from series_alerts a where a.series_id = s.id and a.read_at is null) as "isNew"`

/**
 * Series in which the officer holds a tip, or of which their unit was told, newest event first; those to which nothing came
 * since that moment are over.
 */
export async function listSeries(tx: Tx, since: Date, limit: number): Promise<SeriesLine[]> {
  const { rows } = await sql<SeriesLine>`
    select ${LINE} from (
      select s.* from series s
      where s.last_at >= ${since} and (s.mark in (
          select m.mark from assignments a join series_marks m on m.tip_id = a.tip_id where a.ended_at is null)
        or s.id in (select a.series_id from series_alerts a))
      order by s.last_at desc, s.id limit ${limit}
    ) s cross join lateral series_numbers(s.mark) n
    where n.last_at >= ${since} order by s.last_at desc, s.id`.execute(tx)
  return rows
}

/** One of them; null for every other. */
export async function findSeries(tx: Tx, id: string, since: Date): Promise<SeriesLine | null> {
  const { rows } = await sql<SeriesLine>`
    select ${LINE} from series s cross join lateral series_numbers(s.mark) n
    where s.id = ${id} and n.last_at >= ${since}`.execute(tx)
  return rows[0] ?? null
}

/** A tip of a series that the officer may open. */
export interface SeriesTip {
  mark: Buffer
  event: string
  commune: string | null
  tip: Tip
}

/** The officer's own tips with these traces, oldest first. */
export async function listSeriesTips(tx: Tx, marks: readonly Buffer[]): Promise<SeriesTip[]> {
  if (marks.length === 0) return []
  const rows = await tx
    .selectFrom('series_marks')
    .select(['mark', 'event', 'commune', 'tip_id'])
    .where('mark', 'in', marks)
    .orderBy('at')
    .orderBy('tip_id')
    .execute()
  const tips = await findTips(tx, [...new Set(rows.map((row) => row.tip_id))])
  const tipOf = new Map(tips.map((tip) => [tip.id, tip]))
  return rows.flatMap(({ mark, event, commune, tip_id }) => {
    const tip = tipOf.get(tip_id)
    return tip === undefined ? [] : [{ mark, event, commune, tip }]
  })
}

/** In which communes of its province, for a unit that was told of the series; nothing for others. */
export async function listSeriesCommunes(tx: Tx, mark: Buffer): Promise<{ commune: string | null; events: number }[]> {
  const { rows } = await sql<{ commune: string | null; events: number }>`
    select commune, events::int from series_communes(${mark}) order by events desc, commune`.execute(tx)
  return rows
}

/** Of what the officer's unit was told and nobody there has opened, newest first. */
export async function listNewSeries(tx: Tx, since: Date, limit: number): Promise<SeriesLine[]> {
  const { rows } = await sql<SeriesLine>`
    select ${LINE} from (
      select a.series_id, a.alerted_at from series_alerts a where a.read_at is null
      order by a.alerted_at desc, a.id limit ${limit}
    ) told join series s on s.id = told.series_id cross join lateral series_numbers(s.mark) n
    where n.last_at >= ${since} order by told.alerted_at desc, s.id`.execute(tx)
  return rows
}

/** An officer has opened it: their unit is no longer reminded. */
export async function markSeriesRead(tx: Tx, seriesId: string, at: Date): Promise<void> {
  await tx
    .updateTable('series_alerts')
    .set({ read_at: at })
    .where('series_id', '=', seriesId)
    .where('read_at', 'is', null)
    .execute()
}
