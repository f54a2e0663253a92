import type { Context, Hono } from 'hono'
import { DESK_PATH, isTipId } from '../desk-address.ts'
import { askToSignIn, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { refuseTip } from '../desk-show.tsx'
import { answerPage } from '../layout.tsx'
import { ExcludePage } from '../parts/exclude-page.tsx'
import { DONE_WORDS, unsealWords } from '../parts/unseal-words.ts'

const EXCLUDE_PATH = `${DESK_PATH}/tin/:id/loai-tru`

/** Who is kept out of a tip, and keeping one more out: for those who lead a unit. To others it does not exist. */
export function addExcludePages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room

  async function show(
    c: Context,
    session: string,
    tipId: string,
    said: { done?: string | undefined; error: string | null; typed: Readonly<Record<string, string>> },
  ): Promise<Response> {
    const found = await deps.exclude.list(session, tipId)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <ExcludePage
        tip={found.tip}
        exclusions={found.exclusions}
        names={names}
        ownUnit={found.officer.unitCode}
        token={tokens.issue('act', session)}
        done={said.done}
        error={said.error}
        typed={said.typed}
      />
    )
    return answerPage(c, page, said.error === null ? 200 : 400)
  }

  app.get(EXCLUDE_PATH, (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const done = c.req.query('xong') === 'loai-tru' ? DONE_WORDS['loai-tru'] : undefined
    return show(c, session, tip, { done, error: null, typed: {} })
  })

  app.post(EXCLUDE_PATH, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { fields, session } = form
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const number = (fields.sohieu ?? '').trim()
    const unit = number === '' ? names.findUnit(fields.donvi ?? '') : null
    const whom = unit === null ? { number } : { unitCode: unit.ok ? unit.code : '' }
    const added = await deps.exclude.add(session, tip, whom, fields.lydo ?? '')
    if (added.ok) {
      return c.redirect(added.isGone ? DESK_PATH : `${DESK_PATH}/tin/${tip}/loai-tru?xong=loai-tru`, 303)
    }
    if (added.reason === 'signed-out') return askToSignIn(c)
    if (added.reason === 'not-found' || added.reason === 'not-leader') return room.errors.answer(c, 404)
    return show(c, session, tip, { error: unsealWords(added.reason), typed: fields })
  })
}
