import type { Context, Hono } from 'hono'
import { auditHref, readFilter, readTypedFilter } from '../audit-filter.ts'
import { AUDIT_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskRoom } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { AuditPage } from '../parts/audit-page.tsx'

/** The auditor's log: who looked at what, and did what. To everybody else this page does not exist. */
export function addAuditPage(app: Hono, room: DeskRoom): void {
  const { deps, cookies, names, tokens } = room

  app.get(AUDIT_PATH, async (c: Context) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const typed = readTypedFilter((name) => c.req.query(name))
    const before = c.req.query('truoc')
    const { query, problems } = readFilter(typed, before, names)
    const found = await deps.auditLook.page(session, query)
    if (!found.ok) return found.reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)
    await deps.signIn.touch(session)
    const page = (
      <AuditPage
        found={found}
        names={names}
        typed={typed}
        problems={problems}
        isPast={query.beforeId !== undefined}
        olderHref={found.olderId === null ? null : auditHref(typed, found.olderId)}
        newestHref={auditHref(typed)}
        token={tokens.issue('act', session)}
      />
    )
    return answerPage(c, page, problems.length > 0 ? 400 : 200)
  })
}
