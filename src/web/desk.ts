import { Hono } from 'hono'
import { DESK_PATH } from './desk-address.ts'
import type { DeskDeps, DeskSettings } from './desk-deps.ts'
import { makeDeskNames } from './desk-names.ts'
import type { DeskRoom } from './desk-room.ts'
import { makeDeskCookies } from './desk-session.ts'
import { makeDeskStreams } from './desk-stream.ts'
import { makeDeskTokens } from './desk-token.ts'
import { limitBody } from './form-body.ts'
import { addAccountPages } from './pages/account.tsx'
import { addAuditPage } from './pages/audit.tsx'
import { makeDeskErrors } from './pages/desk-errors.tsx'
import { addEnrolPages } from './pages/enrol.tsx'
import { addExcludePages } from './pages/exclude.tsx'
import { addFiguresPage } from './pages/figures.tsx'
import { addInboxPages } from './pages/inbox.tsx'
import { addIncidentPages } from './pages/incident.tsx'
import { addMapPage } from './pages/map.tsx'
import { addOfficersPages } from './pages/officers.tsx'
import { addRoutingPages } from './pages/routing.tsx'
import { addSeriesPages } from './pages/series.tsx'
import { addSignInPages } from './pages/sign-in.tsx'
import { addSlipsPages } from './pages/slips.tsx'
import { addStepUpPages } from './pages/step-up.tsx'
import { addTipPages } from './pages/tip.tsx'
import { addUnitsPages } from './pages/units.tsx'
import { addUnsealPages } from './pages/unseal.tsx'
import { makeSecurityHeaders } from './security-headers.ts'

/**
 * The duty officers' desk: everything under `/ban-truc`. Mount it at the root, beside the public pages, which serve
 * `/static`. What is not here is 404 for everyone, signed in or not. Faults go to `onFault` before the officer sees 503
 * or 500. @throws {RangeError} at start if the form key is too short.
 */
export function makeDeskPages(deps: DeskDeps, settings: DeskSettings): Hono {
  const errors = makeDeskErrors()
  const room: DeskRoom = {
    deps,
    settings,
    errors,
    tokens: makeDeskTokens(settings.formKey),
    cookies: makeDeskCookies(settings.isSecure),
    names: makeDeskNames(deps),
    streams: makeDeskStreams({
      watch: (...watching) => deps.watch(...watching),
      reachOf: async (token) => {
        const found = await deps.look.officer(token)
        return found.ok ? found.officer : null
      },
      ...(settings.closing ? { closing: settings.closing } : {}),
    }),
  }

  const app = new Hono()
  app.onError((fault, c) => {
    settings.onFault?.(fault)
    return errors.answerFault(c, fault)
  })
  app.notFound((c) => errors.answer(c, 404))
  app.use(`${DESK_PATH}/*`, makeSecurityHeaders(settings))
  app.post(
    `${DESK_PATH}/*`,
    limitBody((c) => errors.answer(c, 413)),
  )
  addSignInPages(app, room)
  addEnrolPages(app, room)
  addStepUpPages(app, room)
  addAccountPages(app, room)
  addOfficersPages(app, room)
  addUnitsPages(app, room)
  addAuditPage(app, room)
  addFiguresPage(app, room)
  addRoutingPages(app, room)
  addInboxPages(app, room)
  addMapPage(app, room)
  addSeriesPages(app, room)
  addTipPages(app, room)
  addIncidentPages(app, room)
  addUnsealPages(app, room)
  addExcludePages(app, room)
  addSlipsPages(app, room)
  app.all(`${DESK_PATH}/*`, (c) => errors.answer(c, 404))
  return app
}
