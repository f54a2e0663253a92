import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowsers, openReceipt, sendForm, signIn } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
const SELF = 'Tôi tên Lan Hương, nhà tôi ở số 12 ngõ 5'
const SELF_WORDS = /Lan Hương|ngõ 5/
const TOLD = 'tối nào quán đó cũng đánh bạc, xe 51F-123.45 đỗ ngoài cửa'

/** As axe and the eye find it on a phone and on a desk. */
async function expectSound(page: Page): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' '))}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
}

describe('words by which a sender gives themself away', () => {
  it('are covered on every page of the desk, on paper too, until an officer says why; no script is needed', async () => {
    const citizen = await browsers.visit({ javaScript: false })
    const receipt = await sendForm(citizen.page, address, {
      what: `${SELF}, ${TOLD}.`,
      where: 'số 9 Lê Lai, phường Bến Thành',
    })
    const [tip] = await until(
      'the tip',
      () =>
        line.query<{ id: string }>('select id from tips where unit_code is not null order by received_at desc limit 1'),
      WAIT_MS,
    )
    await openReceipt(citizen.page, address, receipt)
    await citizen.page.getByText('Lan Hương').first().waitFor()
    const path = `${address}/ban-truc/tin/${tip?.id}`
    const { page, complaints } = await browsers.visit({ javaScript: false })
    await signIn(page, address, 'benthanh')
    expect(await page.content()).not.toMatch(SELF_WORDS)
    await page.goto(path)
    await page.emulateMedia({ media: 'print' })
    expect(await page.content()).not.toMatch(SELF_WORDS)
    await page.emulateMedia({ media: 'screen' })

    // With scripts the same list is drawn from data.
    const scripted = await browsers.visit()
    const heard: string[] = []
    scripted.page.on('response', async (response) => {
      if (response.url().includes('/hang-doi')) heard.push(await response.text().catch(() => ''))
    })
    await scripted.page.context().addCookies(await page.context().cookies())
    await scripted.page.goto(`${address}/ban-truc`)
    await scripted.page.getByText('(đã che lời có thể làm lộ người báo)').first().waitFor({ state: 'attached' })
    await scripted.page.goto(path)
    await scripted.page.locator('summary', { hasText: 'Hiện phần được che' }).click()
    await expectSound(scripted.page)
    for (const text of [await scripted.page.content(), ...heard]) expect(text).not.toMatch(SELF_WORDS)

    await page.locator('summary', { hasText: 'Hiện phần được che' }).click()
    await page.getByRole('button', { name: 'Hiện phần được che' }).click()
    await page.getByRole('alert').filter({ hasText: 'Chọn một lý do' }).waitFor()
    await page.getByLabel('Lý do mở').selectOption('answer')
    await page.getByLabel('Ghi rõ').fill('Cần gặp người báo để hỏi thêm')
    await page.getByRole('button', { name: 'Hiện phần được che' }).click()
    await page.getByText('Lan Hương').first().waitFor()
    await page.getByText('Lời có thể làm lộ người báo hiện tới').waitFor()
    await scripted.page.goto(path)
    await scripted.page.getByText('Lan Hương').first().waitFor()
    await expectSound(scripted.page)
    expect([...complaints, ...scripted.complaints]).toEqual([])
    const rows = await line.query<{ detail: object }>(
      `select detail from audit where action = 'tip.uncover' and object_id = $1`,
      [tip?.id],
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).toContain('"part":"self-words"')
    expect(JSON.stringify(rows)).not.toMatch(/Lan|gặp/)
  })
})
