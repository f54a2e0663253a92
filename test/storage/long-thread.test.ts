import { describe, expect, it } from 'vitest'
import { type CollectedThread, LINES_MAX } from '../../src/flow/collect.ts'
import { newDeliveryId, writeDeliveries } from '../../src/storage/deliveries.ts'
import { deliveryRecord } from '../../src/vault/records.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
let chats = 0

/** A talk in the browser: what it opens with, and what citizen and assistant say in it. */
function openTalk() {
  const chat = `session-${chats++}`
  const access = world.pseudonyms.sender('webchat', 'bot1', chat)
  const hear = (text: string) => world.hear(chat, text, { channel: 'webchat' })
  const answer = async (text: string, at: string): Promise<void> => {
    const id = newDeliveryId()
    const conversationId = await world.conversationOf(chat, 'webchat')
    await writeDeliveries(world.as('worker'), [
      {
        id,
        conversationId,
        tipId: null,
        cause: id,
        seq: 0,
        author: 'assistant',
        officerId: null,
        body: world.content.seal(deliveryRecord(id), { text, buttons: [{ label: 'Có', data: 'yes' }] }),
      },
    ])
    await world.query('update deliveries set created_at = $2 where id = $1', [id, at])
  }
  return { chat, hear, answer, read: (place = {}) => world.collect.thread(access, place) }
}

const textsOf = (thread: CollectedThread | null): string[] => thread?.entries.map(({ text }) => text) ?? []
/** The platform's clock is of the year 2026; what is said later has a later moment, to the microsecond. */
const momentOf = (micros: number): string =>
  new Date(world.now().getTime()).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)

describe('a talk of more lines than are shown', () => {
  const talk = openTalk()
  const said: string[] = []

  it('shows the newest, and leads to each older line once, in order', async () => {
    for (let turn = 0; turn < 230; turn++) {
      await talk.hear(`câu ${turn}`)
      said.push(`câu ${turn}`)
      // Three answers within a microsecond or two, as one step writes them.
      for (let bubble = 0; bubble < (turn % 50 === 0 ? 3 : 1); bubble++) {
        await talk.answer(`đáp ${turn}.${bubble}`, momentOf(bubble))
        said.push(`đáp ${turn}.${bubble}`)
      }
    }
    const pages: string[][] = []
    let place: string | null | undefined
    for (let thread = await talk.read(); thread; thread = place ? await talk.read({ before: place }) : null) {
      expect(thread.entries.length).toBeLessThanOrEqual(LINES_MAX)
      pages.unshift(textsOf(thread))
      place = thread.older
    }
    expect(pages.map((page) => page.length)).toEqual([said.length - 2 * LINES_MAX, LINES_MAX, LINES_MAX])
    expect(pages.flat()).toEqual(said)
  })

  it('asks nothing in lines of the past', async () => {
    const newest = await talk.read()
    expect(newest?.entries.some((entry) => entry.buttons)).toBe(true)
    const past = await talk.read({ before: newest?.older ?? '' })
    expect(past?.entries.some((entry) => entry.buttons)).toBe(false)
  })

  it('tells what came after a place, and nothing older than the last moments before it', async () => {
    const { since = '' } = (await talk.read()) ?? {}
    expect(textsOf(await talk.read({ since })).length).toBeLessThan(8)
    await talk.hear('thêm một')
    await talk.answer('đáp thêm', momentOf(0))
    const news = await talk.read({ since })
    expect(textsOf(news).slice(-2)).toEqual(['thêm một', 'đáp thêm'])
    expect(news?.isBroken).toBeUndefined()
    expect(textsOf(await talk.read({ since: news?.since ?? '' })).includes('thêm một')).toBe(false)
  })

  it('tells an answer that was written before the last one read and committed after it', async () => {
    const late = momentOf(1)
    await talk.answer('vừa đọc', momentOf(500))
    const { since = '' } = (await talk.read()) ?? {}
    await talk.answer('đến muộn', late)
    expect(textsOf(await talk.read({ since }))).toContain('đến muộn')
  })

  it('says so when more came than it tells at once', async () => {
    const { since = '' } = (await talk.read()) ?? {}
    for (let turn = 0; turn <= LINES_MAX; turn++) await talk.hear(`dồn ${turn}`)
    const thread = await talk.read({ since })
    expect(thread?.isBroken).toBe(true)
    expect(textsOf(thread).at(-1)).toBe(`dồn ${LINES_MAX}`)
  })
})

it('a place in another talk, or of nobody’s making, opens nothing else', async () => {
  const [mine, other] = [openTalk(), openTalk()]
  await mine.hear('của tôi')
  await other.hear('của người khác')
  const foreign = (await other.read())?.since ?? ''
  for (const since of [foreign, '~~', "' or 1=1", 'x'.repeat(500), `${foreign}0`]) {
    const thread = await mine.read({ since })
    expect([since, thread?.isBroken, textsOf(thread)]).toEqual([since, true, ['của tôi']])
    expect(textsOf(await mine.read({ before: since }))).toEqual(['của tôi'])
  }
})
