import { createHash } from 'node:crypto'
import { type Holder, listHolders } from '../storage/assignments.ts'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import { type Db, isDenied, type Tx, withSetting } from '../storage/db.ts'
import { findCurrentOfficer, type Officer } from '../storage/officers.ts'
import { findTip, lockTip, type Tip } from '../storage/tips.ts'

/** `isCleared`: named for restricted tips. */
export type CurrentOfficer = Officer & { number: string; isCleared: boolean }

/** Nobody is signed in: unknown, idle or ended session, or a disabled account. */
export type SignedOut = { ok: false; reason: 'signed-out' }
/** No such tip, or not one this officer may see: the same answer for both. */
export type NotFound = { ok: false; reason: 'not-found' }

/**
 * Runs an officer's request in one transaction under their token: policies show what their unit holds, and the audit
 * row of what they do commits with it. `work` runs again where its rights were taken under it; nothing of the first run
 * stays.
 */
export async function asOfficer<T>(
  db: Db,
  token: string,
  work: (tx: Tx, officer: CurrentOfficer) => Promise<T>,
): Promise<T | SignedOut> {
  const once = (): Promise<T | SignedOut> =>
    withSetting(db, 'tinbao.token', token, async (tx) => {
      const officer = await findCurrentOfficer(tx)
      return officer ? work(tx, officer) : { ok: false, reason: 'signed-out' }
    })
  try {
    return await once()
  } catch (error) {
    if (!isDenied(error)) throw error
    // Their rights may have been taken between the first look and the policies': by those of now it is asked once more.
    return once()
  }
}

/**
 * Acts on one tip. A tip that is unknown or another unit's answers `not-found`, and the try is recorded in a
 * transaction of its own, so that no rollback erases it.
 */
export async function onTip<T>(
  db: Db,
  token: string,
  tipId: string,
  work: (tx: Tx, officer: CurrentOfficer, tip: Tip) => Promise<T>,
  options: { lock?: boolean } = {},
): Promise<T | SignedOut | NotFound> {
  let isRefused = false
  const result = await asOfficer<T | NotFound>(db, token, async (tx, officer) => {
    const tip = options.lock ? await lockTip(tx, tipId) : await findTip(tx, tipId)
    if (tip) return work(tx, officer, tip)
    isRefused = true
    return { ok: false, reason: 'not-found' }
  })
  // What was asked for may be anything: only our own ids are kept as they are.
  if (isRefused)
    await recordRefusal(db, token, {
      action: 'tip.refused',
      objectId: /^tip_[0-9a-f-]{36}$/.test(tipId) ? tipId : 'malformed',
    })
  return result
}

/**
 * In a transaction of its own, so that no rollback erases it, and by the rights of now: whose session ended since they
 * asked may write nothing, and what they were refused they have not seen.
 */
export async function recordRefusal(
  db: Db,
  token: string,
  entry: Omit<AuditEntry, 'officerId' | 'unitCode'>,
): Promise<void> {
  await asOfficer(db, token, (tx, { id, unitCode }) => writeAudit(tx, { ...entry, officerId: id, unitCode }))
}

/** How the officer's unit holds a tip that they see. */
export async function findOwn(tx: Tx, officer: CurrentOfficer, tip: Tip): Promise<Holder | null> {
  return (await listHolders(tx, tip.id)).find((holder) => holder.unitCode === officer.unitCode) ?? null
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
