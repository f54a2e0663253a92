import { newId } from '../domain/ids.ts'
import { mayHoldComplaint } from '../domain/jurisdiction.ts'
import { mayFollow, type TipStatus } from '../domain/tip.ts'
import { assignUnits, endAssignments, type NewAssignment } from '../storage/assignments.ts'
import type { AuditAction } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import type { DecisionKind } from '../storage/decisions.ts'
import { notifyDesk } from '../storage/notify.ts'
import type { Tip, TipChange } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { assignmentRecord } from '../vault/records.ts'
import { type Correct, makeCorrect } from './correct.ts'
import { type DeskRules, makeDeskAct, type Outcome } from './desk-act.ts'
import { findStandIn } from './find-stand-in.ts'
import { type GiveBack, makeGiveBack } from './give-back.ts'
import type { ChooseForReview } from './review.ts'
import { say } from './say.ts'
import { hasCleared } from './seal-off.ts'
import { makeSetPlace, type SetPlace } from './set-place.ts'

/** `version` is the one the officer saw: if the tip changed since, the act answers `changed` and nothing happens. */
export interface Decide extends Correct {
  /** Moves the tip to another unit; from then on the sender's unit no longer sees it. */
  transfer(token: string, tipId: string, version: number, unitCode: string, reason: string): Promise<Outcome>
  /** Back to who sent it, with a reason of the list and the officer's words. */
  giveBack: GiveBack
  setPlace: SetPlace
  answer(token: string, tipId: string, text: string, requestKey: string): Promise<Outcome>
  accept(token: string, tipId: string, version: number): Promise<Outcome>
  close(token: string, tipId: string, version: number, disposition: string, reason: string): Promise<Outcome>
  /** `what`: `hold`, `release` or `hand-over`; for those who lead a unit. See `flow/retain`. */
  retain(token: string, tipId: string, version: number, what: string, reason: string): Promise<Outcome>
}

/** Zalo takes 2,000 characters; what an officer writes arrives in one piece everywhere. */
export const ANSWER_LENGTH_MAX = 1_800
const REASON_LENGTH_MIN = 5

export function makeDecide(parts: {
  db: Db
  content: ContentSealer
  rules: DeskRules
  /** As in `flow/look.ts`. */
  chooseForReview?: ChooseForReview
  now: () => Date
}): Decide {
  const { content, rules } = parts
  const desk = makeDeskAct(parts)
  const { act, settle } = desk

  return {
    ...makeCorrect({ content, rules, desk, chooseForReview: parts.chooseForReview ?? (() => false) }),
    giveBack: makeGiveBack({ content, rules, desk }),
    setPlace: makeSetPlace({ content, rules, desk }),

    transfer: (token, tipId, version, unitCode, reason) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!rules.isUnit(unitCode)) return { ok: false, reason: 'unknown-unit' }
        if (unitCode === officer.unitCode) return { ok: false, reason: 'same-unit' }
        // It reads nothing here: paper goes there, with a clock (flow/slips.ts).
        if (rules.units.find(unitCode)?.level === 'external') return { ok: false, reason: 'outside-body' }
        if (reason.trim().length < REASON_LENGTH_MIN) return { ok: false, reason: 'reason-missing' }
        if (tip.aboutPolice && !mayHoldComplaint(unitCode, tip.accusedUnit, rules.units)) {
          return { ok: false, reason: 'about-police' }
        }
        if (tip.restricted && !(await hasCleared(tx, unitCode))) return { ok: false, reason: 'nobody-cleared' }
        const standIn = await findStandIn(tx, unitCode, tip, rules, [officer.unitCode])
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
        const common = { tipId, assignedBy: officer.id }
        const begun: NewAssignment[] = [{ ...common, id, unitCode, role: 'primary', reason: 'officer', note }]
        if (standIn !== null) {
          const { unit, reason: why } = standIn
          begun.push({ ...common, id: newId('req'), unitCode: unit, role: 'information', reason: why, note: null })
        }
        await assignUnits(tx, begun)
        const version = tip.version + 1
        await notifyDesk(
          tx,
          begun.map((one) => ({ unit: one.unitCode, tip: tipId, version, isRestricted: tip.restricted })),
        )
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
