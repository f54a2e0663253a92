import type { Hono } from 'hono'
import { FIGURES_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskRoom } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { FiguresPage } from '../parts/figures-page.tsx'

/** How well the machine understands, for those who answer for it. To everybody else this page does not exist. */
export function addFiguresPage(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room

  app.get(FIGURES_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const found = await deps.figures.page(session)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <FiguresPage
        officer={found.officer}
        view={found.view}
        names={names}
        token={tokens.issue('act', session)}
        now={deps.now()}
      />
    )
    return answerPage(c, page)
  })
}
