import { expect, it } from 'vitest'
import { rateSelfIds } from '../../../src/reports/evaluation/self-id.ts'
import type { CorpusSelfId } from '../../../src/understand/model/corpus.ts'

const line = (spans: CorpusSelfId['labels']['spans']): CorpusSelfId => ({
  id: 'KS-train-0001',
  text: '0123456789abcdefghij',
  voice: 'K51',
  region: 'Hà Nội',
  form: 'zalo',
  accented: 'full',
  labels: { spans },
  labelledBy: ['writer-K'],
})

it('a stretch counts as found from 80 % of it on, and one of the accused as covered above 20 %', () => {
  const text = line([
    { from: 0, to: 10, of: 'reporter' },
    { from: 10, to: 15, of: 'accused' },
  ])
  const rate = (...spans: { start: number; end: number }[]) => rateSelfIds([text], () => spans)
  expect(rate({ start: 0, end: 8 }).reporter).toMatchObject({ spans: 1, found: 1, recall: 1, charactersCovered: 0.8 })
  expect(rate({ start: 0, end: 7 }).reporter).toMatchObject({ found: 0, recall: 0, charactersCovered: 0.7 })
  expect(rate({ start: 10, end: 11 }).accused).toMatchObject({ covered: 0, share: 0 })
  expect(rate({ start: 10, end: 12 }).accused).toMatchObject({ covered: 1, share: 1, charactersCovered: 0.4 })
  expect(rate({ start: 15, end: 20 }).othersCovered).toBe(1)
})

it('texts without a stretch of one of them are rated all the same', () => {
  expect(rateSelfIds([line([])], () => [])).toMatchObject({
    texts: 1,
    reporter: { spans: 0, recall: 0 },
    accused: { spans: 0, share: 0 },
    othersCovered: 0,
  })
})
