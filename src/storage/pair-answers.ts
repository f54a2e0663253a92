import { sql } from 'kysely'
import type { Db } from './db.ts'

/** What an officer said of two tips that the machine held for one event, with the sealed views of both. */
export interface PairAnswer {
  officerId: string
  /** `YYYY-MM-DD` in Viet Nam. */
  day: string
  isSame: boolean
  tipId: string
  otherTipId: string
  number: number
  otherNumber: number
  isSameSender: boolean
  body: Buffer
  otherBody: Buffer
}

/**
 * Oldest first, of two tips what was said last; nothing that was undone, and none of a tip that is restricted, erased, about
 * police or perhaps so, closed as one of `unproven`, or has no view any more. For a worker.
 */
export async function listPairAnswers(db: Db, unproven: readonly string[]): Promise<PairAnswer[]> {
  const { rows } = await sql<PairAnswer & { number_: string }>`
    select s.* from (
      select distinct on (least(a.tip_id, a.other_tip_id), greatest(a.tip_id, a.other_tip_id))
        a.number as number_, a.officer_id as "officerId",
        to_char(a.done_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day, a.kind = 'confirm' as "isSame",
        a.tip_id as "tipId", a.other_tip_id as "otherTipId", v.number, w.number as "otherNumber",
        t.conversation_id = u.conversation_id as "isSameSender", v.body, w.body as "otherBody"
      from incident_acts a
      join tip_views v on v.tip_id = a.tip_id join tip_views w on w.tip_id = a.other_tip_id
      join tips t on t.id = a.tip_id join tips u on u.id = a.other_tip_id
      where a.kind in ('confirm', 'reject') and not a.restricted and v.body is not null and w.body is not null
        and not exists (select from incident_acts b where b.undoes = a.id)
        and not (t.restricted or u.restricted or t.about_police or u.about_police or t.police_doubted or u.police_doubted)
        and t.erased_at is null and u.erased_at is null
        and (t.disposition is null or t.disposition <> all(${[...unproven]}::text[]))
        and (u.disposition is null or u.disposition <> all(${[...unproven]}::text[]))
      order by least(a.tip_id, a.other_tip_id), greatest(a.tip_id, a.other_tip_id), a.number desc
    ) s order by s.number_`.execute(db)
  return rows.map(({ number_: _, ...answer }) => answer)
}
