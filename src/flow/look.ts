import { COVER_SIGN } from '../domain/cover.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { type HiddenWaiting, listHiddenWaiting } from '../storage/restricted.ts'
import { listOverdueSlips } from '../storage/slips.ts'
import { changeTip, findInbox, type InboxView } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findAskedFirst } from './asked-first.ts'
import { asOfficer, type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'
import { hideOriginal } from './hide-original.ts'
import { askRow, coverRows, findFor, type InboxRow, openRow } from './inbox-rows.ts'
import { mayHoldTips } from './may-decide.ts'
import { type ChooseForReview, hideAnswer, isForReview, machineCategoryOf } from './review.ts'
import { roundView } from './round-view.ts'
import { findNewSeries, type NewSeriesLine } from './series.ts'
import { listSlipLines, type SlipLine, toLine } from './slips.ts'
import { coverView, type ReadView, readCover, readView, type TipView } from './tip-view.ts'
import { findCover } from './uncover.ts'

export interface Inbox {
  ok: true
  officer: CurrentOfficer
  rows: InboxRow[]
  /** Restricted tips of the unit that this officer may not open. */
  hidden: HiddenWaiting[]
  /** Transfer slips that should have been handed over by now. */
  slips?: SlipLine[]
  /** Series that the unit was told of and nobody there has opened. */
  series?: NewSeriesLine[]
  /** There are more than these rows. */
  isCut?: boolean
}

/** Rows of one list. */
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

  return {
    officer: (token) => asOfficer(db, token, async (_tx, officer) => ({ ok: true, officer })),

    inbox: async (token, view) => {
      const inbox = await asOfficer(db, token, async (tx, officer): Promise<Inbox> => {
        // They have no list, and nothing is shown: there is nothing to record.
        if (!mayHoldTips(officer.role)) return { ok: true, officer, rows: [], hidden: [] }
        const found = await findInbox(tx, view, INBOX_PAGE + 1)
        const tips = found.slice(0, INBOX_PAGE)
        const asked = await findAskedFirst(tx, content, chooseForReview, tips)
        const hidden = await listHiddenWaiting(tx)
        const late = view === 'open' ? await listOverdueSlips(tx, officer.unitCode, parts.now()) : []
        const series = view === 'open' ? await findNewSeries(tx, parts.now()) : []
        const hiddenCount = hidden.reduce((sum, { open }) => sum + open, 0)
        const rows = tips.map((tip) => (asked.has(tip.id) ? askRow(tip) : openRow(content, tip)))
        await writeAudit(tx, {
          action: 'inbox.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
          detail: { view, tips: tips.map((tip) => tip.id), ...(hiddenCount > 0 ? { hiddenCount } : {}) },
        })
        return { ok: true, officer, rows, hidden, slips: late.map(toLine), series, isCut: found.length > INBOX_PAGE }
      })
      return inbox.ok ? { ...inbox, rows: await coverRows(inbox.rows, findSelfWords) } : inbox
    },

    tip: (token, tipId) =>
      onTip(db, token, tipId, async (tx, officer, tip) => {
        const { isCovered, coversAt, selfWordsCoverAt } = await findCover(tx, officer, tip)
        if (tip.openedAt === null && !isCovered) await changeTip(tx, tip.id, { opened_at: parts.now() })
        const whole = isCovered
          ? await readCover(tx, officer, tip)
          : roundView(await readView(tx, content, officer, tip))
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
            slips,
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
