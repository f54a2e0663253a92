import { describe, expect, it } from 'vitest'
import { makeWork } from '../../../src/web/work.ts'
import { solveWork } from '../../support/solve-work.ts'

const SECRET = new Uint8Array(32).fill(3)

function open() {
  const clock = { nowMs: Date.parse('2026-07-31T10:00:00Z') }
  const now = () => new Date(clock.nowMs)
  return { clock, work: makeWork(SECRET, now), others: makeWork(new Uint8Array(32).fill(4), now) }
}

// Some tries need many numbers, on a machine with other work.
describe('work asked of a browser', { timeout: 60_000 }, () => {
  it('is accepted with its answer, and again for the same submission alone', async () => {
    const { work } = open()
    const { task, answer } = solveWork(work.give('form'))
    expect(await work.check('form', 'one', task, answer)).toBe(true)
    expect(await work.check('form', 'one', task, answer)).toBe(true)
    expect(await work.check('form', 'two', task, answer)).toBe(false)
  })

  it('serves one of two submissions at the same moment', async () => {
    const { work } = open()
    const { task, answer } = solveWork(work.give('form'))
    const both = await Promise.all(['one', 'two'].map((submission) => work.check('form', submission, task, answer)))
    expect(both.filter(Boolean)).toHaveLength(1)
  })

  it('is refused with another answer, and an answer refused does not spend it', async () => {
    const { work } = open()
    const given = work.give('form')
    const { task, answer } = solveWork(given)
    const wrong = String(Number(answer) + 1)
    const isAlsoRight = solveWork(given, Number(wrong)).answer === wrong
    if (!isAlsoRight) expect(await work.check('form', 'one', task, wrong)).toBe(false)
    for (const none of ['', '-1', '1e3', ` ${answer}`, '9'.repeat(50)]) {
      expect(await work.check('form', 'one', task, none)).toBe(false)
    }
    expect(await work.check('form', 'two', task, answer)).toBe(true)
  })

  it('is refused when too old, of another form, or not of our making', async () => {
    const { work, others, clock } = open()
    const { task, answer } = solveWork(work.give('form'))
    const [ends = '', nonce = '', mac = ''] = task.split('.')
    const later = (Number.parseInt(ends, 36) + 3_600).toString(36)
    const spliced = work.give('form').task.split('.')
    for (const bad of [
      `${later}.${nonce}.${mac}`,
      `${ends}.${spliced[1]}.${mac}`,
      `${ends}.${nonce}.${spliced[2]}`,
      '',
      'x.y.z',
    ]) {
      expect(await work.check('form', 'one', bad, answer)).toBe(false)
    }
    expect(await work.check('another form', 'one', task, answer)).toBe(false)
    expect(await others.check('form', 'one', task, answer)).toBe(false)
    clock.nowMs += 31 * 60 * 1000
    expect(await work.check('form', 'one', task, answer)).toBe(false)
  })
})
