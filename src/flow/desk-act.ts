import { newId } from '../domain/ids.ts'
import type { UnitDirectory } from '../domain/jurisdiction.ts'
import type { PlaceNames } from '../domain/place.ts'
import type { RoutingRules } from '../domain/routing-rules.ts'
import { topicOf } from '../domain/series.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { type DecisionKind, recordDecision } from '../storage/decisions.ts'
import { notifyDesk, notifyThread } from '../storage/notify.ts'
import { ANY_LANE, writeOutbox } from '../storage/outbox.ts'
import { changeTip, raiseVersion, type Tip, type TipChange } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { decisionRecord } from '../vault/records.ts'
import { type CurrentOfficer, findOwn, type NotFound, onTip, type SignedOut } from './desk.ts'
import { mayDecide } from './may-decide.ts'
import { makeWake } from './wake.ts'

/** Why an act is refused; the page says it in words. */
export type Refusal =
  | SignedOut
  | NotFound
  | {
      ok: false
      reason:
        | 'unknown-category'
        | 'unknown-unit'
        | 'same-unit'
        | 'unknown-disposition'
        | 'reason-missing'
        | 'text-missing'
        | 'text-too-long'
        | 'closed'
        | 'not-holder'
        | 'outside-body'
        | 'unknown-return'
        | 'nowhere-to-return'
        | 'unknown-place'
        | 'no-unit-there'
        | 'about-police'
        | 'nobody-cleared'
        | 'unknown-retention'
        | 'not-commander'
        | 'unknown-kind'
        | 'not-asked'
        | 'changed'
    }

/** `isGone`: by what was done the officer no longer sees the tip. */
export type Outcome = { ok: true; isGone?: boolean } | Refusal

/** What was done, and the row that records it: written when everything else is. */
export type Done = { ok: true; isGone?: boolean; audit?: AuditEntry } | Refusal

/** The words and lists an officer's decision is checked against. */
export interface DeskRules {
  isCategory(code: string): boolean
  isUnit(code: string): boolean
  units: UnitDirectory
  /** Names of the active gazetteer; null while there is none, and then no place can be set. */
  places?: () => PlaceNames | null
  /** The rules of routing in force; those of the program where it is left out. */
  routing?: () => RoutingRules
  /** Where nobody upwards of a unit reads its tips, its duty desk does. */
  homeProvince?: string
  isDisposition(code: string): boolean
  /** The category's urgency is not taken over: only what the officer changes changes. */
  isRestricted(category: string | null): boolean
  /** What the citizen is told when the tip is closed with this disposition; null for nothing. */
  closingText(disposition: string, tipCode: string | null): string | null
}

/** How an officer acts on a tip: authorised, on the version they saw, and recorded. */
export interface DeskAct {
  /** `version` null: whatever it is by now, and for those too who are only told of the tip. */
  act(
    token: string,
    tipId: string,
    version: number | null,
    work: (tx: Tx, officer: CurrentOfficer, tip: Tip) => Promise<Done>,
  ): Promise<Outcome>
  /** What every decision leaves behind: the change, the decision, a word to the desks, and the audit row to be written. */
  settle(
    tx: Tx,
    officer: CurrentOfficer,
    tip: Tip,
    decision: NewDecision,
  ): Promise<{ ok: true; id: string; audit: AuditEntry }>
}

export interface NewDecision {
  kind: DecisionKind
  before: string | null
  after: string | null
  note?: string
  action: AuditAction
  change: TipChange
}

export function makeDeskAct(parts: { db: Db; content: ContentSealer }): DeskAct {
  const { db, content } = parts
  const wake = makeWake(db)

  const act: DeskAct['act'] = async (token, tipId, version, work) => {
    const outcome: Outcome = await onTip(
      db,
      token,
      tipId,
      async (tx, officer, tip): Promise<Outcome> => {
        if (version !== null && tip.version !== version) return { ok: false, reason: 'changed' }
        if (version !== null && !mayDecide(officer, tip, await findOwn(tx, officer, tip))) {
          return { ok: false, reason: 'not-holder' }
        }
        const done = await work(tx, officer, tip)
        if (!done.ok) return done
        if (done.audit) await writeAudit(tx, done.audit)
        return done.isGone ? { ok: true, isGone: true } : { ok: true }
      },
      { lock: true },
    )
    // An answer waits in the outbox.
    if (outcome.ok) wake()
    return outcome
  }

  const settle: DeskAct['settle'] = async (tx, officer, tip, decision) => {
    const id = newId('dec')
    await changeTip(tx, tip.id, decision.change)
    const version = await raiseVersion(tx, tip.id)
    await recordDecision(tx, {
      id,
      tipId: tip.id,
      officerId: officer.id,
      unitCode: officer.unitCode,
      kind: decision.kind,
      before: decision.before,
      after: decision.after,
      note: decision.note ? content.seal(decisionRecord(id), decision.note) : null,
    })
    // As another matter, or somewhere else, it may belong to another series; of the one it was in the tables took it out.
    if ((decision.kind === 'category' && topicOf(decision.after) !== null) || decision.kind === 'place') {
      await writeOutbox(tx, [{ topic: 'series', lane: ANY_LANE, ref: tip.id }])
    }
    const units = [officer.unitCode, ...(tip.unitCode ? [tip.unitCode] : [])]
    await notifyDesk(
      tx,
      units.map((unit) => ({ unit, tip: tip.id, version, isRestricted: tip.restricted })),
    )
    await notifyThread(tx, [tip.conversationId])
    const audit: AuditEntry = {
      action: decision.action,
      officerId: officer.id,
      unitCode: officer.unitCode,
      objectId: tip.id,
      detail: { kind: decision.kind, before: decision.before, after: decision.after, decision: id },
    }
    return { ok: true, id, audit }
  }

  return { act, settle }
}
