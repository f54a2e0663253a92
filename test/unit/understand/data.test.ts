import { describe, expect, it } from 'vitest'
import { BUTTONS } from '../../../src/data/buttons.ts'
import { DISPOSITIONS } from '../../../src/data/dispositions.ts'
import { EMERGENCY_NUMBERS, findNumber } from '../../../src/data/emergency-numbers.ts'
import { FAQ } from '../../../src/data/faq.ts'
import { HARMLESS } from '../../../src/data/harmless.ts'
import { SITUATIONS } from '../../../src/data/situations.ts'
import { findCategory, hasFlag, TAXONOMY } from '../../../src/data/taxonomy.ts'
import { buttonsOf, fillText, isTextId, TEXTS } from '../../../src/data/texts.ts'
import { TRIGGERS } from '../../../src/data/triggers.ts'

const vietnamese = [
  ...Object.entries(TEXTS).map(([id, { vi }]) => ({ id, vi })),
  ...FAQ.map(({ id, answer }) => ({ id, vi: answer.vi })),
]

describe('data', () => {
  it.each(vietnamese)('keeps the tone of the house in $id', ({ id, vi }) => {
    expect(vi).not.toMatch(/[!*_]|đối tượng|kẻ |thằng|bình tĩnh|sẽ bắt được|\bdạ\b/iu)
    expect(vi).not.toMatch(/\p{Extended_Pictographic}/u)
    expect(vi.match(/ạ(?![\p{L}])/gu)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(vi).toBe(vi.normalize('NFC'))
    // in the silent text the word is the citizen's own answer
    if (id !== 'T-SILENT') expect(vi).not.toMatch(/(?<!\p{L})tôi(?!\p{L})/iu)
  })

  it('fills slots literally and once', () => {
    expect(fillText('receipt-web', 'vi', { time: '14:05', receipt: '{time}$&' })).toContain('Mã biên nhận: {time}$&.')
    expect(fillText('result', 'vi', {})).toContain('{tip}')
    expect(isTextId('T-113')).toBe(true)
    expect(isTextId('toString')).toBe(false)
  })

  it('gives at most four buttons, each with data every channel can carry', () => {
    for (const id of Object.keys(TEXTS)) {
      if (isTextId(id)) expect(buttonsOf(id).length).toBeLessThanOrEqual(4)
    }
    for (const { data } of Object.values(BUTTONS)) expect(data).toMatch(/^[A-Za-z0-9:_-]{1,64}$/)
    expect(buttonsOf('ask-now').map(({ label }) => label)).toEqual(['Đang xảy ra', 'Đã xảy ra'])
  })

  it('names only numbers we know, and none where the sender must not call', () => {
    for (const { id, call, text } of SITUATIONS) {
      expect(isTextId(text)).toBe(true)
      expect(call.length > 0).toBe(id !== 'U15')
      for (const number of call) expect(findNumber(number)?.isEmergency).toBe(true)
    }
    expect(EMERGENCY_NUMBERS.every(({ number }) => /^\d+$/.test(number))).toBe(true)
  })

  it('finds categories by code', () => {
    expect(findCategory('robbery-snatching')?.defaultUrgency).toBe('critical')
    expect(findCategory('nothing')).toBeUndefined()
    expect(hasFlag('corruption-misconduct', 'conflict-check')).toBe(true)
    expect(TAXONOMY.categories.filter(({ working }) => !working).map(({ code }) => code)).toEqual([
      'other-agency',
      'spam-prank',
    ])
  })

  it('has every disposition and question of the reference', () => {
    expect(DISPOSITIONS).toHaveLength(18)
    expect(FAQ).toHaveLength(21)
  })

  it('looks for no opinion, belief, origin or working condition', () => {
    const fenced =
      /biểu tình|đình công|bãi công|tôn giáo|đạo |dân tộc|chế độ|nhà nước|đảng|chính trị|phản động|lương|sa thải|công đoàn|strike|protest|union|religio|ethnic|politic/iu
    const phrases = [
      ...Object.values(TRIGGERS).flat(),
      ...SITUATIONS.flatMap(({ phrases }) => [...phrases]),
      ...HARMLESS,
    ]
    // "việc nhẹ lương cao" of the taxonomy is a lure of fraud, not a wage
    expect(phrases.filter((phrase) => fenced.test(phrase))).toEqual([])
  })
})
