import { beforeEach, describe, expect, it } from 'vitest'
import { openBrowsers, openReceipt, openTipWith, sendForm, signIn } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
const officer = await browsers.visit()
const receiver = await browsers.visit()
const citizen = await browsers.visit({ javaScript: false })
await signIn(officer.page, address, 'benthanh')
await signIn(receiver.page, address, 'saigon')
const { page } = officer

let number = 0
let tipId = ''
let receipt = ''
beforeEach(async () => {
  number += 1
  const words = `Tối qua đánh bạc ăn tiền, tin thứ ${number} của bài thử`
  receipt = await sendForm(citizen.page, address, { what: words, where: 'số 12 Lê Lai, phường Bến Thành' })
  tipId = await openTipWith(page, address, words)
})

interface AuditRow {
  action: string
  unit_code: string
  officer_id: string
  detail: Record<string, unknown>
}
const auditOf = (action: string): Promise<AuditRow[]> =>
  line.query<AuditRow>('select action, unit_code, officer_id, detail from audit where object_id = $1 and action = $2', [
    tipId,
    action,
  ])

/** Codes and ids may stand there; words of people, which have spaces, may not. */
function expectIdsOnly(rows: readonly AuditRow[]): void {
  for (const { detail } of rows) expect(JSON.stringify(detail)).not.toMatch(/[ \u0080-\uffff]/)
}

async function openFold(title: string): Promise<void> {
  const fold = page.locator('details').filter({ hasText: title }).first()
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click()
}

const done = (words: string): Promise<void> => page.getByRole('status').filter({ hasText: words }).waitFor()

describe('an officer at the desk', () => {
  it('corrects the category', async () => {
    await openFold('Sửa phân loại')
    await page.getByLabel('Phân loại đúng').selectOption('noise-disorder')
    await page.getByRole('button', { name: 'Lưu phân loại' }).click()
    await done('Đã ghi phân loại')
    const rows = await auditOf('tip.correct')
    expect(rows).toMatchObject([{ unit_code: '26743', detail: { kind: 'category', after: 'noise-disorder' } }])
    expectIdsOnly(rows)
    expect(await line.query('select category from tips where id = $1', [tipId])).toEqual([
      { category: 'noise-disorder' },
    ])
  })

  it('corrects the urgency', async () => {
    await openFold('Sửa mức khẩn')
    await page.getByLabel('Mức khẩn đúng').selectOption('critical')
    await page.getByRole('button', { name: 'Lưu mức khẩn' }).click()
    await done('Đã ghi mức khẩn')
    const rows = await auditOf('tip.correct')
    expect(rows).toMatchObject([{ detail: { kind: 'urgency', after: 'critical' } }])
    expectIdsOnly(rows)
    await page.goto(`${address}/ban-truc`)
    expect(await page.locator(`main li[data-id="${tipId}"]`).innerText()).toContain('Khẩn cấp')
  })

  it('transfers with a reason: gone for the sender, there for the receiver', async () => {
    await page.getByRole('link', { name: 'Chuyển', exact: true }).click()
    await page.getByLabel('Đơn vị nhận').fill('cong an phuong sai gon')
    await page.getByRole('button', { name: 'Chuyển tin' }).click()
    await page.getByRole('alert').filter({ hasText: 'lý do' }).waitFor()
    await page.locator('#chuyen').getByLabel('Lý do').fill('Nơi xảy ra thuộc phường bên')
    await page.getByRole('button', { name: 'Chuyển tin' }).click()
    await done('Đã chuyển tin')
    expect(await page.locator(`main li[data-id="${tipId}"]`).count()).toBe(0)
    const again = await page.goto(`${address}/ban-truc/tin/${tipId}`)
    expect(again?.status()).toBe(404)
    await receiver.page.goto(`${address}/ban-truc/tin/${tipId}`)
    await receiver.page.getByText('Nơi xảy ra thuộc phường bên').first().waitFor()
    const rows = await auditOf('tip.transfer')
    expect(rows).toMatchObject([{ unit_code: '26743', detail: { before: '26743', after: '26740' } }])
    expectIdsOnly(rows)
    expect(await auditOf('tip.refused'), 'the look afterwards is recorded too').toHaveLength(1)
  })

  it('closes with a disposition, and the citizen is told', async () => {
    await page.getByRole('link', { name: 'Đóng', exact: true }).click()
    await page.getByLabel('Kết quả').selectOption('administrative')
    await page.locator('#dong').getByLabel('Lý do').fill('Đã lập biên bản tại chỗ')
    await page.getByRole('button', { name: 'Đóng tin' }).click()
    await done('Đã đóng tin')
    const rows = await auditOf('tip.close')
    expect(rows).toMatchObject([{ detail: { kind: 'disposition', after: 'administrative' } }])
    expectIdsOnly(rows)
    await page.goto(`${address}/ban-truc`)
    expect(await page.locator(`main li[data-id="${tipId}"]`).count()).toBe(0)
    await openReceipt(citizen.page, address, receipt)
    await citizen.page.getByRole('heading', { name: 'Đã có kết quả' }).waitFor()
    await citizen.page.getByText('Xử lý vi phạm hành chính').waitFor()
    expect(await citizen.page.content()).not.toContain('Đã lập biên bản tại chỗ')
  })

  it('moves through the list with j and k and opens with Enter', async () => {
    await page.goto(`${address}/ban-truc`)
    await until('two rows', async () => (await page.locator('main li[data-id]').count()) >= 2, WAIT_MS)
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('data-id') ?? null)
    const ids = await page
      .locator('main li[data-id]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id')))
    // The row that was open last may hold the focus: to the top first.
    for (const _ of ids) await page.keyboard.press('k')
    expect(await focused()).toBe(ids[0])
    await page.keyboard.press('j')
    expect(await focused()).toBe(ids[1])
    await page.keyboard.press('k')
    expect(await focused()).toBe(ids[0])
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator(`article[data-tip="${ids[1]}"]`).waitFor()
  })

  it('leaves nothing to complain about in the console', () => {
    expect(officer.complaints).toEqual([])
    expect(receiver.complaints).toEqual([])
  })
})
