import { expect, test } from 'vitest'
import { AppError, nameFault, Retryable } from '../../../src/domain/errors.ts'
import { makeReceipt } from '../../../src/domain/receipt.ts'

test('a fault is told by its name, our code or reason and the line of our code, never by its message', () => {
  expect(nameFault(new AppError('bad-row', 'a detail'))).toMatch(/^AppError bad-row$/)
  expect(nameFault(new Retryable('too-many', { cause: new Error('quoted 0912 345 678') }))).toBe('Retryable too-many')
  const thrown = caught(() => makeReceipt(Buffer.from('chị Lan, 0912 345 678')))
  expect(nameFault(thrown)).toMatch(/ at src\/domain\/receipt\.ts:\d+$/)
  expect(nameFault(thrown)).not.toMatch(/Lan|0912/)
  expect(nameFault('0912 345 678')).toBe('fault')
})

test('words of a message that look like a line of ours are not told as one', () => {
  const fault = new Error('x\n    at chịLan (/a/src/0912345678.ts:1:2)')
  expect(nameFault(fault)).toBe('Error')
  // A message changed after the stack was written: what of the stack is message cannot be told any more.
  const changed = caught(() => makeReceipt(new Uint8Array(1)))
  if (changed instanceof Error && changed.stack) changed.message = 'other words'
  expect(nameFault(changed)).not.toContain(' at ')
})

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (fault) {
    return fault
  }
  throw new Error('nothing was thrown')
}
