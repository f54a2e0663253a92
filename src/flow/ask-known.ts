import type { Db } from '../storage/db.ts'
import { ANY_LANE, writeOutbox } from '../storage/outbox.ts'

/**
 * From which score on the machine holds two voices for one event so surely that their senders may be told of it. On the
 * frozen set of 208 incidents 2 of 2 suggestions from here on are true, and 37 of 81 of all: too few to say how sure that
 * is, so that it is left where next to nothing passes but copies, until officers have reviewed 200 pairs. A wrong word
 * costs a reporter of another fire the belief that theirs is known; the call text they have all the same.
 */
export const KNOWN_SCORE_MIN = 0.95

/**
 * Asks for it to be worked out whether the senders of these tips are told that their event is known (flow/tell-known.ts):
 * in the transaction that links them, as worker or officer. Asked twice it is done once.
 */
export function askKnown(db: Db, tipIds: readonly string[]): Promise<void> {
  return writeOutbox(
    db,
    tipIds.map((ref) => ({ topic: 'known', lane: ANY_LANE, ref })),
  )
}
