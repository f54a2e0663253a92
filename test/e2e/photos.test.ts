import sharp from 'sharp'
import { expect, it } from 'vitest'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'
import { drawScene } from '../support/scenes.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'

const { telegram, line } = await startPlatformLine()

/** A citizen of a new chat sends this picture with words that are filed at once; answers the words of its sender. */
async function send(fileId: string, bytes: Buffer, caption: string): Promise<number> {
  const chat = nextTelegramChat()
  telegram.startedChats.add(chat)
  telegram.putFile(fileId, bytes)
  const { update_id, message } = telegramText(chat, 'unused')
  const { text: _text, ...rest } = message
  const photo = [{ file_id: fileId, file_unique_id: `u${fileId}`, width: 640, height: 480, file_size: bytes.length }]
  await telegram.deliver([{ update_id, message: { ...rest, photo, caption } }])
  return chat
}
const count = async (text: string): Promise<number> =>
  (await line.query<{ count: number }>(`select count(*)::int as count from ${text}`))[0]?.count ?? 0

it('one picture that two chats send, re-encoded by the second, is a suggestion; of a restricted tip none is looked at', async () => {
  const scene = await drawScene(7)
  const sentAgain = await sharp(scene).resize(320).jpeg({ quality: 50 }).toBuffer()
  await send('first', scene, 'Đang có đánh nhau, nó cầm dao, trước số 5 Lê Lợi, phường Bến Thành')
  await expect.poll(() => count('tip_photos where fingerprint is not null'), { timeout: WAIT_MS }).toBe(1)
  await send('second', sentAgain, 'cháy nhà, khói bốc dữ lắm, số 40 Tôn Đức Thắng, phường Sài Gòn, cứu với')
  const reasons = () => line.query<{ reasons: string[] }>('select reasons from incident_suggestions')
  await expect.poll(reasons, { timeout: WAIT_MS }).toEqual([{ reasons: expect.arrayContaining(['same-photo']) }])
  expect(await count('incident_members')).toBe(0)

  await send('third', scene, 'nó đang hiếp dâm bé gái 9 tuổi trong nhà số 9 Lê Lợi, phường Bến Thành, cứu với')
  await expect.poll(() => count('tips where restricted and triaged_at is not null'), { timeout: WAIT_MS }).toBe(1)
  await expect.poll(() => count(`media where state = 'kept'`), { timeout: WAIT_MS }).toBe(3)
  const work = `outbox where topic in ('tip', 'media', 'photo', 'link')`
  await expect.poll(() => count(work), { timeout: WAIT_MS }).toBe(0)
  expect(await count('tip_photos')).toBe(2)
  // Its words may be like another's; its picture says nothing.
  expect((await reasons()).filter((one) => one.reasons.includes('same-photo')).length).toBe(1)
})
