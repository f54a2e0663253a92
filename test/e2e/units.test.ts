import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openBrowsers } from '../support/browsers.ts'
import { nextCode } from '../support/codes.ts'
import { PASSWORD, startLine } from '../support/line.ts'

const line = await startLine({}, { withWorker: false })
const { address } = line.server
const browsers = await openBrowsers()
await line.query(`update officers set role = 'administrator' where login = 'trucban79'`)

async function enter(page: Page): Promise<void> {
  await page.goto(`${address}/ban-truc/don-vi`)
  await page.getByLabel('Tên đăng nhập').fill('trucban79')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByLabel('Mã 6 số').fill(await nextCode(`${address} trucban79`))
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('heading', { name: 'Đơn vị', exact: true }).waitFor()
}

/** The page that asks again who is there, and goes on with the form as it was. */
async function prove(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Xác nhận lại là Anh/Chị' }).waitFor()
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByLabel('Mã 6 số').fill(await nextCode(`${address} trucban79`))
  await page.getByRole('button', { name: 'Xác nhận' }).click()
}

async function upload(page: Page, text: string): Promise<void> {
  await page.goto(`${address}/ban-truc/don-vi`)
  await page.getByLabel('Tệp .xlsx hoặc .csv').setInputFiles({
    name: 'don-vi.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  })
  await page.getByLabel('Lý do thay đổi').fill('cập nhật số trực')
  await page.getByRole('button', { name: 'Xem trước thay đổi' }).click()
}

/** What axe finds on this page, on a phone and on a desk's screen; and nothing may stand out to the side. */
async function findFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    faults.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${width} ${id}: ${target.join(' ')}`)),
    )
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    if (isWide) faults.push(`${width} scrolls sideways: ${page.url()}`)
  }
  return faults
}

it('an administrator mends units by hand and by file, without JavaScript, proved once more to be there', async () => {
  const { page, complaints } = await browsers.visit({ javaScript: false })
  await enter(page)
  await upload(page, 'Mã;Điện thoại\n26743;0903\n4;113\n')
  await page.getByRole('cell', { name: '0903', exact: true }).waitFor()
  await page.getByRole('cell', { name: 'Đơn vị này do quản trị viên' }).waitFor()

  await upload(page, 'Mã;Điện thoại;Giờ trực\n26743;2838297643;24/7\n')
  await page.getByText('2838297643 đọc là 02838297643').waitFor()
  expect(await line.query(`select version from units where code = '26743'`)).toEqual([{ version: 1 }])
  await page.getByRole('button', { name: 'Đồng ý, lưu 1 thay đổi' }).click()
  await prove(page)
  await page.getByRole('status').filter({ hasText: 'Đã lưu các thay đổi trong tệp' }).waitFor()

  await page.getByRole('link', { name: '26743', exact: true }).click()
  await page.getByText('Hiện trong giờ trực.').waitFor()
  await page.getByLabel('Kênh liên lạc').fill('Zalo Công an phường')
  await page.getByLabel('Lý do thay đổi').first().fill('thêm kênh')
  await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
  await page.getByRole('status').filter({ hasText: 'Đã lưu thay đổi' }).waitFor()
  await page.getByRole('cell', { name: 'Kênh liên lạc: chưa ghi → Zalo Công an phường' }).waitFor()
  // One officer works there: who follows must be said.
  await page.getByLabel('Hết hiệu lực').fill('01/01/2100')
  await page.locator('#kt-lydo').fill('sáp nhập')
  await page.getByRole('button', { name: 'Lưu việc kết thúc' }).click()
  await page.getByRole('alert').filter({ hasText: '1 cán bộ đang hoạt động' }).waitFor()

  const audits = await line.query<{ action: string }>(
    `select action from audit where object_id = '26743' and action like 'unit.%' order by id`,
  )
  expect(audits.map(({ action }) => action)).toEqual(['unit.changed', 'unit.changed'])
  expect(complaints).toEqual([])
})

it('no page of the units breaks a rule of axe or stands out to the side', async () => {
  const { page, complaints } = await browsers.visit()
  await enter(page)
  expect(await findFaults(page)).toEqual([])
  await upload(page, 'Mã;Điện thoại\n4;113\n26743;113\n')
  await page.getByRole('heading', { name: 'Lỗi' }).waitFor()
  expect(await findFaults(page)).toEqual([])
  for (const path of ['/26743', '/00004', '/moi']) {
    await page.goto(`${address}/ban-truc/don-vi${path}`)
    expect(await findFaults(page)).toEqual([])
  }
  expect(complaints).toEqual([])
})
