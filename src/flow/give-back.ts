import { isReturnReason, RETURN_REASONS } from '../data/return-reasons.ts'
import { newId } from '../domain/ids.ts'
import { ROLES, type UnitDirectory } from '../domain/jurisdiction.ts'
import { findReturnTarget } from '../domain/return-target.ts'
import { mayFollow } from '../domain/tip.ts'
import { assignUnits, listHolders, type NewAssignment } from '../storage/assignments.ts'
import type { Tx } from '../storage/db.ts'
import { listDecisions } from '../storage/decisions.ts'
import { listExclusions } from '../storage/exclusions.ts'
import { notifyDesk } from '../storage/notify.ts'
import { countReturns, recordReturn } from '../storage/returns.ts'
import type { Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { assignmentRecord } from '../vault/records.ts'
import type { DeskAct, DeskRules, Outcome } from './desk-act.ts'
import { findStandIn } from './find-stand-in.ts'
import { hasCleared } from './seal-off.ts'

/**
 * Gives a tip back to whoever sent it, or to the duty desk where the machine did; the second time it goes one level up.
 * When it was received does not change, so no clock starts again. Whoever gave it back sees it no more.
 */
export type GiveBack = (
  token: string,
  tipId: string,
  version: number,
  reason: string,
  words: string,
) => Promise<Outcome>

const REASON_LENGTH_MIN = 5

export function makeGiveBack(parts: { content: ContentSealer; rules: DeskRules; desk: DeskAct }): GiveBack {
  const { content, rules } = parts
  const { act, settle } = parts.desk
  const { units } = rules

  return (token, tipId, version, reason, words) =>
    act(token, tipId, version, async (tx, officer, tip) => {
      if (!isReturnReason(reason)) return { ok: false, reason: 'unknown-return' }
      const said = words.trim()
      if (said.length < REASON_LENGTH_MIN) return { ok: false, reason: 'reason-missing' }
      if (tip.closedAt !== null) return { ok: false, reason: 'closed' }
      const from = tip.unitCode ?? officer.unitCode
      const roles = rules.routing?.().roles ?? ROLES
      const returnsBefore = await countReturns(tx, tip.id)
      const barred = await listBarred(tx, tip)
      const target = findReturnTarget(
        {
          from,
          officerUnit: officer.unitCode,
          sentBy: await findSender(tx, tip.id, from),
          returnsBefore,
          province: tip.province ?? units.find(from)?.province ?? rules.homeProvince ?? '',
          aboutPolice: tip.aboutPolice,
          accused: tip.accusedUnit,
          isBarred: (code) => !rules.isUnit(code) || isWithin(code, barred, units),
        },
        units,
        roles,
      )
      if (target === null) return { ok: false, reason: 'nowhere-to-return' }
      const standIn = await findStandIn(tx, target.unit, tip, rules, [from, officer.unitCode])
      const reader = standIn?.unit ?? target.unit
      if (tip.restricted && !(await hasCleared(tx, reader))) return { ok: false, reason: 'nobody-cleared' }
      const note = `Trả lại: ${RETURN_REASONS.find(({ code }) => code === reason)?.vi ?? reason}. ${said}`
      const done = await settle(tx, officer, tip, {
        kind: 'unit',
        before: from,
        after: target.unit,
        note,
        action: 'tip.return',
        change: { unit_code: target.unit, ...(mayFollow(tip.status, 'forwarded') ? { status: 'forwarded' } : {}) },
      })
      const id = newId('req')
      const common = { tipId: tip.id, assignedBy: officer.id }
      const begun: NewAssignment[] = [
        {
          ...common,
          id,
          unitCode: target.unit,
          role: 'primary',
          reason: target.wentUp ? 'returned-up' : 'returned',
          note: content.seal(assignmentRecord(id), note),
        },
      ]
      if (standIn !== null) {
        const { unit: unitCode, reason: why } = standIn
        begun.push({ ...common, id: newId('req'), unitCode, role: 'information', reason: why, note: null })
      }
      await assignUnits(tx, begun)
      const holders = await listHolders(tx, tip.id)
      const told = [...begun, ...holders].map(({ unitCode }) => unitCode)
      await notifyDesk(
        tx,
        [...told, from].map((unit) => ({
          unit,
          tip: tip.id,
          version: tip.version + 1,
          isRestricted: tip.restricted,
        })),
      )
      // Last: from here on this transaction no longer sees the tip.
      await recordReturn(tx, {
        id: newId('ret'),
        tipId: tip.id,
        number: returnsBefore + 1,
        fromUnit: from,
        toUnit: target.unit,
        standIn: standIn?.unit ?? null,
        reason,
        wentUp: target.wentUp,
        officerId: officer.id,
        unitCode: officer.unitCode,
      })
      const detail = { ...done.audit.detail, reason, number: returnsBefore + 1, wentUp: target.wentUp }
      return { ...done, audit: { ...done.audit, detail }, isGone: true }
    })
}

/** The unit whose officer last sent the tip to this one; null where the machine put it there. */
async function findSender(tx: Tx, tipId: string, unit: string): Promise<string | null> {
  const sent = (await listDecisions(tx, tipId)).findLast(({ kind, after }) => kind === 'unit' && after === unit)
  return sent?.before ?? null
}

/** Units that the tip is kept from. */
async function listBarred(tx: Tx, tip: Tip): Promise<string[]> {
  const excluded = (await listExclusions(tx, tip.id)).flatMap(({ unitCode }) => (unitCode === null ? [] : [unitCode]))
  return tip.accusedUnit !== null && tip.aboutPolice ? [...excluded, tip.accusedUnit] : excluded
}

/** True for these units and all below them. */
function isWithin(code: string, above: readonly string[], units: UnitDirectory): boolean {
  const passed = new Set<string>()
  for (let at: string | null = code; at !== null && !passed.has(at); at = units.find(at)?.parent ?? null) {
    if (above.includes(at)) return true
    passed.add(at)
  }
  return false
}
