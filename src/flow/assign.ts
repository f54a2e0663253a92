import { newId } from '../domain/ids.ts'
import type { Recipient } from '../domain/jurisdiction.ts'
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
import { finishOutbox } from '../storage/outbox.ts'
import { takeNumbers } from '../storage/tip-numbers.ts'
import { lockTips, saveTriaged, type Tip, type Triaged } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'

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
}

/**
 * Puts triaged tips before their units, in one transaction: number, category, urgency, assignments, audit, work done.
 * Answers the ids of those to which a message was added since: nothing of them is changed, and triage runs again.
 * Rules raise an urgency and lower none; what an officer decided stays, but for a complaint about police, which leaves
 * the unit at once, and for a first doubt whether it is one, which leaves the commune.
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
    // Late: who has taken a number keeps all others of the province waiting for theirs until it commits.
    const codes = await numberTips(tx, cases)
    await saveTriaged(
      tx,
      cases.map((one) => conclude(content, one, codes.get(one.tip.id) ?? null)),
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
  const isPrimaryGone = !holders.some((holder) => holder.unitCode === tip.unitCode)
  const isFreeToMove = !decided.has('unit') && tip.openedAt === null && !isStillHidden
  const mayMove = isNewlyAboutPolice || isNewlyDoubted || isPrimaryGone || isFreeToMove
  return { tip, found, decided, holders, mayMove }
}

/** Numbers of the day for tips that have none, taken group by group in one order for all. */
async function numberTips(tx: Tx, cases: readonly Case[]): Promise<Map<string, string>> {
  const unnumbered = cases.filter(({ tip }) => tip.code === null)
  const groups = Map.groupBy(unnumbered, ({ tip, found }) => `${found.province} ${dayOf(tip.receivedAt)}`)
  const codes = new Map<string, string>()
  for (const [group, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [province = '', day = ''] = group.split(' ')
    const last = await takeNumbers(tx, province, day, members.length)
    for (const [at, { tip }] of members.entries()) {
      const number = String(last - members.length + 1 + at).padStart(4, '0')
      codes.set(tip.id, `TB-${province}-${day.slice(2).replaceAll('-', '')}-${number}`)
    }
  }
  return codes
}

function dayOf(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDate()
    .toString()
}

/** The tip as it is to stand. `code`: its first number, or null if it has one. */
function conclude(content: ContentSealer, { tip, found, decided, mayMove }: Case, code: string | null): Triaged {
  return {
    id: tip.id,
    ...(code === null
      ? { code: tip.code, status: tip.status, triagedAt: tip.triagedAt }
      : { code, status: 'triaged', triagedAt: new Date() }),
    kind: found.kind,
    category: decided.has('category') ? tip.category : found.category,
    urgency: decided.has('urgency') ? tip.urgency : maxUrgency(tip.urgency, found.urgency),
    callNow: tip.callNow || found.callNow,
    aboutPolice: tip.aboutPolice || found.aboutPolice,
    isPoliceDoubted: tip.isPoliceDoubted || (mayMove && found.primary.reason === 'police-doubted'),
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
      .filter((one) => !holders.some((holder) => holder.unitCode === one.unit))
      .map((one) => assignmentFor(tip, one)),
  }
}

/** Nobody loses it; but where nobody of its unit may read what it has become, the one above is told. */
function planStay({ tip, found, holders }: Case): Move {
  const { standIn } = found
  const isHeld = standIn === null || holders.some((holder) => holder.unitCode === standIn.unit)
  return { ended: [], begun: isHeld ? [] : [assignmentFor(tip, { ...standIn, role: 'information' })] }
}

function assignmentFor(tip: Tip, { unit, role, reason }: Recipient & { role: NewAssignment['role'] }): NewAssignment {
  return { id: newId('req'), tipId: tip.id, unitCode: unit, role, reason, note: null, assignedBy: null }
}

async function move(tx: Tx, moves: readonly Move[]): Promise<NewAssignment[]> {
  await endAssignments(
    tx,
    moves.flatMap(({ ended }) => ended),
  )
  const begun = moves.flatMap((one) => one.begun)
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
