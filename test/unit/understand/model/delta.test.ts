import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../src/understand/analyse.ts'
import { makeClassifier } from '../../../../src/understand/model/classifier.ts'
import { addDelta, type Delta, type DeltaBounds, learnDelta } from '../../../../src/understand/model/delta.ts'
import { scoreLinear } from '../../../../src/understand/model/linear.ts'
import { writeModel } from '../../../../src/understand/model/model.ts'
import { piecesOf } from '../../../../src/understand/model/train.ts'
import { read } from '../../../../src/understand/reading.ts'
import { trainSmall } from './examples.ts'

const model = trainSmall()
const { category } = model.heads
const BOUNDS: DeltaBounds = { stepMax: 2, lengthMax: 10, countMax: 200 }
const ANY_TIME = { receivedAt: '2026-11-20T03:00:00Z' }
const correction = (text: string, label: string) => ({ features: piecesOf(text, model.header.features), label })
const lengthOf = ({ rows }: Delta): number => Math.hypot(...[...rows.values()].flatMap((own) => [...own]))
const categoriesOf = (text: string, delta: Delta | null) => {
  const reading = read(text)
  return makeClassifier(model, () => delta).predict(reading, analyse(text, ANY_TIME, reading))
}
const chanceOf = (text: string, code: string, delta: Delta | null): number =>
  categoriesOf(text, delta).categories.find((one) => one.code === code)?.p ?? 0

const SAID = 'xóc đĩa ngoài bến'

describe('one correction', () => {
  const delta = learnDelta(category, [correction(SAID, 'noise-disorder')], BOUNDS)

  it('makes what was said likelier of the same words and of like ones, and says that it did', () => {
    for (const text of [SAID, 'đêm nào cũng xóc đĩa']) {
      expect(chanceOf(text, 'noise-disorder', delta)).toBeGreaterThan(chanceOf(text, 'noise-disorder', null))
    }
    expect([categoriesOf(SAID, delta).steps, categoriesOf(SAID, null).steps]).toEqual([1, 0])
  })

  it('leaves words it did not hold as they were', () => {
    const other = piecesOf('rò khí ga', model.header.features)
    const pieces = new Set(piecesOf(SAID, model.header.features))
    const apart = other.filter((piece) => !pieces.has(piece))
    expect(addDelta(scoreLinear(category, apart), category, apart, delta)).toEqual(scoreLinear(category, apart))
  })

  it('moves nothing but the category', () => {
    const { categories: _, evidence: __, restricted: ___, steps: ____, ...others } = categoriesOf(SAID, delta)
    expect(categoriesOf(SAID, null)).toMatchObject(others)
  })

  it('takes nothing from what may be restricted', () => {
    const text = 'cháy nhà cạnh chợ'
    const many = Array.from({ length: 200 }, () => correction(text, 'theft'))
    const away = learnDelta(category, many, { ...BOUNDS, lengthMax: 1_000 })
    expect(categoriesOf(text, away).restricted).toBeGreaterThanOrEqual(categoriesOf(text, null).restricted)
    expect(categoriesOf(text, away).isReport).toBe(categoriesOf(text, null).isReport)
  })

  it('is no longer than one step', () => {
    expect(lengthOf(delta)).toBeLessThanOrEqual(BOUNDS.stepMax + 1e-5)
  })
})

it('ten thousand of them, all false, stay within their bounds and leave the model as it is in its file', () => {
  const before = writeModel(model)
  const labels = ['theft', 'fire-explosion', 'noise-disorder', 'gambling']
  const hostile = Array.from({ length: 10_000 }, (_, at) =>
    correction(`xóc đĩa cháy nhà hát ầm ĩ ${at}`, labels[at % labels.length] ?? ''),
  )
  const delta = learnDelta(category, hostile, BOUNDS)
  expect(delta.steps).toBe(BOUNDS.countMax)
  expect(lengthOf(delta)).toBeLessThanOrEqual(BOUNDS.lengthMax + 1e-3)
  expect(writeModel(model).equals(before)).toBe(true)
})

it('of what the model knows no word or no label of, nothing is learned', () => {
  const delta = learnDelta(category, [correction('qwxz', 'theft'), correction(SAID, 'no-such-leaf')], BOUNDS)
  expect(delta.rows.size === 0 || delta.steps === 1).toBe(true)
  expect(learnDelta(category, [correction(SAID, 'no-such-leaf')], BOUNDS)).toEqual({ rows: new Map(), steps: 0 })
})

it('later ones count before older ones', () => {
  const many = Array.from({ length: 250 }, () => correction(SAID, 'theft'))
  const delta = learnDelta(category, [correction('hò hét cạnh chợ', 'gambling'), ...many], BOUNDS)
  expect(delta).toEqual(learnDelta(category, many.slice(-BOUNDS.countMax), BOUNDS))
})
