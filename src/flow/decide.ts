import { newId } from '../domain/ids.ts'
import { mayHoldComplaint, type UnitDirectory } from '../domain/jurisdiction.ts'
import { mayFollow, type TipStatus, type Urgency } from '../domain/tip.ts'
import { assignUnits, endAssignments } from '../storage/assignments.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { type DecisionKind, recordDecision } from '../storage/decisions.ts'
import { notifyDesk, notifyThread } from '../storage/notify.ts'
import { changeTip, raiseVersion, type Tip, type TipChange } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { assignmentRecord, decisionRecord } from '../vault/records.ts'
import { type CurrentOfficer, findOwn, type NotFound, onTip, type SignedOut } from './desk.ts'
import { mayDecide } from './may-decide.ts'
import { say } from './say.ts'
import { hasCleared, sealOff } from './seal-off.ts'
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
        | 'about-police'
        | 'nobody-cleared'
        | 'unknown-retention'
        | 'not-commander'
        | 'changed'
    }

/** `isGone`: by what was done the officer no longer sees the tip. */
export type Outcome = { ok: true; isGone?: boolean } | Refusal

/** What was done, and the row that records it: written when everything else is. */
type Done = { ok: true; isGone?: boolean; audit?: AuditEntry } | Refusal

/** The words and lists an officer's decision is checked against. */
export interface DeskRules {
  isCategory(code: string): boolean
  isUnit(code: string): boolean
  units: UnitDirectory
  isDisposition(code: string): boolean
  /** The category's urgency is not taken over: only what the officer changes changes. */
  isRestricted(category: string | null): boolean
  /** What the citizen is told when the tip is closed with this disposition; null for nothing. */
  closingText(disposition: string, tipCode: string | null): string | null
}

/** `version` is the one the officer saw: if the tip changed since, the act answers `changed` and nothing happens. */
export interface Decide {
  correctCategory(token: string, tipId: string, version: number, category: string): Promise<Outcome>
  correctUrgency(token: string, tipId: string, version: number, urgency: Urgency): Promise<Outcome>
  /** Moves the tip to another unit; from then on the sender's unit no longer sees it. */
  transfer(token: string, tipId: string, version: number, unitCode: string, reason: string): Promise<Outcome>
  answer(token: string, tipId: string, text: string, requestKey: string): Promise<Outcome>
  accept(token: string, tipId: string, version: number): Promise<Outcome>
  close(token: string, tipId: string, version: number, disposition: string, reason: string): Promise<Outcome>
  /** `what`: `hold`, `release` or `hand-over`; for those who lead a unit. See `flow/retain`. */
  retain(token: string, tipId: string, version: number, what: string, reason: string): Promise<Outcome>
}

/** Zalo takes 2,000 characters; what an officer writes arrives in one piece everywhere. */
export const ANSWER_LENGTH_MAX = 1_800
const REASON_LENGTH_MIN = 5

export function makeDecide(parts: { db: Db; content: ContentSealer; rules: DeskRules; now: () => Date }): Decide {
  const { db, content, rules } = parts
  const wake = makeWake(db)

  const act = async (
    token: string,
    tipId: string,
    version: number | null,
    work: (tx: Tx, officer: CurrentOfficer, tip: Tip) => Promise<Done>,
  ): Promise<Outcome> => {
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

  /** What every decision leaves behind: the change, the decision, a word to the desks, and the audit row to be written. */
  const settle = async (
    tx: Tx,
    officer: CurrentOfficer,
    tip: Tip,
    decision: {
      kind: DecisionKind
      before: string | null
      after: string | null
      note?: string
      action: AuditAction
      change: TipChange
    },
  ): Promise<{ ok: true; id: string; audit: AuditEntry }> => {
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

  return {
    correctCategory: (token, tipId, version, category) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!rules.isCategory(category)) return { ok: false, reason: 'unknown-category' }
        const done = await settle(tx, officer, tip, {
          kind: 'category',
          before: tip.category,
          after: category,
          action: 'tip.correct',
          change: { category },
        })
        if (tip.restricted || !rules.isRestricted(category)) return done
        await sealOff(tx, officer, tip, rules.units)
        return { ...done, isGone: !officer.isCleared }
      }),

    correctUrgency: (token, tipId, version, urgency) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        return settle(tx, officer, tip, {
          kind: 'urgency',
          before: tip.urgency,
          after: urgency,
          action: 'tip.correct',
          change: { urgency },
        })
      }),

    transfer: (token, tipId, version, unitCode, reason) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!rules.isUnit(unitCode)) return { ok: false, reason: 'unknown-unit' }
        if (unitCode === officer.unitCode) return { ok: false, reason: 'same-unit' }
        if (reason.trim().length < REASON_LENGTH_MIN) return { ok: false, reason: 'reason-missing' }
        if (tip.aboutPolice && !mayHoldComplaint(unitCode, tip.accusedUnit, rules.units)) {
          return { ok: false, reason: 'about-police' }
        }
        if (tip.restricted && !(await hasCleared(tx, unitCode))) return { ok: false, reason: 'nobody-cleared' }
        const status: TipStatus = mayFollow(tip.status, 'forwarded') ? 'forwarded' : tip.status
        const done = await settle(tx, officer, tip, {
          kind: 'unit',
          before: tip.unitCode,
          after: unitCode,
          note: reason.trim(),
          action: 'tip.transfer',
          change: { unit_code: unitCode, status },
        })
        const id = newId('req')
        const note = content.seal(assignmentRecord(id), reason.trim())
        await assignUnits(tx, [
          { id, tipId, unitCode, role: 'primary', reason: 'officer', note, assignedBy: officer.id },
        ])
        await notifyDesk(tx, [{ unit: unitCode, tip: tipId, version: tip.version + 1, isRestricted: tip.restricted }])
        // Last: from here on this transaction no longer sees the tip.
        await endAssignments(tx, [{ tipId, unitCode: officer.unitCode }])
        return done
      }),

    answer: (token, tipId, text, requestKey) =>
      act(token, tipId, null, async (tx, officer, tip) => {
        const words = text.trim()
        if (words === '') return { ok: false, reason: 'text-missing' }
        if (words.length > ANSWER_LENGTH_MAX) return { ok: false, reason: 'text-too-long' }
        // The page's own key is the cause: a form sent twice answers once.
        const saying = {
          conversationId: tip.conversationId,
          channel: tip.channel,
          tipId,
          cause: `${officer.id}:${tipId}:${requestKey}`,
          author: { kind: 'officer', officerId: officer.id },
          bubbles: [{ text: `Tôi là cán bộ trực ban, số hiệu ${officer.number}. ${words}` }],
        } as const
        const isNew = await say(tx, content, saying)
        if (!isNew) return { ok: true }
        const change: TipChange =
          mayFollow(tip.status, 'checking') && tip.status !== 'suspended' ? { status: 'checking' } : {}
        return settle(tx, officer, tip, { kind: 'answer', before: null, after: null, action: 'tip.answer', change })
      }),

    accept: (token, tipId, version) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!mayFollow(tip.status, 'accepted')) return { ok: false, reason: 'closed' }
        return settle(tx, officer, tip, {
          kind: 'status',
          before: tip.status,
          after: 'accepted',
          action: 'tip.accept',
          change: { status: 'accepted' },
        })
      }),

    close: (token, tipId, version, disposition, reason) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!rules.isDisposition(disposition)) return { ok: false, reason: 'unknown-disposition' }
        if (reason.trim().length < REASON_LENGTH_MIN) return { ok: false, reason: 'reason-missing' }
        if (!mayFollow(tip.status, 'closed')) return { ok: false, reason: 'closed' }
        const words = rules.closingText(disposition, tip.code)
        const done = await settle(tx, officer, tip, {
          kind: 'disposition',
          before: tip.disposition,
          after: disposition,
          note: reason.trim(),
          action: 'tip.close',
          change: { disposition, status: 'closed', closed_at: parts.now() },
        })
        if (words) {
          const saying = {
            conversationId: tip.conversationId,
            channel: tip.channel,
            tipId,
            cause: done.id,
            author: { kind: 'officer', officerId: officer.id },
            bubbles: [{ text: words }],
          } as const
          await say(tx, content, saying)
        }
        return done
      }),

    retain: (token, tipId, version, what, reason) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!COMMANDERS.has(officer.role)) return { ok: false, reason: 'not-commander' }
        const retaining = readRetaining(what, tip, parts.now())
        if (retaining === null) return { ok: false, reason: 'unknown-retention' }
        if (reason.trim().length < REASON_LENGTH_MIN) return { ok: false, reason: 'reason-missing' }
        return settle(tx, officer, tip, { ...retaining, note: reason.trim() })
      }),
  }
}

/** Who may hold a tip back from destruction, or say that the case file has it. */
const COMMANDERS: ReadonlySet<string> = new Set(['unit-commander', 'provincial-supervisor'])

/** What this word changes of a tip; null for any other, or where nothing would change. */
function readRetaining(
  what: string,
  tip: Tip,
  now: Date,
): { kind: DecisionKind; before: string | null; after: string; action: AuditAction; change: TipChange } | null {
  const holds = (isHeld: boolean): string => (isHeld ? 'on' : 'off')
  if ((what === 'hold' && !tip.isHeld) || (what === 'release' && tip.isHeld)) {
    const change = { hold: !tip.isHeld }
    return { kind: 'hold', before: holds(tip.isHeld), after: holds(!tip.isHeld), action: 'tip.hold', change }
  }
  if (what !== 'hand-over' || tip.handedOverAt !== null) return null
  return { kind: 'handover', before: null, after: 'case-file', action: 'tip.handover', change: { handed_over_at: now } }
}
