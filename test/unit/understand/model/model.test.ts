import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../src/understand/analyse.ts'
import { fitTemperature, fitThreshold, logLoss } from '../../../../src/understand/model/calibrate.ts'
import { type Classifier, makeClassifier } from '../../../../src/understand/model/classifier.ts'
import { extractFeatures } from '../../../../src/understand/model/features.ts'
import { judgeWith } from '../../../../src/understand/model/judge.ts'
import { readModel, writeModel } from '../../../../src/understand/model/model.ts'
import { stripMarks } from '../../../../src/understand/model/strip-marks.ts'
import { readAnalysis } from '../../../../src/understand/read-analysis.ts'
import { isRestricted } from '../../../../src/understand/restricted.ts'
import { trainSmall } from './examples.ts'

const SETTINGS = { words: 2, charsMin: 2, charsMax: 4 }
const SAID = 'Nhà số 9 đánh bạc, ồn lắm'
const AT = { receivedAt: '2026-11-20T03:00:00Z' }
const model = trainSmall()

describe('the pieces of a text', () => {
  it('without diacritics are all among those of the text with them', () => {
    const marked = new Set(extractFeatures(SAID, SETTINGS))
    const bare = [...extractFeatures(stripMarks(SAID), SETTINGS)]
    expect(bare.filter((piece) => !marked.has(piece))).toEqual([])
    expect(marked.size).toBeGreaterThan(bare.length)
  })

  it('of a text without diacritics stay the same when it is stripped again', () => {
    const once = stripMarks(SAID)
    expect(extractFeatures(stripMarks(once), SETTINGS)).toEqual(extractFeatures(once, SETTINGS))
  })

  it('of 100,000 characters are no more than those of the 20,000 that are read', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `từ${i}`).join(' ')
    expect(long.length).toBeGreaterThan(100_000)
    expect(extractFeatures(long, SETTINGS).length).toBeLessThan(200_000)
    expect(makeClassifier(model).predict(long).categories).toHaveLength(5)
  })

  it.each(['', '   ', '😀😀', '\u0000\ufeff', 'https://a.vn/b', '\ud800', 'ấ'.repeat(5_000)])(
    'of an odd text (%#) are found and judged without a fault',
    (text) => {
      const { categories } = makeClassifier(model).predict(text)
      expect(categories.every(({ p }) => p >= 0 && p <= 1)).toBe(true)
    },
  )
})

describe('training', () => {
  it('gives the same file for the same examples and seed, and another for another seed', () => {
    const file = writeModel(model)
    expect(writeModel(trainSmall()).equals(file)).toBe(true)
    expect(writeModel(trainSmall(2)).equals(file)).toBe(false)
  })

  it('calibrates on voices it did not hear: the loss there is no higher than before', () => {
    const { logLossRaw, logLoss: calibrated } = model.header.folds
    expect(calibrated).toBeLessThan(logLossRaw)
  })

  it('finds the temperature that costs least, and the threshold that keeps the accuracy', () => {
    const held = [
      { scores: Float32Array.of(4, 0), target: 0 },
      { scores: Float32Array.of(4, 0), target: 0 },
      { scores: Float32Array.of(4, 0), target: 1 },
    ]
    // two of three right: the best p is two thirds, so 4 / T = ln 2
    expect(fitTemperature(held)).toBeCloseTo(4 / Math.LN2, 3)
    expect(logLoss(held, fitTemperature(held))).toBeLessThan(logLoss(held, 1))
    const answers = Array.from({ length: 100 }, (_, i) => ({ p: 1 - i / 100, isRight: i < 80 }))
    expect(fitThreshold(answers, 0.9)).toBeCloseTo(1 - 87 / 100, 6)
    expect(fitThreshold(answers.slice(0, 10), 0.9)).toBeGreaterThan(1)
  })
})

describe('a model file', () => {
  it('read back judges as the model that was written', () => {
    const back = readModel(writeModel(model))
    expect(back.header).toEqual(model.header)
    const before = makeClassifier(model).predict(SAID)
    const after = makeClassifier(back).predict(SAID)
    expect(after.categories[0]?.code).toBe(before.categories[0]?.code)
    expect(after.categories[0]?.p).toBeCloseTo(before.categories[0]?.p ?? 0, 1)
    expect(writeModel(back).equals(writeModel(readModel(writeModel(back))))).toBe(true)
  })

  it.each([0, 5, 40, 1_000])('cut after %i bytes is refused', (length) => {
    expect(() => readModel(writeModel(model).subarray(0, length))).toThrow('bad-data')
  })

  it('with one bit turned is refused, wherever it is', () => {
    const file = writeModel(model)
    for (const at of [0, 9, 30, file.length - 40, file.length - 1]) {
      const bent = Uint8Array.from(file)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(() => readModel(bent)).toThrow('bad-data')
    }
  })
})

describe('beside the rules', () => {
  const say = (isSure: boolean, code: string): Classifier => ({
    version: 'categories-test',
    predict: () => ({
      model: 'categories-test',
      isSure,
      categories: [
        { code, p: 0.5 },
        { code: 'theft', p: 0.2 },
        { code: 'gambling', p: 0.1 },
        { code: 'robbery-snatching', p: 0.05 },
      ],
      evidence: [{ rule: `model:${code}`, span: { start: 0, end: 3 }, weight: 1 }],
    }),
  })
  const judge = (text: string, isSure: boolean, code: string) => judgeWith(say(isSure, code), text, analyse(text, AT))

  it('a sure model names the category and the words for it', () => {
    const found = judge('nhà bên đánh bạc ăn tiền', true, 'drug-use')
    expect(found).toMatchObject({ category: 'drug-use', model: 'categories-test' })
    expect(found.evidence.some(({ rule }) => rule === 'model:drug-use')).toBe(true)
    expect(readAnalysis(JSON.parse(JSON.stringify(found)))).toEqual(found)
  })

  it('an unsure one names none, and leaves a person the three likeliest', () => {
    const found = judge('nhà bên đánh bạc ăn tiền', false, 'drug-use')
    expect(found.category).toBeNull()
    expect(found.categories.map(({ code }) => code)).toEqual(['drug-use', 'theft', 'gambling'])
  })

  it('never lowers the urgency that rules found', () => {
    expect(judge('cứu với nó cầm dao đuổi chém', true, 'noise-disorder').urgency).toBe('critical')
    expect(judge('cứu với nó cầm dao đuổi chém', false, 'noise-disorder').urgency).toBe('critical')
  })

  it('makes a report of what rules took for none only when it is sure of an offence', () => {
    const greeting = 'xin chào'
    expect(judge(greeting, false, 'theft')).toEqual(analyse(greeting, AT))
    expect(judge(greeting, true, 'other-agency')).toEqual(analyse(greeting, AT))
    expect(judge(greeting, true, 'theft')).toMatchObject({ kind: 'tip', category: 'theft' })
  })

  it('keeps a tip of unknown category restricted while it may well be one that is', () => {
    expect(isRestricted(judge('nhà bên đánh bạc ăn tiền', false, 'domestic-violence'))).toBe(true)
    expect(isRestricted(judge('nhà bên đánh bạc ăn tiền', false, 'noise-disorder'))).toBe(false)
  })
})
