import { describe, expect, it } from 'vitest'
import { checkScope } from '../../src/cli/doctor-scope.ts'
import type { Bubble } from '../../src/domain/content.ts'
import { makeConverse } from '../../src/flow/converse.ts'
import { makeRender } from '../../src/flow/render.ts'
import { listConversationsOf } from '../../src/storage/events.ts'
import { listDroppedAlone, markTipsOutOfScope } from '../../src/storage/scope.ts'
import { analyse } from '../../src/understand/analyse.ts'
import { deliveryRecord, eventRecord, stateRecord } from '../../src/vault/records.ts'
import { dumpDatabase, findInClear } from '../support/database-dump.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
const TALK = 'Tôi thấy bộ phim mới chiếu rất hay và ý nghĩa'
const REPORT = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
let chats = 0
const newChat = (): string => `scope-${++chats}`

/** As the rules, and a model beside them that has no doubt of talk about films. */
const understanding = {
  analyse: (text: string, context: { receivedAt: string }) => {
    const found = analyse(text, context)
    return found.kind === 'out-of-scope' ? { ...found, isOutOfScope: true } : found
  },
  answerQuestion: () => null,
}
const converseWith = (reviews: number | null) =>
  makeConverse({
    db: world.as('worker'),
    content: world.content,
    pseudonyms: world.pseudonyms,
    understanding,
    render: makeRender({ unitName: 'Công an', formUrl: 'https://tinbao.example/' }),
    quietMs: 90_000,
    ...(reviews === null ? {} : { countReviews: async () => reviews }),
    now: world.now,
  })
const [sure, young, unset] = [converseWith(200), converseWith(199), converseWith(null)]

/** What the dialogue does with what waits. */
async function answer(converse: ReturnType<typeof converseWith>): Promise<void> {
  const waiting = await world.query<{ ref: string }>(`select ref from outbox where topic = 'event'`)
  const ids = waiting.map(({ ref }) => ref)
  await converse.answerWaiting(await listConversationsOf(world.as('worker'), ids))
}

const eventsOf = async (chat: string) =>
  world.query<{ id: string; content: Buffer | null; dropped_for: string | null; tip_id: string | null }>(
    `select id, content, dropped_for, tip_id from events where conversation_id = $1 and processed_at is not null
     order by sequence`,
    [await world.conversationOf(chat)],
  )
const counts = async () =>
  Object.fromEntries(
    (
      await world.query<{ what: string; count: number }>(
        'select what, sum(count)::int as count from scope_counts group by what',
      )
    ).map(({ what, count }) => [what, count]),
  )

describe('a message that is no report', () => {
  it('is never destroyed by default, nor before officers have reviewed enough', async () => {
    for (const converse of [unset, young]) {
      const chat = newChat()
      await world.hear(chat, TALK)
      await answer(converse)
      await world.hear(chat, TALK)
      await answer(converse)
      expect(await world.tipsOf(chat)).toHaveLength(1)
      expect((await eventsOf(chat)).map((event) => [event.content !== null, event.dropped_for])).toEqual([
        [true, null],
        [true, null],
      ])
    }
    expect(await counts()).toEqual({})
  })

  it('is answered, loses its words and its key at once, and stays as a row; the ledger and the number agree', async () => {
    const chat = newChat()
    await world.hear(chat, TALK)
    const [before] = await world.query<{ id: string; content: Buffer }>(
      'select id, content from events where conversation_id = $1',
      [await world.conversationOf(chat)],
    )
    expect(world.content.open(eventRecord(before?.id ?? ''), before?.content ?? Buffer.alloc(0))).toBeTruthy()
    await answer(sure)
    expect(await eventsOf(chat)).toEqual([{ id: before?.id, content: null, dropped_for: 'out-of-scope', tip_id: null }])
    expect(await world.saidTo(chat)).toEqual([expect.stringContaining('không ghi nhận và không lưu')])
    expect(await world.tipsOf(chat)).toEqual([])
    expect(await counts()).toEqual({ 'out-of-scope': 1 })
    // Not the sealed words either: the key that opens them lay in them alone.
    const dump = [...(await dumpDatabase(world)).values()].join('\n')
    expect(dump).not.toContain(before?.content.toString('hex'))
    // A redelivery is known, and changes no number.
    await world.hear(chat, TALK, { updateId: 'again' })
    await world.hear(chat, TALK, { updateId: 'again' })
    await answer(sure)
    await sure.answerWaiting([await world.conversationOf(chat)])
    expect(await counts()).toEqual({ 'out-of-scope': 2 })
  })

  it('leaves no word of itself in any table', async () => {
    const chat = newChat()
    await world.hear(chat, TALK)
    await answer(sure)
    const conversation = await world.conversationOf(chat)
    const sealed = await world.query<{ id: string; body: Buffer }>(
      'select id, body from deliveries where conversation_id = $1',
      [conversation],
    )
    const said = sealed.map(({ id, body }) => (world.content.open(deliveryRecord(id), body) as Bubble).text)
    expect(said.join()).not.toContain('phim')
    const [talk] = await world.query<{ state: Buffer }>('select state from conversations where id = $1', [conversation])
    const state = world.content.open(stateRecord(conversation), talk?.state ?? Buffer.alloc(0))
    expect(JSON.stringify(state)).not.toContain('phim')
    expect(findInClear(await dumpDatabase(world), ['bộ phim mới chiếu'])).toEqual([])
    const left = await world.query('select 1 from events where conversation_id = $1 and content is not null', [
      conversation,
    ])
    expect(left).toEqual([])
  })

  it('nobody can give its words back to it', async () => {
    await expect(world.query(`update events set content = '\\x00' where dropped_for is not null`)).rejects.toThrow(
      'events_dropped_check',
    )
  })

  it('is kept while a tip of the talk is open, whatever was said between', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.work()
    await world.workQuiet()
    expect(await world.tipsOf(chat)).toHaveLength(1)
    world.pass(7 * 60 * 60_000)
    await world.hear(chat, TALK)
    await answer(sure)
    expect((await eventsOf(chat)).map((event) => event.dropped_for)).toEqual([null, null])
    await world.workQuiet()
  })

  it('is kept in a flood, for its sender is told that all will be read', async () => {
    const chat = newChat()
    for (let i = 0; i < 40; i++) await world.hear(chat, TALK)
    const conversation = await world.conversationOf(chat)
    await world.query(`update events set received_at = $2 where conversation_id = $1`, [conversation, world.now()])
    await answer(sure)
    const kept = (await eventsOf(chat)).filter((event) => event.dropped_for === null)
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every((event) => event.content !== null)).toBe(true)
  })

  it('with an offence deep inside is kept whole', async () => {
    const chat = newChat()
    const talk = `${TALK}, tôi rất thích và sẽ xem lại cùng cả nhà vào cuối tuần này nữa nhé. `.repeat(3)
    await world.hear(chat, `${talk} À mà nhà bên cạnh tối nào cũng đánh bạc ăn tiền. ${talk}`)
    await answer(sure)
    expect((await eventsOf(chat)).map((event) => [event.dropped_for, event.content !== null])).toEqual([[null, true]])
  })
})

describe('spam', () => {
  it('is counted and kept, and part of the tip that tells of it', async () => {
    const before = (await counts()).spam ?? 0
    const chat = newChat()
    await world.hear(chat, 'asdkjhasd')
    await answer(sure)
    expect((await counts()).spam).toBe(before + 1)
    await world.hear(chat, REPORT)
    await answer(sure)
    await world.workQuiet()
    const tips = new Set((await eventsOf(chat)).map((event) => event.tip_id))
    expect(tips).toEqual(new Set([(await world.tipsOf(chat))[0]?.id]))
  })
})

describe('a tip that an officer closed as out of scope', () => {
  it('once its words are erased is counted once, and its messages say why they went', async () => {
    const chat = newChat()
    await world.hear(chat, REPORT)
    await world.work()
    await world.workQuiet()
    const [tip] = await world.tipsOf(chat)
    const ids = [tip?.id ?? '']
    const before = (await counts())['out-of-scope'] ?? 0
    const mark = () =>
      world
        .as('worker')
        .transaction()
        .execute((tx) => markTipsOutOfScope(tx, ids))
    await world.query(`update tips set status = 'closed', disposition = 'spam', closed_at = now() where id = any($1)`, [
      ids,
    ])
    await world.query('update events set content = null where tip_id = any($1)', [ids])
    await mark()
    expect((await counts())['out-of-scope']).toBe(before)
    await world.query(`update tips set disposition = 'out-of-scope' where id = any($1)`, [ids])
    await mark()
    await mark()
    expect((await counts())['out-of-scope']).toBe(before + 1)
    expect((await eventsOf(chat)).every((event) => event.dropped_for === 'out-of-scope')).toBe(true)
  })
})

describe('who sent nothing else', () => {
  it('cannot be reached after a day, and who reported something can', async () => {
    const [alone, other] = [newChat(), newChat()]
    await world.hear(alone, TALK)
    await world.hear(other, TALK)
    await answer(sure)
    await world.hear(other, REPORT)
    await world.work()
    await world.workQuiet()
    const ids = [await world.conversationOf(alone), await world.conversationOf(other)]
    const list = async (before: string) =>
      (await listDroppedAlone(world.as('worker'), new Date(before), 1_000)).filter((id) => ids.includes(id))
    await world.query(`update conversations set updated_at = '2026-11-21T00:00:00Z' where id = any($1)`, [ids])
    expect(await list('2026-11-20T23:00:00Z')).toEqual([])
    expect(await list('2026-11-21T01:00:00Z')).toEqual([ids[0]])
  })
})

describe('who gives themselves up', () => {
  it('is before a person at once, as urgent, with the reason among the findings', async () => {
    const chat = newChat()
    await world.hear(chat, 'em lỡ lấy trộm xe máy của người ta ở phường Bến Thành, giờ em muốn ra đầu thú')
    await world.work()
    const said = await world.saidTo(chat)
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('công an xã, phường')
    const [tip] = await world.tipsOf(chat)
    expect(['high', 'critical']).toContain(tip?.urgency)
    expect(tip?.unit_code).not.toBeNull()
  })
})

describe('the doctor', () => {
  it('says who decides, and how much there was', async () => {
    const worker = world.as('worker')
    const today = Temporal.PlainDate.from('2026-11-22')
    const young = await checkScope(worker, async () => 12, true, today)
    expect(young.detail).toContain('left to people, for 12 of 200 local tips')
    const { detail } = await checkScope(worker, async () => 200, true, today)
    expect(detail).toMatch(
      /^destroyed by the machine where it has no doubt; in 7 days \d+ out of scope, \d+ taken for spam$/,
    )
  })
})
