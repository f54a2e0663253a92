import { describe, expect, it } from 'vitest'
import type { InboundContent } from '../../src/domain/message.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
const DANGER = 'cứu với nó cầm dao ở phường Bến Thành'
let chats = 0
const newChat = (): string => `chat-${++chats}`
const picture = (text?: string): InboundContent => ({
  type: 'media',
  attachments: [{ kind: 'image', fileId: 'x' }],
  groupId: '139',
  ...(text === undefined ? {} : { text }),
})
const edit = (text: string): InboundContent => ({ type: 'edit', editOf: '7', text })

async function view(chat: string) {
  const found = await world.look.tip(await world.signIn(BEN_THANH), (await world.tipsOf(chat))[0]?.id ?? '')
  if (!found.ok) throw new Error(found.reason)
  return found.view
}
const contentsOf = (chat: string): Promise<{ content: Buffer | null; tip_id: string | null }[]> =>
  world
    .conversationOf(chat)
    .then((id) => world.query('select content, tip_id from events where conversation_id = $1 order by sequence', [id]))

describe('an album', () => {
  it('is one report with one answer, whichever picture has the words', async () => {
    const chat = newChat()
    await world.hear(chat, picture())
    await world.hear(chat, picture('tối qua nhà số 12 phường Bến Thành đánh bạc ăn tiền'))
    await world.hear(chat, picture())
    await world.work()
    await world.workQuiet()
    const said = await world.saidTo(chat)
    expect(said.filter((text) => text.includes('đã nhận tệp'))).toHaveLength(1)
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect((await contentsOf(chat)).every(({ tip_id }) => tip_id !== null)).toBe(true)
    expect((await view(chat)).told.text).toBe('tối qua nhà số 12 phường Bến Thành đánh bạc ăn tiền')
  })

  it('behind a call for help joins its tip with one answer', async () => {
    const chat = newChat()
    await world.hear(chat, DANGER)
    for (let i = 0; i < 4; i++) await world.hear(chat, picture())
    await world.hear(chat, { type: 'location', lat: 10.772, lon: 106.698 })
    await world.work()
    expect(await world.tipsOf(chat)).toHaveLength(1)
    expect((await contentsOf(chat)).filter(({ tip_id }) => tip_id !== null)).toHaveLength(6)
    expect((await world.saidTo(chat)).filter((text) => text.includes('ghi thêm'))).toHaveLength(2)
  })
})

describe('corrections', () => {
  it('count by the date of the sender’s clock, in whatever order they arrive', async () => {
    const chat = newChat()
    const start = world.now().getTime()
    const at = (seconds: number) => ({ messageId: '7', sentAt: new Date(start + seconds * 1_000).toISOString() })
    await world.hear(chat, edit('cứu với nó cầm dao ở số 3 phường Bến Thành'), at(30))
    await world.hear(chat, edit('cứu với nó cầm dao ở số 2 phường Bến Thành'), at(20))
    await world.hear(chat, 'cứu với nó cầm dao ở số 1 phường Bến Thành', at(10))
    await world.work()
    expect((await view(chat)).told.text).toBe('cứu với nó cầm dao ở số 3 phường Bến Thành')
  })

  it('of a caption take the place of the caption, and never lower the danger seen', async () => {
    const chat = newChat()
    const start = world.now().getTime()
    const at = (seconds: number) => ({ messageId: '7', sentAt: new Date(start + seconds * 1_000).toISOString() })
    await world.hear(chat, picture(DANGER), at(10))
    await world.work()
    const words = 'tối qua mất trộm xe máy ở phường Bến Thành'
    await world.hear(
      chat,
      { type: 'edit', editOf: '7', text: words, attachments: [{ kind: 'image', fileId: 'x' }] },
      at(20),
    )
    await world.work()
    expect((await view(chat)).told.text).toBe(words)
    expect(await world.tipsOf(chat)).toMatchObject([{ urgency: 'critical', call_now: true }])
  })
})

describe('who withdraws consent', () => {
  it('has the draft destroyed and one answer', async () => {
    const chat = newChat()
    await world.hear(chat, 'nhà bên cạnh đánh bạc ăn tiền')
    await world.hear(chat, picture())
    await world.work()
    await world.hear(chat, { type: 'withdrawn' })
    await world.work()
    await world.workQuiet()
    expect(await world.tipsOf(chat)).toEqual([])
    expect((await contentsOf(chat)).map(({ content }) => content === null)).toEqual([true, true, false])
    expect((await world.saidTo(chat)).filter((text) => text.includes('Liên hệ chấm dứt'))).toHaveLength(1)
  })

  it('of an emergency leaves the tip and the contact where they are, with a mark that its officer sees', async () => {
    const chat = newChat()
    await world.hear(chat, DANGER)
    await world.work()
    world.pass(3 * 24 * 60 * 60_000)
    await world.hear(chat, { type: 'withdrawn' })
    await world.work()
    const { thread, told } = await view(chat)
    expect(told.text).toBe(DANGER)
    const heard = thread.flatMap((line) => (line.from === 'citizen' ? [line.content?.type] : []))
    expect(heard).toEqual(['text', 'withdrawn'])
    expect(await world.tipsOf(chat)).toMatchObject([{ urgency: 'critical', call_now: true }])
    expect((await world.saidTo(chat)).filter((text) => text.includes('liên hệ không chấm dứt được'))).toHaveLength(1)
  })
})

it('a sticker alone files nothing and is answered kindly, once an hour', async () => {
  const chat = newChat()
  const sticker: InboundContent = { type: 'media', attachments: [{ kind: 'sticker', fileId: 's' }] }
  for (const one of [sticker, sticker, { type: 'unsupported', what: 'poll' } as const]) await world.hear(chat, one)
  await world.work()
  await world.workQuiet()
  expect(await world.tipsOf(chat)).toEqual([])
  expect(await world.saidTo(chat)).toHaveLength(1)
})
