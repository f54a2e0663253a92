import { describe, expect, it } from 'vitest'
import { capPerDay, markSender, takeLastWords } from '../../../src/flow/learn-from.ts'
import type { Learnable } from '../../../src/storage/corrections.ts'

const said = (change: Partial<Learnable>): Learnable => ({
  tipId: 'tip_1',
  conversationId: 'cnv_1',
  officerId: 'ofc_1',
  day: '2026-11-21',
  field: 'category',
  after: 'theft',
  isAboutPolice: false,
  isBelowProvince: true,
  wasPoliceDoubted: false,
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
    const [first, urgency, last] = [
      said({ after: 'theft' }),
      said({ field: 'urgency', after: 'high' }),
      said({ after: 'burglary', officerId: 'ofc_2' }),
    ]
    expect(takeLastWords([first, urgency, last])).toEqual([urgency, last])
  })

  it('is capped after the last word was taken: who changed one tip often has not used up the day, nor is an old word left', () => {
    const wavering = Array.from({ length: 30 }, (_, n) => said({ after: n % 2 === 0 ? 'theft' : 'burglary' }))
    const next = said({ tipId: 'tip_2' })
    expect(capPerDay(takeLastWords([...wavering, next]), 20)).toEqual([said({ after: 'burglary' }), next])
    const flood = Array.from({ length: 20 }, (_, n) => said({ tipId: `tip_${n + 10}`, officerId: 'ofc_2' }))
    const corrected = [said({ after: 'theft' }), ...flood, said({ after: 'burglary', officerId: 'ofc_2' })]
    expect(capPerDay(takeLastWords(corrected), 20)).toEqual(flood)
  })

  it('never teaches that a tip is not about police unless it stands as a complaint, unseen by those complained about', () => {
    const no = said({ field: 'police', after: 'no' })
    expect(takeLastWords([no])).toEqual([])
    const yes = said({ field: 'police', after: 'yes' })
    expect(takeLastWords([yes, no])).toEqual([yes])
    const standing = { ...no, isAboutPolice: true }
    expect(takeLastWords([yes, standing])).toEqual([standing])
  })

  it('teaches by no commune that a tip is no report which is or was a complaint about police, or a doubt of one', () => {
    const spam = said({ field: 'kind', after: 'spam', wasPoliceDoubted: true })
    const tip = said({ field: 'kind', after: 'tip', wasPoliceDoubted: true })
    const above = { ...spam, isBelowProvince: false }
    expect(takeLastWords([spam])).toEqual([])
    expect(takeLastWords([tip, spam])).toEqual([tip])
    expect(takeLastWords([tip, above])).toEqual([above])
    expect(takeLastWords([{ ...spam, wasPoliceDoubted: false }])).toHaveLength(1)
  })
})

it('the mark of a sender is the same for all their tips and tells nothing of the conversation', () => {
  expect(markSender('cnv_1')).toBe(markSender('cnv_1'))
  expect(markSender('cnv_1')).not.toBe(markSender('cnv_2'))
  expect(markSender('cnv_1')).not.toContain('cnv')
})
