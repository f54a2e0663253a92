import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowsers, openReceipt, openTipWith, sendForm, signIn } from '../support/browsers.ts'
import { startPlatformLine } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

/** Rules broken on this page, with the elements that break them. */
async function findViolations(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  // The same page in other colours: contrast is all that can differ.
  const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Two stories: the same told twice would be one line of the list. */
const DANGER = {
  light: 'Có người cầm dao đang đánh nhau ở phường Bến Thành',
  dark: 'Nhóm thanh niên vác mã tấu đang rượt nhau trước cổng chợ, phường Bến Thành',
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('no public page breaks a rule of axe, and none complains', async () => {
    const { page, complaints } = await browsers.visit({ colorScheme })
    const found = new Map<string, string[]>()
    const check = async (name: string): Promise<void> => {
      const violations = await findViolations(page, colorScheme)
      if (violations.length > 0) found.set(name, violations)
    }
    await page.goto(address)
    await check('form')
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.getByText('Xin xem lại phần sau').waitFor()
    await check('form with an error')
    const receipt = await sendForm(page, address, {
      what: DANGER[colorScheme],
    })
    await check('receipt')
    await openReceipt(page, address, receipt)
    await page.getByLabel('Bổ sung hoặc trả lời').waitFor()
    await check('thread')
    await page.goto(`${address}/chat`)
    await page.getByLabel('Tin nhắn').fill('cứu với nó cầm dao')
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await page.getByRole('log').getByText('Đã ghi nhận lúc').waitFor()
    await check('chat')
    await page.goto(`${address}/an-toan`)
    await check('safety')
    await page.goto(`${address}/en`)
    await check('form in English')
    expect(Object.fromEntries(found)).toEqual({})
    expect(complaints).toEqual([])
  })

  it('no page of the desk breaks a rule of axe, and none complains', async () => {
    const { page, complaints } = await browsers.visit({ colorScheme })
    const found = new Map<string, string[]>()
    const check = async (name: string): Promise<void> => {
      const violations = await findViolations(page, colorScheme)
      if (violations.length > 0) found.set(name, violations)
    }
    await page.goto(`${address}/ban-truc/dang-nhap`)
    await check('sign-in')
    await signIn(page, address, 'benthanh')
    await openTipWith(page, address, DANGER[colorScheme])
    await check('tip beside the list')
    const tipId = await page.locator('article[data-tip]').getAttribute('data-tip')
    await page.goto(`${address}/ban-truc/tin/${tipId}`)
    await check('tip alone')
    for (const summary of await page.locator('details > summary').all()) await summary.click()
    await check('tip with an act open')
    await page.goto(`${address}/ban-truc`)
    await check('inbox')
    await page.goto(`${address}/ban-truc?xem=da-dong`)
    await check('closed')
    expect(Object.fromEntries(found)).toEqual({})
    expect(complaints).toEqual([])
  })
})
