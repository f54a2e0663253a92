import { newId } from '../domain/ids.ts'
import type { Recipient } from '../domain/jurisdiction.ts'
import { type Kind, maxUrgency, type Urgency } from '../domain/tip.ts'
import { assignUnit, endAssignment, listHolders } from '../storage/assignments.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { listDecidedKinds } from '../storage/decisions.ts'
import { notifyDesk } from '../storage/notify.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { changeTip, lockTip, type Tip, type TipChange, takeNumber } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'

/** What triage concluded of one version of a tip. */
export interface Conclusion {
  tipVersion: number
  kind: Kind
  category: string | null
  urgency: Urgency
  callNow: boolean
  aboutPolice: boolean
  restricted: boolean
  province: string
  /** Who answers for it. Never null: what is for no police unit still goes before a person. */
  primary: Recipient
  also: Recipient[]
  essence: string
  copyKey: Buffer | null
  duplicateOf: string | null
}

/**
 * Puts a triaged tip before its units, in one transaction: number, category, urgency, assignments, audit, work done.
 * Answers `stale` and changes nothing if a message was added since: triage then runs again. Rules raise an urgency
 * and lower none; what an officer decided stays, but for a complaint about police, which leaves the unit at once.
 */
export async function assignTip(
  db: Db,
  content: ContentSealer,
  tipId: string,
  found: Conclusion,
): Promise<'done' | 'stale' | 'gone'> {
  return db.transaction().execute(async (tx) => {
    const tip = await lockTip(tx, tipId)
    if (!tip) return 'gone'
    if (tip.version !== found.tipVersion) return 'stale'
    const decided = await listDecidedKinds(tx, tipId)
    const isNewlyAboutPolice = found.aboutPolice && !tip.aboutPolice
    // Once a complaint about police, always one: an edit that takes the words back brings no commune into sight of it.
    const isStillHidden = tip.aboutPolice && !found.aboutPolice
    // A complaint about police took it from its commune, and it must be somebody's.
    const isPrimaryGone = !(await listHolders(tx, tipId)).some((holder) => holder.unitCode === tip.unitCode)
    const isFreeToMove = !decided.has('unit') && tip.openedAt === null && !isStillHidden
    const mayMove = isNewlyAboutPolice || isPrimaryGone || isFreeToMove
    await changeTip(tx, tipId, {
      ...(await firstNumber(tx, tip, found)),
      ...describe(content, tip, found),
      ...(decided.has('category') ? {} : { category: found.category }),
      urgency: decided.has('urgency') ? tip.urgency : maxUrgency(tip.urgency, found.urgency),
      ...(mayMove ? { unit_code: found.primary.unit, province: found.province } : {}),
    })
    if (mayMove) await moveTo(tx, tip, found)
    const holders = await listHolders(tx, tipId)
    await notifyDesk(
      tx,
      holders.map((holder) => holder.unitCode),
      tipId,
      tip.version,
    )
    await finishOutbox(tx, 'tip', tipId)
    return 'done'
  })
}

async function firstNumber(tx: Tx, tip: Tip, found: Conclusion): Promise<TipChange> {
  if (tip.code !== null) return {}
  const day = Temporal.Instant.fromEpochMilliseconds(tip.receivedAt.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDate()
    .toString()
  const number = await takeNumber(tx, found.province, day)
  return {
    code: `TB-${found.province}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`,
    status: 'triaged',
    triaged_at: new Date(),
  }
}

function describe(content: ContentSealer, tip: Tip, found: Conclusion): TipChange {
  return {
    kind: found.kind,
    call_now: tip.callNow || found.callNow,
    about_police: tip.aboutPolice || found.aboutPolice,
    restricted: tip.restricted || found.restricted,
    essence: content.seal(essenceRecord(tip.id), found.essence),
    copy_key: found.copyKey,
    duplicate_of: tip.duplicateOf ?? found.duplicateOf,
  }
}

async function moveTo(tx: Tx, tip: Tip, found: Conclusion): Promise<void> {
  const wanted = [
    { ...found.primary, role: 'primary' as const },
    ...found.also.map((one) => ({ ...one, role: 'information' as const })),
  ]
  const holders = await listHolders(tx, tip.id)
  for (const holder of holders) {
    if (!wanted.some((one) => one.unit === holder.unitCode)) await endAssignment(tx, tip.id, holder.unitCode)
  }
  for (const one of wanted) {
    if (holders.some((holder) => holder.unitCode === one.unit)) continue
    await assignUnit(tx, {
      id: newId('req'),
      tipId: tip.id,
      unitCode: one.unit,
      role: one.role,
      reason: one.reason,
      note: null,
      assignedBy: null,
    })
    await writeAudit(tx, {
      action: 'tip.assigned',
      officerId: null,
      unitCode: one.unit,
      objectId: tip.id,
      detail: { reason: one.reason, role: one.role },
    })
  }
}
