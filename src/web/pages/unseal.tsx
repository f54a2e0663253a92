import type { Context, Hono } from 'hono'
import { Retryable } from '../../domain/errors.ts'
import { isUnsealId, type UnsealDecision } from '../../domain/unsealing.ts'
import type { UnsealAsking, UnsealRule } from '../../flow/unseal-rules.ts'
import { DESK_PATH, isTipId, UNSEAL_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { refuseTip } from '../desk-show.tsx'
import { answerPage } from '../layout.tsx'
import { OpenedPage, UnsealAskPage } from '../parts/unseal-ask.tsx'
import { UnsealListPage, type UnsealNames, UnsealRequestPage } from '../parts/unseal-page.tsx'
import { DONE_WORDS, unsealWords, VAULT_AWAY } from '../parts/unseal-words.ts'

const ASK_PATH = `${DESK_PATH}/tin/:id/danh-tinh`
const NOTHING: UnsealAsking = { basis: '', article: '', caseNumber: '', reason: '' }
const DECISIONS: readonly (readonly [path: string, decision: UnsealDecision])[] = [
  ['dong-y', 'approve'],
  ['tu-choi', 'refuse'],
]

/** 401 where it is the key that was not believed. */
const statusOf = (reason: UnsealRule | string): 401 | 409 => (reason === 'passkey' ? 401 : 409)

/**
 * Opening a sealed identity: asking from a tip, deciding, opening, and the history of all of it. Plaintext is answered to
 * one POST and stands on no page with an address.
 */
export function addUnsealPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room
  const { unseal, unsealings } = deps
  const bases = new Map(deps.unsealBases.map(({ code, vi }) => [code, vi]))
  const groups = new Map(deps.unsealGroups.map(({ code, vi }) => [code, vi]))
  const say: UnsealNames = {
    names,
    basis: (code) => bases.get(code) ?? code,
    group: (code) => (code === null ? 'Chưa rõ nhóm việc' : (groups.get(code) ?? code)),
  }

  const hasPasskey = async (session: string): Promise<boolean> => {
    const way = await deps.fresh.way(session, 'unseal')
    return way.ok && way.way === 'passkey'
  }
  const leave = (c: Context, reason: string): Response =>
    reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
  const isGone = (reason: string): reason is 'signed-out' | 'not-found' =>
    reason === 'signed-out' || reason === 'not-found'

  async function showRequest(
    c: Context,
    session: string,
    id: string,
    said: { done?: string | undefined; error?: string; typed?: string; status?: 400 | 401 | 409 | 503 },
  ): Promise<Response> {
    const found = await unsealings.view(session, id)
    if (!found.ok) return leave(c, found.reason)
    await deps.signIn.touch(session)
    const page = (
      <UnsealRequestPage
        officer={found.officer}
        view={found.view}
        mayDecide={found.mayDecide}
        hasPasskey={await hasPasskey(session)}
        say={say}
        token={tokens.issue('act', session)}
        done={said.done}
        error={said.error ?? null}
        typed={said.typed ?? ''}
      />
    )
    return answerPage(c, page, said.status ?? 200)
  }

  async function showAsking(
    c: Context,
    session: string,
    tipId: string,
    said: { typed: UnsealAsking; error: string | null; status: 200 | 400 | 401 | 409 },
  ): Promise<Response> {
    const found = await unseal.prepare(session, tipId)
    if (!found.ok) return found.reason === 'not-holder' ? room.errors.answer(c, 404) : leave(c, found.reason)
    await deps.signIn.touch(session)
    const page = (
      <UnsealAskPage
        tip={found.tip}
        requestId={found.requestId}
        bases={deps.unsealBases}
        hasPasskey={await hasPasskey(session)}
        token={tokens.issue('act', session)}
        typed={said.typed}
        error={said.error}
      />
    )
    return answerPage(c, page, said.status)
  }

  /** A form on a tip, or the answer for what can be none. */
  async function readOnTip(c: Context): Promise<{ form: DeskForm; tip: string; request: string } | Response> {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const [tip, request] = [c.req.param('id') ?? '', c.req.param('request') ?? '']
    return isTipId(tip) && isUnsealId(request) ? { form, tip, request } : refuseTip(c, room, form.session)
  }

  /** What the browser is to ask the passkey; whatever is refused is refused alike here, and recorded. */
  const answerOptions = (
    c: Context,
    begun: { ok: true; options: unknown } | { ok: false; reason: string } | null,
  ): Response => (begun?.ok ? c.json(begun.options) : c.json({ reason: 'forbidden' }, 403))

  app.get(UNSEAL_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const found = await unsealings.list(session)
    if (!found.ok) return leave(c, found.reason)
    // No touch: a list left open looks anew by itself, and idles out all the same.
    const page = (
      <UnsealListPage officer={found.officer} views={found.views} say={say} token={tokens.issue('act', session)} />
    )
    return answerPage(c, page)
  })

  app.get(`${UNSEAL_PATH}/:id`, (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const done = c.req.query('xong') ?? ''
    const words = Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined
    return showRequest(c, session, c.req.param('id'), { done: words })
  })

  app.get(ASK_PATH, (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    return showAsking(c, session, tip, { typed: NOTHING, error: null, status: 200 })
  })

  app.post(`${ASK_PATH}/:request/thu-thach`, async (c) => {
    const read = await readOnTip(c)
    if (read instanceof Response) return answerOptions(c, null)
    return answerOptions(c, await unseal.beginAsk(read.form.session, read.tip, read.request))
  })

  app.post(`${ASK_PATH}/:request`, async (c) => {
    const read = await readOnTip(c)
    if (read instanceof Response) return read
    const { form, tip, request } = read
    const { fields, session } = form
    const typed: UnsealAsking = {
      basis: fields.cancu ?? '',
      article: fields.dieu ?? '',
      caseNumber: fields.hoso ?? '',
      reason: fields.lydo ?? '',
    }
    const asked = await unseal.ask(session, tip, request, typed, fields.khoa ?? '')
    if (asked.ok) return c.redirect(`${UNSEAL_PATH}/${request}?xong=yeu-cau`, 303)
    if (isGone(asked.reason)) return leave(c, asked.reason)
    const isTyped = ['basis', 'article', 'case-number', 'reason-short', 'reason-long'].includes(asked.reason)
    const status = isTyped ? 400 : statusOf(asked.reason)
    return showAsking(c, session, tip, { typed, error: unsealWords(asked.reason), status })
  })

  for (const [path, decision] of DECISIONS) {
    app.post(`${UNSEAL_PATH}/:id/${path}/thu-thach`, async (c) => {
      const form = await readDeskForm(c, room)
      const begun =
        form instanceof Response ? null : await unseal.beginDecide(form.session, c.req.param('id'), decision)
      return answerOptions(c, begun)
    })

    app.post(`${UNSEAL_PATH}/:id/${path}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      const { fields, session } = form
      const id = c.req.param('id')
      const decided = await unseal.decide(session, id, decision, fields.lydo ?? '', fields.khoa ?? '')
      if (decided.ok) return c.redirect(`${UNSEAL_PATH}/${id}?xong=${path}`, 303)
      const { reason } = decided
      if (isGone(reason)) return leave(c, reason)
      const status = reason === 'reason-short' || reason === 'reason-long' ? 400 : statusOf(reason)
      return showRequest(c, session, id, { error: unsealWords(reason), typed: fields.lydo ?? '', status })
    })
  }

  app.post(`${UNSEAL_PATH}/:id/mo/thu-thach`, async (c) => {
    const form = await readDeskForm(c, room)
    return answerOptions(c, form instanceof Response ? null : await unseal.beginOpen(form.session, c.req.param('id')))
  })

  app.post(`${UNSEAL_PATH}/:id/mo`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { fields, session } = form
    const id = c.req.param('id')
    const opened = await unseal.open(session, id, fields.khoa ?? '').catch((fault: unknown) => {
      if (fault instanceof Retryable) return null
      throw fault
    })
    if (opened === null) return showRequest(c, session, id, { error: VAULT_AWAY, status: 503 })
    if (!opened.ok) {
      if (isGone(opened.reason)) return leave(c, opened.reason)
      return showRequest(c, session, id, { error: unsealWords(opened.reason), status: statusOf(opened.reason) })
    }
    c.header('cache-control', 'no-store')
    const { request, channel, identities, closedCount } = opened
    return answerPage(
      c,
      <OpenedPage
        requestId={request.id}
        tipCode={request.tipCode}
        channel={channel}
        identities={identities}
        closedCount={closedCount}
      />,
    )
  })
}
