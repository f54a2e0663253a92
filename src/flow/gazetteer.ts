import { writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import {
  addActivation,
  addRelease,
  findActiveRelease,
  findReleaseOf,
  listReleases,
  lockGazetteer,
  type NewRelease,
} from '../storage/gazetteer.ts'
import { notifyGazetteer } from '../storage/notify.ts'

/** A release that is kept: under which id, and whether it was kept before. */
export interface Kept {
  id: string
  isNew: boolean
  isValid: boolean
}

/**
 * Keeps an imported release beside all others, in the caller's transaction; none is changed by it and none put in use. What says
 * the same as one that is there is that one. Of two imports at once the second waits for the first.
 */
export async function keepRelease(tx: Tx, release: NewRelease): Promise<Kept> {
  await lockGazetteer(tx)
  const same = await findReleaseOf(tx, release.checksum)
  if (same !== null) return { ...same, isNew: false }
  const id = await addRelease(tx, release)
  const detail = { checksum: release.checksum, valid: release.isValid }
  await writeAudit(tx, { action: 'gazetteer.imported', officerId: null, unitCode: null, objectId: id, detail })
  return { id, isNew: true, isValid: release.isValid }
}

export type Activated =
  | { ok: true; isChange: boolean; before: string | null }
  | { ok: false; reason: 'unknown-release' | 'invalid-release' }

/**
 * Puts a release in use, in the caller's transaction; running processes are told when it commits and load it. Findings made with
 * another release keep its id, and no tip is routed anew. Activating what is in use changes nothing.
 */
export async function activateRelease(tx: Tx, id: string): Promise<Activated> {
  await lockGazetteer(tx)
  const found = (await listReleases(tx)).find((one) => one.id === id)
  if (found === undefined) return { ok: false, reason: 'unknown-release' }
  if (!found.isValid) return { ok: false, reason: 'invalid-release' }
  const before = await findActiveRelease(tx)
  if (before === id) return { ok: true, isChange: false, before }
  await addActivation(tx, id)
  await notifyGazetteer(tx, id)
  await writeAudit(tx, {
    action: 'gazetteer.activated',
    officerId: null,
    unitCode: null,
    objectId: id,
    detail: { before, after: id },
  })
  return { ok: true, isChange: true, before }
}
