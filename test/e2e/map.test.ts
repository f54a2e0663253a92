import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { useRelease } from '../support/gazetteer.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const release = await useRelease(line.database.url, makeSmallRelease())
await until('the release to be in use', async () => (await fetch(`${address}/dia-gioi/${release}/vn.json`)).ok)
const browsers = await openBrowsers()

const axe = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
const pressed = async (page: Page, key: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press(key)
}

describe('the picker of the public form', () => {
  it('is not loaded until asked for, and takes a place by keyboard alone', async () => {
    const { page, complaints } = await browsers.visit()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(address)
    await page.getByLabel('Việc gì đã xảy ra?').fill('Có người cầm dao đang đánh nhau ở phường Bến Thành, gần chợ')
    expect(asked.filter((path) => /leaflet|topojson|map|dia-gioi/.test(path))).toEqual([])

    await page.getByRole('button', { name: 'Chọn vị trí trên bản đồ' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('có thể cho biết nhà của Anh/Chị ở đâu').waitFor()
    await page.getByLabel('Tỉnh, thành phố', { exact: true }).selectOption({ label: 'Thành phố Hồ Chí Minh' })
    const commune = page.getByLabel('Phường, xã, đặc khu', { exact: true })
    await commune.selectOption({ label: 'Phường Bến Thành' })
    await page.getByText('Ghim đang ở Phường Bến Thành, Thành phố Hồ Chí Minh.').waitFor()
    // The middle of a commune is nobody's choice.
    const take = page.getByRole('button', { name: 'Lấy vị trí dưới ghim' })
    expect(await take.isDisabled()).toBe(true)
    expect(await axe(page)).toEqual([])
    await page.getByRole('application').focus()
    await pressed(page, 'ArrowLeft', 1)
    await expect.poll(() => take.isEnabled(), { timeout: WAIT_MS }).toBe(true)
    await take.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Đã thêm vị trí chọn trên bản đồ vào tin này.').waitFor()
    const lat = Number(await page.locator('[name=lat]').inputValue())
    const lon = Number(await page.locator('[name=lon]').inputValue())
    expect(lat).toBeGreaterThan(10.766)
    expect(lat).toBeLessThan(10.78)
    expect(lon).toBeGreaterThan(106.67)
    expect(lon).toBeLessThan(106.6941)
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.locator('[data-receipt]').waitFor()
    expect(complaints).toEqual([])
  })

  it('writes only the name of the commune for who wants no point, and can be left without a choice', async () => {
    const { page, complaints } = await browsers.visit()
    await page.goto(address)
    const open = page.getByRole('button', { name: 'Chọn vị trí trên bản đồ' })
    await open.click()
    await page.getByRole('button', { name: 'Đóng, không chọn' }).click()
    expect(await page.locator('[name=lat]').inputValue()).toBe('')
    await open.click()
    await page.getByLabel('Tỉnh, thành phố', { exact: true }).selectOption({ label: 'Thành phố Hà Nội' })
    await page.getByLabel('Phường, xã, đặc khu', { exact: true }).selectOption({ label: 'Phường Ba Đình' })
    await page.getByRole('button', { name: 'Chỉ ghi tên phường, xã' }).click()
    expect(await page.getByLabel('Ở đâu?').inputValue()).toBe('Phường Ba Đình, Thành phố Hà Nội')
    expect(await page.locator('[name=lat]').inputValue()).toBe('')
    expect(complaints).toEqual([])
  })

  it('without JavaScript nothing of it is seen, and the typed place is enough', async () => {
    const { page } = await browsers.visit({ javaScript: false })
    await page.goto(address)
    expect(await page.getByText('Chọn vị trí trên bản đồ').isVisible()).toBe(false)
    await page.getByLabel('Việc gì đã xảy ra?').fill('Quán hát to quá giờ')
    await page.getByLabel('Ở đâu?').fill('phường Bến Thành')
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.locator('[data-receipt]').waitFor()
  })
})

describe('the map of the desk', () => {
  const seen: { exact: string; tip: string } = { exact: '', tip: '' }

  it('shows to the unit the pin on the page of the tip, and on the map a rounded point by which the tip opens', async () => {
    const { page, complaints } = await browsers.visit()
    await signIn(page, address, 'benthanh')
    const rows = page.locator('[data-map-rows] > li')
    await expect
      .poll(
        async () => {
          await page.goto(`${address}/ban-truc/ban-do`)
          return rows.count()
        },
        { timeout: WAIT_MS },
      )
      .toBe(2)
    const row = rows.filter({ hasText: 'gần chợ' })
    const map = page.getByRole('application')
    // The other is known by its commune alone: both lie within a finger's breadth until one looks closer.
    const cluster = map.getByRole('button', { name: '2 tin, cao nhất: Khẩn cấp' })
    await cluster.focus()
    await page.keyboard.press('Enter')
    const point = map.getByRole('button', { name: /gần chợ/ })
    await point.waitFor()
    await map.getByRole('button', { name: /chỉ biết phường\/xã/ }).waitFor()
    expect(await row.getAttribute('data-sight')).toBe('near')
    expect(await axe(page)).toEqual([])
    const shown = await row.getAttribute('data-lat')
    await point.focus()
    await page.keyboard.press('Enter')
    const small = page.locator('[data-map-tip]')
    await small.locator('.map-pin').waitFor()
    seen.exact = (await small.getAttribute('data-lat')) ?? ''
    seen.tip = new URL(page.url()).pathname
    expect(seen.exact).toMatch(/^10\.7\d{3,}$/)
    expect(shown).not.toBe(seen.exact)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('shows the pin on no page to a unit that is only told', async () => {
    const { page } = await browsers.visit()
    await signIn(page, address, 'chihuy79')
    await page.goto(`${address}${seen.tip}`)
    await page.getByText('hiện ở đây làm tròn khoảng 500 m').waitFor()
    const html = await page.content()
    expect(html).not.toContain(seen.exact)
    expect(html).not.toContain(seen.exact.replace('.', ',').slice(0, 8))
  })

  it('without JavaScript is a list that opens tips, filtered by its address', async () => {
    const { page } = await browsers.visit({ javaScript: false })
    await signIn(page, address, 'benthanh')
    await page.goto(`${address}/ban-truc/ban-do?muc=critical`)
    const rows = page.locator('[data-map-rows] > li')
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('gần chợ')])
    await page.getByLabel('Khẩn cấp').uncheck()
    await page.getByLabel('Thường').check()
    await page.getByRole('button', { name: 'Lọc' }).click()
    expect(await page.getByText('gần chợ').count()).toBe(0)
    await page.goto(`${address}/ban-truc/ban-do`)
    await rows.filter({ hasText: 'gần chợ' }).getByRole('link').click()
    await page.getByRole('heading', { name: 'Đã trao đổi' }).waitFor()
  })

  it('records each load once, with the filter and the tips, and never a place', async () => {
    const found = await line.query<{ detail: Record<string, unknown> }>(
      "select detail from audit where action = 'map.read' order by at desc",
    )
    expect(found.length).toBeGreaterThan(0)
    const filtered = found.find(({ detail }) => JSON.stringify(detail.urgencies) === '["critical"]')
    expect(filtered?.detail).toMatchObject({ category: null, hours: null, count: 1 })
    expect(JSON.stringify([found, line.log])).not.toContain(seen.exact)
  })
})

it('borders are kept for ever by their release, and answered as not changed', async () => {
  const first = await fetch(`${address}/dia-gioi/${release}/79.json`)
  expect(first.status).toBe(200)
  expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const again = await fetch(`${address}/dia-gioi/${release}/79.json`, {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
  for (const path of [`${release}/99.json`, `${release}/..json`, 'older.1/79.json', `${release}/79.txt`]) {
    expect((await fetch(`${address}/dia-gioi/${path}`)).status).toBe(404)
  }
})
