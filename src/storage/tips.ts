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
  restricted: boolean
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
}

export interface NewTip {
  id: string
  conversationId: string
  channel: string
  mode: ContactMode
  kind: Kind
  urgency: Urgency
  callNow: boolean
  receivedAt: Date
}

export async function createTip(db: Db, tip: NewTip): Promise<void> {
  await db
    .insertInto('tips')
    .values({
      id: tip.id,
      conversation_id: tip.conversationId,
      channel: tip.channel,
      mode: tip.mode,
      status: 'received',
      kind: tip.kind,
      urgency: tip.urgency,
      call_now: tip.callNow,
      received_at: tip.receivedAt,
    })
    .execute()
}

/** One tip; at the desk the policies make it null unless the officer's unit holds it now. */
export async function findTip(db: Db, id: string): Promise<Tip | null> {
  const row = await db.selectFrom('tips').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toTip(row) : null
}

/** The same, kept from changing until the transaction ends. */
export async function lockTip(tx: Tx, id: string): Promise<Tip | null> {
  const row = await tx.selectFrom('tips').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return row ? toTip(row) : null
}

/** The youngest tip of a conversation. */
export async function findLatestTip(db: Db, conversationId: string): Promise<Tip | null> {
  const row = await db
    .selectFrom('tips')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toTip(row) : null
}

/** A message was added: what triage found of the earlier version no longer covers it. Answers the new version. */
export async function raiseVersion(db: Db, id: string): Promise<number> {
  const row = await db
    .updateTable('tips')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: sql<Date>`now()` }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/** A closed tip that gets a new message is open again: nobody's words fall on a closed door. An open one stays as it is. */
export async function reopenTip(db: Db, id: string): Promise<void> {
  await db
    .updateTable('tips')
    .set({ status: 'reopened', closed_at: null, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('closed_at', 'is not', null)
    .execute()
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
  | 'about_police'
  | 'restricted'
  | 'province'
  | 'unit_code'
  | 'essence'
  | 'copy_key'
  | 'duplicate_of'
  | 'disposition'
  | 'triaged_at'
  | 'opened_at'
  | 'closed_at'
>

export async function changeTip(db: Db, id: string, change: TipChange): Promise<void> {
  await db
    .updateTable('tips')
    .set({ ...change, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** An earlier tip with the same folded text, within the time in which a copy is a copy; the oldest one. */
export async function findCopy(
  db: Db,
  copyKey: Buffer,
  before: { id: string; receivedAt: Date },
  since: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('tips')
    .select('id')
    .where('copy_key', '=', copyKey)
    .where('id', '!=', before.id)
    .where('received_at', '>=', since)
    .where(sql<boolean>`(received_at, id) < (${before.receivedAt}, ${before.id})`)
    .orderBy('received_at')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The next number of the day in a province, from 1. */
export async function takeNumber(db: Db, province: string, day: string): Promise<number> {
  const row = await db
    .insertInto('tip_numbers')
    .values({ province, day, last_number: 1 })
    .onConflict((conflict) =>
      conflict.columns(['province', 'day']).doUpdateSet({ last_number: sql<number>`tip_numbers.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return row.last_number
}

export type InboxView = 'open' | 'closed'

/** The unit's inbox, most urgent first, then newest; one page of it. Read as an officer. */
export async function findInbox(tx: Tx, view: InboxView, limit: number, offset = 0): Promise<Tip[]> {
  const rows = await tx
    .selectFrom('tips')
    .selectAll()
    .where('closed_at', view === 'open' ? 'is' : 'is not', null)
    .where('unit_code', 'is not', null)
    .orderBy(sql`array_position(array['critical', 'high', 'normal', 'low'], urgency)`)
    // What nobody has opened first: a flood must not push it out of sight.
    .orderBy(sql`opened_at is not null`)
    .orderBy('received_at', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toTip)
}

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

function toTip(row: Selectable<TipRow>): Tip {
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
    restricted: row.restricted,
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
  }
}
