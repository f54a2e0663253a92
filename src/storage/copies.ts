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

/** The earlier tip that another is a copy of, and the strictest of what is known of it and of other earlier copies. */
export interface Original {
  id: string
  isAboutPolice: boolean
  isPoliceDoubted: boolean
  isRestricted: boolean
  /** Units complained about. */
  accused: string[]
}

/** The same without which one it is. */
export type Earlier = Omit<Original, 'id'>

/**
 * Of so many earlier copies the newest are asked as well: an officer may have found on any of them what it is. In a flood
 * of copies each takes over what those before it were given.
 */
const ASKED_MAX = 20

/**
 * For each of these tips the oldest earlier one with the same folded text, stored or asked for beside it, or null. Of one
 * that is asked for beside it nothing is known yet.
 */
export async function findCopies(db: Db, wanted: readonly CopyWanted[]): Promise<(Original | null)[]> {
  const column = <K extends keyof CopyWanted>(key: K): CopyWanted[K][] => wanted.map((one) => one[key])
  const { rows } = await sql<Row>`
    with wanted as (
      select * from unnest(${column('id')}::text[], ${column('copyKey')}::bytea[], ${column('receivedAt')}::timestamptz[],
        ${column('since')}::timestamptz[]) with ordinality as w (id, copy_key, received_at, since, place)
    )
    select o.id as original, coalesce(s.about_police, false) as about_police,
      coalesce(s.police_doubted, false) as police_doubted, coalesce(s.restricted, false) as restricted, s.accused
    from wanted w left join lateral (
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
    ) o on true left join lateral (
      select bool_or(e.about_police) as about_police, bool_or(e.police_doubted) as police_doubted,
        bool_or(e.restricted) as restricted,
        array_agg(distinct e.accused_unit) filter (where e.about_police and e.accused_unit is not null) as accused
      from (
        (select r.about_police, r.police_doubted, r.restricted, r.accused_unit from tips r where r.id = o.id)
        union all
        (select n.about_police, n.police_doubted, n.restricted, n.accused_unit from tips n
          where n.copy_key = w.copy_key and n.id <> w.id and n.received_at >= w.since
            and (n.received_at, n.id) < (w.received_at, w.id)
          order by n.received_at desc limit ${ASKED_MAX})
      ) e
    ) s on o.id is not null order by w.place`.execute(db)
  return rows.map((row) =>
    row.original === null
      ? null
      : {
          id: row.original,
          isAboutPolice: row.about_police,
          isPoliceDoubted: row.police_doubted,
          isRestricted: row.restricted,
          accused: row.accused ?? [],
        },
  )
}

interface Row {
  original: string | null
  about_police: boolean
  police_doubted: boolean
  restricted: boolean
  accused: string[] | null
}
