import { newId } from '../domain/ids.ts'
import { KINDS, type Urgency } from '../domain/tip.ts'
import type { AuditEntry } from '../storage/audit.ts'
import { type CorrectionHow, recordCorrection } from '../storage/corrections.ts'
import type { Tx } from '../storage/db.ts'
import { listDecidedKinds } from '../storage/decisions.ts'
import type { Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findComplaintUnits, handToInspectorate } from './complain.ts'
import type { CurrentOfficer } from './desk.ts'
import type { DeskAct, DeskRules, Done, Outcome } from './desk-act.ts'
import { findMachineAnswer } from './machine-answer.ts'
import { type ChooseForReview, isForReview } from './review.ts'
import { sealOff } from './seal-off.ts'

export type Judgement = { kind: string } | { isAboutPolice: boolean }

/**
 * What officers say of what the machine understood. Each leaves a decision, and a row that models learn from. The same
 * category or urgency as before confirms it: a person has decided, and triage leaves it alone.
 */
export interface Correct {
  /** `not-asked` while the officer is first asked what it is without seeing the machine's answer. */
  correctCategory(token: string, tipId: string, version: number, category: string): Promise<Outcome>
  correctUrgency(token: string, tipId: string, version: number, urgency: Urgency): Promise<Outcome>
  /**
   * What kind of message it is: for the models alone, nothing of the tip changes. Or whether it complains about police: who
   * says so makes it a complaint, which leaves their unit for the inspectorate; that it is none changes nothing.
   */
  judge(token: string, tipId: string, version: number, said: Judgement): Promise<Outcome>
  /** Answers what the officer was asked without seeing the machine's category; null: does not say. */
  review(token: string, tipId: string, version: number, category: string | null): Promise<Outcome>
}

export function makeCorrect(parts: {
  content: ContentSealer
  rules: DeskRules
  desk: DeskAct
  chooseForReview: ChooseForReview
}): Correct {
  const { content, rules, chooseForReview } = parts
  const { act, settle } = parts.desk

  /** The row a model may learn from, beside the decision: what stood there, what a person says, who had said it. */
  const correct = async (
    tx: Tx,
    officer: CurrentOfficer,
    tip: Tip,
    said: { field: 'category' | 'urgency' | 'kind' | 'police'; before: string | null; after: string | null },
    more: { how?: CorrectionHow; model: string | null; isRestricted?: boolean; decisionId: string | null },
  ): Promise<void> =>
    recordCorrection(tx, {
      id: newId('cor'),
      tipId: tip.id,
      tipVersion: tip.version,
      officerId: officer.id,
      unitCode: officer.unitCode,
      ...said,
      how: more.how ?? 'seen',
      model: more.model,
      isRestricted: tip.restricted || more.isRestricted === true,
      decisionId: more.decisionId,
    })

  const isAskedFirst = async (tx: Tx, tip: Tip): Promise<boolean> => {
    const machine = (await findMachineAnswer(tx, content, tip.id))?.category ?? null
    const hasDecided = (await listDecidedKinds(tx, [tip.id])).get(tip.id)?.has('category') ?? false
    return isForReview(tx, chooseForReview, tip, machine, hasDecided)
  }

  const setCategory = async (
    tx: Tx,
    officer: CurrentOfficer,
    tip: Tip,
    category: string,
    how: CorrectionHow,
  ): Promise<Done> => {
    if (!rules.isCategory(category)) return { ok: false, reason: 'unknown-category' }
    const answer = await findMachineAnswer(tx, content, tip.id)
    const said = { before: tip.category, after: category }
    const done = await settle(tx, officer, tip, {
      kind: 'category',
      ...said,
      action: 'tip.correct',
      change: { category },
    })
    const isRestricted = rules.isRestricted(category)
    const more = { how, model: answer?.model ?? null, isRestricted, decisionId: done.id }
    await correct(tx, officer, tip, { field: 'category', ...said }, more)
    if (tip.restricted || !isRestricted) return done
    await sealOff(tx, officer, tip, rules)
    return { ...done, isGone: !officer.isCleared }
  }

  return {
    correctCategory: (token, tipId, version, category) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        // What is said before the question is answered would count as said in sight of the machine's answer.
        if (await isAskedFirst(tx, tip)) return { ok: false, reason: 'not-asked' }
        return setCategory(tx, officer, tip, category, 'seen')
      }),

    correctUrgency: (token, tipId, version, urgency) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        const answer = await findMachineAnswer(tx, content, tip.id)
        const said = { before: tip.urgency, after: urgency }
        const done = await settle(tx, officer, tip, {
          kind: 'urgency',
          ...said,
          action: 'tip.correct',
          change: { urgency },
        })
        const more = { model: answer?.model ?? null, decisionId: done.id }
        await correct(tx, officer, tip, { field: 'urgency', ...said }, more)
        return done
      }),

    judge: (token, tipId, version, judged) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        const isKind = 'kind' in judged
        if (isKind && !KINDS.some((kind) => kind === judged.kind)) return { ok: false, reason: 'unknown-kind' }
        const answer = await findMachineAnswer(tx, content, tip.id)
        const said = isKind
          ? { before: tip.kind, after: judged.kind }
          : { before: yesNo(tip.aboutPolice), after: yesNo(judged.isAboutPolice) }
        const field = isKind ? 'kind' : 'police'
        const isComplaint = !isKind && judged.isAboutPolice && !tip.aboutPolice
        const recipients = isComplaint ? findComplaintUnits(officer, tip, rules) : null
        const change = recipients === null ? {} : { unit_code: recipients[0].unit }
        const done = await settle(tx, officer, tip, { kind: field, ...said, action: 'tip.correct', change })
        await correct(tx, officer, tip, { field, ...said }, { model: answer?.model ?? null, decisionId: done.id })
        if (recipients === null) return done
        return { ...done, ...(await handToInspectorate(tx, officer, tip, rules, recipients)) }
      }),

    review: (token, tipId, version, category) =>
      act(token, tipId, version, async (tx, officer, tip) => {
        if (!(await isAskedFirst(tx, tip))) return { ok: false, reason: 'not-asked' }
        const answer = await findMachineAnswer(tx, content, tip.id)
        if (category !== null) return setCategory(tx, officer, tip, category, 'blind')
        const said = { field: 'category' as const, before: tip.category, after: null }
        await correct(tx, officer, tip, said, { how: 'skipped', model: answer?.model ?? null, decisionId: null })
        const audit: AuditEntry = {
          action: 'tip.review-skipped',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: tip.id,
        }
        return { ok: true, audit }
      }),
  }
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
