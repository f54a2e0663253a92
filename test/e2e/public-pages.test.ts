import { describe, expect, it } from 'vitest'
import { formatReceipt, makeReceipt } from '../../src/domain/receipt.ts'
import { openBrowsers, openReceipt, sendForm } from '../support/browsers.ts'
import { readHidden } from '../support/hidden-field.ts'
import { startPlatformLine } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

const countEvents = async (): Promise<number> =>
  Number((await line.query<{ n: string }>('select count(*) n from events'))[0]?.n)

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}} <%= 7*7 %>',
  `' OR 1=1-- "; drop table tips;`,
  'javascript:alert(1)',
  '=HYPERLINK("http://x")',
].join(' | ')

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
] as const)('the public side %s', (_title, javaScript) => {
  it('gives an empty form back with a message and all that was typed, and stores nothing', async () => {
    const { page, complaints } = await browsers.visit({ javaScript })
    const before = await countEvents()
    await page.goto(address)
    await page.getByLabel('Ở đâu?').fill('Chợ Bến Thành, cửa Nam')
    await page.getByLabel('Người, xe có liên quan').fill('Hai người đi xe đen')
    await page.getByLabel('Hôm qua').check()
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.getByText('Anh/Chị cho biết việc gì đã xảy ra.').first().waitFor()
    expect(await page.getByLabel('Ở đâu?').inputValue()).toBe('Chợ Bến Thành, cửa Nam')
    expect(await page.getByLabel('Người, xe có liên quan').inputValue()).toBe('Hai người đi xe đen')
    expect(await page.getByLabel('Hôm qua').isChecked()).toBe(true)
    expect(await page.getByLabel('Việc gì đã xảy ra?').getAttribute('aria-invalid')).toBe('true')
    expect(await countEvents()).toBe(before)
    expect(complaints).toEqual([])
  })

  it('shows hostile strings as they were written, everywhere', async () => {
    const { page, complaints } = await browsers.visit({ javaScript })
    page.on('dialog', () => complaints.push('a dialog opened'))
    const receipt = await sendForm(page, address, { what: `${HOSTILE} ở phường Bến Thành`, where: HOSTILE })
    await openReceipt(page, address, receipt)
    expect(await page.locator('.talk').innerText()).toContain(HOSTILE)
    await page.getByLabel('Bổ sung hoặc trả lời').fill(`Thêm: ${HOSTILE}`)
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await page.getByText('Đã ghi nhận phần bổ sung.').waitFor()
    expect(await page.locator('.talk').innerText()).toContain(`Thêm: ${HOSTILE}`)
    await page.goto(`${address}/chat`)
    await page.getByLabel('Tin nhắn').fill(HOSTILE)
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    const own = page.getByRole('log').locator('.entry-citizen .entry-text').first()
    await own.waitFor()
    expect(await own.innerText()).toBe(HOSTILE)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('leaves quickly: the way out replaces the page', async () => {
    const { page } = await browsers.visit({ javaScript })
    await page.route('https://www.google.com.vn/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' }),
    )
    await page.goto(`${address}/an-toan`)
    await page.goto(address)
    await page.getByRole('link', { name: 'Thoát nhanh' }).click()
    await page.waitForURL('https://www.google.com.vn/')
    if (!javaScript) return
    await page.goBack()
    expect(page.url(), 'the form is no longer in the history').toBe(`${address}/an-toan`)
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
    await page.waitForURL('https://www.google.com.vn/')
  })
})

describe('a receipt', () => {
  it('that is mistyped and one that is rightly shaped but unknown get the same answer', async () => {
    const unknown = formatReceipt(makeReceipt(new Uint8Array(15).fill(113)))
    const pages: { status: number; html: string }[] = []
    for (const typed of [unknown, 'QQQQ-WWWW', `${unknown.slice(0, -1)}${unknown.endsWith('A') ? 'B' : 'A'}`]) {
      const entry = await fetch(`${address}/bien-nhan`)
      const token = readHidden(await entry.text(), 'token')
      const answer = await fetch(`${address}/bien-nhan`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token, code: typed }).toString(),
      })
      const html = (await answer.text()).replaceAll(typed, 'CODE').replace(/name="token" value="[^"]*"/g, 'TOKEN')
      pages.push({ status: answer.status, html })
    }
    expect(pages[0]?.status).toBe(404)
    expect(pages[1]?.status).toBe(404)
    expect(pages[2]?.status).toBe(404)
    expect(new Set(pages.map(({ html }) => html)).size, 'the same words').toBe(1)
  })

  it('in an address is a page that does not exist', async () => {
    const { page } = await browsers.visit()
    const receipt = await sendForm(page, address, { what: 'Tối qua đánh bạc ở số 12 Lê Lai, phường Bến Thành' })
    for (const path of [`/bien-nhan?code=${receipt}`, `/?noi=${receipt}`, `/bien-nhan/${receipt}`]) {
      expect((await fetch(`${address}${path}`)).status, path.replace(receipt, '…')).toBe(404)
    }
    expect(line.log.join('\n')).not.toContain(receipt)
  })

  it('is the same when the same form is sent again, and one tip stands', async () => {
    const before = await countEvents()
    const token = readHidden(await (await fetch(address)).text(), 'token')
    const receipts = new Set<string>()
    const body = new URLSearchParams({ token, what: 'Tối qua đánh bạc ở số 14 Lê Lai, phường Bến Thành' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answers = await Promise.all([1, 2, 3].map(() => fetch(address, { method: 'POST', headers, body })))
    answers.push(await fetch(address, { method: 'POST', headers, body }))
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      receipts.add(/data-receipt="([^"]+)"/.exec(await answer.text())?.[1] ?? 'none')
    }
    expect(receipts.size).toBe(1)
    expect([...receipts][0]).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]$/)
    expect(await countEvents()).toBe(before + 1)
  })
})
