import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openBrowsers, openTipWith, signIn } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'
import { nextTelegramChat, telegramEdit, telegramText } from '../support/updates.ts'

const { telegram, line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
const PICTURE_BYTES = 70_000

/** A picture of an album as Telegram tells of it: an update of its own, with the album's id. */
function photoOf(chat: number, fileId: string, groupId: string, caption?: string) {
  const { update_id, message } = telegramText(chat, 'unused')
  const { text: _text, ...rest } = message
  const photo = [{ file_id: fileId, file_unique_id: `u${fileId}`, width: 1280, height: 960, file_size: PICTURE_BYTES }]
  return { update_id, message: { ...rest, media_group_id: groupId, photo, ...(caption ? { caption } : {}) } }
}

it('an album with a cry for help is one tip, its files lie sealed and listed, and a correction is read', async () => {
  const chat = nextTelegramChat()
  telegram.startedChats.add(chat)
  for (const fileId of ['one', 'two']) telegram.putFile(fileId, randomBytes(PICTURE_BYTES))
  const said = telegramText(chat, 'Đang có đánh nhau, nó cầm dao, trước số 5 Lê Lợi, phường Bến Thành, ảnh số ba')
  const album = [photoOf(chat, 'one', 'album-1'), photoOf(chat, 'two', 'album-1'), photoOf(chat, 'lost', 'album-1')]
  const statuses = await telegram.deliver([...album, said, telegramEdit(said, `${said.message.text}, số 7 mới đúng`)])
  expect(statuses).toEqual([200, 200, 200, 200, 200])

  const officer = await browsers.visit()
  await signIn(officer.page, address, 'benthanh')
  const tipId = await openTipWith(officer.page, address, 'ảnh số ba')
  const kept = async (): Promise<number> => {
    await officer.page.goto(`${address}/ban-truc/tin/${tipId}`)
    return officer.page.getByText('đã lưu, niêm phong').count()
  }
  await expect.poll(kept, { timeout: WAIT_MS }).toBe(2)
  expect(await officer.page.getByText('chưa tải được').count()).toBe(1)
  await officer.page.getByText('số 7 mới đúng').first().waitFor()
  expect(await officer.page.locator('img[src*="blob"], img[src^="data"]').count()).toBe(0)

  const bubbles = telegram.sent.filter((sent) => sent.chatId === String(chat))
  expect(bubbles.filter(({ text }) => text.includes('113')).length).toBeGreaterThan(0)
  const filed = await line.query<{ count: number }>('select count(*)::integer as count from tips')
  expect(filed).toEqual([{ count: 1 }])
  const sealed = await until('chunks', () =>
    line.query<{ size: number }>('select octet_length(sealed)::integer as size from media_chunks'),
  )
  expect(sealed.map(({ size }) => size > PICTURE_BYTES)).toEqual([true, true])
  expect(officer.complaints).toEqual([])
})
