import { type SqlBool, sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { Db } from './db.ts'
import type { DeletionRow } from './schema.ts'

/** A closed tip as the rules of retention see it; nothing of it is sealed. */
export interface RetainedTip {
  id: string
  code: string | null
  conversationId: string
  disposition: string | null
  category: string | null
  isRestricted: boolean
  closedAt: Date
  handedOverAt: Date | null
  isHeld: boolean
  retention: string | null
  eraseAfter: Date | null
  /** As Postgres writes it, to the microsecond. */
  updatedAt: string
  /** Something may have been added since its records were put under the key of its class. */
  isToWrap: boolean
  /** Of a duplicate. */
  root: {
    disposition: string | null
    category: string | null
    isRestricted: boolean
    closedAt: Date | null
    handedOverAt: Date | null
  } | null
}

/** Closed tips that still have their words, by id after this one. */
export async function listClosedTips(db: Db, afterId: string, limit: number): Promise<RetainedTip[]> {
  const rows = await db
    .selectFrom('tips as t')
    .leftJoin('tips as r', 'r.id', 't.duplicate_of')
    .select([
      't.id',
      't.code',
      't.conversation_id',
      't.disposition',
      't.category',
      't.restricted',
      't.handed_over_at',
      't.hold',
      't.retention_class',
      't.erase_after',
      'r.id as root',
      'r.disposition as root_disposition',
      'r.category as root_category',
      'r.restricted as root_restricted',
      'r.handed_over_at as root_handed_over_at',
    ])
    .select(sql<Date>`coalesce(t.closed_at, t.updated_at)`.as('closed_at'))
    .select(sql<string>`t.updated_at::text`.as('updated_at'))
    .select(sql<boolean>`t.retained_at is distinct from t.updated_at`.as('is_to_wrap'))
    .select(
      sql<Date | null>`case when r.status = 'closed' then coalesce(r.closed_at, r.updated_at) end`.as('root_closed'),
    )
    .where('t.status', '=', sql.lit('closed'))
    .where('t.erased_at', 'is', null)
    .where('t.id', '>', afterId)
    .orderBy('t.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    conversationId: row.conversation_id,
    disposition: row.disposition,
    category: row.category,
    isRestricted: row.restricted,
    closedAt: row.closed_at,
    handedOverAt: row.handed_over_at,
    isHeld: row.hold,
    retention: row.retention_class,
    eraseAfter: row.erase_after,
    updatedAt: row.updated_at,
    isToWrap: row.is_to_wrap,
    root:
      row.root === null
        ? null
        : {
            disposition: row.root_disposition,
            category: row.root_category,
            isRestricted: row.root_restricted ?? false,
            closedAt: row.root_closed,
            handedOverAt: row.root_handed_over_at,
          },
  }))
}

/** Tips that were under the key of a class, or without words, and go on. */
export async function listReopenedTips(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tips')
    .select('id')
    .where('status', '!=', sql.lit('closed'))
    .where((eb) => eb.or([eb('retained_at', 'is not', null), eb('erased_at', 'is not', null)]))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Notes class and day; `updated_at` stays, for nothing that an officer sees has changed. */
export async function noteRetention(
  db: Db,
  plans: readonly { id: string; retention: string; eraseAfter: Date | null }[],
): Promise<void> {
  if (plans.length === 0) return
  await sql`
    update tips t set retention_class = p.retention, erase_after = p.erase_after
    from unnest(${plans.map(({ id }) => id)}::text[], ${plans.map(({ retention }) => retention)}::text[],
      ${plans.map(({ eraseAfter }) => eraseAfter)}::timestamptz[]) as p (id, retention, erase_after)
    where t.id = p.id`.execute(db)
}

/** Their records lie under the right key, as they were at these moments. */
export async function noteRetained(db: Db, tips: readonly { id: string; updatedAt: string }[]): Promise<void> {
  if (tips.length === 0) return
  await sql`
    update tips t set retained_at = r.at
    from unnest(${tips.map(({ id }) => id)}::text[], ${tips.map(({ updatedAt }) => updatedAt)}::timestamptz[]) as r (id, at)
    where t.id = r.id and t.status = 'closed'`.execute(db)
}

/** Nothing of retention holds for them any more. */
export async function noteOpenAgain(db: Db, tipIds: readonly string[]): Promise<void> {
  if (tipIds.length === 0) return
  await db
    .updateTable('tips')
    .set({ retention_class: null, erase_after: null, retained_at: null, erased_at: null })
    .where('id', 'in', [...tipIds])
    .where('status', '!=', sql.lit('closed'))
    .execute()
}

/** Marks them as without words; whatever is under way with one that was opened again meanwhile is left to the next run. */
export async function noteErased(db: Db, tipIds: readonly string[], at: Date): Promise<void> {
  if (tipIds.length === 0) return
  await db
    .updateTable('tips')
    .set({ erased_at: at })
    .where('id', 'in', [...tipIds])
    .execute()
}

/** Locks those that may still be erased: closed, not held. */
export async function lockErasable(db: Db, tipIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('tips')
    .select('id')
    .where('id', 'in', [...tipIds])
    .where('status', '=', sql.lit('closed'))
    .where('hold', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

export type NewDeletion = Pick<DeletionRow, 'kind' | 'ref' | 'rule' | 'basis' | 'by'>

export async function recordDeletions(db: Db, deletions: readonly NewDeletion[], at: Date): Promise<void> {
  if (deletions.length === 0) return
  await db
    .insertInto('deletions')
    .values(deletions.map((deletion) => ({ id: newId('del'), at, ...deletion })))
    .execute()
}

/** Newest first; of this id, or of what it names, where one is given. */
export async function listDeletions(db: Db, options: { of?: string; limit: number }): Promise<DeletionLine[]> {
  let query = db.selectFrom('deletions as d').leftJoin('tips as t', 't.id', 'd.ref').selectAll('d').select('t.code')
  const { of } = options
  if (of !== undefined)
    query = query.where((eb) => eb.or([eb('d.id', '=', of), eb('d.ref', '=', of), eb('t.code', '=', of)]))
  return query.orderBy('d.at', 'desc').orderBy('d.id', 'desc').limit(options.limit).execute()
}

export type DeletionLine = Omit<DeletionRow, 'at'> & { at: Date; code: string | null }

/** Which of these have a row. */
export async function listRecorded(db: Db, kind: DeletionRow['kind'], refs: readonly string[]): Promise<Set<string>> {
  if (refs.length === 0) return new Set()
  const rows = await db
    .selectFrom('deletions')
    .select('ref')
    .where('kind', '=', kind)
    .where(sql<SqlBool>`ref = any(${[...refs]}::text[])`)
    .execute()
  return new Set(rows.map(({ ref }) => ref))
}

/** How often each of these tips has been erased so far, as far as this database knows. */
export async function countErasures(db: Db, tipIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ ref: string; count: number }>`
    select ref, count(*)::int as count from deletions
    where kind = 'tip' and ref = any(${[...tipIds]}::text[]) group by ref`.execute(db)
  return new Map(rows.map(({ ref, count }) => [ref, count]))
}
