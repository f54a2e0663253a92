import { describe, expect, it } from 'vitest'
import { analyse } from '../../../src/understand/analyse.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import { isBeyondDoubt, isThroughout } from '../../../src/understand/scope.ts'

const look = (text: string): Analysis => analyse(text, { receivedAt: '2026-11-20T03:00:00Z' })
const TALK = 'Hôm nay trời đẹp quá cả nhà ơi đi chơi thôi'
/** As a model that has no doubt would leave it. */
const sure = (text: string, more: Partial<Analysis> = {}): Analysis => ({
  ...look(text),
  kind: 'out-of-scope',
  category: null,
  isOutOfScope: true,
  ...more,
})

describe('what may be destroyed', () => {
  it('is what the model has no doubt of, where nothing speaks for a report', () => {
    expect(isBeyondDoubt(TALK, sure(TALK))).toBe(true)
    expect(isBeyondDoubt(TALK, look(TALK))).toBe(false)
    expect(isBeyondDoubt(TALK, sure(TALK, { kind: 'tip' }))).toBe(false)
  })

  it.each([
    'Cả nhà xem phim này hay lắm, biển số 29A-123.45',
    'Hôm nay vui quá gọi mình 0912345678 nhé',
    'Trời đẹp quá vào xem tại vietnam-vui.com nhé mọi người',
    'Trời đẹp quá, hôm qua nhà bên cháy to lắm',
    'cảnh sát giao thông vòi tiền trắng trợn lắm',
  ])('never holds anything to follow up, whatever the model says: %s', (text) => {
    expect(isBeyondDoubt(text, sure(text))).toBe(false)
  })

  it('is never a few words, which hint at more than they say', () => {
    for (const text of ['Hát dở mà hát hoài, ba bữa nay.', 'lãi mẹ đẻ lãi con, chịu hết nổi']) {
      expect(isBeyondDoubt(text, sure(text))).toBe(false)
    }
  })

  it('is never longer than what was read of it', () => {
    const long = `${TALK}. `.repeat(500)
    expect(isBeyondDoubt(long, sure(TALK))).toBe(false)
  })

  it('is looked at piece by piece, so that one sentence on an offence is not lost among many', () => {
    const talk = `${TALK} `.repeat(12)
    expect(isThroughout(talk, look)).toBe(true)
    expect(isThroughout(`${talk} tối qua nhà bên cạnh đánh bạc ăn tiền ${talk}`, look)).toBe(false)
    expect(isThroughout(`${talk} có đứa cầm dao chém người`, look)).toBe(false)
  })

  it('is asked of a model once for every fifteen words and not at all for a short text', () => {
    let asked = 0
    const count = (text: string): Analysis => {
      asked += 1
      return look(text)
    }
    isThroughout(TALK, count)
    expect(asked).toBe(0)
    isThroughout(`${TALK} `.repeat(30), count)
    expect(asked).toBeLessThanOrEqual(23)
  })
})
