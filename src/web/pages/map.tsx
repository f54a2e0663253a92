import type { Hono } from 'hono'
import { homeOf, MAP_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskRoom } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { COUNTRY, groundHref } from '../map-ground.ts'
import { readMapQuery } from '../map-query.ts'
import { MapPage } from '../parts/map-page.tsx'

/** The unit's open tips on a map, with the same tips in a list beside it. Each load is one look, and is recorded as one. */
export function addMapPage(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room
  const categories = new Set(deps.categories.map(({ code }) => code))

  app.get(MAP_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const query = readMapQuery(c.req.queries(), categories)
    const found = await deps.mapLook.page(session, query)
    if (!found.ok) return askToSignIn(c)
    await deps.signIn.touch(session)
    // Those who see no tips have no map of them either.
    const home = homeOf(found.officer.role)
    if (home !== null) return c.redirect(home, 303)
    const ground = deps.ground()
    const province = names.province(found.officer.unitCode) ?? COUNTRY
    const page = (
      <MapPage
        found={found}
        query={query}
        names={names}
        ground={ground}
        groundHref={groundHref(ground, province)}
        tiles={room.settings.mapTiles ?? null}
        token={tokens.issue('act', session)}
        now={deps.now()}
      />
    )
    return answerPage(c, page)
  })
}
