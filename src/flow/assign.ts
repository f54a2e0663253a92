import { newId } from '../domain/ids.ts'
import { isStandIn } from '../domain/jurisdiction.ts'
import type { Recipient, RouteFacts } from '../domain/routing.ts'
import { topicOf } from '../domain/series.ts'
import { type Kind, maxUrgency, type Urgency } from '../domain/tip.ts'
import {
  assignUnits,
  endAssignments,
  type Holder,
  listHolders,
  listHoldersOf,
  type NewAssignment,
} from '../storage/assignments.ts'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { type DecisionKind, listDecidedKinds } from '../storage/decisions.ts'
import { excludeNumbers } from '../storage/exclusions.ts'
import { type DeskChange, notifyDesk } from '../storage/notify.ts'
import { ANY_LANE, finishOutbox, postponeOutbox, URGENT_LANE, writeOutbox } from '../storage/outbox.ts'
import { saveRouteFacts } from '../storage/routing.ts'
import { proposeSlips } from '../storage/slips.ts'
import { lockTips, saveTriaged, type Tip, type Triaged } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'
import { numberTips } from './number-tips.ts'
import { queuePhotos } from './queue-photos.ts'

/** What triage concluded of one version of a tip. */
export interface Conclusion {
  tipId: string
  tipVersion: number
  kind: Kind
  category: string | null
  urgency: Urgency
  callNow: boolean
  aboutPolice: boolean
  /** It may be about police, and the unit that has it is below the province. */
  isHeldTooLow: boolean
  /** It is about police, and the unit that has it is among those complained about. */
  isHeldByAccused: boolean
  restricted: boolean
  /** The unit complained about, where that is known. */
  accusedUnit: string | null
  province: string
  /** Who answers for it. Never null: what is for no police unit still goes before a person. */
  primary: Recipient
  also: Recipient[]
  /** Who reads it in the place of the unit that has it already, should it stay there. */
  standIn: Recipient | null
  essence: string
  copyKey: Buffer | null
  duplicateOf: string | null
  /** By what it was routed, and by which rules; null where it was routed by none. */
  routed: { rules: number; facts: RouteFacts } | null
  /** Bodies outside to which a transfer slip is proposed, each until when. */
  slips: readonly { body: string; dueAt: Date }[]
  /** Words of the text that may be officers' service numbers: whose they are does not see the tip. */
  numbers: readonly string[]
}

/** A tip and what was concluded of it, with what officers had done meanwhile. */
interface Case {
  tip: Tip
  found: Conclusion
  decided: ReadonlySet<DecisionKind>
  holders: Holder[]
  /** Its units are named anew. */
  mayMove: boolean
  isNewlyDoubted: boolean
}

/**
 * Puts triaged tips before their units, in one transaction: number, category, urgency, assignments, audit, work done.
 * Answers the ids of those to which a message was added since: nothing of them is changed, and triage runs again.
 * Rules raise an urgency and lower none; what an officer decided stays, but for a complaint about police, which leaves
 * the unit at once, for a first doubt whether it is one, which leaves the commune, and for a danger told for the first
 * time, which is urgent whatever the tip was before.
 */
export async function assignTips(
  db: Db,
  content: ContentSealer,
  conclusions: readonly Conclusion[],
): Promise<{ staleIds: string[] }> {
  return db.transaction().execute(async (tx) => {
    const conclusionOf = new Map(conclusions.map((found) => [found.tipId, found]))
    const ids = [...conclusionOf.keys()]
    const tips = await lockTips(tx, ids)
    const [decided, holders] = [await listDecidedKinds(tx, ids), await listHoldersOf(tx, ids)]
    const cases = tips.flatMap((tip) => {
      const found = conclusionOf.get(tip.id)
      if (found === undefined || found.tipVersion !== tip.version) return []
      return [openCase(tip, found, decided.get(tip.id) ?? new Set(), holders.get(tip.id) ?? [])]
    })
    const begun = await move(
      tx,
      cases.map((one) => (one.mayMove ? planMove(one) : planStay(one))),
    )
    await notifyDesk(tx, cases.flatMap(changesFor))
    await finishOutbox(
      tx,
      'tip',
      cases.map(({ tip }) => tip.id),
    )
    // What it belongs to is worked out when it lies before its units: that delays no first look.
    await postponeOutbox(
      tx,
      cases.map(({ tip, found }) => ({
        topic: 'link' as const,
        lane: tip.callNow || found.callNow ? URGENT_LANE : tip.channel,
        ref: tip.id,
      })),
      new Date(),
    )
    // What it has in common with others is looked for afterwards: nobody who reads it waits for that.
    await writeOutbox(
      tx,
      cases
        .filter(({ tip, found, decided }) => topicOf(decided.has('category') ? tip.category : found.category) !== null)
        .map(({ tip }) => ({ topic: 'series' as const, lane: ANY_LANE, ref: tip.id })),
    )
    // Late: who has taken a number keeps all others of the province waiting for theirs until it commits.
    const codes = await numberTips(
      tx,
      cases.map(({ tip, found }) => ({ tip, province: found.province })),
    )
    await saveTriaged(
      tx,
      cases.map((one) => conclude(content, one, codes.get(one.tip.id) ?? null)),
    )
    await saveRouteFacts(
      tx,
      cases.flatMap(({ tip, found }) => (found.routed === null ? [] : [{ tipId: tip.id, ...found.routed }])),
    )
    await queuePhotos(
      tx,
      cases.flatMap(({ tip, found }) => (found.routed === null ? [] : [tip.id])),
    )
    const proposed = await proposeSlips(
      tx,
      cases.flatMap(({ tip, found }) =>
        found.slips.map(({ body, dueAt }) => ({ id: newId('slp'), tipId: tip.id, body, dueAt })),
      ),
    )
    const kept = await keepFromNamed(tx, cases)
    // Last: who has written into a unit's chain keeps all others of the unit from it. By the code an auditor, who sees
    // no tip, finds what was done with one.
    const codeOf = new Map(cases.map(({ tip }) => [tip.id, codes.get(tip.id) ?? tip.code]))
    await writeAudit(
      tx,
      ...begun.map(({ tipId, unitCode, role, reason }) => ({
        action: 'tip.assigned' as const,
        officerId: null,
        unitCode,
        objectId: tipId,
        detail: { reason, role, code: codeOf.get(tipId) ?? null },
      })),
      ...proposed.map(({ id, tipId, body }) => ({
        action: 'slip.proposed' as const,
        officerId: null,
        unitCode: null,
        objectId: tipId,
        detail: { slip: id, body },
      })),
      ...kept,
    )
    const done = new Set(cases.map(({ tip }) => tip.id))
    return { staleIds: tips.map(({ id }) => id).filter((id) => !done.has(id)) }
  })
}

/**
 * After their units have it: where the last one who could read it is named, the tables let those above stand in, and their
 * desks hear of it.
 */
async function keepFromNamed(tx: Tx, cases: readonly Case[]): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (const { tip, found } of cases) {
    if (found.numbers.length === 0) continue
    const before = await listHolders(tx, tip.id)
    const officers = await excludeNumbers(tx, tip.id, found.numbers)
    if (officers.length === 0) continue
    const isRestricted = tip.restricted || found.restricted
    const standIns = (await listHolders(tx, tip.id)).filter((one) => !before.some(({ id }) => id === one.id))
    const { id, version } = tip
    await notifyDesk(
      tx,
      standIns.map(({ unitCode }) => ({ unit: unitCode, tip: id, version, isRestricted })),
    )
    const common = { officerId: null, objectId: id }
    entries.push({ ...common, action: 'tip.excluded', unitCode: null, detail: { officers } })
    for (const { unitCode, role, reason } of standIns) {
      entries.push({ ...common, action: 'tip.assigned', unitCode, detail: { reason, role, code: tip.code } })
    }
  }
  return entries
}

function openCase(tip: Tip, found: Conclusion, decided: ReadonlySet<DecisionKind>, holders: Holder[]): Case {
  const isNewlyAboutPolice = found.aboutPolice && !tip.aboutPolice
  // Once a complaint about police, always one: an edit that takes the words back brings no commune into sight of it.
  const isStillHidden = tip.aboutPolice && !found.aboutPolice
  // Of each doubt a person above is asked once, also of a tip that the commune has read: what they decide then stands.
  const isNewlyDoubted = found.isHeldTooLow && !tip.isPoliceDoubted && !tip.aboutPolice
  // A complaint about police, or a doubt, took it from its commune, and it must be somebody's.
  const isPrimaryGone = found.isHeldByAccused || !holders.some((holder) => holder.unitCode === tip.unitCode)
  const isFreeToMove = !decided.has('unit') && tip.openedAt === null && !isStillHidden
  const mayMove = isNewlyAboutPolice || isNewlyDoubted || isPrimaryGone || isFreeToMove
  return { tip, found, decided, holders, mayMove, isNewlyDoubted }
}

/** The tip as it is to stand. `code`: its first number, or null if it has one. */
function conclude(content: ContentSealer, one: Case, code: string | null): Triaged {
  const { tip, found, decided, mayMove } = one
  const isUrgencyDecided = decided.has('urgency') && !isNewDanger(one)
  return {
    id: tip.id,
    ...(code === null
      ? { code: tip.code, status: tip.status, triagedAt: tip.triagedAt }
      : { code, status: 'triaged', triagedAt: new Date() }),
    kind: found.kind,
    category: decided.has('category') ? tip.category : found.category,
    urgency: isUrgencyDecided ? tip.urgency : maxUrgency(tip.urgency, found.urgency),
    callNow: tip.callNow || found.callNow,
    aboutPolice: tip.aboutPolice || found.aboutPolice,
    isPoliceDoubted:
      tip.isPoliceDoubted || one.isNewlyDoubted || (mayMove && found.primary.reason === 'police-doubted'),
    restricted: tip.restricted || found.restricted,
    accusedUnit: found.accusedUnit,
    province: mayMove ? found.province : tip.province,
    unitCode: mayMove ? found.primary.unit : tip.unitCode,
    essence: content.seal(essenceRecord(tip.id), found.essence),
    copyKey: found.copyKey,
    duplicateOf: tip.duplicateOf ?? found.duplicateOf,
  }
}

interface Move {
  ended: { tipId: string; unitCode: string }[]
  begun: NewAssignment[]
}

function wantedBy(found: Conclusion) {
  return [
    { ...found.primary, role: 'primary' as const },
    ...found.also.map((one) => ({ ...one, role: 'information' as const })),
  ]
}

function planMove({ tip, found, holders }: Case): Move {
  const wanted = wantedBy(found)
  return {
    ended: holders
      .filter((holder) => !wanted.some((one) => one.unit === holder.unitCode))
      .map(({ unitCode }) => ({ tipId: tip.id, unitCode })),
    begun: wanted
      .filter((one) => !holders.some((held) => held.role === one.role && isHeldAs(one, [held])))
      .map((one) => assignmentFor(tip, one)),
  }
}

/**
 * Nobody loses it; but where nobody of its unit may read what it has become, the one above is told, and of a danger that
 * is new all who are told of dangers.
 */
function planStay(one: Case): Move {
  const { tip, found, holders } = one
  const called = isNewDanger(one) ? found.also.filter(({ reason }) => reason === 'danger-now') : []
  const told = [...(found.standIn === null ? [] : [found.standIn]), ...called]
  const fresh = told.filter((each) => !isHeldAs(each, holders))
  const begun = fresh.filter(({ unit }, at) => fresh.findIndex((other) => other.unit === unit) === at)
  return { ended: [], begun: begun.map((each) => assignmentFor(tip, { ...each, role: 'information' })) }
}

/** Who was told of it and is to stand in is told so: the tables then let it decide. */
function isHeldAs({ unit, reason }: Recipient, holders: readonly Holder[]): boolean {
  const held = holders.find((holder) => holder.unitCode === unit)
  return held !== undefined && (isStandIn(held.reason) || !isStandIn(reason))
}

function isNewDanger({ tip, found }: Case): boolean {
  return found.callNow && !tip.callNow
}

function assignmentFor(tip: Tip, { unit, role, reason }: Recipient & { role: NewAssignment['role'] }): NewAssignment {
  return { id: newId('req'), tipId: tip.id, unitCode: unit, role, reason, note: null, assignedBy: null }
}

/** Who holds it in another part than before has one row ended and another begun, so that every row is one line of the audit. */
async function move(tx: Tx, moves: readonly Move[]): Promise<NewAssignment[]> {
  const begun = moves.flatMap((one) => one.begun)
  await endAssignments(tx, [...moves.flatMap(({ ended }) => ended), ...begun])
  await assignUnits(tx, begun)
  return begun
}

/** Everyone who holds it now hears of it. */
function changesFor(one: Case): DeskChange[] {
  const { tip, found, holders, mayMove } = one
  const stayed = [...holders, ...planStay(one).begun].map(({ unitCode }) => unitCode)
  const units = mayMove ? wantedBy(found).map(({ unit }) => unit) : stayed
  const isRestricted = tip.restricted || found.restricted
  return units.map((unit) => ({ unit, tip: tip.id, version: tip.version, isRestricted }))
}
