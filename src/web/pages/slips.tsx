import type { Context, Hono } from 'hono'
import type { SlipRefusal } from '../../flow/slips.ts'
import { DESK_PATH, isTipId } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { refuseTip } from '../desk-show.tsx'
import { answerPage } from '../layout.tsx'
import { SlipPrint } from '../parts/slip-print.tsx'
import { SLIP_ACTS, SLIP_DONE_WORDS, slipRefusalWords } from '../parts/slip-words.ts'
import { SlipsPageView } from '../parts/slips-page.tsx'

const SLIPS_PATH = `${DESK_PATH}/tin/:id/phieu`

/** Slips of paper for bodies outside: the list and its form, each step, and the sheet to be printed. */
export function addSlipsPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens, names } = room

  async function show(
    c: Context,
    session: string,
    tipId: string,
    said: { done?: string | undefined; error?: string; typed?: DeskForm['fields'] } = {},
  ): Promise<Response> {
    const found = await deps.slips.page(session, tipId)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <SlipsPageView
        page={found}
        names={names}
        token={tokens.issue('act', session)}
        done={said.done}
        error={said.error ?? null}
        typed={said.typed ?? {}}
      />
    )
    return answerPage(c, page, said.error === undefined ? 200 : 409)
  }

  function refuse(c: Context, form: { session: string; fields: DeskForm['fields'] }, tip: string, found: SlipRefusal) {
    if (found.reason === 'signed-out') return askToSignIn(c)
    if (found.reason === 'not-found') return room.errors.answer(c, 404)
    return show(c, form.session, tip, { error: slipRefusalWords(found.reason), typed: form.fields })
  }

  app.get(SLIPS_PATH, (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const done = c.req.query('xong') ?? ''
    return show(c, session, tip, { done: Object.hasOwn(SLIP_DONE_WORDS, done) ? SLIP_DONE_WORDS[done] : undefined })
  })

  app.post(SLIPS_PATH, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { session, fields } = form
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const found = await deps.slips.confirm(session, tip, fields.coquan ?? '', fields.noidung ?? '')
    return found.ok ? c.redirect(`${DESK_PATH}/tin/${tip}/phieu?xong=lap`, 303) : refuse(c, form, tip, found)
  })

  app.get(`${SLIPS_PATH}/:slip`, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const found = await deps.slips.print(session, tip, c.req.param('slip'))
    if (!found.ok) return refuse(c, { session, fields: {} }, tip, found)
    await deps.signIn.touch(session)
    const unit = deps.units().find(({ code }) => code === (found.slip.unitCode ?? found.officer.unitCode))
    const parent = unit?.parent ?? null
    const page = (
      <SlipPrint
        tip={found.tip}
        slip={found.slip}
        unitName={unit?.name ?? names.unit(found.officer.unitCode)}
        parentName={parent === null ? null : names.unit(parent)}
        dutyPhone={unit?.dutyPhones[0] ?? null}
        now={deps.now()}
      />
    )
    return answerPage(c, page)
  })

  for (const [act, step] of Object.entries(SLIP_ACTS)) {
    app.post(`${SLIPS_PATH}/:slip/${act}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      const tip = c.req.param('id')
      if (!isTipId(tip)) return refuseTip(c, room, form.session)
      const found = await deps.slips.step(form.session, tip, c.req.param('slip'), step)
      return found.ok ? c.redirect(`${DESK_PATH}/tin/${tip}/phieu?xong=${act}`, 303) : refuse(c, form, tip, found)
    })
  }
}
