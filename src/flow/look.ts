import { writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { findInbox } from '../storage/incident-inbox.ts'
import { type HiddenWaiting, listHiddenWaiting } from '../storage/restricted.ts'
import { listOverdueSlips } from '../storage/slips.ts'
import type { InboxView } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findAskedFirst } from './asked-first.ts'
import { asOfficer, type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'
import { askRow, coverRows, type InboxRow, openRow } from './inbox-rows.ts'
import { makeLookAtTip } from './look-at-tip.ts'
import { mayHoldTips } from './may-decide.ts'
import type { ChooseForReview } from './review.ts'
import { findNewSeries, type NewSeriesLine } from './series.ts'
import { type SlipLine, toLine } from './slips.ts'
import { readTipIncident, toRowIncident } from './tip-incident.ts'
import type { TipView } from './tip-view.ts'

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
  const lookAtTip = makeLookAtTip(parts)

  return {
    officer: (token) => asOfficer(db, token, async (_tx, officer) => ({ ok: true, officer })),

    inbox: async (token, view) => {
      const inbox = await asOfficer(db, token, async (tx, officer): Promise<Inbox> => {
        // They have no list, and nothing is shown: there is nothing to record.
        if (!mayHoldTips(officer.role)) return { ok: true, officer, rows: [], hidden: [] }
        const found = await findInbox(tx, view, INBOX_PAGE + 1)
        const shown = found.slice(0, INBOX_PAGE)
        const tips = shown.map(({ tip }) => tip)
        const asked = await findAskedFirst(tx, content, chooseForReview, tips)
        const hidden = await listHiddenWaiting(tx)
        const late = view === 'open' ? await listOverdueSlips(tx, officer.unitCode, parts.now()) : []
        const series = view === 'open' ? await findNewSeries(tx, parts.now()) : []
        const hiddenCount = hidden.reduce((sum, { open }) => sum + open, 0)
        const rows = shown.map(({ tip, pile }) => ({
          ...(asked.has(tip.id) ? askRow(tip) : openRow(content, tip)),
          ...(pile === null ? {} : { incident: toRowIncident(pile) }),
        }))
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
        const { view, audit } = await lookAtTip(tx, officer, tip)
        // Of what it is asked about first, and of what is covered, no reason says anything.
        const isTelling = !view.isForReview && !view.isCovered
        const incidents = await readTipIncident({ content, findSelfWords, chooseForReview }, tx, tip, isTelling)
        await writeAudit(tx, audit)
        return { ok: true, officer, view: { ...view, incidents } }
      }),
  }
}
