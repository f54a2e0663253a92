import { describe, expect, it } from 'vitest'
import { tellKnown } from '../../../src/domain/conversation/known.ts'
import { type ConversationState, NEW_CONVERSATION } from '../../../src/domain/conversation/state.ts'
import { step } from '../../../src/domain/conversation/step.ts'
import { missingOf } from '../../../src/domain/open-event.ts'

const AFTER: ConversationState = { ...NEW_CONVERSATION, tipId: 'tip_1', tipAt: '2026-11-21T12:00:00.000Z' }
const told = (state: ConversationState, missing: Parameters<typeof tellKnown>[1]['missing'] = 'spot') =>
  tellKnown(state, { tipId: 'tip_1', event: 'fire', missing })

describe('that an open event is known', () => {
  it('is said with the one question that nobody answered, which the next message may answer', () => {
    expect(told(AFTER)).toMatchObject({
      replies: [{ text: 'known-fire' }, { text: 'known-ask-spot', requestLocation: true }],
      state: { pending: 'where' },
    })
    expect(told(AFTER, 'current')?.state.pending).toBe('now')
    expect(told(AFTER, 'hurt')?.state.pending).toBe('hurt')
  })

  it('is said without a question where all is known', () => {
    expect(told(AFTER, null)).toEqual({ replies: [{ text: 'known-fire' }], state: AFTER })
  })

  it('asks nothing while something is asked: that stays open', () => {
    for (const state of [
      { ...AFTER, pending: 'now' as const },
      { ...AFTER, placeToAsk: { unclear: 'district' as const, province: '79', candidates: [], named: null } },
    ]) {
      expect(told(state)).toEqual({ replies: [{ text: 'known-fire' }], state })
    }
  })

  it('is not said once the talk is about something else', () => {
    expect(told({ ...AFTER, tipId: 'tip_2' })).toBe(null)
    expect(told({ ...AFTER, tipId: null, formerTipId: 'tip_1' })).toBe(null)
    const draft = { eventIds: [], tells: { what: false, where: false, when: false }, asked: [], isAboutPolice: false }
    expect(told({ ...AFTER, draft: { ...draft, isPoliceDoubted: false, isRestricted: false } })).toBe(null)
  })
})

describe('whether anyone is hurt', () => {
  const ASKED: ConversationState = { ...AFTER, pending: 'hurt', buttons: ['hurt:yes', 'hurt:no'] }
  const WORDS = { kind: 'tip', callNow: false, callText: null, isTenseUnclear: false, isAboutPolice: false } as const
  const answer = (text: string, state = ASKED, form: 'text' | 'button' = 'text') =>
    step(state, {
      ...WORDS,
      eventId: 'evt_1',
      at: '2026-11-21T12:05:00.000Z',
      form,
      text,
      tells: { what: false, where: false, when: false },
      language: 'vi',
      faq: null,
    })

  it.each(['hurt:yes', '1', 'có', 'vâng', 'yes'])(
    'answered by "%s" is a call and goes to the tip as urgent',
    (said) => {
      const { replies, isSupplement, state } = answer(said, ASKED, said === 'hurt:yes' ? 'button' : 'text')
      expect(replies.map(({ text }) => text)).toEqual(['T-115', 'supplement-received'])
      expect(replies[0]?.isEmergency).toBe(true)
      expect([isSupplement, state.pending]).toEqual([true, null])
    },
  )

  it.each(['hurt:no', '2', 'không'])('answered by "%s" is added and calls nobody', (said) => {
    const { replies, isSupplement, state } = answer(said, ASKED, said === 'hurt:no' ? 'button' : 'text')
    expect(replies.map(({ text }) => text)).toEqual(['supplement-received'])
    expect([isSupplement, state.pending]).toEqual([true, null])
  })

  it('answered in words of their own is asked no more: a later "có" answers something else', () => {
    const { state } = answer('khói nhiều lắm không thấy gì')
    expect(state.pending).toBe(null)
    expect(answer('có', state).replies.map(({ text }) => text)).not.toContain('T-115')
  })
})

describe('what is asked', () => {
  it('is what no voice told, the most needed first; of noise never who is hurt', () => {
    expect(missingOf('fire', new Set())).toBe('spot')
    expect(missingOf('fire', new Set(['spot']))).toBe('hurt')
    expect(missingOf('noise', new Set(['spot']))).toBe('current')
    expect(missingOf('flood', new Set(['spot', 'hurt', 'current']))).toBe(null)
  })
})
