import { expect, it } from 'vitest'
import type { Urgency } from '../../../src/domain/tip.ts'
import { countUrgencies } from '../../../src/flow/exam.ts'

const count = (...said: [wanted: Urgency, got: Urgency][]) => {
  const { urgencyNear, urgent } = countUrgencies(said.map(([wanted, got]) => ({ wanted, got })))
  return [urgencyNear.hits, urgencyNear.wanted, urgent.hits, urgent.wanted]
}

it('an urgency counts as near within one level, and as missed where something urgent is taken for less', () => {
  expect(count(['critical', 'critical'], ['high', 'high'], ['normal', 'normal'], ['low', 'low'])).toEqual([4, 4, 2, 2])
  expect(count(['critical', 'high'])).toEqual([1, 1, 0, 1])
  expect(count(['high', 'critical'])).toEqual([1, 1, 1, 1])
  expect(count(['critical', 'normal'])).toEqual([0, 1, 0, 1])
  expect(count(['high', 'normal'], ['high', 'low'])).toEqual([1, 2, 0, 2])
  expect(count(['normal', 'critical'], ['low', 'normal'], ['normal', 'low'])).toEqual([2, 3, 0, 0])
})
