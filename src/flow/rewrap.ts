import { AppError } from '../domain/errors.ts'
import type { Db } from '../storage/db.ts'
import { putSealed, SEALED_PLACES, type SealedPlace, type SealedRow, takeSealed } from '../storage/sealed.ts'
import type { ContentSealer } from '../vault/content.ts'

/** Sealed values of one place in one transaction. */
const AT_ONCE = 200
const TIPS_AT_ONCE = 100

export interface Rewrapped {
  wrapped: number
  /** Values that no key opens: they are lost already, and hold up nothing. */
  closed: number
}

/** Puts the records of these tips under this key; null: whatever is not under one for what is open, under `openKey`. */
export async function rewrapTips(
  parts: { db: Db; content: ContentSealer },
  tipIds: readonly string[],
  keyId: string | null,
  openKey: string,
): Promise<Rewrapped> {
  const done: Rewrapped = { wrapped: 0, closed: 0 }
  for (let from = 0; from < tipIds.length; from += TIPS_AT_ONCE) {
    const some = tipIds.slice(from, from + TIPS_AT_ONCE)
    for (const place of SEALED_PLACES) {
      await rewrapPlace(parts, place, { tipIds: some, keyId }, () => keyId ?? openKey, done)
    }
  }
  return done
}

/** Whatever is wrapped under these keys goes under the one that `keyFor` names for its tip; null is of no tip. */
export async function rewrapFrom(
  parts: { db: Db; content: ContentSealer },
  underKeys: readonly string[],
  keyFor: (tipId: string | null) => string,
): Promise<Rewrapped> {
  const done: Rewrapped = { wrapped: 0, closed: 0 }
  if (underKeys.length === 0) return done
  for (const place of SEALED_PLACES) {
    await rewrapPlace(parts, place, { underKeys }, ({ tipId }) => keyFor(tipId), done)
  }
  return done
}

type Which = { tipIds: readonly string[]; keyId: string | null } | { underKeys: readonly string[] }

async function rewrapPlace(
  { db, content }: { db: Db; content: ContentSealer },
  place: SealedPlace,
  which: Which,
  keyFor: (row: SealedRow) => string,
  done: Rewrapped,
): Promise<void> {
  const recordsDone: string[] = []
  for (;;) {
    const count = await db.transaction().execute(async (tx) => {
      const rows = await takeSealed(tx, place, { ...which, recordsDone }, AT_ONCE)
      const fresh: { at: string; sealed: Buffer }[] = []
      for (const row of rows) {
        const sealed = tryRewrap(content, row, keyFor(row))
        if (sealed === null) {
          recordsDone.push(row.record)
          done.closed += 1
        } else {
          if (keyFor(row) === row.keyId) recordsDone.push(row.record)
          fresh.push({ at: row.at, sealed })
        }
      }
      await putSealed(tx, place, fresh)
      done.wrapped += fresh.length
      return rows.length
    })
    if (count < AT_ONCE) return
  }
}

function tryRewrap(content: ContentSealer, row: SealedRow, keyId: string): Buffer | null {
  try {
    return content.rewrap(row.record, row.sealed, keyId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'cannot-open') return null
    throw error
  }
}
