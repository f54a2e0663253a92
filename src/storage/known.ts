import { sql } from 'kysely'
import type { Db } from './db.ts'

/** That a tip tells of what others told before, as surely as is needed to say so to its sender. */
export interface KnownLink {
  tipId: string
  conversationId: string
  /** Of the incident, or of the one other voice that there is: the same for all who tell of it. */
  event: string
  incidentId: string | null
  otherTipId: string | null
}

/**
 * Of these tips, received since `since`, those whose sender is not the first voice, nor was heard before of the same event:
 * linked as a copy, or by an officer, or held for the same with at least `scoreMin`; and another voice came no more than
 * `withinMs` earlier. Whose contact has ended, and what is closed, is left out. For a worker.
 */
export async function findKnownLinks(
  db: Db,
  tipIds: readonly string[],
  by: { since: Date; withinMs: number; scoreMin: number },
): Promise<KnownLink[]> {
  if (tipIds.length === 0) return []
  const { rows } = await sql<KnownLink>`
    select t.id as "tipId", t.conversation_id as "conversationId", coalesce(l.incident_id, l.other_id) as event,
      l.incident_id as "incidentId", l.other_id as "otherTipId"
    from tips t join conversations c on c.id = t.conversation_id
    cross join lateral (
      select s.* from (
        select m.incident_id, null::text as other_id, 0 as place, 1::real as score from incident_members m
        where m.tip_id = t.id
          and (m.linked_by = 'officer' or m.relation = 'copy' or m.score >= ${by.scoreMin}::real)
        union all
        select o.incident_id, case when o.tip_id is null then g.other_tip_id end, 1, g.score
        from incident_suggestions g left join incident_members o on o.tip_id = g.other_tip_id
        where g.tip_id = t.id and g.state = 'open' and g.score >= ${by.scoreMin}::real
          and not exists (select from incident_members m where m.tip_id = t.id)
      ) s order by s.place, s.score desc limit 1
    ) l
    where t.id = any(${tipIds}::text[]) and t.received_at > ${by.since} and t.closed_at is null and t.erased_at is null
      and c.ended_at is null
      and exists (
        select from (
          select n.tip_id from incident_members n where n.incident_id = l.incident_id union all select l.other_id
        ) v join tips b on b.id = v.tip_id
        where b.conversation_id <> t.conversation_id and (b.received_at, b.id) < (t.received_at, t.id)
          and b.received_at > t.received_at - ${by.withinMs} * interval '1 millisecond'
      )
      and not exists (
        select from tips b left join incident_members n on n.tip_id = b.id
        where b.conversation_id = t.conversation_id and b.id <> t.id
          and (b.id = l.other_id or n.incident_id = l.incident_id)
          and (b.received_at, b.id) < (t.received_at, t.id)
      )
    order by t.id`.execute(db)
  return rows
}

/** Voices of one event that say the same in the same words, of which one is read for all. */
export interface VoiceGroup {
  event: string
  tipId: string
  version: number
  /** As it stands. */
  category: string | null
  /** An officer named it, of the one that is read. */
  isDecided: boolean
  /** Some of them is restricted, about police or doubted to be, erased, or closed as one of `unproven`. */
  isHidden: boolean
}

/**
 * The voices of these events, the tips asked for included. Ten thousand copies are a few rows: what is alike in text,
 * version and category is one.
 */
export async function listVoiceGroups(
  db: Db,
  links: readonly Pick<KnownLink, 'event' | 'tipId' | 'incidentId' | 'otherTipId'>[],
  unproven: readonly string[],
): Promise<VoiceGroup[]> {
  if (links.length === 0) return []
  const column = <K extends 'event' | 'tipId' | 'incidentId' | 'otherTipId'>(key: K) => links.map((link) => link[key])
  const { rows } = await sql<VoiceGroup>`
    with asked as (
      select * from unnest(${column('event')}::text[], ${column('tipId')}::text[], ${column('incidentId')}::text[],
        ${column('otherTipId')}::text[]) as a (event, tip_id, incident_id, other_id)
    ), voices as (
      select event, tip_id from asked
      union select event, other_id from asked where other_id is not null
      union select i.event, m.tip_id
        from (select distinct event, incident_id from asked where incident_id is not null) i
        join incident_members m on m.incident_id = i.incident_id
    )
    select g.*, exists (select from decisions d where d.tip_id = g."tipId" and d.kind = 'category') as "isDecided"
    from (
      select v.event, min(t.id) as "tipId", t.version, t.category,
        bool_or(t.restricted or t.about_police or t.police_doubted or t.erased_at is not null
          or coalesce(t.disposition = any(${unproven}::text[]), false)) as "isHidden"
      from voices v join tips t on t.id = v.tip_id
      group by v.event, t.copy_key, case when t.copy_key is null then t.id end, t.version, t.category
    ) g order by g.event, g."tipId"`.execute(db)
  return rows
}
