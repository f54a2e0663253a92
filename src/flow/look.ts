import { COVER_SIGN } from '../domain/cover.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { type HiddenWaiting, listHiddenWaiting } from '../storage/restricted.ts'
import { changeTip, findInbox, type InboxView, type Tip } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'
import { asOfficer, type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'
import { mayHoldTips } from './may-decide.ts'
import { type ChooseForReview, hideAnswer, isForReview, machineCategoryOf } from './review.ts'
import { coverView, readCover, readView, type TipView } from './tip-view.ts'
import { findCover } from './uncover.ts'

/** One line of the inbox. */
export interface InboxRow {
  tip: Tip
  /** The most telling sentence, covered as triage found it; empty for restricted categories. */
  essence: string
}

export interface Inbox {
  ok: true
  officer: CurrentOfficer
  rows: InboxRow[]
  /** Restricted tips of the unit that this officer may not open. */
  hidden: HiddenWaiting[]
}

const INBOX_PAGE = 1_000

export interface Look {
  /** The unit's inbox; one audit row names every tip shown. */
  inbox(token: string, view: InboxView): Promise<Inbox | SignedOut>
  /** One tip, whole, or what it is while it is covered; looking is recorded. */
  tip(
    token: string,
    tipId: string,
  ): Promise<{ ok: true; officer: CurrentOfficer; view: TipView } | SignedOut | NotFound>
  /** Who is signed in; nothing is looked at. */
  officer(token: string): Promise<{ ok: true; officer: CurrentOfficer } | SignedOut>
}

export function makeLook(parts: {
  db: Db
  content: ContentSealer
  /** Tips on which officers are asked first; none where it is left out. */
  chooseForReview?: ChooseForReview
  /** Where senders give themselves away; by rules alone where it is left out. */
  findSelfWords?: FindSelfWords
  now: () => Date
}): Look {
  const { db, content, chooseForReview = () => false, findSelfWords = findByRules } = parts
  const openText = (record: string, sealed: Buffer | null): string | null =>
    sealed === null ? null : String(content.open(record, sealed))

  /** Of a tip to act on at once less is covered. */
  const findFor =
    (tip: Tip): FindSelfWords =>
    (text) =>
      findSelfWords(text, tip.callNow || tip.urgency === 'critical')

  const rowOf = (tip: Tip): InboxRow => ({
    tip,
    essence: tip.restricted ? '' : (openText(essenceRecord(tip.id), tip.essence) ?? ''),
  })

  return {
    officer: (token) => asOfficer(db, token, async (_tx, officer) => ({ ok: true, officer })),

    inbox: (token, view) =>
      asOfficer(db, token, async (tx, officer) => {
        // They have no list, and nothing is shown: there is nothing to record.
        if (!mayHoldTips(officer.role)) return { ok: true, officer, rows: [], hidden: [] }
        const tips = await findInbox(tx, view, INBOX_PAGE)
        const hidden = await listHiddenWaiting(tx)
        const hiddenCount = hidden.reduce((sum, { open }) => sum + open, 0)
        const rows = tips.map(rowOf)
        await writeAudit(tx, {
          action: 'inbox.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
          detail: { view, tips: tips.map((tip) => tip.id), ...(hiddenCount > 0 ? { hiddenCount } : {}) },
        })
        return { ok: true, officer, rows, hidden }
      }),

    tip: (token, tipId) =>
      onTip(db, token, tipId, async (tx, officer, tip) => {
        const { isCovered, coversAt, selfWordsCoverAt } = await findCover(tx, officer, tip)
        if (tip.openedAt === null && !isCovered) await changeTip(tx, tip.id, { opened_at: parts.now() })
        const read = isCovered ? await readCover(tx, officer, tip) : await readView(tx, content, officer, tip)
        const { count, covered } = coverView(read, findFor(tip))
        const areSelfWordsShown = selfWordsCoverAt !== null && count > 0
        const view = areSelfWordsShown ? { ...read, essence: openEssence(read.essence) } : covered
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
        await writeAudit(tx, {
          action: 'tip.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: tip.id,
          ...(isCovered ? { detail: { isCovered } } : {}),
          ...(areSelfWordsShown ? { detail: { shown: 'self-words' } } : {}),
        })
        const shown = isAsked ? { ...view, ...hideAnswer(view.tip, view.findings) } : view
        return {
          ok: true,
          officer,
          view: {
            ...shown,
            isForReview: isAsked,
            isCovered,
            selfWords: { count, isCovered: !areSelfWordsShown },
            coversAt: earlierOf(coversAt, areSelfWordsShown ? selfWordsCoverAt : null),
          },
        }
      }),
  }
}

function earlierOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** A sentence covered by triage stays so; beside the whole tale nobody needs it. */
function openEssence(essence: string): string {
  return essence.includes(COVER_SIGN) ? '' : essence
}
