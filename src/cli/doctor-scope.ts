import { mayDestroy, REVIEWS_MIN } from '../flow/scope-gate.ts'
import type { Db } from '../storage/db.ts'
import { sumScopeCounts } from '../storage/scope.ts'

/** Days told of, today with them. */
const DAYS = 7

/** Who destroys what is no report, and how much of it there was. `db`: the worker's; `isWanted`: as it is set. */
export async function checkScope(
  db: Db,
  countReviews: (db: Db) => Promise<number>,
  isWanted: boolean,
  today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh'),
): Promise<{ state: 'ok'; detail: string }> {
  const reviews = await countReviews(db)
  const { outOfScope, spam } = await sumScopeCounts(db, today.subtract({ days: DAYS - 1 }).toString())
  const who = !isWanted
    ? 'left to people (DESTROY_OUT_OF_SCOPE is off)'
    : mayDestroy(reviews)
      ? 'destroyed by the machine where it has no doubt'
      : `left to people, for ${reviews} of ${REVIEWS_MIN} local tips have been reviewed blind`
  return { state: 'ok', detail: `${who}; in ${DAYS} days ${outOfScope} out of scope, ${spam} taken for spam` }
}
