import { type Selectable, sql } from 'kysely'
import type { Relation, Worsening } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'
import type { Tx } from './db.ts'
import type { TipRow } from './schema.ts'
import { type InboxView, type Tip, toTip } from './tips.ts'

/** What a row of the inbox stands for besides its tip; of voices in that list alone. */
export interface Pile {
  incidentId: string
  relation: Relation
  voiceCount: number
  copyCount: number
  /** Voices in their own words that nobody has opened. */
  unopenedCount: number
  isRaised: boolean
  worsening: Worsening | null
  worsenedUrgency: Urgency | null
  worsenedAt: Date | null
}

export interface InboxTip {
  tip: Tip
  /** Null where it is the only voice that is seen of what it tells. */
  pile: Pile | null
}

/**
 * The unit's inbox, most urgent first, then newest; one page of it. Read as an officer. All voices of an incident are one
 * row: the newest that made it worse, else the first; but one that made it worse and was not opened since is a row of its
 * own. A row is as urgent as the most urgent in it.
 */
export async function findInbox(tx: Tx, view: InboxView, limit: number, offset = 0): Promise<InboxTip[]> {
  const isIn = view === 'open' ? sql`t.closed_at is null` : sql`t.closed_at is not null`
  // Tips are read once and all at once: beside a join their policy would be asked of one after the other. That of voices
  // is, at 30 µs each (measured: 10 ms for a list with 300 voices, 330 ms for one with 10,000 copies of a message).
  const { rows } = await sql<PileRow & Selectable<TipRow>>`
    with seen as materialized (
      select t.* from tips t where ${isIn} and t.unit_code is not null
    ), listed as (
      select t.id, t.received_at, t.opened_at is null as is_unopened, m.incident_id, m.relation,
        coalesce(m.raised, false) as raised, m.worsened_at,
        array_position(array['critical', 'high', 'normal', 'low'], t.urgency) as rank,
        array_position(array['critical', 'high', 'normal', 'low'], m.worsened_urgency) as worsened_rank
      from seen t left join incident_members m on m.tip_id = t.id
    ), piled as (
      select l.*,
        count(*) over pile as voices, count(*) filter (where relation = 'copy') over pile as copies,
        count(*) filter (where is_unopened and relation <> 'copy') over pile as unopened,
        bool_or(is_unopened) over line as is_new,
        min(least(rank, worsened_rank)) over line as top,
        row_number() over (line order by worsened_at desc nulls last, received_at, id) as place
      from listed l
      window pile as (partition by coalesce(incident_id, id)),
        line as (partition by coalesce(incident_id, id), case when raised then id end)
    ), page as (
      select id, incident_id, relation, raised, voices::int, copies::int, unopened::int,
        row_number() over (order by top, not is_new, received_at desc, id) as at
      from piled where place = 1 order by at limit ${limit} offset ${offset}
    )
    select t.*, p.incident_id, p.relation, p.raised, p.voices, p.copies, p.unopened
    from page p join seen t on t.id = p.id order by p.at`.execute(tx)
  const worsened = await listWorsened(
    tx,
    rows.flatMap(({ incident_id }) => incident_id ?? []),
  )
  return rows.map((row) => ({ tip: toTip(row), pile: toPile(row, worsened) }))
}

interface PileRow {
  incident_id: string | null
  relation: Relation | null
  raised: boolean
  voices: number
  copies: number
  unopened: number
}

export interface WorsenedRow {
  id: string
  worsening: Worsening
  urgency: Urgency
  at: Date
}

/** Of these incidents those that a voice made worse which hides from nobody. */
export async function listWorsened(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, WorsenedRow>> {
  if (incidentIds.length === 0) return new Map()
  const { rows } = await sql<WorsenedRow>`
    select id, worsening, urgency, worsened_at as at from incidents
    where id = any(${[...new Set(incidentIds)]}::text[]) and worsening is not null`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function toPile(row: PileRow, worsened: ReadonlyMap<string, WorsenedRow>): Pile | null {
  if (row.incident_id === null || row.relation === null) return null
  const worse = worsened.get(row.incident_id)
  // Of one voice alone nobody is told that there are others.
  if (row.voices < 2 && worse === undefined) return null
  return {
    incidentId: row.incident_id,
    relation: row.relation,
    voiceCount: row.voices,
    copyCount: row.copies,
    unopenedCount: row.unopened,
    isRaised: row.raised,
    worsening: worse?.worsening ?? null,
    worsenedUrgency: worse?.urgency ?? null,
    worsenedAt: worse?.at ?? null,
  }
}
