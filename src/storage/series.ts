import { sql } from 'kysely'
import { EVENTS_MIN, type MarkKind, SENDERS_MIN, type SeriesTopic } from '../domain/series.ts'
import type { Tx } from './db.ts'
import { takeLock } from './lock.ts'

/** A trace of a tip, to be kept. */
export interface NewSeriesMark {
  tipId: string
  /** 16 bytes of an HMAC. */
  mark: Buffer
  topic: SeriesTopic
  kind: MarkKind
  /** `2026-11-21`; see `Mark` of `domain/series.ts`. */
  heldOn: string | null
  /** Five digits; null where none is known. */
  commune: string | null
}

/** Nobody else joins or leaves until the transaction ends: two tips that come at once both count each other. */
export async function lockSeries(tx: Tx): Promise<void> {
  await takeLock(tx, 'series')
}

/** Those of these tips that may stand in a series of their topic now. */
export async function listJoinable(
  tx: Tx,
  tips: readonly { tipId: string; topic: SeriesTopic }[],
): Promise<Set<string>> {
  if (tips.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${tips.map(({ tipId }) => tipId)}::text[], ${tips.map(({ topic }) => topic)}::text[])
      as w (id, topic) join tips t on t.id = w.id
    where may_stand_in_series(t, w.topic)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Takes all traces of these tips away; answers which they were. */
export async function dropMarks(tx: Tx, tipIds: readonly string[]): Promise<Buffer[]> {
  if (tipIds.length === 0) return []
  const rows = await tx.deleteFrom('series_marks').where('tip_id', 'in', tipIds).returning('mark').execute()
  return rows.map(({ mark }) => mark)
}

/** Keeps traces, with what tells senders and events apart. One that is there already stays as it is. */
export async function addMarks(tx: Tx, marks: readonly NewSeriesMark[]): Promise<void> {
  if (marks.length === 0) return
  const column = <K extends keyof NewSeriesMark>(key: K): NewSeriesMark[K][] => marks.map((mark) => mark[key])
  await sql`
    insert into series_marks (tip_id, mark, topic, kind, conversation_id, event, held_on, province, commune, at)
    select t.id, w.mark, w.topic, w.kind, t.conversation_id, series_event(t.id, w.held_on), w.held_on, t.province,
      w.commune, t.received_at
    from unnest(${column('tipId')}::text[], ${column('mark')}::bytea[], ${column('topic')}::text[],
      ${column('kind')}::text[], ${column('heldOn')}::date[], ${column('commune')}::text[])
      as w (id, mark, topic, kind, held_on, commune) join tips t on t.id = w.id
    on conflict do nothing`.execute(tx)
}

/** What these traces bind that is no series yet becomes one; `newId` names each. Answers how many began. */
export async function beginSeries(tx: Tx, marks: readonly { id: string; mark: Buffer }[]): Promise<number> {
  if (marks.length === 0) return 0
  const result = await sql`
    insert into series (id, mark, topic, kind, last_at)
    select w.id, w.mark, min(m.topic), min(m.kind), max(m.at)
    from unnest(${marks.map(({ id }) => id)}::text[], ${marks.map(({ mark }) => mark)}::bytea[]) as w (id, mark)
      join series_marks m on m.mark = w.mark
    group by w.id, w.mark
    having count(distinct m.event) >= ${EVENTS_MIN} and count(distinct m.conversation_id) >= ${SENDERS_MIN}
    on conflict do nothing`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Notes of the series of these traces when their newest tip came. */
export async function touchSeries(tx: Tx, marks: readonly Buffer[]): Promise<void> {
  if (marks.length === 0) return
  await sql`
    update series s set last_at = n.last_at
    from (select m.mark, max(m.at) as last_at from series_marks m where m.mark = any(${marks}::bytea[]) group by m.mark) n
    where s.mark = n.mark and s.last_at <> n.last_at`.execute(tx)
}

/** Ends the series of these traces that are none any more. */
export async function endThinSeries(tx: Tx, marks: readonly Buffer[]): Promise<void> {
  if (marks.length === 0) return
  await sql`
    delete from series s where s.mark = any(${marks}::bytea[])
      and (select count(distinct m.event) < ${EVENTS_MIN} or count(distinct m.conversation_id) < ${SENDERS_MIN}
        from series_marks m where m.mark = s.mark)`.execute(tx)
}

/** What one province has of a series. */
export interface SeriesPart {
  seriesId: string
  topic: SeriesTopic
  kind: MarkKind
  /** Two digits. */
  province: string
  /** Of its tips the most frequent one. */
  category: string | null
  tips: number
}

/** The series of these traces, a row for each province. */
export async function listSeriesParts(tx: Tx, marks: readonly Buffer[]): Promise<SeriesPart[]> {
  if (marks.length === 0) return []
  const { rows } = await sql<SeriesPart>`
    select s.id as "seriesId", s.topic, s.kind, m.province, mode() within group (order by t.category) as category,
      count(*)::int as tips
    from series s join series_marks m on m.mark = s.mark join tips t on t.id = m.tip_id
    where s.mark = any(${marks}::bytea[]) and m.province is not null
    group by s.id, m.province order by s.id, m.province`.execute(tx)
  return rows
}

/** Tells units of series; one that was told before is not told again. Answers whom it told. */
export async function addSeriesAlerts(
  tx: Tx,
  alerts: readonly { id: string; seriesId: string; topic: SeriesTopic; unitCode: string }[],
): Promise<{ seriesId: string; unitCode: string }[]> {
  if (alerts.length === 0) return []
  const rows = await tx
    .insertInto('series_alerts')
    .values(
      alerts.map(({ id, seriesId, topic, unitCode }) => ({ id, series_id: seriesId, topic, unit_code: unitCode })),
    )
    .onConflict((conflict) => conflict.columns(['series_id', 'unit_code']).doNothing())
    .returning(['series_id', 'unit_code'])
    .execute()
  return rows.map((row) => ({ seriesId: row.series_id, unitCode: row.unit_code }))
}

/** Takes away traces that no new event has come to since this moment, those of one tip alone among them. */
export async function dropOldMarks(tx: Tx, since: Date): Promise<void> {
  await sql`
    delete from series_marks where mark in (
      select mark from series_marks group by mark having max(at) < ${since})`.execute(tx)
}

/** Ends series without a trace; answers which. */
export async function endEmptySeries(tx: Tx): Promise<string[]> {
  const rows = await tx
    .deleteFrom('series')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('series_marks').whereRef('series_marks.mark', '=', 'series.mark'))),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
