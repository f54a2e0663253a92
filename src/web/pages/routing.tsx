import type { Context, Hono } from 'hono'
import type { RoutingOutcome } from '../../flow/set-routing.ts'
import { readDays } from '../../flow/try-routing.ts'
import { ROUTING_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { RoutingPage } from '../parts/routing-page.tsx'
import { refusalOfRouting } from '../parts/routing-words.ts'
import { requireFresh } from './step-up.tsx'

const DONE_WORDS: Readonly<Record<string, string>> = {
  luu: 'Đã lưu bản mới. Kết quả chạy thử ở dưới; chưa có gì thay đổi.',
  dung: 'Đã đưa vào dùng. Tin đến từ bây giờ đi theo bản này.',
}

/** The rules by which tips are routed, for those who answer for the whole line. To everybody else this page does not exist. */
export function addRoutingPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens, names } = room

  async function show(
    c: Context,
    session: string,
    trial: { number: number; days: number } | null,
    more: { done?: string | undefined; refused?: { outcome: RoutingOutcome; typed: DeskForm['fields'] } } = {},
  ) {
    const found = await deps.setRouting.page(session, trial)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const refused = more.refused?.outcome.ok === false ? more.refused.outcome : null
    const page = (
      <RoutingPage
        officer={found.officer}
        view={found.view}
        names={names}
        token={tokens.issue('act', session)}
        typed={more.refused?.typed ?? {}}
        error={refused === null ? null : refusalOfRouting(refused.reason)}
        faults={refused !== null && 'faults' in refused ? refused.faults : []}
        done={more.done}
      />
    )
    return answerPage(c, page, refused === null ? 200 : 400)
  }

  /** Where an act did not happen: the page again with why, or what all others see. */
  function refuse(c: Context, form: DeskForm, outcome: RoutingOutcome) {
    if (!outcome.ok && outcome.reason === 'signed-out') return askToSignIn(c)
    if (!outcome.ok && outcome.reason === 'not-found') return room.errors.answer(c, 404)
    return show(c, form.session, null, { refused: { outcome, typed: form.fields } })
  }

  app.get(ROUTING_PATH, (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const number = readNumber(c.req.query('ban'))
    const days = readDays(c.req.query('ngay'))
    const done = c.req.query('xong') ?? ''
    const words = Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined
    return show(c, session, number === null || days === null ? null : { number, days }, { done: words })
  })

  app.post(ROUTING_PATH, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { session, fields } = form
    const outcome = await deps.setRouting.add(session, fields.quytac ?? '', fields.ghichu ?? '')
    if (!outcome.ok) return refuse(c, form, outcome)
    return c.redirect(`${ROUTING_PATH}?ban=${outcome.number}&xong=luu`, 303)
  })

  app.post(`${ROUTING_PATH}/dung`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { session, fields } = form
    // Others are not even asked to prove themselves.
    const found = await deps.setRouting.page(session, null)
    if (!found.ok) return refuse(c, form, found)
    const asked = await requireFresh(c, room, 'routing', form)
    if (asked !== null) return asked
    const outcome = await deps.setRouting.activate(session, readNumber(fields.ban) ?? -1)
    if (!outcome.ok) return refuse(c, form, outcome)
    return c.redirect(`${ROUTING_PATH}?xong=dung`, 303)
  })
}

function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}
