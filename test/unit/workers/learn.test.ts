import { expect, it } from 'vitest'
import { isDue } from '../../../workers/learn.ts'

/** Two in the morning in Viet Nam. */
const NIGHT = new Date('2026-11-21T19:20:00Z')
const EARLIER = new Date('2026-11-20T00:00:00Z')
const before = (hours: number): Date => new Date(NIGHT.getTime() - hours * 3_600_000)

it('models are refitted in the set hour of Viet Nam, once a day, and not right after a start', () => {
  expect(isDue(2, NIGHT, EARLIER, null)).toBe(true)
  expect(isDue(3, NIGHT, EARLIER, null)).toBe(false)
  expect(isDue(2, NIGHT, EARLIER, before(24))).toBe(true)
  expect(isDue(2, NIGHT, EARLIER, before(0.2))).toBe(false)
  expect(isDue(2, NIGHT, before(0.1), null)).toBe(false)
})
