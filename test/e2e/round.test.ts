import { describe, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { answerAtDesk, openBrowsers, openReceipt, openTipWith, sendForm, signIn } from '../support/browsers.ts'
import { openDesk } from '../support/desk-client.ts'
import { OFFICERS, until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
const officer = await browsers.visit()
await signIn(officer.page, address, 'benthanh')
const desks = await Promise.all(
  OFFICERS.map(async ({ login, unit }) => ({ login, unit, desk: await openDesk(address, login) })),
)

/** Whoever is of another unit sees what they would see of a tip that never was. */
async function expectHiddenFromOthers(tipId: string, holders: readonly string[]): Promise<void> {
  for (const { login, unit, desk } of desks) {
    const asked = await desk.get(`/ban-truc/tin/${tipId}`)
    if (holders.includes(unit)) {
      expect(asked.status, login).toBe(200)
      continue
    }
    const unknown = await desk.get(`/ban-truc/tin/${newId('tip')}`)
    expect([asked.status, asked.text], login).toEqual([404, unknown.text])
    expect((await desk.get('/ban-truc')).text).not.toContain(tipId)
  }
}

describe('a tip goes round', () => {
  it('from the form without JavaScript to the unit, and the answer to the receipt, and back', async () => {
    const { page } = await browsers.visit({ javaScript: false })
    const receipt = await sendForm(page, address, {
      what: 'Tối qua nhóm thanh niên tụ tập đánh bạc ăn tiền trong quán cà phê, biểu mẫu số một.',
      where: 'Số 12 đường Lê Lai, phường Bến Thành',
    })
    const tipId = await openTipWith(officer.page, address, 'biểu mẫu số một')
    await expectHiddenFromOthers(tipId, ['26743'])
    await answerAtDesk(officer.page, 'Quán đó tên gì, Anh/Chị còn nhớ không ạ?')

    await openReceipt(page, address, receipt)
    await page.getByText('Quán đó tên gì, Anh/Chị còn nhớ không ạ?').waitFor()
    await page.getByText('số hiệu 113-001').waitFor()
    await page.getByLabel('Bổ sung hoặc trả lời').fill('Quán Hoa Giấy, tầng hai.')
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await page.getByText('Đã ghi nhận phần bổ sung.').waitFor()
    await expect
      .poll(
        async () => {
          await officer.page.goto(`${address}/ban-truc/tin/${tipId}`)
          return officer.page.getByText('Quán Hoa Giấy, tầng hai.').count()
        },
        { timeout: WAIT_MS },
      )
      .toBeGreaterThan(0)
  })

  it('from the chat in the browser to the unit, and the answer appears on the open page', async () => {
    const { page, complaints } = await browsers.visit()
    await page.goto(`${address}/chat`)
    const talk = page.getByRole('log')
    await page.getByLabel('Tin nhắn').fill('Đang có đánh nhau trước số 5 Lê Lợi, phường Bến Thành, chat số hai')
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await talk.getByText('Anh/Chị gọi ngay 113').waitFor()
    const tipId = await openTipWith(officer.page, address, 'chat số hai')
    // Danger now: the province's command centre is told with the commune.
    await expectHiddenFromOthers(tipId, ['26743', '79-PV01'])
    await answerAtDesk(officer.page, 'Tổ tuần tra đang tới số 5 Lê Lợi.')
    await talk.getByText('Tổ tuần tra đang tới số 5 Lê Lợi.').waitFor()
    await page.getByLabel('Tin nhắn').fill('Họ đã chạy về phía chợ rồi')
    await page.getByLabel('Tin nhắn').press('Enter')
    await talk.getByText('Trợ lý đã ghi thêm').waitFor()
    expect(complaints).toEqual([])
  })

  it.each(['telegram', 'zalo-bot'] as const)(
    'from %s to the unit, and the answer to the same chat',
    async (platform) => {
      const chat = openChat(platform)
      // Two stories: the same told twice would be one line of the list.
      const told = {
        telegram: 'Tối qua có nhóm người đánh bạc ăn tiền ở quán cà phê số 20 Lê Lai, phường Bến Thành',
        'zalo-bot': 'Sáng nay xe máy của tôi bị trộm mất ở bãi xe sau chợ, phường Bến Thành, xe màu đỏ',
      }
      await chat.report(`${told[platform]}, ${platform} gửi`)
      const tipId = await openTipWith(officer.page, address, `${platform} gửi`)
      await expectHiddenFromOthers(tipId, ['26743'])
      await answerAtDesk(officer.page, `Đã nhận, cán bộ đang xác minh (${platform}).`)
      const answer = await chat.hear(`Đã nhận, cán bộ đang xác minh (${platform}).`)
      expect(answer.text).toContain('số hiệu 113-001')
      await chat.say('Bổ sung: có khoảng mười người, đi xe biển 59')
      await until(
        'the addition at the desk',
        async () => {
          await officer.page.goto(`${address}/ban-truc/tin/${tipId}`)
          return (await officer.page.getByText('khoảng mười người').count()) > 0
        },
        WAIT_MS,
      )
    },
  )

  it('opens none of the pages with a complaint in the console', () => {
    expect(officer.complaints).toEqual([])
  })
})
