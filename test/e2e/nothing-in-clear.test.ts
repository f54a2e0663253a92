import { describe, expect, it } from 'vitest'
import { answerAtDesk, openBrowsers, openReceipt, openTipWith, sendForm, signIn } from '../support/browsers.ts'
import { dumpDatabase, findInClear } from '../support/database-dump.ts'
import { until } from '../support/line.ts'
import { startPlatformLine } from '../support/platform-line.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'

const { telegram, line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

/** Words that occur nowhere else: if one is found, it came from a citizen. */
const CANARIES = {
  telegramName: 'Hoàng Thị Chim Yến',
  zaloName: 'Đặng Văn Sẻ Nâu',
  formName: 'Lý Thị Họa Mi',
  formPhone: '0987650113',
  telegramPhone: '84912340567',
  telegramText: 'canhbaoTelegram kho xanh',
  zaloText: 'canhbaoZalo kho đỏ',
  formText: 'canhbaoBieuMau kho vàng',
  chatText: 'canhbaoTroChuyen kho tím',
  officerText: 'canhbaoTraLoi kho trắng',
  supplement: 'canhbaoBoSung kho đen',
  reason: 'canhbaoLyDo chuyển kho',
  unknown: 'canhbaoKhongHieu',
}

describe('after every channel was used', () => {
  it('no chat id, name, number or word of anybody stands in clear in any table or log', async () => {
    const place = 'đánh bạc ăn tiền tối qua ở số 8 Lê Lai, phường Bến Thành'
    const chat = openChat('telegram')
    await chat.say(`${CANARIES.telegramText}, ${place}`, CANARIES.telegramName)
    await chat.hear('Xin xác nhận nội dung')
    await chat.say('gửi', CANARIES.telegramName)
    const zaloChat = openChat('zalo-bot')
    await zaloChat.say(`${CANARIES.zaloText}, ${place}`, CANARIES.zaloName)
    await zaloChat.hear('Xin xác nhận nội dung')
    // A draft that is still open, and a phone number given as a contact.
    const number = nextTelegramChat()
    telegram.startedChats.add(number)
    const contact = telegramText(number, '')
    const { text: _, ...said } = contact.message
    const shared = { phone_number: `+${CANARIES.telegramPhone}`, first_name: CANARIES.telegramName, user_id: number }
    expect(await telegram.deliver([{ ...contact, message: { ...said, contact: shared } }])).toEqual([200])
    expect(await telegram.deliver([{ unknown: CANARIES.unknown }])).toEqual([200])
    // A name never seen as an update: refused before it is read.
    expect(
      await telegram.deliver([telegramText(number, CANARIES.unknown)], { secret: 'wrong-secret_0123456789' }),
    ).toEqual([401])

    const citizen = await browsers.visit()
    const receipt = await sendForm(citizen.page, address, {
      // Another story: the same told twice would be one line of the list.
      what: `${CANARIES.formText}, bán pháo lậu sáng nay trong ki ốt ở số 91 Nguyễn Trãi, phường Bến Thành`,
      name: CANARIES.formName,
      phone: CANARIES.formPhone,
    })
    await citizen.page.goto(`${address}/chat`)
    await citizen.page.getByLabel('Tin nhắn').fill(`${CANARIES.chatText}, ${place}`)
    await citizen.page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await citizen.page.getByRole('log').getByText('Xin xác nhận nội dung').waitFor()

    const officer = await browsers.visit()
    await signIn(officer.page, address, 'benthanh')
    await openTipWith(officer.page, address, CANARIES.formText)
    await answerAtDesk(officer.page, CANARIES.officerText)
    await openReceipt(citizen.page, address, receipt)
    await citizen.page.getByText(CANARIES.officerText).waitFor()
    await citizen.page.getByLabel('Bổ sung hoặc trả lời').fill(CANARIES.supplement)
    await citizen.page.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await citizen.page.getByText('Đã ghi nhận phần bổ sung.').waitFor()
    await openTipWith(officer.page, address, CANARIES.telegramText)
    await officer.page.getByRole('link', { name: 'Chuyển', exact: true }).click()
    await officer.page.getByLabel('Đơn vị nhận').fill('26740')
    await officer.page.locator('#chuyen').getByLabel('Lý do').fill(CANARIES.reason)
    await officer.page.getByRole('button', { name: 'Chuyển tin' }).click()
    await officer.page.getByRole('status').filter({ hasText: 'Đã chuyển tin' }).waitFor()
    await until(
      'nothing left to send',
      async () => (await line.query('select 1 from outbox where queued_at is not null')).length === 0,
    )

    const words = [
      ...Object.values(CANARIES),
      chat.id,
      zaloChat.id,
      String(number),
      receipt,
      receipt.replaceAll('-', ''),
    ]
    const dump = await dumpDatabase(line)
    expect([...dump.keys()], 'the tables that matter are in the dump').toEqual(
      expect.arrayContaining([
        'public.events',
        'public.identities',
        'public.audit',
        'bullmq.job',
        'public.dead_letters',
      ]),
    )
    expect(dump.get('public.tips')).toContain('26740')
    expect(findInClear(dump, words)).toEqual([])
    expect(findInClear(new Map([['log', line.log.join('\n')]]), words)).toEqual([])
  })

  it('the search would have found them', async () => {
    await line.query(`create table canary_check (note text, bytes bytea)`)
    await line.query('insert into canary_check values ($1, $2)', [
      Buffer.from(`xx${CANARIES.zaloText}`).toString('base64'),
      Buffer.from(CANARIES.formName),
    ])
    const found = findInClear(await dumpDatabase(line), [CANARIES.zaloText, CANARIES.formName, CANARIES.formText])
    expect(found).toEqual([`public.canary_check: ${CANARIES.zaloText}`, `public.canary_check: ${CANARIES.formName}`])
  })
})
