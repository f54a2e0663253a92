import { describe, expect, it } from 'vitest'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
const officer = await browsers.visit()
await signIn(officer.page, address, 'trucban79')

const CRIES = ['cứu với nó cầm dao', 'cuu voi no cam dao']
const WAYS = ['telegram', 'zalo-bot', 'web chat'] as const
const CASES = WAYS.flatMap((way) => CRIES.map((cry): [(typeof WAYS)[number], string] => [way, cry]))

/** Says it and gives the first bubble that comes back. */
async function cryOut(way: (typeof WAYS)[number], cry: string): Promise<string> {
  if (way !== 'web chat') {
    const chat = openChat(way)
    expect(await chat.say(cry)).toBe(200)
    await chat.hear('Đã ghi nhận lúc')
    return chat.got()[0]?.text ?? ''
  }
  const { page, complaints } = await browsers.visit()
  await page.goto(`${address}/chat`)
  const talk = page.getByRole('log')
  await page.getByLabel('Tin nhắn').fill(cry)
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await talk.getByText('Đã ghi nhận lúc').waitFor()
  await talk.getByRole('link', { name: 'Gọi 113' }).first().waitFor()
  const entries = await talk.locator('.entry').allInnerTexts()
  expect(complaints).toEqual([])
  // The greeting stands first, then what was said.
  return entries[2] ?? ''
}

describe('danger', () => {
  it.each(CASES)(
    'in %s, "%s": 113 in the first bubble, and the open desk of the duty officer is called',
    async (way, cry) => {
      const { page } = officer
      await page.goto(`${address}/ban-truc`)
      const title = await page.title()
      const before = await page.locator('main li[data-id]').count()
      const loads: string[] = []
      page.on('framenavigated', (frame) => void loads.push(frame.url()))

      expect(await cryOut(way, cry)).toContain('113')

      const rows = page.locator('main li[data-id]')
      await expect.poll(() => rows.count(), { timeout: WAIT_MS }).toBe(before + 1)
      expect(await rows.first().innerText()).toContain(cry)
      expect(await rows.first().innerText()).toContain('Khẩn cấp')
      await expect
        .poll(() => page.locator('[aria-live="assertive"]').innerText(), { timeout: WAIT_MS })
        .toContain('tin khẩn cấp mới')
      expect(await page.title()).not.toBe(title)
      expect(await page.title()).toContain('Tin khẩn cấp')
      expect(loads, 'without a reload').toEqual([])
      page.removeAllListeners('framenavigated')
    },
  )

  it('opens the desk with nothing to complain about', () => {
    expect(officer.complaints).toEqual([])
  })
})
