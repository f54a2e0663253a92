import { describe, expect, it } from 'vitest'
import { capPerDay, dropCopies, type Lesson, labelTips } from '../../../src/flow/learn-from.ts'
import type { Learnable } from '../../../src/storage/corrections.ts'

const said = (change: Partial<Learnable>): Learnable => ({
  tipId: 'tip_1',
  officerId: 'ofc_1',
  day: '2026-11-21',
  field: 'category',
  after: 'theft',
  isAboutPolice: false,
  ...change,
})

describe('what officers said', () => {
  it('counts of each of them so many times a day, the first ones', () => {
    const flood = Array.from({ length: 30 }, (_, n) => said({ tipId: `tip_${n}` }))
    const others = [said({ officerId: 'ofc_2' }), said({ day: '2026-11-22' })]
    const kept = capPerDay([...flood, ...others], 20)
    expect(kept).toEqual([...flood.slice(0, 20), ...others])
  })

  it('of one field of a tip counts as it was said last; fields stand beside each other', () => {
    const labels = labelTips([
      said({ after: 'theft' }),
      said({ field: 'urgency', after: 'high' }),
      said({ after: 'burglary', officerId: 'ofc_2' }),
    ])
    expect(labels.get('tip_1')).toEqual({ category: 'burglary', urgency: 'high' })
  })

  it('never teaches that a tip is not about police unless it stands as a complaint, unseen by those complained about', () => {
    expect(labelTips([said({ field: 'police', after: 'no' })]).size).toBe(0)
    expect(labelTips([said({ field: 'police', after: 'no', isAboutPolice: true })]).get('tip_1')).toEqual({
      police: 'no',
    })
    expect(labelTips([said({ field: 'police', after: 'yes' })]).get('tip_1')).toEqual({ police: 'yes' })
  })
})

it('the same text in other case, marks or punctuation counts once, as the youngest tip', () => {
  const lesson = (tipId: string, text: string): Lesson => ({
    tipId,
    example: { text, voice: `tip:${tipId}`, labels: {} },
  })
  const texts = [
    lesson('tip_2', 'DANH BAC o nha ba Nam'),
    lesson('tip_1', 'Đánh bạc, ở nhà bà Năm.'),
    lesson('tip_3', 'đốt pháo ở chợ'),
    lesson('tip_4', ' ... '),
  ]
  expect(dropCopies(texts).map(({ tipId }) => tipId)).toEqual(['tip_2', 'tip_3'])
})
