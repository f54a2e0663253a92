import { Hono } from 'hono'
import { normaliseReceipt } from '../domain/receipt.ts'
import { makeAssetRoutes } from './assets.ts'
import { limitBody } from './form-body.ts'
import { makeFormTokens } from './form-token.ts'
import type { Frame } from './layout.tsx'
import { makeLimits } from './limits.ts'
import { makeGroundRoutes } from './map-ground.ts'
import { addAboutPage } from './pages/about.tsx'
import { addChatPages } from './pages/chat.tsx'
import { makeErrorPages } from './pages/errors.tsx'
import { addOwnDataPages } from './pages/own-data.tsx'
import { addReceiptPages } from './pages/receipt.tsx'
import { addReportPage } from './pages/report.tsx'
import { LANGS, type Lang, localPath } from './parts/lang.ts'
import type { PublicDeps, PublicSettings } from './public-deps.ts'
import type { Room } from './room.ts'
import { safeHref } from './safe-href.ts'
import { makeSecurityHeaders } from './security-headers.ts'
import { makeThrottle } from './throttle.ts'
import { makeWork } from './work.ts'

/** Every path and what it answers to; what is not here is 405 on these paths and 404 elsewhere. */
const METHODS = [
  ['/', 'GET, HEAD, POST, OPTIONS'],
  ['/bien-nhan', 'GET, HEAD, POST, OPTIONS'],
  ['/bien-nhan/tra-loi', 'POST, OPTIONS'],
  ['/bien-nhan/rut-tin', 'POST, OPTIONS'],
  ['/chat', 'GET, HEAD, POST, OPTIONS'],
  ['/chat/messages', 'GET, HEAD, OPTIONS'],
  ['/chat/events', 'GET, HEAD, OPTIONS'],
  ['/chat/roi', 'POST, OPTIONS'],
  ['/an-toan', 'GET, HEAD, OPTIONS'],
  ['/yeu-cau-du-lieu', 'GET, HEAD, OPTIONS'],
  ['/xoa-dau-vet', 'POST, OPTIONS'],
] as const

/** A page everyone opens, of no political or private meaning. */
const EXIT_HREF = 'https://www.google.com.vn/'

/** The frame of the public pages in each language. @throws {Error} if the quick exit leads nowhere on the web. */
export function makeFrames(settings: Pick<PublicSettings, 'unitName' | 'exitHref'>): Record<Lang, Frame> {
  const exitHref = safeHref(settings.exitHref ?? EXIT_HREF)
  if (exitHref === null) throw new Error('the quick exit needs an http or https address')
  const { unitName } = settings
  return { vi: { lang: 'vi', unitName, exitHref }, en: { lang: 'en', unitName, exitHref } }
}

/**
 * The public side: form, receipt, chat, safety page, in Vietnamese and under `/en`, `/static` and `/healthz`. Mount it at
 * the root.
 * Its headers, 404 and fault pages are its own when it stands alone; a parent app sets `notFound` and `onError` with
 * `makeErrorPages(makeFrames(settings))`. Faults go to `onFault` (ids only in logs) before the visitor sees 503 or 500.
 * @throws {Error} at start if a setting cannot serve.
 */
export function makePublicPages(
  deps: PublicDeps,
  settings: PublicSettings & { onFault?: (fault: unknown) => void },
): Hono {
  const frames = makeFrames(settings)
  const now = () => deps.now()
  const errors = makeErrorPages(frames)
  const room: Room = {
    deps,
    tokens: makeFormTokens(settings.formKey, now),
    throttle: makeThrottle(now),
    limits: makeLimits(now),
    work: makeWork(settings.formKey, now),
    errors,
    frames,
    isSecure: settings.isSecure,
    onFault: (fault) => settings.onFault?.(fault),
  }

  const app = new Hono()
  app.notFound((c) => errors.answer(c, 404))
  app.onError((fault, c) => {
    settings.onFault?.(fault)
    return errors.answerFault(c, fault)
  })
  app.use('*', makeSecurityHeaders(settings))
  app.route('/', makeAssetRoutes())
  app.route(
    '/',
    makeGroundRoutes(() => deps.ground()),
  )
  // Tells whoever watches over the process that it answers, and nothing else.
  app.get('/healthz', (c) => c.text('ok'))

  for (const lang of LANGS) {
    for (const [path] of METHODS) {
      app.use(localPath(lang, path), async (c, next) => {
        // A receipt in an address would stay in histories and logs: such an address does not exist.
        const query = Object.entries(c.req.queries()).flatMap(([name, values]) => [name, ...values])
        const isKeyPage = path.startsWith('/bien-nhan')
        if (query.some((part) => normaliseReceipt(part) !== null) || (isKeyPage && new URL(c.req.url).search !== '')) {
          return errors.answer(c, 404)
        }
        await next()
      })
      app.post(
        localPath(lang, path),
        async (c, next) => {
          const leave = room.limits.beginPost(deps.clientAddress(c))
          if (leave === null) return errors.answer(c, 503)
          return next().finally(leave)
        },
        limitBody((c) => errors.answer(c, 413)),
      )
    }
    addReportPage(app, room, lang)
    addReceiptPages(app, room, lang)
    addChatPages(app, room, lang)
    addAboutPage(app, room, lang)
    addOwnDataPages(app, room, lang)
    for (const [path, allow] of METHODS) {
      app.all(localPath(lang, path), (c) => {
        c.header('allow', allow)
        return c.req.method === 'OPTIONS' ? c.body(null, 204) : errors.answer(c, 405)
      })
    }
  }
  return app
}
