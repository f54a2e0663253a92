import type { Db } from '../storage/db.ts'
import { ANY_LANE, writeOutbox } from '../storage/outbox.ts'

/**
 * From which score on the machine holds two voices for one event so surely that their senders may be told of it. Provisional:
 * until officers have reviewed 200 pairs no measured precision stands behind it, so it is where the judge leaves no doubt;
 * a wrong word costs a reporter of another fire the belief that theirs is known, and the call text stays.
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
