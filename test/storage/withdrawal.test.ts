import { describe, expect, it } from 'vitest'
import { NotYet } from '../../src/domain/errors.ts'
import type { LoggedDeletion } from '../../src/flow/deletion-log.ts'
import { makeForget } from '../../src/flow/forget.ts'
import { makeForgetSender } from '../../src/vault/forget.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
const lines: LoggedDeletion[] = []
const forget = makeForget({
  db: world.as('worker'),
  log: { append: async (line) => void lines.push(line), read: async () => lines },
  forgetSender: makeForgetSender(world.as('vault')),
  now: world.now,
})
let chats = 0
const newChat = (): string => `withdrawing-${++chats}`
const say = async (chat: string, ...said: string[]): Promise<void> => {
  for (const words of said) {
    await world.hear(chat, words)
    await world.work()
  }
}
const report = async (
  chat: string,
  words = 'nhà bên cạnh đánh bạc ăn tiền tối qua ở phường Bến Thành',
): Promise<void> => {
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
}
const rowOf = async (id: string) => {
  const [row] = await world.query<{
    ended_at: Date | null
    sender_key: Buffer
    state: Buffer | null
    identities: number
  }>(
    `select ended_at, sender_key, state,
       (select count(*)::int from identities i where i.conversation_id = c.id) as identities
     from conversations c where id = $1`,
    [id],
  )
  if (!row) throw new Error('no such conversation')
  return row
}
const sendAll = async (conversationId: string): Promise<void> => {
  for (const { id } of await world.query<{ id: string }>(
    `select id from deliveries where conversation_id = $1 and status = 'pending' order by created_at, seq`,
    [conversationId],
  )) {
    await world.deliver.deliver(id)
  }
}

describe('who withdraws a tip in a chat', () => {
  it('hears the answer first, and then cannot be found or named by anybody, while the tip goes on', async () => {
    const chat = newChat()
    await report(chat)
    const id = await world.conversationOf(chat)
    const [tip] = await world.tipsOf(chat)
    await say(chat, 'rút tin', 'có')
    expect((await rowOf(id)).ended_at).not.toBeNull()
    expect((await world.saidTo(chat)).at(-1)).toContain('Liên hệ chấm dứt')
    await expect(forget.forget(id)).rejects.toBeInstanceOf(NotYet)
    expect((await rowOf(id)).identities).toBe(1)
    await sendAll(id)
    await forget.forget(id)
    const row = await rowOf(id)
    expect([row.identities, row.sender_key.length, row.state]).toEqual([0, 16, null])
    expect(
      await world.query('select status, contact_ended_at is not null as ended from tips where id = $1', [tip?.id]),
    ).toEqual([{ status: tip?.status, ended: true }])
    expect(lines.filter(({ ref }) => ref === id)).toMatchObject([{ kind: 'identity', rule: 'withdrawal' }])
    expect(await world.query(`select 1 from outbox where topic = 'forget' and ref = $1`, [id])).toEqual([])
  })

  it('gets nothing more: what an officer writes now is sent to nobody', async () => {
    const chat = newChat()
    await report(chat)
    const id = await world.conversationOf(chat)
    await say(chat, 'rút tin', 'có')
    const [waiting] = await world.query<{ id: string }>(
      `select id from deliveries where conversation_id = $1 and status = 'pending'`,
      [id],
    )
    world.pass(11 * 60_000)
    await forget.forget(id)
    expect(await world.query('select distinct status, error from deliveries where conversation_id = $1', [id])).toEqual(
      [{ status: 'parked', error: 'withdrawn' }],
    )
    expect(await world.vault.resolveForSend(waiting?.id ?? '')).toBeNull()
  })

  it('changes nothing by doing it again, and begins anew by writing later', async () => {
    const chat = newChat()
    await report(chat)
    const id = await world.conversationOf(chat)
    await say(chat, 'rút tin', 'có', 'rút tin', 'có')
    const { ended_at } = await rowOf(id)
    await sendAll(id)
    await forget.forget(id)
    await forget.forget(id)
    await say(chat, 'rút tin', 'có')
    expect(await world.conversationOf(chat)).not.toBe(id)
    expect((await rowOf(id)).ended_at).toEqual(ended_at)
    const audited = await world.query(`select action from audit where object_id = $1 and chain = 'system'`, [id])
    expect(audited.map(({ action }) => action)).toEqual(['contact.ended', 'identity.destroyed'])
    expect(lines.filter(({ ref }) => ref === id)).toHaveLength(1)
  })

  it.each([
    ['critical', 'cứu với nó đang cầm dao chém người ở phường Bến Thành'],
    ['restricted', 'cháu bé 8 tuổi bị hàng xóm xâm hại tình dục nhiều lần ở phường Bến Thành từ năm ngoái'],
  ])('that is %s cannot, and reads how to take the chat off the phone', async (_what, words) => {
    const chat = newChat()
    await report(chat, words)
    const id = await world.conversationOf(chat)
    const [tip] = await world.query<{ urgency: string; restricted: boolean }>(
      'select urgency, restricted from tips where conversation_id = $1',
      [id],
    )
    expect(tip?.urgency === 'critical' || tip?.restricted).toBe(true)
    await say(chat, 'rút tin', 'có')
    const said = await world.saidTo(chat)
    expect(said.some((text) => text.includes('liên hệ không chấm dứt được'))).toBe(true)
    expect(said.some((text) => text.startsWith('Trên Telegram'))).toBe(true)
    expect([(await rowOf(id)).ended_at, (await rowOf(id)).identities]).toEqual([null, 1])
    await forget.forget(id)
    expect((await rowOf(id)).identities).toBe(1)
  })
})

it('who asks for data about themselves leaves no words behind', async () => {
  const chat = newChat()
  await say(chat, 'ai tố cáo tôi')
  const id = await world.conversationOf(chat)
  expect(await world.query('select content from events where conversation_id = $1', [id])).toEqual([{ content: null }])
  expect((await world.saidTo(chat))[0]).toContain('không cho biết có hay không')
})
