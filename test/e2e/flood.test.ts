import { expect, it } from 'vitest'
import { until } from '../support/line.ts'
import { startPlatformLine } from '../support/platform-line.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'

const ORDINARY = 1_500
const EMERGENCIES = 10
const AT_ONCE = 50
const REPORT = 'Hàng xóm hát karaoke ồn ào ở phường Sài Gòn tối qua, nhà số'

const { telegram, line } = await startPlatformLine({ QUIET_SECONDS: '1' }, { withWorker: false })

/** Posts as the platform does, many at a time; answers how often each status came. */
async function flood(updates: readonly unknown[]): Promise<Record<number, number>> {
  const waiting = [...updates]
  const statuses: Record<number, number> = {}
  const send = async (): Promise<void> => {
    for (let update = waiting.shift(); update !== undefined; update = waiting.shift()) {
      const [status = 0] = await telegram.deliver([update])
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  return statuses
}

it('a flood is accepted whole, and its emergencies are answered before half of what came before them is read', async () => {
  const chats = Array.from({ length: ORDINARY + EMERGENCIES }, nextTelegramChat)
  for (const chat of chats) telegram.startedChats.add(chat)
  const emergencies = chats.slice(ORDINARY)
  const updates = [
    ...chats.slice(0, ORDINARY).map((chat, at) => telegramText(chat, `${REPORT} ${at}`)),
    ...emergencies.map((chat) => telegramText(chat, 'cuu voi no cam dao dam nguoi o phuong Ben Thanh')),
  ]
  expect(await flood(updates)).toEqual({ 200: ORDINARY + EMERGENCIES })

  const worker = await line.startAnotherWorker()
  const wasCalled = (chat: number) =>
    telegram.sent.some((sent) => sent.chatId === String(chat) && sent.text.includes('113'))
  await until('every emergency answered', async () => emergencies.every(wasCalled), 60_000)
  const [read] = await line.query<{ ordinary: number }>(
    `select count(*)::integer as ordinary from events e join conversations c on c.id = e.conversation_id
      where e.processed_at < (select max(d.sent_at) from deliveries d join tips t on t.id = d.tip_id and t.call_now)`,
  )
  expect(read?.ordinary).toBeLessThan(ORDINARY / 2)

  await until(
    'all triaged',
    async () => {
      const [row] = await line.query<{ triaged: number }>(
        'select count(*)::integer as triaged from tips where triaged_at is not null',
      )
      return row?.triaged === ORDINARY + EMERGENCIES
    },
    150_000,
  )
  await worker.close()
}, 300_000)
