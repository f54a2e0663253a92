import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

const axe = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
/** Nothing is wider than the window, and no word is cut off at its side. */
const isWithin = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

describe('two victims of one account, in two communes', () => {
  it('are a series, of which the province hears in numbers and each commune sees its own tip', async () => {
    await openChat('telegram').report(
      'tháng trước em bị lừa mua điện thoại trên mạng ở phường Bến Thành, mất 2 triệu, stk 1903 6622 1122 Techcombank',
    )
    await openChat('zalo-bot').report(
      'Tháng trước tôi bị lừa đảo mua hàng trên mạng ở số 9 Đồng Khởi, phường Sài Gòn, nó bắt chuyển 7 triệu vào tài khoản tcb 190366221122',
    )
    await expect
      .poll(async () => (await line.query('select id from series_alerts')).length, { timeout: WAIT_MS })
      .toBeGreaterThan(0)

    const { page, complaints } = await browsers.visit()
    await signIn(page, address, 'benthanh')
    await page.getByRole('link', { name: 'Chuỗi' }).click()
    const link = page.getByRole('link', { name: /Lừa đảo: cùng một tài khoản ngân hàng.*1122/ })
    await link.waitFor()
    await page.getByText('2 sự việc được phản ánh bởi 2 người báo.').waitFor()
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await isWithin(page)).toBe(true)
      expect(await axe(page)).toEqual([])
    }
    await link.click()
    await page.getByText('Còn 1 sự việc khác do đơn vị khác giữ tin.').waitFor()
    const tips = page.getByRole('link', { name: /^TB-79-/ })
    expect(await tips.count()).toBe(1)
    expect(await page.content()).not.toContain('190366221122')
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await isWithin(page)).toBe(true)
      expect(await axe(page)).toEqual([])
    }
    await tips.click()
    await page.getByText('stk 1903 6622 1122').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('stand over the inbox of who is told, until somebody there opens them', async () => {
    // Nobody works in the department of this line: the province's duty desk stands in for it.
    const { page, complaints } = await browsers.visit()
    await signIn(page, address, 'trucban79')
    const news = page.getByRole('link', { name: 'Chuỗi mới: 2 tin về cùng một tài khoản ngân hàng (lừa đảo)' })
    await news.waitFor()
    for (const width of [1440, 360, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await isWithin(page)).toBe(true)
    }
    expect(await axe(page)).toEqual([])
    await news.click()
    await page.getByText('Phường Bến Thành: 1 sự việc').waitFor()
    await page.goto(`${address}/ban-truc`)
    await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
    expect(await news.count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('are not there for anybody else', async () => {
    const { page } = await browsers.visit()
    await signIn(page, address, 'thanhtra79')
    await page.goto(`${address}/ban-truc/chuoi`)
    await page.getByText('Chưa có chuỗi nào').waitFor()
    const [series] = await line.query<{ id: string }>('select id from series')
    const answer = await page.goto(`${address}/ban-truc/chuoi/${series?.id}`)
    expect(answer?.status()).toBe(404)
  })
})
