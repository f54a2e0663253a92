import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { openBrowser } from './chromium.ts'
import { nextCode } from './codes.ts'
import { PASSWORD } from './line.ts'
import { WAIT_MS } from './platform-line.ts'

export interface Visitor {
  page: Page
  /** Errors in the console, uncaught faults, refusals by the content security policy. */
  complaints: string[]
}

export interface VisitOptions {
  /** False: as a browser without JavaScript. */
  javaScript?: boolean
  colorScheme?: 'light' | 'dark'
}

/** One Chromium for a test file; every visitor has cookies of their own. Closed when the file ends. */
export async function openBrowsers(): Promise<{ visit(options?: VisitOptions): Promise<Visitor> }> {
  const { context, close } = await openBrowser()
  const browser = context.browser()
  if (browser === null) throw new Error('Chromium gave no browser')
  afterAll(close)
  return {
    async visit({ javaScript = true, colorScheme = 'light' } = {}) {
      const own = await browser.newContext({
        javaScriptEnabled: javaScript,
        colorScheme,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
      })
      own.setDefaultTimeout(WAIT_MS)
      const page = await own.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(`fault: ${error.message}`))
      page.on('console', (message) => {
        // A page answered with 400 or 404 is told as a failed resource; a missing file of ours is a complaint.
        const isPageStatus =
          message.text().startsWith('Failed to load resource') && !message.location().url.includes('/static/')
        if (message.type() === 'error' && !isPageStatus) complaints.push(message.text())
      })
      return { page, complaints }
    },
  }
}

/** Signs in at the desk; the inbox is open when this resolves. */
export async function signIn(page: Page, address: string, login: string, password = PASSWORD): Promise<void> {
  await page.goto(`${address}/ban-truc`)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByLabel('Mã 6 số').fill(await nextCode(`${address} ${login}`))
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
}

/** Loads the inbox until a row with these words is in it, opens that row and gives the tip's id. */
export async function openTipWith(page: Page, address: string, words: string): Promise<string> {
  const row = page.locator('main li').filter({ hasText: words }).getByRole('link').first()
  await expect
    .poll(
      async () => {
        await page.goto(`${address}/ban-truc`)
        return row.count()
      },
      { timeout: WAIT_MS },
    )
    .toBeGreaterThan(0)
  await row.click()
  const article = page.locator('article[data-tip]')
  await article.waitFor()
  return (await article.getAttribute('data-tip')) ?? ''
}

/** Types an answer at the open tip and sends it. */
export async function answerAtDesk(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: /^(Viết trả lời|Trả lời)$/ }).click()
  await page.getByLabel('Nội dung trả lời').fill(text)
  await page.getByRole('button', { name: 'Gửi trả lời' }).click()
  await page.getByRole('status').filter({ hasText: 'Đã ghi câu trả lời' }).waitFor()
}

/** Fills the first page's form and sends it; gives the receipt code as printed. */
export async function sendForm(
  page: Page,
  address: string,
  report: { what: string; where?: string; name?: string; phone?: string },
): Promise<string> {
  await page.goto(address)
  await page.getByLabel('Việc gì đã xảy ra?').fill(report.what)
  if (report.where) await page.getByLabel('Ở đâu?').fill(report.where)
  if (report.name || report.phone) {
    await page.getByText('Để lại cách liên hệ').click()
    await page.getByLabel('Họ tên').fill(report.name ?? '')
    await page.getByLabel('Số điện thoại').fill(report.phone ?? '')
  }
  await page.getByRole('button', { name: 'Gửi tin báo' }).click()
  return (await page.locator('[data-receipt]').getAttribute('data-receipt')) ?? ''
}

/** Opens the page behind a receipt. */
export async function openReceipt(page: Page, address: string, code: string): Promise<void> {
  await page.goto(`${address}/bien-nhan`)
  await page.getByLabel('Mã biên nhận').fill(code)
  await page.getByRole('button', { name: 'Xem tin' }).click()
}
