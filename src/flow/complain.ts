import { DEFAULT_ROUTING } from '../data/routing.ts'
import { newId } from '../domain/ids.ts'
import { type Recipient, routeTip } from '../domain/routing.ts'
import { assignUnits, endAssignments, type NewAssignment } from '../storage/assignments.ts'
import type { Tx } from '../storage/db.ts'
import { notifyDesk } from '../storage/notify.ts'
import { URGENT_LANE, writeOutbox } from '../storage/outbox.ts'
import { markComplaint } from '../storage/restricted.ts'
import type { Tip } from '../storage/tips.ts'
import type { CurrentOfficer } from './desk.ts'
import type { DeskRules } from './desk-act.ts'
import { findStandIn } from './find-stand-in.ts'

/**
 * Whom a tip goes to that an officer found to complain about police, as triage would send it; the first answers for it.
 * An inspectorate that has it keeps it.
 */
export function findComplaintUnits(
  officer: CurrentOfficer,
  tip: Tip,
  rules: DeskRules,
): [primary: Recipient, ...also: Recipient[]] {
  const { units } = rules
  const province = tip.province ?? units.find(officer.unitCode)?.province ?? ''
  const isInspected = tip.unitCode !== null && units.find(tip.unitCode)?.kind === 'inspectorate'
  const { primary, also } = routeTip(
    {
      category: tip.category,
      isReport: true,
      urgency: tip.urgency,
      callNow: tip.callNow,
      aboutPolice: true,
      isPoliceDoubted: false,
      accused: tip.accusedUnit,
      commune: null,
      senderCommune: null,
      province,
      signs: [],
      hazards: [],
    },
    rules.routing?.() ?? DEFAULT_ROUTING,
    units,
    rules.homeProvince ?? province,
  )
  if (isInspected) return [{ unit: tip.unitCode ?? '', reason: 'about-police' }, ...also]
  return [primary ?? { unit: units.codeOf('PC01', province), reason: 'unit-missing' }, ...also]
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
  rules: DeskRules,
  recipients: readonly [Recipient, ...Recipient[]],
): Promise<{ isGone: boolean }> {
  const [primary, ...also] = recipients
  const standIn = await findStandIn(tx, primary.unit, { ...tip, aboutPolice: true }, rules)
  const rows = [
    { ...primary, role: 'primary' as const },
    ...(standIn === null ? [] : [{ ...standIn, role: 'information' as const }]),
    ...also.filter(({ unit }) => unit !== standIn?.unit).map((one) => ({ ...one, role: 'information' as const })),
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
