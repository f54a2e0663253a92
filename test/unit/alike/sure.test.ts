import { describe, expect, it } from 'vitest'
import { findSure, type Reviewed, sumUpBands } from '../../../src/understand/alike/sure.ts'

const answers = (count: number, score: number, isSame: boolean): Reviewed[] =>
  Array.from({ length: count }, () => ({ score, isSame }))

describe('from which score on the machine may link by itself', () => {
  it('is none before officers have reviewed two hundred', () => {
    expect(findSure(answers(199, 0.9, true))).toBeNull()
    expect(findSure(answers(200, 0.9, true))).toBe(0.9)
  })

  it('is none where fewer than 98 in 100 were right', () => {
    expect(findSure([...answers(245, 0.9, true), ...answers(5, 0.9, false)])).toBe(0.9)
    expect(findSure([...answers(244, 0.9, true), ...answers(6, 0.9, false)])).toBeNull()
  })

  it('is the lowest that holds, whatever is wrong below it', () => {
    const reviewed = [...answers(150, 0.95, true), ...answers(100, 0.8, true), ...answers(50, 0.6, false)]
    expect(findSure(reviewed.toReversed())).toBe(0.8)
  })

  it('takes all of one score or none', () => {
    const mixed = [...answers(200, 0.9, true), ...answers(40, 0.8, true), ...answers(40, 0.8, false)]
    expect(findSure(mixed)).toBe(0.9)
  })

  it('falls away when later answers say otherwise', () => {
    const good = answers(210, 0.9, true)
    expect(findSure(good)).toBe(0.9)
    expect(findSure([...good, ...answers(20, 0.97, false)])).toBeNull()
  })
})

it('answers are summed up by how sure the machine was', () => {
  const bands = sumUpBands([...answers(3, 0.95, true), ...answers(1, 0.95, false), ...answers(2, 0.6, true)])
  expect(bands.filter(({ reviewed }) => reviewed > 0)).toEqual([
    { from: 0.9, reviewed: 4, right: 3 },
    { from: 0.5, reviewed: 2, right: 2 },
  ])
})
