import type { Hono } from 'hono'
import { DESK_PATH, type DeskAddress, isTipId, readView } from '../desk-address.ts'
import { askToSignIn, type DeskRoom } from '../desk-room.ts'
import { viewRows } from '../desk-row.ts'
import { refuseTip, showDesk } from '../desk-show.tsx'
import { viewHidden } from '../parts/desk-hidden.tsx'
import { doneWords } from '../parts/desk-words.ts'

/** The list, alone or with a tip beside it; its rows as JSON; its changes as a stream. */
export function addInboxPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies } = room

  app.get(DESK_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const asked = c.req.query('tin')
    if (asked !== undefined && !isTipId(asked)) return refuseTip(c, room, session)
    const address: DeskAddress = { view: readView(c.req.query('xem')), tip: asked ?? null, isAlone: false }
    return showDesk(c, room, session, address, { done: doneWords(c.req.query('xong')) })
  })

  app.get(`${DESK_PATH}/hang-doi`, async (c) => {
    const session = cookies.readSession(c)
    const inbox = session === null ? null : await deps.look.inbox(session, 'open')
    if (session === null || !inbox?.ok) return c.json({ reason: 'signed-out' }, 401)
    // The page says whether a hand moved since it last asked; a screen left alone idles out.
    if (c.req.header('x-active') === '1') await deps.signIn.touch(session)
    const now = deps.now()
    return c.json({
      now: now.toISOString(),
      critical: inbox.rows.filter(({ tip }) => tip.urgency === 'critical').length,
      rows: viewRows(inbox.rows, inbox.officer, room.names, now),
      isCut: inbox.isCut ?? false,
      hidden: viewHidden(inbox.hidden),
    })
  })

  app.get(`${DESK_PATH}/dong`, async (c) => {
    const session = cookies.readSession(c)
    const found = session === null ? null : await deps.look.officer(session)
    if (session === null || !found?.ok) return c.json({ reason: 'signed-out' }, 401)
    // Nobody would read, and so nobody end, a stream answered to HEAD.
    if (c.req.raw.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
    return room.streams.open(session, found.officer, c.req.raw.signal) ?? room.errors.answer(c, 429)
  })
}
