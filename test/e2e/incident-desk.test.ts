import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

const FIRE =
  'Cháy lớn xưởng gỗ số 12 đường Lê Lai, phường Bến Thành, khói đen bốc cao, mọi người tránh đường cho xe cứu hỏa đi vào'
const WITNESS = 'nhà số 12 Lê Lai phường Bến Thành cháy to quá, khói đen, có người kẹt bên trong kêu cứu'

const axe = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
const isWithin = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

it('a fire told by three is confirmed, parted, brought together again and undone, without a script', async () => {
  await openChat('telegram').say(FIRE)
  await openChat('zalo-bot').say(`Chuyển tiếp: mn ơi ${FIRE}`)
  await expect
    .poll(async () => (await line.query('select tip_id from incident_members')).length, { timeout: WAIT_MS })
    .toBe(2)
  await openChat('telegram').say(WITNESS)
  const findSuggested = () =>
    line.query<{ tip: string }>(
      `select tip_id as tip from incident_suggestions where state = 'open'
         and tip_id = (select id from tips order by received_at desc limit 1)`,
    )
  await expect.poll(async () => (await findSuggested()).length, { timeout: WAIT_MS }).toBe(1)
  const [suggested] = await findSuggested()

  const { page, complaints } = await browsers.visit({ javaScript: false })
  await signIn(page, address, 'benthanh')
  await page.getByText('1 bản chuyển tiếp').first().waitFor()
  await page.goto(`${address}/ban-truc/tin/${suggested?.tip}`)
  await page.getByRole('heading', { name: 'Có thể cùng một vụ' }).waitFor()
  await page
    .getByRole('button', { name: /^Cùng một vụ/ })
    .first()
    .click()
  await page.getByText('Đã ghi: cùng một vụ.').waitFor()
  await page.getByRole('link', { name: /^Thuộc vụ việc có 2 tin và 1 bản chuyển tiếp/ }).click()
  await page.getByRole('heading', { name: 'Các tin' }).waitFor()
  await page.getByText('Đây là dấu hiệu lan truyền').waitFor()

  await page.getByRole('button', { name: 'Tách khỏi vụ việc' }).last().click()
  await page.getByText('Đã tách tin khỏi vụ việc.').waitFor()
  await page.getByRole('button', { name: 'Hoàn tác' }).first().click()
  await page.getByText('Đã hoàn tác.').waitFor()

  await page.getByLabel('Mã của một tin trong vụ kia').last().fill('TB-79-000000-0000')
  await page.getByRole('button', { name: 'Nhập', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'Không có tin nào mang mã này' }).waitFor()
  expect(complaints).toEqual([])

  const seen = await browsers.visit()
  await signIn(seen.page, address, 'benthanh')
  const [incident] = await line.query<{ id: string }>(
    'select incident_id as id from incident_members group by 1 order by count(*) desc limit 1',
  )
  for (const path of [`vu-viec/${incident?.id}`, `tin/${suggested?.tip}`, '']) {
    await seen.page.goto(`${address}/ban-truc/${path}`)
    for (const width of [1440, 390]) {
      await seen.page.setViewportSize({ width, height: 900 })
      expect(await isWithin(seen.page), `${path} at ${width}`).toBe(true)
      expect(await axe(seen.page), `${path} at ${width}`).toEqual([])
    }
  }
  expect(seen.complaints).toEqual([])
  const audited = await line.query<{ action: string }>(
    "select distinct action from audit where action like 'incident.%' and officer_id is not null order by 1",
  )
  expect(audited.map(({ action }) => action)).toEqual([
    'incident.confirmed',
    'incident.read',
    'incident.split',
    'incident.undone',
  ])
}, 120_000)
