import { newId } from '../domain/ids.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { findUncoveredUntil, recordUncovering, type UncoveredPart } from '../storage/restricted.ts'
import { changeTip, type Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { uncoveringRecord } from '../vault/records.ts'
import { type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'

/** So long an officer reads what was covered after saying why; then it is covered again. */
export const UNCOVERED_MS = 15 * 60_000
/** As for every other reason that an officer gives. */
const NOTE_LENGTH_MIN = 5
const NOTE_LENGTH_MAX = 500

export type Uncovered =
  | { ok: true }
  | SignedOut
  | NotFound
  | { ok: false; reason: 'unknown-reason' | 'note-missing' | 'note-too-long' }

/**
 * Has what is covered of a tip shown to this officer for {@link UNCOVERED_MS}: the tale of a restricted one, or the words
 * by which a sender may give themself away. Each is asked for by itself: who needs to know what happened seldom needs to
 * know who says so, and restricted tips are those where that costs most. Why is recorded, and has committed before any
 * word leaves: this answers none. `reason` is a code, `note` the officer's own words; without `part` it is the tale.
 */
export type Uncover = (
  token: string,
  tipId: string,
  why: { reason: string; note: string; part?: UncoveredPart },
) => Promise<Uncovered>

export function makeUncover(parts: {
  db: Db
  content: ContentSealer
  isReason(code: string): boolean
  now: () => Date
}): Uncover {
  const { db, content } = parts
  return (token, tipId, why) =>
    onTip<Uncovered>(db, token, tipId, async (tx, officer, tip) => {
      const part = why.part ?? 'tale'
      if (part === 'tale' && !tip.restricted) return { ok: true }
      const note = why.note.trim()
      if (!parts.isReason(why.reason)) return { ok: false, reason: 'unknown-reason' }
      if (note.length < NOTE_LENGTH_MIN) return { ok: false, reason: 'note-missing' }
      if (note.length > NOTE_LENGTH_MAX) return { ok: false, reason: 'note-too-long' }
      const id = newId('unc')
      const sealed = content.seal(uncoveringRecord(id), note)
      await recordUncovering(tx, { id, tipId, officerId: officer.id, part, reason: why.reason, note: sealed })
      if (tip.openedAt === null) await changeTip(tx, tip.id, { opened_at: parts.now() })
      await writeAudit(tx, {
        action: 'tip.uncover',
        officerId: officer.id,
        unitCode: officer.unitCode,
        objectId: tip.id,
        detail: { reason: why.reason, part, uncovering: id },
      })
      return { ok: true }
    })
}

/**
 * Whether the words of a tip are kept from this officer, and until when they are shown, null for as long as they like;
 * and until when those by which its sender may give themself away are, null where they are covered.
 */
export async function findCover(
  tx: Tx,
  officer: CurrentOfficer,
  tip: Tip,
): Promise<{ isCovered: boolean; coversAt: Date | null; selfWordsCoverAt: Date | null }> {
  const selfWordsCoverAt = await findUncoveredUntil(tx, tip.id, officer.id, 'self-words', UNCOVERED_MS)
  if (!tip.restricted) return { isCovered: false, coversAt: null, selfWordsCoverAt }
  const coversAt = await findUncoveredUntil(tx, tip.id, officer.id, 'tale', UNCOVERED_MS)
  return { isCovered: coversAt === null, coversAt, selfWordsCoverAt }
}
