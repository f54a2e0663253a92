import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../support/chromium.ts'
import { isShownAsSent } from './hostile-strings.ts'

/** Windows as a telephone and a desk have them. */
const WIDTHS = [1280, 360] as const
const HEIGHT = 800

export interface Looking {
  /** A visitor with these cookies, who never waits long. */
  visit(cookies: Readonly<Record<string, string>>): Promise<Reader>
  /** Each thing that must not be, with the page it was seen on. */
  findings: ReadonlySet<string>
  /** Pages that were looked at, each at both widths. */
  pages(): number
  /** How many of the strings that stand as sent were seen on some page, and of how many. */
  seen(): { shown: number; of: number }
  close(): Promise<void>
}

export interface Reader {
  /** Opens a page and looks at it. */
  open(path: string): Promise<Page>
  /** Posts fields to a path as a form of ours would, from a page of ours, and looks at what comes. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Page>
  /** Looks at what is open now; `where` is told with what is found. */
  look(where: string): Promise<void>
  page: Page
}

/** The window of a page, with what was put there. */
interface TrappedWindow extends Record<string, unknown> {
  __told(what: string): Promise<void>
  location: Location
  document: Document
}

/** Before any script of a page: whatever tries to run or to break the policy tells of itself. */
function setTraps(): void {
  const page = globalThis as unknown as TrappedWindow
  const tell = (what: string): void => void page.__told(`${what} at ${page.location.pathname}`)
  page.__trap = () => tell('a script ran')
  for (const name of ['alert', 'confirm', 'prompt']) page[name] = () => tell(`${name} was called`)
  page.document.addEventListener('securitypolicyviolation', (event) =>
    tell(`the policy was broken: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  )
}

export async function openLooking(address: string, strings: readonly string[]): Promise<Looking> {
  const { context: first, close } = await openBrowser()
  const browser = first.browser()
  if (browser === null) throw new Error('Chromium gave no browser')
  const findings = new Set<string>()
  const unseen = new Set(strings.filter(isShownAsSent))
  const of = unseen.size
  let pages = 0

  const look = async (page: Page, where: string): Promise<void> => {
    pages += 1
    // From the width it has to the other: one change of size a page.
    const now = page.viewportSize()?.width
    for (const width of WIDTHS.toSorted((a) => (a === now ? -1 : 1))) {
      await page.setViewportSize({ width, height: HEIGHT })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) findings.add(`${where}: ${wide} px wide in a window of ${width}`)
    }
    const text = await page.evaluate(() =>
      [
        document.body.textContent,
        ...[...document.querySelectorAll('input, textarea')].map((box) => (box as HTMLInputElement).value),
      ].join('\n'),
    )
    for (const string of unseen) if (text.includes(string)) unseen.delete(string)
  }

  return {
    findings,
    pages: () => pages,
    seen: () => ({ shown: of - unseen.size, of }),
    close,
    async visit(cookies) {
      const own = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' })
      own.setDefaultTimeout(30_000)
      await own.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value, url: address, sameSite: 'Strict' as const })),
      )
      await watch(own, new URL(address).origin, findings)
      const page = await own.newPage()
      page.on('pageerror', (error) =>
        findings.add(`a page failed: ${error.message} at ${new URL(page.url()).pathname}`),
      )
      page.on('dialog', (dialog) => {
        findings.add(`a dialog opened at ${page.url()}`)
        void dialog.dismiss()
      })
      const reader: Reader = {
        page,
        look: (where) => look(page, where),
        async open(path) {
          await moveOn(own)
          await page.goto(`${address}${path}`, { waitUntil: 'load' })
          await look(page, path)
          return page
        },
        async post(path, fields) {
          await moveOn(own)
          // Of the same place, or the browser says that another site sends it.
          if (new URL(page.url(), 'about:blank').origin !== new URL(address).origin)
            await page.goto(`${address}/an-toan`)
          await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.evaluate(sendForm, { path, fields })])
          await look(page, `POST ${path}`)
          return page
        },
      }
      return reader
    },
  }
}

/** Comes from another network: one alone would soon be asked for work before each post. */
let networks = 0
async function moveOn(context: BrowserContext): Promise<void> {
  networks += 1
  await context.setExtraHTTPHeaders({
    'x-forwarded-for': `127.${40 + Math.floor(networks / 200)}.${1 + (networks % 200)}.1`,
  })
}

async function watch(context: BrowserContext, origin: string, findings: Set<string>): Promise<void> {
  await context.exposeBinding('__told', (_source, what: string) => void findings.add(what))
  await context.addInitScript(setTraps)
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`)) findings.add(`a page asked for ${url.slice(0, 200)}`)
  })
  context.on('console', (message) => {
    // A page answered with 400 or 404 is told as a failed resource.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      findings.add(`the console says ${message.text().slice(0, 300)}`)
    }
  })
}

/** In the page: a form of these fields, sent as if by hand. */
function sendForm({ path, fields }: { path: string; fields: Readonly<Record<string, string>> }): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = path
  for (const [name, value] of Object.entries(fields)) {
    const box = document.createElement('textarea')
    box.name = name
    box.value = value
    form.append(box)
  }
  document.body.append(form)
  // A field may be called "submit".
  HTMLFormElement.prototype.submit.call(form)
}
