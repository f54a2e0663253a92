import { type Selectable, sql, type Updateable } from 'kysely'
import type { ContactMode, Kind, TipStatus, Urgency } from '../domain/tip.ts'
import type { Db, Tx } from './db.ts'
import type { TipRow } from './schema.ts'

export interface Tip {
  id: string
  code: string | null
  conversationId: string
  channel: string
  mode: ContactMode
  status: TipStatus
  kind: Kind
  category: string | null
  urgency: Urgency
  callNow: boolean
  aboutPolice: boolean
  /** A message of it raised the doubt whether it is one, or it went to officers with that question: what they decide stands. */
  isPoliceDoubted: boolean
  restricted: boolean
  /** Of a complaint about police: the unit it is about, where that is known. */
  accusedUnit: string | null
  province: string | null
  unitCode: string | null
  essence: Buffer | null
  duplicateOf: string | null
  disposition: string | null
  version: number
  receivedAt: Date
  triagedAt: Date | null
  openedAt: Date | null
  closedAt: Date | null
  /** Nothing of it is destroyed, by a commander's decision. */
  isHeld: boolean
  handedOverAt: Date | null
  /** Its words are gone; a pointer is left. */
  erasedAt: Date | null
  /** Its sender ended the contact. */
  contactEndedAt: Date | null
}

export interface NewTip {
  id: string
  conversationId: string
  channel: string
  mode: ContactMode
  kind: Kind
  urgency: Urgency
  callNow: boolean
  /** What one message of it raised, before triage reads the whole; false where left out. */
  isPoliceDoubted?: boolean
  restricted?: boolean
  receivedAt: Date
}

export async function createTips(db: Db, tips: readonly NewTip[]): Promise<void> {
  if (tips.length === 0) return
  await db
    .insertInto('tips')
    .values(
      tips.map((tip) => ({
        id: tip.id,
        conversation_id: tip.conversationId,
        channel: tip.channel,
        mode: tip.mode,
        status: 'received' as const,
        kind: tip.kind,
        urgency: tip.urgency,
        call_now: tip.callNow,
        police_doubted: tip.isPoliceDoubted ?? false,
        restricted: tip.restricted ?? false,
        received_at: tip.receivedAt,
      })),
    )
    .execute()
}

/** One tip; at the desk the policies make it null unless the officer's unit holds it now. */
export async function findTip(db: Db, id: string): Promise<Tip | null> {
  const row = await db.selectFrom('tips').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toTip(row) : null
}

/** By the code that officers use; at the desk null unless the officer's unit holds it now. */
export async function findTipIdByCode(db: Db, code: string): Promise<string | null> {
  const row = await db.selectFrom('tips').select('id').where('code', '=', code).executeTakeFirst()
  return row?.id ?? null
}

/** Several at once; unknown ids are left out. */
export async function findTips(db: Db, ids: readonly string[]): Promise<Tip[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('tips').selectAll().where('id', 'in', ids).orderBy('id').execute()).map(toTip)
}

/** The same, kept from changing until the transaction ends. */
export async function lockTip(tx: Tx, id: string): Promise<Tip | null> {
  return (await lockTips(tx, [id]))[0] ?? null
}

/** Several, taken in the order of their ids: two who want the same ones do not wait for each other. */
export async function lockTips(tx: Tx, ids: readonly string[]): Promise<Tip[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('tips').selectAll().where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute()
  return rows.map(toTip)
}

/** An officer changed it: what others have open no longer covers it. Answers the new version. */
export async function raiseVersion(db: Db, id: string): Promise<number> {
  const row = await db
    .updateTable('tips')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: sql<Date>`now()` }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/**
 * Messages were added: what triage found of the earlier version no longer covers these tips. A closed one is open
 * again: nobody's words fall on a closed door. Taken in the order of their ids.
 */
export async function reviseTips(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update tips t set version = t.version + 1, updated_at = now(), closed_at = null,
      status = case when t.closed_at is null then t.status else 'reopened' end
    from (select id from tips where id = any(${ids}::text[]) order by id for no key update) as l
    where t.id = l.id`.execute(tx)
}

/** What triage or an officer may change of a tip; the version rises with it. */
export type TipChange = Pick<
  Updateable<TipRow>,
  | 'code'
  | 'status'
  | 'kind'
  | 'category'
  | 'urgency'
  | 'call_now'
  | 'province'
  | 'unit_code'
  | 'essence'
  | 'copy_key'
  | 'duplicate_of'
  | 'disposition'
  | 'triaged_at'
  | 'opened_at'
  | 'closed_at'
  | 'hold'
  | 'handed_over_at'
>

export async function changeTip(db: Db, id: string, change: TipChange): Promise<void> {
  await db
    .updateTable('tips')
    .set({ ...change, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Everything of a tip that triage may set. */
export type Triaged = Pick<
  Tip,
  | 'id'
  | 'code'
  | 'status'
  | 'kind'
  | 'category'
  | 'urgency'
  | 'callNow'
  | 'aboutPolice'
  | 'isPoliceDoubted'
  | 'restricted'
  | 'accusedUnit'
  | 'province'
  | 'unitCode'
  | 'essence'
  | 'duplicateOf'
  | 'triagedAt'
> & { copyKey: Buffer | null }

/** Writes what triage concluded of several tips, as they are to stand. */
export async function saveTriaged(tx: Tx, tips: readonly Triaged[]): Promise<void> {
  if (tips.length === 0) return
  const column = <K extends keyof Triaged>(key: K): Triaged[K][] => tips.map((tip) => tip[key])
  await sql`
    update tips t set code = s.code, status = s.status, kind = s.kind, category = s.category, urgency = s.urgency,
      call_now = s.call_now, about_police = s.about_police, police_doubted = s.police_doubted, restricted = s.restricted, accused_unit = s.accused_unit, province = s.province,
      unit_code = s.unit_code, essence = s.essence, duplicate_of = s.duplicate_of, triaged_at = s.triaged_at,
      copy_key = s.copy_key, updated_at = now()
    from unnest(
      ${column('id')}::text[], ${column('code')}::text[], ${column('status')}::text[], ${column('kind')}::text[],
      ${column('category')}::text[], ${column('urgency')}::text[], ${column('callNow')}::boolean[],
      ${column('aboutPolice')}::boolean[], ${column('isPoliceDoubted')}::boolean[], ${column('restricted')}::boolean[], ${column('accusedUnit')}::text[],
      ${column('province')}::text[], ${column('unitCode')}::text[], ${column('essence')}::bytea[], ${column('duplicateOf')}::text[],
      ${column('triagedAt')}::timestamptz[], ${column('copyKey')}::bytea[]
    ) as s (id, code, status, kind, category, urgency, call_now, about_police, police_doubted, restricted, accused_unit, province,
      unit_code, essence, duplicate_of, triaged_at, copy_key)
    where t.id = s.id`.execute(tx)
}

/** What of the inbox is shown. */
export type InboxView = 'open' | 'closed'

/** The public state of the newest tip in the conversation that `tinbao.access` opens. */
export async function findPublicTip(
  tx: Tx,
  conversationId: string,
): Promise<{ status: TipStatus; receivedAt: Date } | null> {
  const row = await tx
    .selectFrom('tips')
    .select(['status', 'received_at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { status: row.status, receivedAt: row.received_at } : null
}

/** For those who read whole rows beside others. */
export function toTip(row: Selectable<TipRow>): Tip {
  return {
    id: row.id,
    code: row.code,
    conversationId: row.conversation_id,
    channel: row.channel,
    mode: row.mode,
    status: row.status,
    kind: row.kind,
    category: row.category,
    urgency: row.urgency,
    callNow: row.call_now,
    aboutPolice: row.about_police,
    isPoliceDoubted: row.police_doubted,
    restricted: row.restricted,
    accusedUnit: row.accused_unit,
    province: row.province,
    unitCode: row.unit_code,
    essence: row.essence,
    duplicateOf: row.duplicate_of,
    disposition: row.disposition,
    version: row.version,
    receivedAt: row.received_at,
    triagedAt: row.triaged_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    isHeld: row.hold,
    handedOverAt: row.handed_over_at,
    erasedAt: row.erased_at,
    contactEndedAt: row.contact_ended_at,
  }
}
