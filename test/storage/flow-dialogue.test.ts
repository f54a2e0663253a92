import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/domain/compose.ts'
import { normaliseReceipt } from '../../src/domain/receipt.ts'
import { openFlowWorld, QUIET_MS } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
const REPORT = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
const DANGER = 'cứu với nó cầm dao'
let chats = 0
const newChat = (): string => `chat-${++chats}`

const eventsOf = async (chat: string) =>
  world.query<{ id: string; content: Buffer | null; tip_id: string | null; processed: boolean }>(
    'select id, content, tip_id, processed_at is not null as processed from events where conversation_id = $1 order by sequence',
    [await world.conversationOf(chat)],
  )
/** What an officer reads of the first tip of a chat. */
async function told(chat: string, unit = BEN_THANH): Promise<string> {
  const found = await world.look.tip(await world.signIn(unit), (await world.tipsOf(chat))[0]?.id ?? '')
  if (!found.ok) throw new Error(found.reason)
  return found.view.told.text
}

/** What the citizen wrote, in the order in which an officer sees it. */
async function threadOf(chat: string, unit = BEN_THANH): Promise<string[]> {
  const found = await world.look.tip(await world.signIn(unit), (await world.tipsOf(chat))[0]?.id ?? '')
  if (!found.ok) throw new Error(found.reason)
  return found.view.thread.flatMap((line) => (line.from === 'citizen' && line.content ? [wordsOf(line.content)] : []))
}

describe('a message', () => {
  it('delivered five times at once is answered once and filed once', async () => {
    const chat = newChat()
    const news = await Promise.all(Array.from({ length: 5 }, () => world.hear(chat, DANGER, { updateId: 'five' })))
    expect(news.reduce((sum, count) => sum + count, 0)).toBe(1)
    await world.work()
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect(await world.saidTo(chat)).toHaveLength(2)
    const [waiting] = await world.query<{ id: string }>(
      `select id from deliveries where conversation_id = $1 and status = 'pending' limit 1`,
      [await world.conversationOf(chat)],
    )
    expect(await world.vault.resolveForSend(waiting?.id ?? '')).toBe(chat)
  })

  it('delivered again after it was answered is not answered again', async () => {
    const chat = newChat()
    for (let i = 0; i < 2; i++) {
      await world.hear(chat, REPORT, { updateId: 'again' })
      await world.work()
    }
    expect(await world.saidTo(chat)).toHaveLength(1)
    expect(await eventsOf(chat)).toHaveLength(1)
  })

  it('is answered once by workers that come for it at the same time, in the order of arrival', async () => {
    const chat = newChat()
    for (const said of [DANGER, 'biển số 59X1 12345', 'xe màu đỏ']) await world.hear(chat, said)
    const conversation = await world.conversationOf(chat)
    await Promise.all([0, 1, 2, 3].map(() => world.converse.answerWaiting([conversation])))
    const said = await world.saidTo(chat)
    expect(said).toHaveLength(4)
    expect(said[0]).toContain('113')
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect((await eventsOf(chat)).map((event) => [event.processed, event.tip_id !== null])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ])
  })

  it('that arrived late stands where it was written, in what the officer reads', async () => {
    const chat = newChat()
    const start = world.now().getTime()
    const at = (seconds: number) => ({ sentAt: new Date(start + seconds * 1_000).toISOString() })
    await world.hear(chat, 'xe màu đỏ chạy về phường Bến Thành', at(20))
    await world.hear(chat, 'cứu với nó cầm dao ở phường Bến Thành', at(10))
    await world.work()
    await world.workQuiet()
    expect(await told(chat)).toBe('cứu với nó cầm dao ở phường Bến Thành\nxe màu đỏ chạy về phường Bến Thành')
    expect(await threadOf(chat)).toEqual([
      'cứu với nó cầm dao ở phường Bến Thành',
      'xe màu đỏ chạy về phường Bến Thành',
    ])
  })

  it('corrected before it arrived is read as corrected', async () => {
    const chat = newChat()
    const sentAt = world.now().toISOString()
    await world.hear(
      chat,
      { type: 'edit', editOf: '7', text: 'cứu với nó cầm dao ở phường Bến Thành' },
      { messageId: '7' },
    )
    await world.hear(chat, 'cứu với nó cầm dao ở phường Bến Nghé', { messageId: '7', sentAt })
    await world.work()
    expect(await told(chat)).toBe('cứu với nó cầm dao ở phường Bến Thành')
  })

  it('corrected when another tip is spoken of corrects the tip it is part of, and the dialogue goes on where it stood', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT, { messageId: '70' })
    await world.work()
    await world.workQuiet()
    await world.hear(chat, { type: 'button', data: 'kind:report' })
    await world.hear(chat, 'xe máy bị mất trộm ở phường Bến Thành sáng nay')
    await world.work()
    await world.workQuiet()
    const [first, second] = await world.tipsOf(chat)
    await world.hear(chat, { type: 'edit', editOf: '70', text: 'nhà số 14 phường Bến Thành tối qua đánh bạc ăn tiền' })
    await world.work()
    expect(await told(chat)).toBe('nhà số 14 phường Bến Thành tối qua đánh bạc ăn tiền')
    expect(await world.tipsOf(chat)).toMatchObject([
      { id: first?.id, version: (first?.version ?? 0) + 1 },
      { id: second?.id, version: second?.version },
    ])
    await world.hear(chat, 'xe màu xanh, biển số 59X1 12345')
    await world.work()
    expect((await world.tipsOf(chat))[1]?.version).toBe((second?.version ?? 0) + 1)
  })

  it('that cannot be answered is filed as it is, for a person, and the next is answered', async () => {
    const chat = newChat()
    await world.hear(chat, 'không ai đọc được')
    await world.query('update events set content = $2 where id = $1', [
      (await eventsOf(chat))[0]?.id,
      Buffer.from('broken'),
    ])
    await expect(world.work()).rejects.toThrow('cannot-open')
    await world.converse.handToPerson(await world.conversationOf(chat))
    await world.query(`delete from outbox where topic in ('event', 'tip')`)
    expect(await world.tipsOf(chat)).toMatchObject([{ urgency: 'high' }])
    await world.hear(chat, DANGER)
    await world.work().catch(() => {})
    expect((await world.saidTo(chat))[0]).toContain('113')
  })
})

describe('a draft', () => {
  it('is filed after the silence, which each message restarts', async () => {
    const chat = newChat()
    const dueMs = async (): Promise<number> => {
      const [row] = await world.query<{ at: Date }>(
        `select available_at as at from outbox where topic = 'quiet' and ref = $1`,
        [await world.conversationOf(chat)],
      )
      return (row?.at.getTime() ?? 0) - world.now().getTime()
    }
    await world.hear(chat, 'nhà bên cạnh đánh bạc ăn tiền')
    await world.work()
    expect(await dueMs()).toBe(QUIET_MS)
    world.pass(60_000)
    await world.hear(chat, 'ở phường Bến Thành')
    await world.work()
    expect(await dueMs()).toBe(QUIET_MS)
    expect(await world.tipsOf(chat)).toEqual([])
    await world.workQuiet()
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect((await eventsOf(chat)).every((event) => event.tip_id !== null)).toBe(true)
    expect((await world.saidTo(chat)).at(-1)).toContain('Đã ghi nhận')
  })

  it('is filed once, whether the silence is told of twice or the citizen confirms meanwhile', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.work()
    const conversation = await world.conversationOf(chat)
    await Promise.all([world.converse.fileQuiet([conversation]), world.converse.fileQuiet([conversation])])
    await world.hear(chat, { type: 'button', data: 'confirm:send' })
    await world.work()
    await world.converse.fileQuiet([conversation])
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect((await world.saidTo(chat)).filter((text) => text.includes('Đã ghi nhận'))).toHaveLength(1)
  })

  it('waits for a message that came meanwhile', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.work()
    await world.hear(chat, 'hủy')
    await world.converse.fileQuiet([await world.conversationOf(chat)])
    expect(await world.tipsOf(chat)).toEqual([])
    await world.work()
    await world.workQuiet()
    expect(await world.tipsOf(chat)).toEqual([])
  })

  it('that is taken back is destroyed: that something was said stays, what was said does not', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.hear(chat, 'xe màu đỏ')
    await world.hear(chat, 'hủy')
    await world.work()
    expect((await eventsOf(chat)).map((event) => [event.content, event.processed])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ])
    expect((await world.saidTo(chat)).at(-1)).toContain('đã hủy')
    expect(
      await world.query(`select 1 from outbox where topic = 'quiet' and ref = $1`, [await world.conversationOf(chat)]),
    ).toEqual([])
  })

  it('counts from its first word: the clocks of the law do not wait for "Gửi tin"', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    const first = world.now().getTime()
    world.pass(45_000)
    await world.hear(chat, 'gửi')
    await world.work()
    expect((await world.tipsOf(chat))[0]?.received_at.getTime()).toBe(first)
  })
})

describe('the receipt code', () => {
  it('opens the conversation it was given in, and is the same when asked for again', async () => {
    const chat = newChat()
    const codes: string[] = []
    for (const said of [REPORT, 'gửi', 'mã', 'có', 'mã', '1']) {
      await world.hear(chat, said)
      await world.work()
    }
    for (const text of await world.saidTo(chat)) {
      const found = /Mã biên nhận: ([0-9A-Z-]+)\./.exec(text)?.[1]
      if (found) codes.push(found)
    }
    expect([codes.length, new Set(codes).size]).toEqual([2, 1])
    const thread = await world.collect.thread(world.pseudonyms.receipt(normaliseReceipt(codes[0] ?? '') ?? ''))
    expect(thread?.entries[0]).toMatchObject({ from: 'citizen', text: REPORT })
  })

  it('is never one that opens nothing: a form’s conversation keeps the code it began with', async () => {
    const mac = world.pseudonyms.receipt('the form’s own')
    const source = { name: 'webform', botId: 'bot1' }
    const first = {
      updateId: 'form-1',
      sentAt: null,
      sender: { chatId: 'form-key' },
      content: { type: 'form' as const, report: { what: REPORT } },
    }
    await world.receive.accept(source, [first], { receipt: 'the form’s own' })
    const conversation = await world.collect.conversation(mac)
    if (!conversation) throw new Error('not open')
    for (const text of ['mã', 'có'])
      await world.receive.acceptInto(conversation, { updateId: text, sentAt: null, content: { type: 'text', text } })
    await world.work()
    const said = await world.saidTo('form-key', 'webform')
    expect(said.filter((text) => text.includes('Mã biên nhận:'))).toEqual([])
    expect(await world.collect.thread(mac)).not.toBeNull()
  })
})

it('numbers pick the buttons shown last, also after another answer between', async () => {
  const chat = newChat()
  for (const said of [REPORT, 'gửi', 'mã', { type: 'unsupported', what: 'poll' }, '1'] as const) {
    await world.hear(chat, said)
    await world.work()
  }
  expect((await world.saidTo(chat)).at(-1)).toContain('Mã biên nhận:')
})

it('who leaves is answered with nothing, and what they reported stays', async () => {
  const chat = newChat()
  await world.hear(chat, DANGER)
  await world.work()
  const before = await world.saidTo(chat)
  await world.hear(chat, { type: 'left' })
  await world.work()
  expect(await world.saidTo(chat)).toEqual(before)
  expect(await world.tipsOf(chat)).toHaveLength(1)
})
