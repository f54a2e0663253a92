import type { Context, Hono } from 'hono'
import type { IncidentOutcome } from '../../flow/incident-acts.ts'
import { deskHref, INCIDENT_PATH, incidentHref, isIncidentId, isTipId, readView } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import type { ReturnTo } from '../parts/desk-incident.tsx'
import { IncidentPageView } from '../parts/incident-page.tsx'
import { IncidentRefused } from '../parts/incident-refused.tsx'
import { INCIDENT_DONE_WORDS } from '../parts/incident-words.ts'

/** One incident with all its voices, and every act on incidents, from its own page or from a tip's. */
export function addIncidentPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room

  app.get(`${INCIDENT_PATH}/:id`, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const id = c.req.param('id')
    const looked = await deps.incidentLook.page(session, isIncidentId(id) ? id : 'malformed')
    if (!looked.ok) return looked.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const [done, act] = [c.req.query('xong') ?? '', c.req.query('viec') ?? '']
    const page = (
      <IncidentPageView
        view={looked.view}
        officer={looked.officer}
        names={names}
        token={tokens.issue('act', session)}
        done={Object.hasOwn(INCIDENT_DONE_WORDS, done) ? INCIDENT_DONE_WORDS[done] : undefined}
        justDone={isIncidentId(act, 'act') ? act : null}
        now={deps.now()}
      />
    )
    return answerPage(c, page)
  })

  /** `done` names the act in the address that follows. */
  async function answer(
    c: Context,
    form: DeskForm,
    done: string,
    act: (session: string) => Promise<IncidentOutcome | { ok: false; reason: 'unknown-code' }>,
  ): Promise<Response> {
    const back = readReturnTo(form.fields)
    const outcome = await act(form.session)
    if (outcome.ok) {
      await deps.signIn.touch(form.session)
      return c.redirect(hrefOf(back, { name: done, ...outcome }), 303)
    }
    if (outcome.reason === 'signed-out') return askToSignIn(c)
    if (outcome.reason === 'not-found') return room.errors.answer(c, 404)
    const page = <IncidentRefused reason={outcome.reason} href={hrefOf(back)} />
    return answerPage(c, page, outcome.reason === 'unknown-code' ? 400 : 409)
  }

  for (const [part, act] of [
    ['cung-vu', 'confirm'],
    ['khac-vu', 'reject'],
  ] as const) {
    app.post(`${INCIDENT_PATH}/goi-y/:suggestion/${part}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      const id = c.req.param('suggestion')
      return answer(c, form, part, (session) =>
        deps.incidentActs[act](session, isIncidentId(id, 'sug') ? id : 'malformed'),
      )
    })
  }

  app.post(`${INCIDENT_PATH}/tach`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    return answer(c, form, 'tach-vu', (session) => deps.incidentActs.split(session, readTip(form.fields.tin)))
  })

  for (const [part, act] of [
    ['chuyen', 'move'],
    ['nhap', 'merge'],
  ] as const) {
    app.post(`${INCIDENT_PATH}/${part}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      const { fields } = form
      return answer(c, form, `${part}-vu`, async (session) => {
        const other = await deps.findByCode(session, fields.ma ?? '')
        if (other.ok) return deps.incidentActs[act](session, readTip(fields.tin), other.tipId)
        return other.reason === 'not-found' ? { ok: false, reason: 'unknown-code' } : other
      })
    })
  }

  app.post(`${INCIDENT_PATH}/hoan-tac/:act`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const id = c.req.param('act')
    return answer(c, form, 'hoan-tac-vu', (session) =>
      deps.incidentActs.undo(session, isIncidentId(id, 'act') ? id : 'malformed'),
    )
  })
}

/** What is no tip's id is asked for all the same: the answer is as for an unknown one, and recorded like it. */
function readTip(text: string | undefined): string {
  return text !== undefined && isTipId(text) ? text : 'malformed'
}

/** Where the form stood, as `BackFields` wrote it: one of our own views, rebuilt from its parts. */
function readReturnTo(fields: Readonly<Record<string, string>>): ReturnTo | null {
  const { vu = '', ve = '' } = fields
  if (isIncidentId(vu)) return { incident: vu }
  if (!isTipId(ve)) return null
  return { tip: ve, address: { view: readView(fields.xem), tip: ve, isAlone: fields.khung === 'rieng' } }
}

interface Done {
  name: string
  actId: string
  incidentId: string | null
}

/** The page the officer came from; of an incident that the tip left for another, that one. */
function hrefOf(back: ReturnTo | null, done?: Done): string {
  if (back === null) return deskHref({ view: 'open', tip: null, isAlone: false }, done?.name)
  if (!('incident' in back)) return deskHref(back.address, done?.name)
  // What was undone is not undone again.
  const act = done === undefined || done.name === 'hoan-tac-vu' ? undefined : done.actId
  return incidentHref(done?.incidentId ?? back.incident, done?.name, act)
}
