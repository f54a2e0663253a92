import { expect, test } from 'vitest'
import { Figures, isReached, measuredWords } from '../../bench/figures.ts'
import { type Run, writeDocument } from '../../bench/report.ts'
import { median, percentile, rotate } from '../../bench/statistics.ts'

const G1 = { goal: 'G1', what: 'ingest, of bare', engine: null, unit: 'times', wanted: { least: 0.8 } } as const
const G5 = { goal: 'G5', what: 'CPU a tip', engine: 'redis', unit: 'us', wanted: { most: 200 } } as const

function figuresOf(...rounds: number[]): Figures {
  const figures = new Figures()
  for (const value of rounds) figures.add(G1, value)
  return figures
}

function runOf(figures: Figures): Run {
  return {
    day: '2026-11-22',
    rounds: 5,
    machine: ['2 CPUs'],
    syncMs: { before: 0.1, after: 0.2 },
    loadAverage: { before: '1.0', after: '2.0' },
    figures: figures.all,
  }
}

test('the median judges, whatever the best round was', () => {
  const [figure] = figuresOf(0.9, 0.5, 0.79, 0.7, 1.2).all
  expect(figure && isReached(figure)).toBe(false)
  expect(figure && measuredWords(figure)).toBe('0.79 (0.50 to 1.20)')
})

test('what could not be measured has not been reached', () => {
  const [figure] = figuresOf(Number.NaN).all
  expect(figure && isReached(figure)).toBe(false)
  const never = new Figures()
  never.add(G5, Number.POSITIVE_INFINITY)
  expect(never.all.map(isReached)).toEqual([false])
})

test('a bound is reached by a figure that stands exactly on it', () => {
  expect(figuresOf(0.8).all.map(isReached)).toEqual([true])
})

test('the document names every bound that is missed, and keeps what was written by hand', () => {
  const first = writeDocument(runOf(figuresOf(0.5)), '')
  expect(first).toContain('| G1 | ingest, of bare |  | ≥ 0.80 | 0.50 | no |')
  const byHand = first.replace('\nNothing yet.\n', '\nPrepared statements: 0.41 to 0.50.\n')
  const second = writeDocument(runOf(figuresOf(0.9)), byHand)
  expect(second).toContain('Prepared statements: 0.41 to 0.50.')
  expect(second).toContain('| 0.90 | yes |')
  expect(second).not.toContain('| no |')
})

test('percentiles are values that were measured', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(percentile([1, 2, 3, 4], 0.99)).toBe(4)
  expect(median([1, 2, 3, 4])).toBe(2)
  expect(median([])).toBeNaN()
})

test('each side of a comparison comes first in its turn', () => {
  expect([0, 1, 2, 3].map((round) => rotate(['a', 'b', 'c'], round)[0])).toEqual(['a', 'b', 'c', 'a'])
})
