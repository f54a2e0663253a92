import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowsers, sendForm, signIn } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
await line.query(`update officers set clearances = '{}' where login = 'saigon'`)
const browsers = await openBrowsers()
const citizen = await browsers.visit({ javaScript: false })
const WORDS = 'Cháu bé 6 tuổi đang bị bạo hành, cháu kêu khóc'

async function report(ward: string, words = WORDS): Promise<string> {
  await sendForm(citizen.page, address, { what: `${words}, tin ${ward}`, where: `số 9 Lê Lai, phường ${ward}` })
  const [tip] = await until(
    'the tip',
    () =>
      line.query<{ id: string }>(
        'select id from tips where restricted and unit_code is not null order by received_at desc limit 1',
      ),
    WAIT_MS,
  )
  return tip?.id ?? ''
}

/** As axe and the eye find it on a phone and on a desk. */
async function expectSound(page: Page): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' '))}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
}

describe('a restricted tip at the desk', () => {
  it('is opened by a reason alone, shows its words for 15 minutes, and takes them off the screen then', async () => {
    const { page, complaints } = await browsers.visit()
    await page.clock.install()
    await signIn(page, address, 'benthanh')
    const tipId = await report('Bến Thành')
    await page.goto(`${address}/ban-truc`)
    expect(await page.content()).not.toContain('cháu bé')
    await page.goto(`${address}/ban-truc/tin/${tipId}`)
    await page.getByRole('heading', { name: 'Nội dung đang được che' }).waitFor()
    expect(await page.content()).not.toContain('cháu bé')
    await expectSound(page)

    await page.getByRole('button', { name: 'Mở để đọc' }).click()
    await page.getByRole('alert').filter({ hasText: 'Chọn một lý do' }).waitFor()
    await page.getByLabel('Lý do mở').selectOption('duty')
    await page.getByLabel('Ghi rõ').fill('Trực ban xử lý tin khẩn')
    await page.getByRole('button', { name: 'Mở để đọc' }).click()
    await page.getByText('cháu kêu khóc').first().waitFor()
    await page.getByText('cho riêng Anh/Chị').waitFor()
    await expectSound(page)
    const rows = await line.query<{ detail: object }>(
      `select detail from audit where action = 'tip.uncover' and object_id = $1`,
      [tipId],
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('khẩn')

    await page.clock.fastForward('15:01')
    await page.getByText('Đã hết 15 phút, nội dung được che lại').waitFor()
    expect(await page.locator('article').innerText()).not.toContain('cháu bé')
    expect(complaints).toEqual([])
  })

  it('reaches an officer not named for it as an alarm and a number, live, and nothing else of it', async () => {
    const { page, complaints } = await browsers.visit()
    await signIn(page, address, 'saigon')
    const heard: string[] = []
    page.on('response', async (response) => {
      if (response.url().endsWith('/hang-doi')) heard.push(await response.text().catch(() => ''))
    })
    const tipId = await report('Sài Gòn')
    await page.getByText('Có 1 tin hạn chế').waitFor()
    expect(await page.locator('[data-hidden]').innerText()).toMatch(/chưa ai mở\. Báo cán bộ được giao xem\.$/)
    await expect.poll(() => page.title(), { timeout: WAIT_MS }).toContain('Tin khẩn cấp')
    for (const text of [await page.content(), ...heard]) {
      expect(text).not.toContain(tipId)
      expect(text).not.toContain('cháu')
    }
    await expectSound(page)
    expect((await page.goto(`${address}/ban-truc/tin/${tipId}`))?.status()).toBe(404)
    expect(complaints).toEqual([])
  })

  it('with nobody in its unit named for such lies before the unit above, which may decide on it', async () => {
    const { page } = await browsers.visit()
    await signIn(page, address, 'trucban79')
    const [tip] = await line.query<{ id: string }>(
      `select tip_id as id from assignments where unit_code = '79-PC01' and reason = 'no-cleared-officers'`,
    )
    await page.goto(`${address}/ban-truc/tin/${tip?.id}`)
    await page.getByLabel('Lý do mở').selectOption('duty')
    await page.getByLabel('Ghi rõ').fill('Đơn vị dưới chưa có người mở')
    await page.getByRole('button', { name: 'Mở để đọc' }).click()
    await page.getByText('chưa có cán bộ được giao xem tin hạn chế').first().waitFor()
    await page.getByRole('button', { name: 'Tiếp nhận' }).waitFor()
  })
})
