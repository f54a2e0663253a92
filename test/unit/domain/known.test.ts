import { describe, expect, it } from 'vitest'
import { tellKnown } from '../../../src/domain/conversation/known.ts'
import { type ConversationState, NEW_CONVERSATION } from '../../../src/domain/conversation/state.ts'
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
    expect(told(AFTER, 'hurt')?.state.pending).toBe(null)
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

describe('what is asked', () => {
  it('is what no voice told, the most needed first; of noise never who is hurt', () => {
    expect(missingOf('fire', new Set())).toBe('spot')
    expect(missingOf('fire', new Set(['spot']))).toBe('hurt')
    expect(missingOf('noise', new Set(['spot']))).toBe('current')
    expect(missingOf('flood', new Set(['spot', 'hurt', 'current']))).toBe(null)
  })
})
