import { describe, expect, it } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { sumUpBlind } from '../../../src/flow/figures.ts'
import { hideAnswer, makeChooser } from '../../../src/flow/review.ts'
import type { CorrectionCount } from '../../../src/storage/corrections.ts'
import type { Tip } from '../../../src/storage/tips.ts'

const KEY = new Uint8Array(32).fill(7)

describe('the tips that officers are asked about first', () => {
  const ids = Array.from({ length: 8_000 }, (_, n) => newId('tip', n))

  it('are two in a hundred', () => {
    const chosen = ids.filter(makeChooser(KEY, 0.02)).length
    // Five standard deviations to each side of 160.
    expect(chosen).toBeGreaterThan(97)
    expect(chosen).toBeLessThan(223)
  })

  it('are always the same under one key, and others under another', () => {
    const first = ids.filter(makeChooser(KEY, 0.02))
    expect(ids.filter(makeChooser(KEY, 0.02))).toEqual(first)
    const other = new Set(ids.filter(makeChooser(new Uint8Array(32).fill(8), 0.02)))
    expect(first.filter((id) => other.has(id)).length).toBeLessThan(first.length / 4)
  })
})

it('who is asked first reads nothing that follows from the machine’s category: not the route, the sentence, or who was told', () => {
  const findings = [
    {
      stage: 'classify',
      confidence: 0.9,
      value: {
        category: 'gambling',
        categories: [{ code: 'gambling', p: 0.9 }],
        evidence: [{ rule: 'trigger:gambling' }, { rule: 'situation:tu-thu' }],
      },
    },
    {
      stage: 'route',
      confidence: null,
      value: {
        primary: { unit: '79-PC02', reason: 'specialist' },
        also: [{ unit: '79-PC04', reason: 'partner' }],
        explanation: 'gambling',
      },
    },
  ]
  // Nothing else of a tip is asked for.
  const tip = { category: 'gambling' } as Tip
  const hide = (reason: string) => hideAnswer({ tip, essence: 'đánh bạc', held: { reason, note: null }, findings })
  const shown = hide('specialist')
  expect(JSON.stringify(shown)).not.toMatch(/gambling|PC0|specialist|partner|đánh bạc|0\.9/)
  expect(shown.held).toEqual({ reason: '', note: null })
  // Somebody who gives themselves up is told to the officer whatever the category.
  expect(JSON.stringify(shown)).toContain('situation:tu-thu')
  // A person chose that.
  expect(hide('officer').held).toEqual({ reason: 'officer', note: null })
})

it('accuracy counts the blind answers alone, each model’s for itself', () => {
  const row = (change: Partial<CorrectionCount>): CorrectionCount => ({
    field: 'category',
    how: 'blind',
    model: 'model-a',
    before: 'theft',
    after: 'theft',
    count: 1,
    ...change,
  })
  const blind = sumUpBlind([
    row({ count: 90 }),
    row({ after: 'burglary', count: 10 }),
    row({ model: 'model-b', count: 5 }),
    row({ how: 'seen', count: 500 }),
    row({ how: 'skipped', after: null, count: 3 }),
  ])
  expect(blind.all).toMatchObject({ reviewed: 105, agreed: 95 })
  expect(blind.all.low).toBeGreaterThan(0.82)
  expect(blind.all.high).toBeLessThan(0.96)
  expect(blind.skipped).toBe(3)
  expect(blind.byModel.get('model-a')).toMatchObject({ reviewed: 100, agreed: 90 })
  expect(blind.byModel.get('model-b')).toMatchObject({ reviewed: 5, agreed: 5 })
})
