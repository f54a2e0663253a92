import { describe, expect, it } from 'vitest'
import { type ConversationState, NEW_CONVERSATION } from '../../src/domain/conversation/state.ts'
import { step, stepQuiet } from '../../src/domain/conversation/step.ts'
import type { Stepped } from '../../src/domain/conversation/stepped.ts'
import { hear } from '../../src/flow/hear.ts'
import { analyse } from '../../src/understand/analyse.ts'
import { answerQuestion } from '../../src/understand/faq.ts'
import { makePlan, type PlannedMessage } from '../chaos/plan.ts'
import { bubblesOf, tipsOf } from '../chaos/scripts.ts'

const ORDER = { seed: 42, messages: 600, kills: 9, engine: 'postgres' } as const
const START_MS = Date.parse('2026-11-21T08:00:00Z')
const understanding = { analyse, answerQuestion: (text: string) => answerQuestion(text)?.entry.id ?? null }

describe('a plan of chaos', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(makePlan(ORDER)).toEqual(makePlan(ORDER))
    expect(makePlan({ ...ORDER, seed: 43 }).posts).not.toEqual(makePlan(ORDER).posts)
  })

  it('says the same on both engines and with any number of kills', () => {
    const { posts } = makePlan(ORDER)
    expect(makePlan({ ...ORDER, engine: 'redis', kills: 0 }).posts).toEqual(posts)
  })

  it('has the messages and kills that were ordered, every text but the confirmation once', () => {
    for (const seed of [1, 2, 3]) {
      const { said, incidents } = makePlan({ ...ORDER, seed })
      expect(said).toHaveLength(600)
      expect(new Set(said.map(({ id }) => id)).size).toBe(600)
      expect(incidents.filter(({ kind }) => kind === 'kill')).toHaveLength(9)
      const texts = said.filter(({ role }) => role !== 'send').map(({ text }) => text)
      expect(new Set(texts).size).toBe(texts.length)
    }
  })

  it('posts every message, some twice, some chats out of order, and none again that its platform gives up', () => {
    const { said, posts } = makePlan(ORDER)
    const times = Map.groupBy(posts, (message) => message.id)
    expect(times.size).toBe(said.length)
    expect(posts.length).toBeGreaterThan(said.length)
    const givenUp = said.filter(({ isGivenUp }) => isGivenUp)
    expect(givenUp.length).toBeGreaterThan(0)
    for (const { id } of givenUp) expect(times.get(id)).toHaveLength(1)
    const isShuffled = said.some((message, at) => {
      const next = said[at + 1]
      return next?.chat === message.chat && posts.indexOf(next) < posts.indexOf(message)
    })
    expect(isShuffled).toBe(true)
  })

  it('kills every part of its engine, though it kill only a few times, and wipes the queue', () => {
    const struckBy = (engine: 'postgres' | 'redis', kills: number) =>
      new Set(
        makePlan({ ...ORDER, engine, kills }).incidents.map((one) => (one.kind === 'kill' ? one.target : one.kind)),
      )
    expect(struckBy('postgres', 6)).toEqual(new Set(['web', 'worker', 'vault', 'postgres', 'wipe', 'platform']))
    expect(struckBy('redis', 8)).toEqual(new Set(['web', 'worker', 'vault', 'postgres', 'redis', 'wipe', 'platform']))
  })

  it('lets incidents fall between its posts, in order', () => {
    const { incidents, posts } = makePlan(ORDER)
    const moments = incidents.map(({ beforePost }) => beforePost)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    expect(moments.at(-1)).toBeLessThan(posts.length)
  })
})

describe('a script of chaos', () => {
  it('comes to its tips and bubbles in whatever order it arrives, and whenever the silence falls', () => {
    const chats = Map.groupBy(makePlan(ORDER).said, (message) => message.chat)
    for (const [chat, messages] of chats) {
      for (const order of [messages, messages.toReversed()]) {
        for (let silence = 0; silence <= order.length; silence += 1) {
          const { tips, acknowledgements, bubbles } = talk(order, silence)
          const where = `${order.map(({ text }) => text).join(' / ')}, silent after ${silence}`
          expect(tips, where).toBe(tipsOf(chat.script))
          expect(acknowledgements, where).toBe(tips)
          expect(bubbles, where).toEqual(order.map(({ role }) => bubblesOf(role)))
        }
      }
    }
  })
})

/** The dialogue as the flow runs it, with a silence after so many messages and one at the end. */
function talk(order: readonly PlannedMessage[], silenceAfter: number) {
  let state: ConversationState = NEW_CONVERSATION
  let tips = 0
  const replies: string[] = []
  const bubbles: number[] = []
  const settle = (stepped: Stepped): number => {
    if (stepped.filed) tips += 1
    state = { ...stepped.state, tipId: stepped.filed ? `tip_${tips}` : stepped.state.tipId }
    replies.push(...stepped.replies.map(({ text }) => text))
    return stepped.replies.length
  }
  const fallSilent = (at: number): void => {
    settle(stepQuiet(state, new Date(START_MS + at * 1_000).toISOString()))
  }
  for (const [at, message] of order.entries()) {
    if (at === silenceAfter) fallSilent(at)
    const content = { type: 'text' as const, text: message.text }
    bubbles.push(
      settle(step(state, hear({ id: message.id, at: new Date(START_MS + at * 1_000), content }, understanding))),
    )
  }
  fallSilent(order.length)
  const acknowledgements = replies.filter((text) => text === 'filed-urgent' || text === 'receipt-chat').length
  return { tips, acknowledgements, bubbles }
}
