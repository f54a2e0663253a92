import { sql } from 'kysely'
import type { LinkedBy, LinkReason, Relation, Worsening } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'
import type { Db, Tx } from './db.ts'
import type { DeskChange } from './notify.ts'

/** Incidents as the worker makes them: it reaches all voices. What officers are shown lies in `incident-desk.ts`. */

/** Until the transaction ends nobody else links anything: what is read of incidents from here on stays so. */
export async function lockIncidents(tx: Tx): Promise<void> {
  await sql`select lock_incidents()`.execute(tx)
}

/** Number of the last thing that an officer did with incidents; 0 while nobody did. */
export async function findLastAct(db: Db): Promise<number> {
  const row = await db
    .selectFrom('incident_acts')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst()
  return Number(row?.number ?? 0)
}

export interface Membership {
  tipId: string
  incidentId: string
  rootTipId: string
  rootReceivedAt: Date
}

/** Where these tips belong; those in no incident are left out. */
export async function listMemberships(db: Db, tipIds: readonly string[]): Promise<Map<string, Membership>> {
  if (tipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('incident_members as m')
    .innerJoin('incidents as i', 'i.id', 'm.incident_id')
    .innerJoin('tips as r', 'r.id', 'i.root_tip_id')
    .select([
      'm.tip_id as tipId',
      'i.id as incidentId',
      'i.root_tip_id as rootTipId',
      'r.received_at as rootReceivedAt',
    ])
    .where('m.tip_id', 'in', [...new Set(tipIds)])
    .execute()
  return new Map(rows.map((row) => [row.tipId, row]))
}

/** For each of these tips the tips an officer said it is apart from, and the incidents those are in. */
export async function listPinned(db: Db, tipIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ tip: string; other: string; incident: string | null }>`
    select p.tip, p.other, m.incident_id as incident from (
      select tip_id as tip, other_tip_id as other from incident_pins where tip_id = any(${[...tipIds]}::text[])
      union all
      select other_tip_id, tip_id from incident_pins where other_tip_id = any(${[...tipIds]}::text[])
    ) p left join incident_members m on m.tip_id = p.other`.execute(db)
  const pinned = new Map<string, Set<string>>()
  for (const { tip, other, incident } of rows) {
    const set = pinned.get(tip) ?? new Set()
    pinned.set(tip, set.add(other))
    if (incident !== null) set.add(incident)
  }
  return pinned
}

export interface NewMember {
  tipId: string
  incidentId: string
  relation: Relation
  nearTipId: string | null
  linkedBy: LinkedBy
  score: number | null
  reasons: readonly LinkReason[]
}

export async function addIncidents(tx: Tx, incidents: readonly { id: string; rootTipId: string }[]): Promise<void> {
  if (incidents.length === 0) return
  await tx
    .insertInto('incidents')
    .values(incidents.map(({ id, rootTipId }) => ({ id, root_tip_id: rootTipId })))
    .execute()
}

/** Who is in one already stays there. Answers who is new. */
export async function addMembers(tx: Tx, members: readonly NewMember[]): Promise<Set<string>> {
  if (members.length === 0) return new Set()
  const rows = await tx
    .insertInto('incident_members')
    .values(
      members.map((member) => ({
        tip_id: member.tipId,
        incident_id: member.incidentId,
        relation: member.relation,
        near_tip_id: member.nearTipId,
        linked_by: member.linkedBy,
        score: member.score,
        reasons: [...member.reasons],
      })),
    )
    .onConflict((conflict) => conflict.column('tip_id').doNothing())
    .returning('tip_id')
    .execute()
  return new Set(rows.map(({ tip_id }) => tip_id))
}

/** A voice made its incident worse: it stands by itself until an officer has opened it. `mendIncidents` tells the incident. */
export async function worsenMembers(
  tx: Tx,
  worse: readonly { tipId: string; worsening: Worsening; urgency: Urgency; at: Date }[],
): Promise<void> {
  for (const { tipId, worsening, urgency, at } of worse) {
    await tx
      .updateTable('incident_members')
      .set({ worsening, worsened_urgency: urgency, worsened_at: at, raised: true })
      .where('tip_id', '=', tipId)
      .execute()
  }
}

/** Works out first voice and worsening of these incidents anew: where an earlier voice came, one went, or one made it worse. */
export async function mendIncidents(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`select mend_incidents(${[...new Set(ids)]}::text[])`.execute(tx)
}

export async function touchIncidents(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('incidents')
    .set({ updated_at: sql<Date>`clock_timestamp()`, ended_at: null })
    .where('id', 'in', [...new Set(ids)])
    .execute()
}

export interface NewSuggestion {
  id: string
  tipId: string
  otherTipId: string
  relation: Exclude<Relation, 'first'>
  score: number
  reasons: readonly LinkReason[]
  model: string
  worsening: Worsening | null
  worsenedUrgency: Urgency | null
}

/**
 * Suggests pairs to officers. One that was suggested before, either way round, is told anew while it is open, asked again
 * where it was gone, and left alone once somebody answered. Answers which are new.
 */
export async function saveSuggestions(tx: Tx, suggestions: readonly NewSuggestion[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (const one of suggestions) {
    const { rows } = await sql<{ id: string }>`
      insert into incident_suggestions as s
        (id, tip_id, other_tip_id, relation, score, reasons, model, worsening, worsened_urgency)
      select ${one.id}, ${one.tipId}, ${one.otherTipId}, ${one.relation}, ${one.score}::real, ${[...one.reasons]}::text[],
        ${one.model}, ${one.worsening}, ${one.worsenedUrgency}
      where not exists (select from incident_suggestions r where r.tip_id = ${one.otherTipId}
        and r.other_tip_id = ${one.tipId} and r.state <> 'gone')
      on conflict (tip_id, other_tip_id) do update set relation = excluded.relation, score = excluded.score, reasons = excluded.reasons, model = excluded.model,
        worsening = excluded.worsening, worsened_urgency = excluded.worsened_urgency, state = 'open'
        where s.state in ('open', 'gone')
      returning id`.execute(tx)
    if (rows[0]?.id === one.id) fresh.add(one.id)
  }
  return fresh
}

/** What is no longer suggested of these tips, but for these pairs, is gone. */
export async function dropSuggestions(
  tx: Tx,
  tipIds: readonly string[],
  but: readonly { tipId: string; otherTipId: string }[],
): Promise<void> {
  if (tipIds.length === 0) return
  await sql`
    update incident_suggestions s set state = 'gone'
    where s.tip_id = any(${[...tipIds]}::text[]) and s.state = 'open' and not exists (
      select from unnest(${but.map(({ tipId }) => tipId)}::text[], ${but.map(({ otherTipId }) => otherTipId)}::text[])
        as b (tip, other) where b.tip = s.tip_id and b.other = s.other_tip_id)`.execute(tx)
}

/**
 * For each unit that holds a voice of these incidents one voice that it holds, the newest that made it worse first: whom
 * to tell, and of what they may see.
 */
export async function listVoiceHolders(
  tx: Tx,
  incidentIds: readonly string[],
): Promise<(DeskChange & { incidentId: string })[]> {
  if (incidentIds.length === 0) return []
  const { rows } = await sql<DeskChange & { incidentId: string }>`
    select distinct on (m.incident_id, a.unit_code) m.incident_id as "incidentId", a.unit_code as unit, t.id as tip,
      t.version, t.restricted as "isRestricted"
    from incident_members m join tips t on t.id = m.tip_id
      join assignments a on a.tip_id = t.id and a.ended_at is null and a.sight <> 'nobody'
    where m.incident_id = any(${[...incidentIds]}::text[])
    order by m.incident_id, a.unit_code, m.raised desc, m.worsened_at desc nulls last, t.received_at`.execute(tx)
  return rows
}

/** The units that hold these tips, each tip with each. */
export async function listTipHolders(tx: Tx, tipIds: readonly string[]): Promise<DeskChange[]> {
  if (tipIds.length === 0) return []
  const { rows } = await sql<DeskChange>`
    select a.unit_code as unit, t.id as tip, t.version, t.restricted as "isRestricted"
    from tips t join assignments a on a.tip_id = t.id and a.ended_at is null and a.sight <> 'nobody'
    where t.id = any(${[...tipIds]}::text[])`.execute(tx)
  return rows
}
