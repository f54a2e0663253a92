import { newId } from '../domain/ids.ts'
import { findWatcher, type Recipient, routeTip, type UnitDirectory } from '../domain/jurisdiction.ts'
import { assignUnits, endAssignments, type NewAssignment } from '../storage/assignments.ts'
import type { Tx } from '../storage/db.ts'
import { notifyDesk } from '../storage/notify.ts'
import { URGENT_LANE, writeOutbox } from '../storage/outbox.ts'
import { markComplaint } from '../storage/restricted.ts'
import type { Tip } from '../storage/tips.ts'
import { countActiveOfficers, countClearedOfficers } from '../storage/units.ts'
import type { CurrentOfficer } from './desk.ts'

/**
 * Whom a tip goes to that an officer found to complain about police, as triage would send it; the first answers for it.
 * An inspectorate that has it keeps it.
 */
export function findComplaintUnits(
  officer: CurrentOfficer,
  tip: Tip,
  units: UnitDirectory,
): [primary: Recipient, ...also: Recipient[]] {
  const province = tip.province ?? units.find(officer.unitCode)?.province ?? ''
  const facts = { category: tip.category, urgency: tip.urgency, callNow: tip.callNow, commune: null, province }
  const accused = tip.accusedUnit === null ? undefined : units.find(tip.accusedUnit)
  const police = { aboutPolice: true, isPoliceDoubted: false, isAboutProvince: accused?.level === 'province' }
  const { primary, also } = routeTip({ ...facts, ...police }, null, units, province)
  const isInspected = tip.unitCode !== null && units.find(tip.unitCode)?.kind === 'inspectorate'
  if (isInspected) return [{ unit: tip.unitCode ?? '', reason: 'about-police' }, ...also]
  if (primary !== null && units.has(primary.unit)) return [primary, ...also]
  return [{ unit: units.codeOf('PC01', province), reason: 'unit-missing' }, ...also]
}

/**
 * Gives the tip to those it goes to as a complaint about police and takes it from the officer's own unit and from all
 * below the province. Triage runs again and names the unit complained about. Last in its transaction: who is not among
 * them sees it no more. Answers whether that is so of this officer.
 */
export async function handToInspectorate(
  tx: Tx,
  officer: CurrentOfficer,
  tip: Tip,
  units: UnitDirectory,
  recipients: readonly [Recipient, ...Recipient[]],
): Promise<{ isGone: boolean }> {
  const [primary, ...also] = recipients
  const count = tip.restricted ? countClearedOfficers : countActiveOfficers
  const standIn = await findWatcher(primary.unit, units, async (code) => (await count(tx, [code]))[0] ?? 0)
  const isNobodyThere = standIn !== null && (await countActiveOfficers(tx, [primary.unit]))[0] === 0
  const standInReason = isNobodyThere ? 'no-active-officers' : 'no-cleared-officers'
  const rows = [
    { ...primary, role: 'primary' as const },
    ...(standIn === null ? [] : [{ unit: standIn, reason: standInReason, role: 'information' as const }]),
    ...also.filter(({ unit }) => unit !== standIn).map((one) => ({ ...one, role: 'information' as const })),
  ]
  await assignUnits(
    tx,
    rows.map(
      ({ unit: unitCode, reason, role }): NewAssignment => ({
        id: newId('req'),
        tipId: tip.id,
        unitCode,
        role,
        reason,
        note: null,
        assignedBy: officer.id,
      }),
    ),
  )
  const version = tip.version + 1
  await notifyDesk(
    tx,
    rows.map(({ unit }) => ({ unit, tip: tip.id, version, isRestricted: tip.restricted })),
  )
  await writeOutbox(tx, [{ topic: 'tip', lane: tip.callNow ? URGENT_LANE : tip.channel, ref: tip.id }])
  await markComplaint(tx, tip.id)
  const isGone = !rows.some(({ unit }) => unit === officer.unitCode)
  if (isGone) await endAssignments(tx, [{ tipId: tip.id, unitCode: officer.unitCode }])
  return { isGone }
}
