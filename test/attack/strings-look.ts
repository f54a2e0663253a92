import type { BrowserContext, Page, Response } from 'playwright-core'
import { openBrowser } from '../support/chromium.ts'
import { isShownAsSent } from './hostile-strings.ts'
import { readForms, readLinks } from './strings-forms-read.ts'
import type { FoundForm } from './strings-reach.ts'

/** Windows as a telephone and a desk have them. */
const WIDTHS = [1280, 360] as const
const HEIGHT = 800
const IS_RELOAD = /interrupted by another navigation|context was destroyed|ERR_ABORTED/
const TRIES_MAX = 12

export interface Looking {
  /** A visitor with these cookies, who never waits long. */
  visit(cookies: Readonly<Record<string, string>>): Promise<Reader>
  /** Each thing that must not be, with the page it was seen on. */
  findings: Set<string>
  /** Pages that were looked at, at one width or the other. */
  pages(): number
  /** How many of the strings that stand as sent were seen on some page, and of how many. */
  seen(): { shown: number; of: number }
  close(): Promise<void>
}

export interface Reader {
  /** Opens a page and looks at it. A file to be kept is judged as such, and no page comes of it. */
  open(path: string): Promise<Page>
  /** Posts fields to a path as a form of ours would, from a page of ours, and looks at what comes. */
  post(path: string, fields: Readonly<Record<string, string>>, file?: SentFile): Promise<Page>
  /** Does what leads to another page, and looks at that. */
  follow(what: string, act: () => Promise<unknown>): Promise<Page>
  /** Is somebody else from here on. */
  become(cookies: Readonly<Record<string, string>>): Promise<void>
  page: Page
  /** Of the page that came last, as are its forms and where it leads. */
  status: number
  forms: readonly FoundForm[]
  links: readonly string[]
}

export interface SentFile {
  field: string
  name: string
  text: string
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

/** `onForm` is told each form that stands on a page. */
export async function openLooking(
  address: string,
  strings: readonly string[],
  onForm: (form: FoundForm) => void,
): Promise<Looking> {
  const { context: first, close } = await openBrowser()
  const browser = first.browser()
  if (browser === null) throw new Error('Chromium gave no browser')
  const findings = new Set<string>()
  const unseen = new Set(strings.filter(isShownAsSent))
  const of = unseen.size
  let pages = 0

  const look = async (page: Page, where: string, answer: Response | null): Promise<void> => {
    pages += 1
    const status = answer?.status() ?? 0
    if (status >= 500) findings.add(`${where} was answered ${status}`)
    // One width a page, in turns: every form comes back many times, and both would take more time than the run has.
    const width = WIDTHS[pages % WIDTHS.length] ?? WIDTHS[0]
    if (width !== page.viewportSize()?.width) await page.setViewportSize({ width, height: HEIGHT })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) findings.add(`${where}: ${wide} px wide in a window of ${width}, by ${await findWidest(page)}`)
    const text = await page.evaluate(() =>
      [
        document.body.textContent,
        ...[...document.querySelectorAll('input, textarea')].map((box) => (box as HTMLInputElement).value),
      ].join('\n'),
    )
    for (const string of unseen) if (text.includes(string)) unseen.delete(string)
  }
  const setCookies = (context: BrowserContext, cookies: Readonly<Record<string, string>>): Promise<void> =>
    context.addCookies(
      Object.entries(cookies).map(([name, value]) => ({ name, value, url: address, sameSite: 'Strict' as const })),
    )

  return {
    findings,
    pages: () => pages,
    seen: () => ({ shown: of - unseen.size, of }),
    close,
    async visit(cookies) {
      const own = await browser.newContext({
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        reducedMotion: 'reduce',
        acceptDownloads: false,
      })
      // A form of a dozen fields comes back with half a megabyte of text, on a machine that does three other things.
      own.setDefaultTimeout(90_000)
      await setCookies(own, cookies)
      await watch(own, new URL(address).origin, findings)
      const page = await own.newPage()
      page.on('pageerror', (error) =>
        findings.add(`a page failed: ${error.message} at ${new URL(page.url()).pathname}`),
      )
      page.on('dialog', (dialog) => {
        findings.add(`a dialog opened at ${page.url()}`)
        void dialog.dismiss()
      })
      const settle = async (where: string, answer: Response | null): Promise<Page> => {
        await look(page, where, answer)
        reader.status = answer?.status() ?? 0
        reader.forms = await readForms(page)
        reader.links = await readLinks(page)
        for (const form of reader.forms) onForm(form)
        return page
      }
      const reader: Reader = {
        page,
        status: 0,
        forms: [],
        links: [],
        become: (other) => setCookies(own, other),
        async open(path) {
          await moveOn(own)
          for (let tries = 1; ; tries++) {
            try {
              return await settle(path, await page.goto(`${address}${path}`, { waitUntil: 'load' }))
            } catch (fault) {
              const words = String(fault)
              if (words.includes('Download is starting')) {
                await judgeDownload(own, `${address}${path}`, findings)
                return page
              }
              // A list that looks anew by itself does so at any moment.
              if (!IS_RELOAD.test(words) || tries === TRIES_MAX) throw fault
              await page.waitForLoadState('load').catch(() => {})
            }
          }
        },
        async post(path, fields, file) {
          await moveOn(own)
          // Of the same place, or the browser says that another site sends it.
          if (new URL(page.url(), 'about:blank').origin !== new URL(address).origin)
            await page.goto(`${address}/an-toan`)
          return reader.follow(`POST ${path}`, () => page.evaluate(sendForm, { path, fields, file: file ?? null }))
        },
        async follow(what, act) {
          const gone = page.waitForNavigation({ waitUntil: 'load' })
          const [answer] = await Promise.all([gone, act()]).catch((fault: unknown) => {
            throw new Error(`${what} led nowhere`, { cause: fault })
          })
          return settle(what, answer)
        },
      }
      return reader
    },
  }
}

/** What reaches furthest to the right of all that nothing clips, by its name and classes. */
function findWidest(page: Page): Promise<string> {
  return page.evaluate(() => {
    const reachOf = (element: Element): number => element.getBoundingClientRect().right
    const isClipped = (element: Element): boolean => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement)
        if (getComputedStyle(around).overflowX !== 'visible') return true
      return false
    }
    const all = [...document.body.querySelectorAll('*')].filter((element) => !isClipped(element))
    const [widest] = all.toSorted((a, b) => reachOf(b) - reachOf(a))
    return widest === undefined ? 'nothing' : `${widest.tagName.toLowerCase()}.${[...widest.classList].join('.')}`
  })
}

/** A file is not looked at: it must come as one to be kept, which no browser takes for a page. */
async function judgeDownload(context: BrowserContext, address: string, findings: Set<string>): Promise<void> {
  const answer = await context.request.get(address)
  const { 'content-disposition': kept = '', 'x-content-type-options': sniff = '' } = answer.headers()
  if (answer.status() === 200 && kept.startsWith('attachment') && sniff === 'nosniff') return
  findings.add(
    `the file of ${new URL(address).pathname} came as ${answer.status()} ${kept}, ${sniff || 'to be sniffed'}`,
  )
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
function sendForm(sent: { path: string; fields: Readonly<Record<string, string>>; file: SentFile | null }): void {
  const { path, fields, file } = sent
  const form = document.createElement('form')
  form.method = 'post'
  form.action = path
  for (const [name, value] of Object.entries(fields)) {
    const box = document.createElement('textarea')
    box.name = name
    box.value = value
    form.append(box)
  }
  if (file !== null) {
    form.enctype = 'multipart/form-data'
    const chosen = new DataTransfer()
    chosen.items.add(new File([file.text], file.name))
    const box = document.createElement('input')
    box.type = 'file'
    box.name = file.field
    box.files = chosen.files
    form.append(box)
  }
  document.body.append(form)
  // A field may be called "submit".
  HTMLFormElement.prototype.submit.call(form)
}
