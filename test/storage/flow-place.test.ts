import { describe, expect, it } from 'vitest'
import { type Bubble, readSealedEvent } from '../../src/domain/content.ts'
import type { InboundContent } from '../../src/domain/message.ts'
import { makeLocateTold } from '../../src/gazetteer/locate-told.ts'
import { makePlaceNames } from '../../src/gazetteer/place-names.ts'
import { makePlaceResolver } from '../../src/gazetteer/resolve.ts'
import { deliveryRecord, eventRecord } from '../../src/vault/records.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { openFlowWorld } from './flow-world.ts'

const release = makeSmallRelease()
const names = makePlaceNames(release)
const world = await openFlowWorld(undefined, { locate: makeLocateTold(makePlaceResolver(release), names), names })
const DESK = '79-PC01'
const BAN_CO = '27154'
const BEN_THANH = '26743'
const SPLIT = 'nhà hàng xóm ở phường 4 quận 3 tối qua đánh bạc ăn tiền'
const QUESTION = /phường, xã nào|tỉnh, thành phố nào|quận, huyện cũ nào|nơi nào ạ|ở đâu ạ/
let chats = 0
const newChat = (): string => `place-chat-${++chats}`
const tap = (data: string): InboundContent => ({ type: 'button', data })
const pin = { type: 'location', lat: 10.7721, lon: 106.6941 } as const

const say = async (chat: string, said: string | InboundContent, channel = 'telegram'): Promise<void> => {
  await world.hear(chat, said, { channel })
  await world.work()
}
const fileIt = async (chat: string, channel = 'telegram') => {
  await world.workQuiet()
  return tipOf(chat, channel)
}
const tipOf = async (chat: string, channel = 'telegram') => {
  const [tip, ...more] = await world.tipsOf(chat, channel)
  if (!tip || more.length > 0) throw new Error('not one tip')
  return tip
}
const bubblesTo = async (chat: string, channel = 'telegram'): Promise<Bubble[]> => {
  const rows = await world.query<{ id: string; body: Buffer }>(
    'select id, body from deliveries where conversation_id = $1 order by created_at, seq',
    [await world.conversationOf(chat, channel)],
  )
  // What was sealed here is a bubble.
  return rows.map((row) => world.content.open(deliveryRecord(row.id), row.body) as Bubble)
}
const questionsTo = async (chat: string, channel = 'telegram'): Promise<Bubble[]> =>
  (await bubblesTo(chat, channel)).filter(({ text }) => QUESTION.test(text))

describe('a tip whose place is ambiguous', () => {
  it.each<[string, string | InboundContent, string]>([
    ['a tap', tap('place:27154'), BAN_CO],
    ['the name of the ward of today', 'phường Bàn Cờ', BAN_CO],
    ['the same without its type', 'bàn cờ', BAN_CO],
    ['an older ward', 'phường 5', BAN_CO],
    ['words for another place', 'phường Bến Thành', DESK],
    ['words that say nothing', 'em không biết', DESK],
  ])('leads to one question, and %s routes it as it says', async (_what, answer, unit) => {
    const chat = newChat()
    await say(chat, SPLIT)
    const [question] = await questionsTo(chat)
    expect(question?.text).toContain('phường 4, quận 3 cũ')
    expect(question?.buttons).toEqual([
      { label: 'Phường Bàn Cờ (quận 3 cũ)', data: 'place:27154' },
      { label: 'Phường Xuân Hòa (quận 3 cũ)', data: 'place:27139' },
    ])
    await say(chat, answer)
    const tip = await fileIt(chat)
    expect(tip.unit_code).toBe(unit)
    expect(await questionsTo(chat)).toHaveLength(1)
  })

  it('is routed by the number that picks a button where a channel has none, and the number keeps its meaning', async () => {
    const [chat, channel] = [newChat(), 'zalo-bot']
    await say(chat, SPLIT, channel)
    await say(chat, '1', channel)
    expect((await fileIt(chat, channel)).unit_code).toBe(BAN_CO)
    const rows = await world.query<{ id: string; content: Buffer }>(
      'select id, content from events where conversation_id = $1 order by sequence',
      [await world.conversationOf(chat, channel)],
    )
    const said = rows.map((row) => readSealedEvent(world.content.open(eventRecord(row.id), row.content)))
    expect(said[1]).toEqual({ content: { type: 'text', text: '1' }, means: 'place:27154' })
    expect(said[0]?.means).toBeUndefined()
    expect(await questionsTo(chat, channel)).toHaveLength(1)
  })

  it('is understood together with the answer: "quận 3" behind "phường 5"', async () => {
    const chat = newChat()
    await say(chat, 'nhà hàng xóm ở quận 3 tối qua đánh bạc ăn tiền')
    await say(chat, 'p5')
    expect((await fileIt(chat)).unit_code).toBe(BAN_CO)
    expect(await questionsTo(chat)).toHaveLength(1)
  })

  it('is asked nothing where a pin sent before the words decides it', async () => {
    const chat = newChat()
    await say(chat, pin)
    await say(chat, 'nhà hàng xóm tối qua đánh bạc ăn tiền')
    expect((await fileIt(chat)).unit_code).toBe(BEN_THANH)
    expect(await questionsTo(chat)).toEqual([])
  })

  it('is asked which of both counts where pin and words disagree, and the tap says it', async () => {
    for (const [data, unit] of [
      ['place:pin', BEN_THANH],
      ['place:words', BAN_CO],
    ] as const) {
      const chat = newChat()
      await say(chat, pin)
      await say(chat, 'nhà hàng xóm ở phường Bàn Cờ tối qua đánh bạc ăn tiền')
      const [question] = await questionsTo(chat)
      expect(question?.buttons?.map((button) => button.data)).toEqual(['place:pin', 'place:words'])
      await say(chat, tap(data))
      expect((await fileIt(chat)).unit_code).toBe(unit)
    }
  })

  it('says nothing of the police unit, and nothing of the sender’s words, in its question', async () => {
    const chat = newChat()
    await say(chat, SPLIT)
    const [question] = await questionsTo(chat)
    expect(question?.text).not.toMatch(/công an|hàng xóm|đánh bạc/i)
    expect(JSON.stringify(question?.buttons)).not.toMatch(/công an/i)
  })
})

describe('an emergency whose place is ambiguous', () => {
  it('is filed and answered first, asked once after, and its answer moves it to the unit of the place', async () => {
    const chat = newChat()
    await say(chat, 'cứu với nó đang cầm dao chém người ở phường 4 quận 3')
    expect((await tipOf(chat)).unit_code).toBe(DESK)
    const bubbles = await bubblesTo(chat)
    expect(bubbles[0]?.text).toContain('113')
    expect(bubbles.findIndex(({ text }) => QUESTION.test(text))).toBe(bubbles.length - 1)
    await say(chat, tap('place:27154'))
    expect(await tipOf(chat)).toMatchObject({ unit_code: BAN_CO, urgency: 'critical' })
    expect(await questionsTo(chat)).toHaveLength(1)
  })
})

describe('a tip before the duty desk, for nobody knew where', () => {
  const filed = async (): Promise<string> => {
    const chat = newChat()
    await say(chat, 'nhà hàng xóm tối qua đánh bạc ăn tiền')
    expect((await fileIt(chat)).unit_code).toBe(DESK)
    return chat
  }
  const holders = async (tipId: string): Promise<string[]> =>
    (
      await world.query<{ unit: string }>(
        'select unit_code as unit from assignments where tip_id = $1 and ended_at is null',
        [tipId],
      )
    ).map(({ unit }) => unit)

  it('goes to the unit of the place when the sender names it later, as long as nobody has opened it', async () => {
    const chat = await filed()
    await say(chat, 'chỗ đó ở phường Bến Thành')
    const tip = await tipOf(chat)
    expect(tip.unit_code).toBe(BEN_THANH)
    expect(await holders(tip.id)).toEqual([BEN_THANH])
  })

  it('the same by a pin', async () => {
    const chat = await filed()
    await say(chat, pin)
    expect((await tipOf(chat)).unit_code).toBe(BEN_THANH)
  })

  it('stays where an officer has opened it, and shows them the place', async () => {
    const chat = await filed()
    const { id } = await tipOf(chat)
    const token = await world.signIn(DESK)
    await world.look.tip(token, id)
    await say(chat, 'chỗ đó ở phường Bến Thành')
    expect((await tipOf(chat)).unit_code).toBe(DESK)
    const seen = await world.look.tip(token, id)
    const located = seen.ok ? seen.view.findings.find(({ stage }) => stage === 'locate')?.value : null
    expect(located).toMatchObject({ commune: BEN_THANH, release: release.id })
  })
})
