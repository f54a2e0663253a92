import { beforeEach, describe, expect, it } from 'vitest'
import { NotYet, Permanent, Retryable } from '../../src/domain/errors.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
const DANGER = 'cứu với nó cầm dao ở phường Bến Thành'
let chats = 0

beforeEach(() => {
  world.platform.sent.length = 0
  world.platform.answer = async () => ({ messageId: 'm1' })
})

interface Line {
  id: string
  status: string
  error: string | null
  queued: boolean
}

/** A chat to which two bubbles wait to be said, the call text first. */
async function startChat(): Promise<{ chat: string; tipId: string; lines(): Promise<Line[]>; ids: string[] }> {
  const chat = `chat-${++chats}`
  await world.hear(chat, DANGER)
  await world.work()
  const conversation = await world.conversationOf(chat)
  const lines = (): Promise<Line[]> =>
    world.query<Line>(
      `select d.id, d.status, d.error, o.id is not null as queued from deliveries d
       left join outbox o on o.topic = 'delivery' and o.ref = d.id where d.conversation_id = $1 order by d.created_at, d.seq`,
      [conversation],
    )
  return { chat, tipId: (await world.tipsOf(chat))[0]?.id ?? '', lines, ids: (await lines()).map((line) => line.id) }
}

/** The platform refuses the bubbles that hold this word. */
function refuse(word: string, fault: Error): void {
  world.platform.answer = async (bubble) => {
    if (bubble.text.includes(word)) throw fault
    return { messageId: 'm1' }
  }
}

const texts = (): string[] => world.platform.sent.map((sent) => sent.text)

describe('sending', () => {
  it('goes out in the order it was said, whichever comes first from the queue', async () => {
    const { chat, ids, lines } = await startChat()
    const said = await world.saidTo(chat)
    await world.deliver.deliver(ids[1] ?? '')
    expect(texts()).toEqual(said)
    await world.deliver.deliver(ids[0] ?? '')
    expect(texts()).toEqual(said)
    expect((await lines()).map((line) => [line.status, line.queued])).toEqual([
      ['sent', false],
      ['sent', false],
    ])
  })

  it('by several workers at once sends each bubble once, and keeps the order', async () => {
    const { chat, ids } = await startChat()
    const tries = await Promise.allSettled([...ids, ...ids, ...ids].map((id) => world.deliver.deliver(id)))
    // Who finds another sender at it comes back later instead of holding a place.
    for (const tried of tries) if (tried.status === 'rejected') expect(tried.reason).toBeInstanceOf(NotYet)
    for (const id of ids) await world.deliver.deliver(id)
    expect(texts()).toEqual(await world.saidTo(chat))
  })

  it('of what is not there ends its work', async () => {
    await world.query(
      `insert into outbox (id, topic, lane, ref) values ('out_gone', 'delivery', 'telegram', 'dlv_gone')`,
    )
    await world.deliver.deliver('dlv_gone')
    expect(await world.query(`select 1 from outbox where ref = 'dlv_gone'`)).toEqual([])
  })
})

describe('a platform that cannot be reached', () => {
  it('leaves the bubble waiting, with the reason in sight, and the later ones behind it', async () => {
    const { ids, lines } = await startChat()
    refuse('113', new Retryable('no-answer'))
    await expect(world.deliver.deliver(ids[0] ?? '')).rejects.toThrow('no-answer')
    expect(await lines()).toMatchObject([
      { status: 'pending', error: 'no-answer', queued: true },
      { status: 'pending', error: null, queued: true },
    ])
    await expect(world.deliver.deliver(ids[1] ?? '')).rejects.toThrow('no-answer')
    expect(texts()).toEqual([])
  })

  it('gets everything, in order, when it is there again, and the reason is gone', async () => {
    const { chat, ids, lines } = await startChat()
    refuse('113', new Retryable('no-answer'))
    await expect(world.deliver.deliver(ids[0] ?? '')).rejects.toThrow()
    world.platform.answer = async () => ({ messageId: 'm2' })
    await world.deliver.deliver(ids[1] ?? '')
    expect(texts()).toEqual(await world.saidTo(chat))
    expect((await lines()).map((line) => line.error)).toEqual([null, null])
  })
})

describe('a bubble that a platform refuses for good', () => {
  it('is parked, and the officer sees why', async () => {
    const { ids, tipId, lines } = await startChat()
    refuse('113', new Permanent('blocked'))
    await expect(world.deliver.deliver(ids[0] ?? '')).rejects.toThrow('blocked')
    await world.deliver.park(ids[0] ?? '', 'blocked')
    expect((await lines())[0]).toMatchObject({ status: 'parked', error: 'blocked' })
    const found = await world.look.tip(await world.signIn(BEN_THANH), tipId)
    expect(
      found.ok &&
        found.view.thread.some(
          (line) => line.from === 'assistant' && line.status === 'parked' && line.error === 'blocked',
        ),
    ).toBe(true)
  })

  it('holds up nothing behind it: what comes after is sent, and only it is parked', async () => {
    const { chat, ids, lines } = await startChat()
    refuse('gọi ngay 113', new Permanent('bad-text'))
    await world.deliver.deliver(ids[1] ?? '')
    expect(texts()).toEqual((await world.saidTo(chat)).slice(1))
    expect(await lines()).toMatchObject([
      { status: 'parked', error: 'bad-text' },
      { status: 'sent', error: null, queued: false },
    ])
    await world.deliver.deliver(ids[0] ?? '')
    expect((await lines())[0]).toMatchObject({ status: 'parked', queued: false })
  })

  it('because the whole channel is down is not parked, nor anything behind it', async () => {
    const { ids, lines } = await startChat()
    refuse('113', new Permanent('bad-token', { isChannelDown: true }))
    await expect(world.deliver.deliver(ids[1] ?? '')).rejects.toThrow('bad-token')
    expect((await lines()).map((line) => [line.status, line.queued])).toEqual([
      ['pending', true],
      ['pending', true],
    ])
  })

  it('is not parked any more once it has gone out', async () => {
    const { ids, lines } = await startChat()
    await world.deliver.deliver(ids[0] ?? '')
    await world.deliver.park(ids[0] ?? '', 'too-late')
    expect((await lines())[0]).toMatchObject({ status: 'sent', error: null })
  })
})

it('a fault of ours sends nothing twice and marks nothing sent', async () => {
  const { ids, lines } = await startChat()
  world.platform.answer = () => Promise.reject(new TypeError('fault'))
  await expect(world.deliver.deliver(ids[0] ?? '')).rejects.toThrow('fault')
  expect(await lines()).toMatchObject([
    { status: 'pending', queued: true },
    { status: 'pending', queued: true },
  ])
})
