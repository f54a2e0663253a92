import { sql } from 'kysely'
import type { Db } from './db.ts'

/** A tip whose copies are looked for: its own, or one looked for in the same question. */
export interface CopyWanted {
  id: string
  copyKey: Buffer
  receivedAt: Date
  /** How far back a copy is a copy. */
  since: Date
}

/** For each of these tips the oldest earlier one with the same folded text, stored or asked for beside it, or null. */
export async function findCopies(db: Db, wanted: readonly CopyWanted[]): Promise<(string | null)[]> {
  const column = <K extends keyof CopyWanted>(key: K): CopyWanted[K][] => wanted.map((one) => one[key])
  const { rows } = await sql<{ original: string | null }>`
    with wanted as (
      select * from unnest(${column('id')}::text[], ${column('copyKey')}::bytea[], ${column('receivedAt')}::timestamptz[],
        ${column('since')}::timestamptz[]) with ordinality as w (id, copy_key, received_at, since, place)
    )
    select o.id as original from wanted w left join lateral (
      select e.id from (
        (select t.id, t.received_at from tips t
          where t.copy_key = w.copy_key and t.id <> w.id and t.received_at >= w.since
            and (t.received_at, t.id) < (w.received_at, w.id)
          order by t.received_at, t.id limit 1)
        union all
        (select v.id, v.received_at from wanted v
          where v.copy_key = w.copy_key and v.id <> w.id and v.received_at >= w.since
            and (v.received_at, v.id) < (w.received_at, w.id)
          order by v.received_at, v.id limit 1)
      ) e order by e.received_at, e.id limit 1
    ) o on true order by w.place`.execute(db)
  return rows.map((row) => row.original)
}
