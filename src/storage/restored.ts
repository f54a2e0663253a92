import type { Db } from './db.ts'

/** What was said last, still sealed: to see whether keys and data belong together. For a role past the policies. */
export async function listNewestContents(db: Db, limit = 20): Promise<{ id: string; content: Buffer }[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'content'])
    .where('content', 'is not', null)
    .orderBy('received_at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ id, content }) => (content === null ? [] : [{ id, content }]))
}
