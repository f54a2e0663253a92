import { setImmediate } from 'node:timers/promises'
import { COVER_SIGN } from '../domain/cover.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { type HiddenWaiting, listHiddenWaiting } from '../storage/restricted.ts'
import { changeTip, findInbox, type InboxView, type Tip } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'
import { coverEssence } from './cover-words.ts'
import { asOfficer, type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'
import { mayHoldTips } from './may-decide.ts'
import { type ChooseForReview, hideAnswer, isForReview, machineCategoryOf } from './review.ts'
import { coverView, type ReadView, readCover, readView, type TipView } from './tip-view.ts'
import { findCover } from './uncover.ts'

/** One line of the inbox. */
export interface InboxRow {
  tip: Tip
  /** The most telling sentence, covered as on its page; empty for restricted categories. */
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
/** How long the rows of one list may keep everybody else waiting. */
const BUSY_MAX_MS = 20

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

  /** Of a tip to act on at once less is covered. The urgency does not say so: an officer may set it, and nobody asks why. */
  const findFor =
    (tip: Tip): FindSelfWords =>
    (text) =>
      findSelfWords(text, tip.callNow)

  const rowOf = (tip: Tip): InboxRow => ({
    tip,
    essence: tip.restricted ? '' : (openText(essenceRecord(tip.id), tip.essence) ?? ''),
  })

  /**
   * What the page covers of the sentence: the list does not rely on what triage knew when it sealed it. Milliseconds a
   * row where the finder has not read it before, so others are let through in between.
   */
  const coverRows = async (rows: readonly InboxRow[]): Promise<InboxRow[]> => {
    const covered: InboxRow[] = []
    let sinceMs = performance.now()
    for (const { tip, essence } of rows) {
      covered.push({ tip, essence: essence === '' ? '' : coverEssence(essence, findFor(tip)) })
      if (performance.now() - sinceMs < BUSY_MAX_MS) continue
      await setImmediate()
      sinceMs = performance.now()
    }
    return covered
  }

  return {
    officer: (token) => asOfficer(db, token, async (_tx, officer) => ({ ok: true, officer })),

    inbox: async (token, view) => {
      const inbox = await asOfficer(db, token, async (tx, officer): Promise<Inbox> => {
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
      })
      return inbox.ok ? { ...inbox, rows: await coverRows(inbox.rows) } : inbox
    },

    tip: (token, tipId) =>
      onTip(db, token, tipId, async (tx, officer, tip) => {
        const { isCovered, coversAt, selfWordsCoverAt } = await findCover(tx, officer, tip)
        if (tip.openedAt === null && !isCovered) await changeTip(tx, tip.id, { opened_at: parts.now() })
        const read = isCovered ? await readCover(tx, officer, tip) : await readView(tx, content, officer, tip)
        const { count, covered } = coverView(read, findFor(tip))
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
        await writeAudit(tx, {
          action: 'tip.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: tip.id,
          ...(isCovered ? { detail: { isCovered } } : {}),
          ...(areSelfWordsShown ? { detail: { shown: 'self-words' } } : {}),
        })
        const shown = isAsked ? hideAnswer(view) : view
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

/** All but receipts: those open the talk, and no reason shows them. */
function openWords(read: ReadView): ReadView {
  const { covered } = coverView(read, () => [])
  return { ...covered, findings: read.findings, essence: openEssence(covered.essence) }
}

/** A sentence covered by triage stays so; beside the whole tale nobody needs it. */
function openEssence(essence: string): string {
  return essence.includes(COVER_SIGN) ? '' : essence
}
