import type { Hono } from 'hono'
import { homeOf, SERIES_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskRoom } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { SeriesListView, SeriesPageView } from '../parts/series-page.tsx'

/** Events with one trace in common. Each look is recorded, and a series of others' tips alone is 404 like an unknown one. */
export function addSeriesPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names } = room

  app.get(SERIES_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const found = await deps.seriesLook.list(session)
    if (!found.ok) return askToSignIn(c)
    await deps.signIn.touch(session)
    // Those who see no tips have no series of them either.
    const home = homeOf(found.officer.role)
    return home === null ? answerPage(c, <SeriesListView found={found} names={names} />) : c.redirect(home, 303)
  })

  app.get(`${SERIES_PATH}/:id`, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const found = await deps.seriesLook.page(session, c.req.param('id'))
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    return answerPage(c, <SeriesPageView found={found} names={names} />)
  })
}
