import { sql } from 'kysely'
import type { LinkedBy, LinkReason, Relation, Worsening } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'
import type { Db, Tx } from './db.ts'
import type { IncidentActKind } from './incident-schema.ts'

/** Incidents as officers see them: every row and every count is of tips that the policies show this officer. */

export interface MemberRow {
  tipId: string
  incidentId: string
  /** `first` for the first that is seen, whatever it was linked as. */
  relation: Relation
  linkedBy: LinkedBy
  score: number | null
  reasons: LinkReason[]
  worsening: Worsening | null
  worsenedUrgency: Urgency | null
  worsenedAt: Date | null
}

/** Voices of an incident in the order they were received, copies left out; at most so many. */
export async function listVoices(tx: Tx, incidentId: string, limit: number): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.tip_id as "tipId", m.incident_id as "incidentId", m.relation, m.linked_by as "linkedBy", m.score, m.reasons,
      m.worsening, m.worsened_urgency as "worsenedUrgency", m.worsened_at as "worsenedAt"
    from incident_members m join tips t on t.id = m.tip_id
    where m.incident_id = ${incidentId} and m.relation <> 'copy'
    order by t.received_at, t.id limit ${limit}`.execute(tx)
  return rows
}

/** Copies of an incident, newest first: their ids rise with time. */
export async function listCopies(
  tx: Tx,
  incidentId: string,
  limit: number,
): Promise<{ tipId: string; code: string | null; receivedAt: Date; relation: Relation }[]> {
  // The policy of tips is asked of these alone, not of ten thousand.
  const { rows } = await sql<{ tipId: string; code: string | null; receivedAt: Date; relation: Relation }>`
    with newest as materialized (
      select m.tip_id, m.relation from incident_members m
      where m.incident_id = ${incidentId} and m.relation = 'copy' order by m.tip_id desc limit ${limit}
    )
    select t.id as "tipId", t.code, t.received_at as "receivedAt", n.relation
    from newest n join tips t on t.id = n.tip_id order by t.received_at desc, t.id`.execute(tx)
  return rows
}

export interface VoiceCounts {
  voiceCount: number
  copyCount: number
  /** The first that is seen. */
  rootTipId: string
}

/** How many voices and copies of an incident are seen; null where none is. */
export async function countVoices(tx: Tx, incidentId: string): Promise<VoiceCounts | null> {
  const { rows } = await sql<VoiceCounts>`
    select count(*)::int as "voiceCount", count(*) filter (where m.relation = 'copy')::int as "copyCount",
      coalesce((
        select t.id from incident_members v join tips t on t.id = v.tip_id
        where v.incident_id = ${incidentId} and v.relation <> 'copy' order by t.received_at, t.id limit 1
      ), min(m.tip_id)) as "rootTipId"
    from incident_members m where m.incident_id = ${incidentId} having count(*) > 0`.execute(tx)
  return rows[0] ?? null
}

/** The incident a tip is a voice of, as a row; null where it is in none. */
export async function findMember(tx: Tx, tipId: string): Promise<MemberRow | null> {
  const { rows } = await sql<MemberRow>`
    select m.tip_id as "tipId", m.incident_id as "incidentId", m.relation, m.linked_by as "linkedBy", m.score, m.reasons,
      m.worsening, m.worsened_urgency as "worsenedUrgency", m.worsened_at as "worsenedAt"
    from incident_members m where m.tip_id = ${tipId}`.execute(tx)
  return rows[0] ?? null
}

export interface IncidentHead {
  id: string
  version: number
  urgency: Urgency | null
  worsening: Worsening | null
  worsenedAt: Date | null
}

export async function findIncident(tx: Tx, id: string): Promise<IncidentHead | null> {
  const row = await tx
    .selectFrom('incidents')
    .select(['id', 'version', 'urgency', 'worsening', 'worsened_at as worsenedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** An officer reads it: it need not stand by itself any more. */
export async function noteVoiceOpened(tx: Tx, tipId: string): Promise<void> {
  await tx
    .updateTable('incident_members')
    .set({ raised: false })
    .where('tip_id', '=', tipId)
    .where('raised', '=', true)
    .execute()
}

export interface SuggestionRow {
  id: string
  tipId: string
  otherTipId: string
  relation: Relation
  score: number
  reasons: LinkReason[]
  worsening: Worsening | null
  worsenedUrgency: Urgency | null
  suggestedAt: Date
  /** The incident the other of the two is in, where it is seen. */
  incidentIds: (string | null)[]
}

/** What waits for an officer's answer about these tips, likeliest first: pairs of which both are seen. */
export async function listSuggestions(tx: Tx, tipIds: readonly string[], limit: number): Promise<SuggestionRow[]> {
  if (tipIds.length === 0) return []
  const ids = [...tipIds]
  const { rows } = await sql<SuggestionRow>`
    select s.id, s.tip_id as "tipId", s.other_tip_id as "otherTipId", s.relation, s.score, s.reasons, s.worsening,
      s.worsened_urgency as "worsenedUrgency", s.suggested_at as "suggestedAt",
      array[m.incident_id, n.incident_id] as "incidentIds"
    from incident_suggestions s left join incident_members m on m.tip_id = s.tip_id
      left join incident_members n on n.tip_id = s.other_tip_id
    where s.state = 'open' and (s.tip_id = any(${ids}::text[]) or s.other_tip_id = any(${ids}::text[]))
      and (m.incident_id is distinct from n.incident_id or m.incident_id is null)
    order by s.score desc, s.id limit ${limit}`.execute(tx)
  return rows
}

export interface ActRow {
  id: string
  kind: IncidentActKind
  tipId: string
  otherTipId: string | null
  officerNumber: string | null
  unitCode: string
  at: Date
  undoes: string | null
  isUndone: boolean
}

/** What officers did with these tips, newest first. */
export async function listActs(tx: Tx, tipIds: readonly string[], limit: number): Promise<ActRow[]> {
  if (tipIds.length === 0) return []
  const ids = [...tipIds]
  const { rows } = await sql<ActRow>`
    select a.id, a.kind, a.tip_id as "tipId", a.other_tip_id as "otherTipId", o.number as "officerNumber",
      a.unit_code as "unitCode", a.done_at as at, a.undoes,
      exists (select from incident_acts u where u.undoes = a.id) as "isUndone"
    from incident_acts a left join officers o on o.id = a.officer_id
    where a.tip_id = any(${ids}::text[]) or a.other_tip_id = any(${ids}::text[])
    order by a.number desc limit ${limit}`.execute(tx)
  return rows
}

/** Both tips of a suggestion or of an act; null where it is not seen. */
export async function findPair(
  tx: Tx,
  of: { suggestionId: string } | { actId: string },
): Promise<{ tipId: string; otherTipId: string | null } | null> {
  const row =
    'suggestionId' in of
      ? await tx
          .selectFrom('incident_suggestions')
          .select(['tip_id', 'other_tip_id'])
          .where('id', '=', of.suggestionId)
          .executeTakeFirst()
      : await tx
          .selectFrom('incident_acts')
          .select(['tip_id', 'other_tip_id'])
          .where('id', '=', of.actId)
          .executeTakeFirst()
  return row ? { tipId: row.tip_id, otherTipId: row.other_tip_id } : null
}

export interface NewAct {
  id: string
  kind: IncidentActKind
  tipId: string
  otherTipId: string | null
  suggestionId: string | null
  undoes: string | null
}

/** Has the tables carry it out. @throws of Postgres `TB027` with the reason as message, see {@link refusalOfAct} */
export async function addAct(db: Db, act: NewAct): Promise<void> {
  await db
    .insertInto('incident_acts')
    .values({
      id: act.id,
      kind: act.kind,
      tip_id: act.tipId,
      other_tip_id: act.otherTipId,
      suggestion_id: act.suggestionId,
      undoes: act.undoes,
    })
    .execute()
}

/** Why the tables refused an act; null for any other error. */
export function refusalOfAct(error: unknown): string | null {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    if ('code' in fault && fault.code === 'TB027') return fault.message
    // Undone twice at once.
    if ('code' in fault && fault.code === '23505') return 'nothing-to-undo'
  }
  return null
}
