import type { Db } from '../storage/db.ts'
import { notifyOutbox } from '../storage/notify.ts'

/**
 * Tells the relay that work was committed, without keeping the caller: at most one call is on its way, and what is told
 * meanwhile goes with one more. A lost call costs the relay's second between two looks.
 */
export function makeWake(db: Db): () => void {
  let isOnItsWay = false
  let isToldAgain = false
  const tell = async (): Promise<void> => {
    do {
      isToldAgain = false
      await notifyOutbox(db).catch(() => {})
    } while (isToldAgain)
    isOnItsWay = false
  }
  return () => {
    isToldAgain = true
    if (isOnItsWay) return
    isOnItsWay = true
    void tell()
  }
}
