import { findOutsideBody, OUTSIDE_BODIES, type OutsideBody, slipDueAt } from '../data/outside-bodies.ts'
import { newId } from '../domain/ids.ts'
import { findReceipts } from '../domain/receipt.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { SlipState } from '../storage/routing-schema.ts'
import { listSlips, moveSlip, proposeSlips, type Slip } from '../storage/slips.ts'
import type { Tip } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { slipRecord } from '../vault/records.ts'
import { type CurrentOfficer, findOwn, type NotFound, onTip, type SignedOut } from './desk.ts'
import { mayDecide } from './may-decide.ts'
import { findCover } from './uncover.ts'

/** A slip as the officer sees it. */
export interface SlipView extends Omit<Slip, 'summary'> {
  /** Which slip of the tip it is, from 1. */
  number: number
  name: string
  task: string
  /** What it says; empty before it is confirmed, and while the tip's words are covered. */
  summary: string
  isOverdue: boolean
}

export interface SlipsPage {
  ok: true
  officer: CurrentOfficer
  tip: Tip
  slips: SlipView[]
  /** To whom one may be made besides. */
  bodies: { code: string; vi: string }[]
  mayDecide: boolean
  /** A restricted tip that this officer has not said why to open: nothing is written or printed of it. */
  isCovered: boolean
}

export type SlipRefusal =
  | SignedOut
  | NotFound
  | {
      ok: false
      reason:
        | 'not-holder'
        | 'covered'
        | 'closed'
        | 'unknown-body'
        | 'about-police'
        | 'summary-missing'
        | 'summary-too-long'
        | 'receipt-inside'
        | 'wrong-step'
    }

export const SLIP_STEPS = ['handed-over', 'answered', 'dropped'] as const
export type SlipStep = (typeof SLIP_STEPS)[number]

/** Paper for bodies that read nothing here: proposed by the machine, confirmed, handed over and answered by people. */
export interface Slips {
  page(token: string, tipId: string): Promise<SlipsPage | SignedOut | NotFound>
  /** Confirms the slip for a body, proposed or not, in the officer's own words. Who reported stands in none. */
  confirm(
    token: string,
    tipId: string,
    body: string,
    summary: string,
  ): Promise<{ ok: true; slip: string } | SlipRefusal>
  /** The next step of a slip; the tip's own clocks go on as they were. */
  step(token: string, tipId: string, slipId: string, step: SlipStep): Promise<{ ok: true } | SlipRefusal>
  /** One confirmed slip, to be printed; that is a look of its own. */
  print(
    token: string,
    tipId: string,
    slipId: string,
  ): Promise<{ ok: true; officer: CurrentOfficer; tip: Tip; slip: SlipView } | SlipRefusal>
}

/** One page of A4. */
export const SUMMARY_LENGTH_MAX = 1_800
const SUMMARY_LENGTH_MIN = 20
const NOT_FOUND = { ok: false, reason: 'not-found' } as const

const FROM: Readonly<Record<SlipStep, readonly SlipState[]>> = {
  'handed-over': ['confirmed'],
  answered: ['handed-over'],
  dropped: ['proposed', 'confirmed'],
}
const ACTION_OF: Readonly<Record<SlipStep, AuditAction>> = {
  'handed-over': 'slip.handed-over',
  answered: 'slip.answered',
  dropped: 'slip.dropped',
}

export function makeSlips(parts: { db: Db; content: ContentSealer; now: () => Date }): Slips {
  const { db, content, now } = parts

  const view = (slip: Slip, number: number, isCovered: boolean): SlipView => {
    const { summary, ...rest } = slip
    const body = findOutsideBody(slip.body)
    return {
      ...rest,
      number,
      name: body?.vi ?? slip.body,
      task: body?.task ?? '',
      summary: summary === null || isCovered ? '' : String(content.open(slipRecord(slip.id), summary)),
      isOverdue: isWaiting(slip.state) && slip.dueAt < now(),
    }
  }

  /** For who decides on the tip, and has its words before them. */
  const act = <T extends { ok: boolean }>(
    token: string,
    tipId: string,
    work: (tx: Tx, officer: CurrentOfficer, tip: Tip, slips: Slip[]) => Promise<T>,
  ): Promise<T | SlipRefusal> =>
    onTip<T | SlipRefusal>(
      db,
      token,
      tipId,
      async (tx, officer, tip) => {
        if (!mayDecide(officer, tip, await findOwn(tx, officer, tip))) return { ok: false, reason: 'not-holder' }
        if ((await findCover(tx, officer, tip)).isCovered) return { ok: false, reason: 'covered' }
        return work(tx, officer, tip, await listSlips(tx, tip.id))
      },
      { lock: true },
    )

  return {
    page: (token, tipId) =>
      onTip<SlipsPage>(db, token, tipId, async (tx, officer, tip) => {
        const { isCovered } = await findCover(tx, officer, tip)
        const slips = await listSlips(tx, tip.id)
        await writeAudit(tx, { ...entryOf('tip.read', officer, tip), detail: { part: 'slips' } })
        return {
          ok: true,
          officer,
          tip,
          slips: slips.map((slip, at) => view(slip, at + 1, isCovered)),
          bodies: bodiesFor(tip).map(({ code, vi }) => ({ code, vi })),
          mayDecide: mayDecide(officer, tip, await findOwn(tx, officer, tip)),
          isCovered,
        }
      }),

    confirm: (token, tipId, code, summary) =>
      act<{ ok: true; slip: string } | SlipRefusal>(token, tipId, async (tx, officer, tip, slips) => {
        if (tip.closedAt !== null) return { ok: false, reason: 'closed' }
        const body = findOutsideBody(code)
        if (body === undefined) return { ok: false, reason: 'unknown-body' }
        if (!bodiesFor(tip).includes(body)) return { ok: false, reason: 'about-police' }
        const words = summary.trim()
        if (words.length < SUMMARY_LENGTH_MIN) return { ok: false, reason: 'summary-missing' }
        if (words.length > SUMMARY_LENGTH_MAX) return { ok: false, reason: 'summary-too-long' }
        // It opens the talk to whoever reads it.
        if (findReceipts(words).length > 0) return { ok: false, reason: 'receipt-inside' }
        const known = slips.find((slip) => slip.body === code)
        if (known && known.state !== 'proposed' && known.state !== 'dropped') return { ok: false, reason: 'wrong-step' }
        const id = known?.id ?? newId('slp')
        const dueAt = slipDueAt(body, tip.receivedAt, tip.callNow)
        if (!known) await proposeSlips(tx, [{ id, tipId: tip.id, body: code, dueAt }])
        await moveSlip(tx, id, 'confirmed', content.seal(slipRecord(id), words))
        await writeAudit(tx, { ...entryOf('slip.confirmed', officer, tip), detail: { slip: id, body: code } })
        return { ok: true, slip: id }
      }),

    step: (token, tipId, slipId, step) =>
      act<{ ok: true } | SlipRefusal>(token, tipId, async (tx, officer, tip, slips) => {
        const slip = slips.find(({ id }) => id === slipId)
        if (slip === undefined) return NOT_FOUND
        if (!FROM[step].includes(slip.state)) return { ok: false, reason: 'wrong-step' }
        await moveSlip(tx, slip.id, step)
        await writeAudit(tx, {
          ...entryOf(ACTION_OF[step], officer, tip),
          detail: { slip: slip.id, body: slip.body, before: slip.state },
        })
        return { ok: true }
      }),

    print: (token, tipId, slipId) =>
      act(token, tipId, async (tx, officer, tip, slips) => {
        const at = slips.findIndex(({ id }) => id === slipId)
        const slip = slips[at]
        if (slip?.summary == null || slip.state === 'dropped') return NOT_FOUND
        await writeAudit(tx, { ...entryOf('slip.printed', officer, tip), detail: { slip: slip.id, body: slip.body } })
        return { ok: true as const, officer, tip, slip: view(slip, at + 1, false) }
      }),
  }
}

/** A complaint about police goes to none but a body that judges officials. */
function bodiesFor(tip: Pick<Tip, 'aboutPolice'>): OutsideBody[] {
  return OUTSIDE_BODIES.filter((body) => !tip.aboutPolice || body.categories.includes('corruption-misconduct'))
}

function isWaiting(state: SlipState): boolean {
  return state === 'proposed' || state === 'confirmed'
}

function entryOf(action: AuditAction, officer: CurrentOfficer, tip: Tip): AuditEntry {
  return { action, officerId: officer.id, unitCode: officer.unitCode, objectId: tip.id }
}

/** A slip as the list and the tip's own page tell of it. */
export interface SlipLine {
  tipId: string
  code: string | null
  name: string
  state: SlipState
  dueAt: Date
}

/** For the tip's page: those that are not dropped. */
export async function listSlipLines(tx: Tx, tip: Pick<Tip, 'id' | 'code'>): Promise<SlipLine[]> {
  const slips = (await listSlips(tx, tip.id)).filter(({ state }) => state !== 'dropped')
  return slips.map(({ body, state, dueAt }) => toLine({ tipId: tip.id, code: tip.code, body, state, dueAt }))
}

/** With the body's name in the place of its code. */
export function toLine({ body, ...line }: Omit<SlipLine, 'name'> & { body: string }): SlipLine {
  return { ...line, name: findOutsideBody(body)?.vi ?? body }
}
