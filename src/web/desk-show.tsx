import type { Context } from 'hono'
import type { CurrentOfficer } from '../flow/desk.ts'
import type { NewSeriesLine } from '../flow/series.ts'
import type { SlipLine } from '../flow/slips.ts'
import type { TipView } from '../flow/tip-view.ts'
import type { HiddenWaiting } from '../storage/restricted.ts'
import { type DeskAddress, homeOf } from './desk-address.ts'
import { askToSignIn, type DeskRoom } from './desk-room.ts'
import { type RowView, viewRows } from './desk-row.ts'
import { answerPage } from './layout.tsx'
import type { ActContext } from './parts/desk-act-form.tsx'
import { DeskInbox } from './parts/desk-inbox.tsx'
import { DeskLayout } from './parts/desk-layout.tsx'
import { type RefusedAct, refusalStatus } from './parts/desk-refusal.ts'
import { DeskTip } from './parts/desk-tip.tsx'
import { URGENCY_WORDS } from './parts/desk-words.ts'

/** What stands on the page besides what its address says: a sentence on what was done, or an act that was refused. */
export interface Showing {
  done?: string | undefined
  refused?: RefusedAct
}

/**
 * The view an address names: the list, a tip beside it, or a tip alone. Each look goes through `look`, which authorises
 * and records it; an unknown tip and another unit's get the same 404.
 */
export async function showDesk(
  c: Context,
  room: DeskRoom,
  session: string,
  address: DeskAddress,
  showing: Showing,
): Promise<Response> {
  const { deps, names, tokens } = room
  // The tip first: opening it is what marks its row as read.
  const looked = address.tip === null ? null : await deps.look.tip(session, address.tip)
  if (looked && !looked.ok) return looked.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
  const inbox = address.isAlone ? null : await deps.look.inbox(session, address.view)
  if (inbox && !inbox.ok) return askToSignIn(c)
  const officer = looked?.officer ?? inbox?.officer
  if (officer === undefined) return room.errors.answer(c, 404)
  if (showing.refused === undefined) await deps.signIn.touch(session)
  // Those who see no tips have no list of them either.
  const home = address.tip === null ? homeOf(officer.role) : null
  if (home !== null) return c.redirect(home, 303)

  const now = deps.now()
  const rows = inbox === null ? null : viewRows(inbox.rows, officer, names, now)
  const token = tokens.issue('act', session, showing.refused?.key)
  const context: ActContext | null = looked
    ? {
        view: looked.view,
        names,
        ground: deps.ground(),
        address,
        token,
        refused: showing.refused ?? null,
        uncoverReasons: deps.uncoverReasons,
        returnReasons: deps.returnReasons,
        now,
      }
    : null
  const page = (
    <DeskPage
      officer={officer}
      rows={rows}
      hidden={inbox?.hidden ?? []}
      slips={inbox?.slips ?? []}
      series={inbox?.series ?? []}
      isCut={inbox?.isCut ?? false}
      context={context}
      address={address}
      unitName={names.unit(officer.unitCode)}
      token={token}
      now={now}
      done={showing.done}
    />
  )
  return answerPage(c, page, showing.refused ? refusalStatus(showing.refused.reason) : 200)
}

/** The answer for what can be no tip: as for an unknown one, and recorded like it. */
export async function refuseTip(c: Context, room: DeskRoom, session: string): Promise<Response> {
  const looked = await room.deps.look.tip(session, 'malformed')
  return !looked.ok && looked.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
}

function DeskPage(props: {
  officer: CurrentOfficer
  rows: RowView[] | null
  hidden: readonly HiddenWaiting[]
  slips: readonly SlipLine[]
  series: readonly NewSeriesLine[]
  isCut: boolean
  context: ActContext | null
  address: DeskAddress
  unitName: string
  token: string
  now: Date
  done: string | undefined
}) {
  const { officer, rows, context, address, now } = props
  const criticalCount =
    rows === null || address.view === 'closed' ? null : rows.filter(({ urgency }) => urgency === 'critical').length
  const frame = { unitName: props.unitName, officerNumber: officer.number, criticalCount, token: props.token, now }
  return (
    <DeskLayout frame={frame} address={address} title={titleOf(context?.view ?? null, address)} done={props.done}>
      {rows === null ? null : (
        <DeskInbox
          rows={rows}
          hidden={props.hidden}
          slips={props.slips}
          series={props.series}
          isCut={props.isCut}
          view={address.view}
          openTip={address.tip}
          at={now}
        />
      )}
      {context === null ? null : <DeskTip context={context} officer={officer} />}
      {rows !== null && context === null ? (
        <section class="desk-tip desk-tip-none" aria-label="Tin đang mở">
          {rows.length === 0 ? null : <p>Chọn một tin trong danh sách để đọc tại đây.</p>}
        </section>
      ) : null}
    </DeskLayout>
  )
}

/** Titles stand in window lists and histories: codes only, no words of a citizen. */
function titleOf(view: TipView | null, address: DeskAddress): string {
  if (view) return `${view.tip.code ?? 'Tin chưa có mã'}, ${URGENCY_WORDS[view.tip.urgency]}`
  return address.view === 'closed' ? 'Đã đóng' : 'Hàng đợi'
}
