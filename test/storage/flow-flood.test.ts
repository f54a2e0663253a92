import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/domain/compose.ts'
import { readSealedEvent } from '../../src/domain/content.ts'
import { eventRecord } from '../../src/vault/records.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
const REPORT = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
const DANGER = 'cứu với nó cầm dao'
let chats = 0
const newChat = (): string => `chat-${++chats}`

const eventsOf = async (chat: string) =>
  world.query<{ id: string; content: Buffer | null; tip_id: string | null }>(
    'select id, content, tip_id from events where conversation_id = $1 order by sequence',
    [await world.conversationOf(chat)],
  )
const wordsIn = (event: { id: string; content: Buffer | null }): string | null =>
  event.content && wordsOf(readSealedEvent(world.content.open(eventRecord(event.id), event.content)).content)

describe('a flood', () => {
  it('of forty messages gets one notice, and every message is kept with the tip', async () => {
    const chat = newChat()
    await world.hear(chat, DANGER)
    for (let i = 0; i < 39; i++) {
      world.pass(-1_900)
      await world.hear(chat, `chi tiết thứ ${i}`)
    }
    await world.work()
    const said = await world.saidTo(chat)
    expect(said.filter((text) => text.includes('sẽ đọc lần lượt'))).toHaveLength(1)
    expect(said.at(-1)).toContain('sẽ đọc lần lượt')
    const events = await eventsOf(chat)
    expect(events.map(wordsIn)).toEqual([DANGER, ...Array.from({ length: 39 }, (_, i) => `chi tiết thứ ${i}`)])
    expect(new Set(events.map((event) => event.tip_id)).size).toBe(1)
  })

  it('still answers danger with the call text, once a minute', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.hear(chat, 'gửi')
    for (let i = 0; i < 33; i++) {
      world.pass(-1_900)
      await world.hear(chat, `chi tiết thứ ${i}`)
    }
    for (let i = 0; i < 3; i++) {
      world.pass(-1_900)
      await world.hear(chat, DANGER)
    }
    await world.work()
    expect((await world.saidTo(chat)).filter((text) => text.includes('gọi ngay 113'))).toHaveLength(1)
    expect((await world.tipsOf(chat))[0]).toMatchObject({ urgency: 'critical', call_now: true })
  })

  it('has its notice even where a sticker was refused before', async () => {
    const chat = newChat()
    await world.hear(chat, { type: 'unsupported', what: 'poll' })
    for (let i = 0; i < 35; i++) {
      world.pass(-1_900)
      await world.hear(chat, { type: 'media', attachments: [{ kind: 'image' }] })
    }
    await world.work()
    expect((await world.saidTo(chat)).filter((text) => text.includes('sẽ đọc lần lượt'))).toHaveLength(1)
  })

  it('is none when a worker catches up with an hour of ordinary talk', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.hear(chat, 'gửi')
    for (let i = 0; i < 40; i++) {
      world.pass(10_000)
      await world.hear(chat, `chi tiết thứ ${i}`)
    }
    await world.work()
    const said = await world.saidTo(chat)
    expect(said).toHaveLength(42)
    expect(said.filter((text) => text.includes('sẽ đọc lần lượt'))).toEqual([])
  })
})
