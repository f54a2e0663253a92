import type { Context, Hono } from 'hono'
import type { OfficersOutcome } from '../../flow/officers.ts'
import { ENROL_PATH, OFFICERS_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { refusedWords } from '../parts/account-words.ts'
import { LinkPage, OfficerPage, OfficersPage } from '../parts/officers-page.tsx'
import { requireFresh } from './step-up.tsx'

const DONE_WORDS: Readonly<Record<string, string>> = {
  quyen: 'Đã đổi quyền. Có hiệu lực từ thao tác kế tiếp của cán bộ này.',
  ngung: 'Đã khóa tài khoản. Các phiên và liên kết của tài khoản này đã hết hiệu lực.',
  'mo-lai': 'Đã mở lại tài khoản.',
}

/** The administrator's list of officers, and what may be done to each. To everybody else these pages do not exist. */
export function addOfficersPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens, names } = room

  async function showList(c: Context, session: string, refused?: { reason: string; typed: DeskForm['fields'] }) {
    const found = await deps.officers.list(session)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <OfficersPage
        officers={found.officers}
        me={found.officer}
        names={names}
        token={tokens.issue('act', session)}
        typed={refused?.typed ?? {}}
        error={refused === undefined ? null : refusedWords(refused.reason)}
      />
    )
    return answerPage(c, page, refused === undefined ? 200 : 400)
  }

  async function showOne(
    c: Context,
    session: string,
    id: string,
    said: { done?: string | undefined; reason?: string },
  ) {
    const found = await deps.officers.list(session)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    const officer = found.officers.find((one) => one.id === id)
    if (!officer) return room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <OfficerPage
        officer={officer}
        me={found.officer}
        names={names}
        token={tokens.issue('act', session)}
        now={deps.now()}
        done={said.done}
        error={said.reason === undefined ? null : refusedWords(said.reason)}
      />
    )
    return answerPage(c, page, said.reason === undefined ? 200 : 409)
  }

  /** The token of a link, once, in the answer to the act itself: it stands in no address and is fetched by nobody later. */
  function showLink(c: Context, officerId: string, link: string) {
    const origin = deps.origin()
    return answerPage(c, <LinkPage officerId={officerId} href={`${origin}${ENROL_PATH}#${link}`} />)
  }

  async function settle(
    c: Context,
    form: DeskForm,
    id: string,
    done: string,
    outcome: OfficersOutcome,
  ): Promise<Response> {
    if (outcome.ok) {
      if (outcome.link !== undefined) return showLink(c, outcome.officerId, outcome.link)
      return c.redirect(`${OFFICERS_PATH}/${id}?xong=${done}`, 303)
    }
    if (outcome.reason === 'signed-out') return askToSignIn(c)
    if (outcome.reason === 'not-found') return room.errors.answer(c, 404)
    return showOne(c, form.session, id, { reason: outcome.reason })
  }

  /** A form of an administrator, with a fresh proof behind it. Others are not even asked to prove themselves. */
  async function readFresh(c: Context): Promise<DeskForm | Response> {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const found = await deps.officers.list(form.session)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    return (await requireFresh(c, room, 'officers', form)) ?? form
  }

  app.get(OFFICERS_PATH, (c) => {
    const session = cookies.readSession(c)
    return session === null ? askToSignIn(c) : showList(c, session)
  })

  app.get(`${OFFICERS_PATH}/:id`, (c) => {
    const session = cookies.readSession(c)
    const done = c.req.query('xong') ?? ''
    const words = Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined
    return session === null ? askToSignIn(c) : showOne(c, session, c.req.param('id'), { done: words })
  })

  app.post(OFFICERS_PATH, async (c) => {
    const form = await readFresh(c)
    if (form instanceof Response) return form
    const { fields, session } = form
    const unit = names.findUnit(fields.donvi ?? '')
    if (!unit.ok) return showList(c, session, { reason: 'unknown-unit', typed: fields })
    const login = (fields.login ?? '').trim()
    const number = (fields.sohieu ?? '').trim()
    const outcome = await deps.officers.add(session, { login, number, ...readRights(fields, unit.code) })
    if (outcome.ok && outcome.link !== undefined) return showLink(c, outcome.officerId, outcome.link)
    if (outcome.ok || outcome.reason === 'not-found') return room.errors.answer(c, 404)
    if (outcome.reason === 'signed-out') return askToSignIn(c)
    return showList(c, session, { reason: outcome.reason, typed: fields })
  })

  app.post(`${OFFICERS_PATH}/:id/quyen`, async (c) => {
    const form = await readFresh(c)
    if (form instanceof Response) return form
    const id = c.req.param('id')
    const unit = names.findUnit(form.fields.donvi ?? '')
    if (!unit.ok) return showOne(c, form.session, id, { reason: 'unknown-unit' })
    const rights = readRights(form.fields, unit.code)
    return settle(c, form, id, 'quyen', await deps.officers.change(form.session, id, rights))
  })

  for (const [path, isDisabled] of [
    ['ngung', true],
    ['mo-lai', false],
  ] as const) {
    app.post(`${OFFICERS_PATH}/:id/${path}`, async (c) => {
      const form = await readFresh(c)
      if (form instanceof Response) return form
      const id = c.req.param('id')
      return settle(c, form, id, path, await deps.officers.setStanding(form.session, id, isDisabled))
    })
  }

  app.post(`${OFFICERS_PATH}/:id/lien-ket`, async (c) => {
    const form = await readFresh(c)
    if (form instanceof Response) return form
    const id = c.req.param('id')
    return settle(c, form, id, 'lien-ket', await deps.officers.link(form.session, id))
  })
}

function readRights(fields: DeskForm['fields'], unitCode: string) {
  return { unitCode, role: fields.vaitro ?? '', clearances: fields.hanche === 'co' ? ['restricted'] : [] }
}
