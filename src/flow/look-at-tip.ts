import { COVER_SIGN } from '../domain/cover.ts'
import type { AuditEntry } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import { noteVoiceOpened } from '../storage/incident-desk.ts'
import { changeTip, type Tip } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { CurrentOfficer } from './desk.ts'
import { hideOriginal } from './hide-original.ts'
import { findFor } from './inbox-rows.ts'
import { type ChooseForReview, hideAnswer, isForReview, machineCategoryOf } from './review.ts'
import { roundView } from './round-view.ts'
import { listSlipLines } from './slips.ts'
import { coverView, type ReadView, readCover, readView, type TipView } from './tip-view.ts'
import { findCover } from './uncover.ts'

/** One tip as this officer is shown it, opened by that, and the row that records it: the caller writes it, last of all. */
export type LookAtTip = (tx: Tx, officer: CurrentOfficer, tip: Tip) => Promise<{ view: TipView; audit: AuditEntry }>

export function makeLookAtTip(parts: {
  content: ContentSealer
  /** As in `flow/look.ts`. */
  chooseForReview?: ChooseForReview
  findSelfWords?: FindSelfWords
  now: () => Date
}): LookAtTip {
  const { content, chooseForReview = () => false, findSelfWords = findByRules } = parts

  return async (tx, officer, tip) => {
    const { isCovered, coversAt, selfWordsCoverAt } = await findCover(tx, officer, tip)
    if (tip.openedAt === null && !isCovered) await changeTip(tx, tip.id, { opened_at: parts.now() })
    if (!isCovered) await noteVoiceOpened(tx, tip.id)
    const whole = isCovered ? await readCover(tx, officer, tip) : roundView(await readView(tx, content, officer, tip))
    const read = await hideOriginal(tx, whole)
    const { count, covered } = coverView(read, findFor(tip, findSelfWords))
    const areSelfWordsShown = selfWordsCoverAt !== null && count > 0
    const view = areSelfWordsShown ? openWords(read) : covered
    const isAsked =
      !isCovered &&
      view.mayDecide &&
      (await isForReview(
        tx,
        chooseForReview,
        tip,
        machineCategoryOf(view.findings),
        view.decisions.some(({ kind }) => kind === 'category'),
      ))
    const slips = isAsked || isCovered ? [] : await listSlipLines(tx, tip)
    const audit: AuditEntry = {
      action: 'tip.read',
      officerId: officer.id,
      unitCode: officer.unitCode,
      objectId: tip.id,
      ...(isCovered ? { detail: { isCovered } } : {}),
      ...(areSelfWordsShown ? { detail: { shown: 'self-words' } } : {}),
    }
    const shown = isAsked ? hideAnswer(view) : view
    return {
      audit,
      view: {
        ...shown,
        isForReview: isAsked,
        isCovered,
        slips,
        selfWords: { count, isCovered: !areSelfWordsShown },
        coversAt: earlierOf(coversAt, areSelfWordsShown ? selfWordsCoverAt : null),
      },
    }
  }
}

function earlierOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** All but receipts: those open the talk, and no reason shows them. */
function openWords(read: ReadView): ReadView {
  const { covered } = coverView(read, () => [])
  return { ...covered, findings: read.findings, essence: openEssence(covered.essence) }
}

/** A sentence covered by triage stays so; beside the whole tale nobody needs it. */
function openEssence(essence: string): string {
  return essence.includes(COVER_SIGN) ? '' : essence
}
