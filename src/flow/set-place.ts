import { newId } from '../domain/ids.ts'
import { mayHoldComplaint } from '../domain/jurisdiction.ts'
import { mayFollow } from '../domain/tip.ts'
import { assignUnits, endAssignments, listHolders, type NewAssignment } from '../storage/assignments.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import { listDecisions } from '../storage/decisions.ts'
import { listExclusions } from '../storage/exclusions.ts'
import { notifyDesk } from '../storage/notify.ts'
import type { Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { assignmentRecord } from '../vault/records.ts'
import type { CurrentOfficer } from './desk.ts'
import type { DeskAct, DeskRules, Outcome } from './desk-act.ts'
import { findStandIn } from './find-stand-in.ts'
import { hasCleared } from './seal-off.ts'

/**
 * An officer says in which commune it happened; triage then leaves it where it is. Only where they ask for it the tip
 * goes to the unit that answers for the commune, and then leaves theirs; a refused move records nothing.
 */
export type SetPlace = (
  token: string,
  tipId: string,
  version: number,
  commune: string,
  isToMove: boolean,
) => Promise<Outcome>

export function makeSetPlace(parts: { content: ContentSealer; rules: DeskRules; desk: DeskAct }): SetPlace {
  const { content, rules } = parts
  const { act, settle } = parts.desk

  return (token, tipId, version, commune, isToMove) =>
    act(token, tipId, version, async (tx, officer, tip) => {
      const place = rules.places?.()?.commune(commune) ?? null
      if (place === null) return { ok: false, reason: 'unknown-place' }
      const target = isToMove ? (rules.units.communeOf(commune)?.code ?? null) : null
      if (isToMove && target === null) return { ok: false, reason: 'no-unit-there' }
      const isMove = target !== null && target !== officer.unitCode
      if (isMove) {
        const refused = await refuseMove(tx, tip, target)
        if (refused) return refused
      }
      const before = (await listDecisions(tx, tipId)).findLast(({ kind }) => kind === 'place')?.after ?? null
      const done = await settle(tx, officer, tip, {
        kind: 'place',
        before,
        after: commune,
        action: 'tip.correct',
        change: {},
      })
      if (!isMove) return done
      const moved = await move(tx, officer, { ...tip, version: tip.version + 1 }, target, `Nơi xảy ra: ${place.name}`)
      await writeAudit(tx, done.audit)
      return moved
    })

  async function refuseMove(tx: Tx, tip: Tip, target: string): Promise<Extract<Outcome, { ok: false }> | null> {
    if (tip.closedAt !== null) return { ok: false, reason: 'closed' }
    if (tip.aboutPolice && !mayHoldComplaint(target, tip.accusedUnit, rules.units)) {
      return { ok: false, reason: 'about-police' }
    }
    const excluded = await listExclusions(tx, tip.id)
    if (excluded.some(({ unitCode }) => unitCode === target)) return { ok: false, reason: 'nobody-cleared' }
    const standIn = await findStandIn(tx, target, tip, rules)
    const isRead = !tip.restricted || (await hasCleared(tx, standIn?.unit ?? target))
    return isRead ? null : { ok: false, reason: 'nobody-cleared' }
  }

  async function move(tx: Tx, officer: CurrentOfficer, tip: Tip, target: string, note: string) {
    const done = await settle(tx, officer, tip, {
      kind: 'unit',
      before: tip.unitCode,
      after: target,
      note,
      action: 'tip.transfer',
      change: { unit_code: target, ...(mayFollow(tip.status, 'forwarded') ? { status: 'forwarded' } : {}) },
    })
    const standIn = await findStandIn(tx, target, tip, rules)
    const id = newId('req')
    const common = { tipId: tip.id, assignedBy: officer.id }
    const sealed = content.seal(assignmentRecord(id), note)
    const begun: NewAssignment[] = [
      { ...common, id, unitCode: target, role: 'primary', reason: 'officer', note: sealed },
      ...(standIn === null
        ? []
        : [
            {
              ...common,
              id: newId('req'),
              unitCode: standIn.unit,
              role: 'information' as const,
              reason: standIn.reason,
              note: null,
            },
          ]),
    ]
    await assignUnits(tx, begun)
    const told = [...begun, ...(await listHolders(tx, tip.id))].map(({ unitCode }) => unitCode)
    await notifyDesk(
      tx,
      [...new Set(told)].map((unit) => ({ unit, tip: tip.id, version: tip.version + 1, isRestricted: tip.restricted })),
    )
    const isStandIn = standIn?.unit === officer.unitCode
    // Last: from here on this transaction no longer sees the tip.
    if (!isStandIn) await endAssignments(tx, [{ tipId: tip.id, unitCode: officer.unitCode }])
    return isStandIn ? done : { ...done, isGone: true }
  }
}
