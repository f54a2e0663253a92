import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../src/understand/analyse.ts'
import {
  fitForLoss,
  fitForRecall,
  fitTemperature,
  fitThreshold,
  logLoss,
} from '../../../../src/understand/model/calibrate.ts'
import { type Classifier, makeClassifier, type Prediction } from '../../../../src/understand/model/classifier.ts'
import { extractFeatures, type FeatureSettings } from '../../../../src/understand/model/features.ts'
import { judgeWith } from '../../../../src/understand/model/judge.ts'
import { readModel, writeModel } from '../../../../src/understand/model/model.ts'
import { stripMarks } from '../../../../src/understand/model/strip-marks.ts'
import { readAnalysis } from '../../../../src/understand/read-analysis.ts'
import { read } from '../../../../src/understand/reading.ts'
import { isRestricted } from '../../../../src/understand/restricted.ts'
import { trainSmall } from './examples.ts'

const SETTINGS: FeatureSettings = { words: 2, hasConcepts: true, hasSignals: false }
const SAID = 'Nhà số 9 đánh bạc, ồn lắm'
const AT = { receivedAt: '2026-11-20T03:00:00Z' }
const model = trainSmall()

const cut = (text: string, settings = SETTINGS): Uint32Array => {
  const reading = read(text)
  return extractFeatures(reading, analyse(text, AT, reading), settings)
}
const ask = (classifier: Classifier, text: string): Prediction => {
  const reading = read(text)
  return classifier.predict(reading, analyse(text, AT, reading))
}

describe('the pieces of a text', () => {
  it('without diacritics are all among those of the text with them', () => {
    const marked = new Set(cut(SAID))
    const bare = [...cut(stripMarks(SAID))]
    expect(bare.filter((piece) => !marked.has(piece))).toEqual([])
    expect(marked.size).toBeGreaterThan(bare.length)
  })

  it('of a text without diacritics stay the same when it is stripped again', () => {
    const once = stripMarks(SAID)
    expect(cut(stripMarks(once))).toEqual(cut(once))
  })

  it('of 100,000 characters are no more than those of the 20,000 that are read', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `từ${i}`).join(' ')
    expect(long.length).toBeGreaterThan(100_000)
    expect(cut(long).length).toBeLessThan(200_000)
    expect(ask(makeClassifier(model), long).categories).toHaveLength(5)
  })

  it.each(['', '   ', '😀😀', '\u0000\ufeff', 'https://a.vn/b', '\ud800', 'ấ'.repeat(5_000)])(
    'of an odd text (%#) are found and judged without a fault',
    (text) => {
      const { categories } = ask(makeClassifier(model), text)
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
    const { logLossRaw = 0, logLoss: calibrated } = model.header.folds
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
    const before = ask(makeClassifier(model), SAID)
    const after = ask(makeClassifier(back), SAID)
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

describe('thresholds', () => {
  const chances = Array.from({ length: 100 }, (_, i) => ({ p: i / 100, isSought: i % 2 === 0 }))

  it('for a recall let so many of those sought through, and no chance is higher that does', () => {
    const from = fitForRecall(chances, 0.9, 0)
    const found = (least: number): number => chances.filter(({ p, isSought }) => isSought && p >= least).length
    expect(found(from)).toBe(45)
    expect(found(from + 0.001)).toBeLessThan(45)
    expect(fitForRecall([], 0.9, 1.01)).toBe(1.01)
  })

  it('for a loss take no more of the others than allowed', () => {
    const from = fitForLoss(chances, 0.1)
    expect(chances.filter(({ p, isSought }) => !isSought && p >= from)).toHaveLength(5)
    expect(fitForLoss([], 0.1)).toBeGreaterThan(1)
  })
})

describe('beside the rules', () => {
  const KINDS_OF_TIP = {
    tip: 0.9,
    question: 0.02,
    'other-agency': 0.02,
    'out-of-scope': 0.02,
    greeting: 0.01,
    spam: 0.02,
    mixed: 0.01,
  }
  const PREDICTED: Prediction = {
    model: 'model-test',
    steps: 0,
    isSure: true,
    categories: [
      { code: 'drug-use', p: 0.5 },
      { code: 'theft', p: 0.2 },
      { code: 'gambling', p: 0.1 },
      { code: 'robbery-snatching', p: 0.05 },
    ],
    kinds: KINDS_OF_TIP,
    isReport: true,
    isOutOfScope: false,
    urgencies: { critical: 0.1, high: 0.2, normal: 0.5, low: 0.2 },
    restricted: 0,
    callNow: false,
    police: { p: 0.01, isDoubted: false, isSure: false },
    evidence: [{ rule: 'model:drug-use', span: { start: 0, end: 3 }, weight: 1 }],
  }
  const judge = (text: string, said: Partial<Prediction> = {}) => {
    const reading = read(text)
    const classifier = { version: 'model-test', predict: () => ({ ...PREDICTED, ...said }) }
    return judgeWith(classifier, reading, analyse(text, AT, reading))
  }
  const TOLD = 'nhà bên đánh bạc ăn tiền'
  const DANGER = 'cứu với nó cầm dao đuổi chém'

  it('a sure model names the category and the words for it', () => {
    const found = judge(TOLD)
    expect(found).toMatchObject({ category: 'drug-use', model: 'model-test', urgency: 'normal' })
    expect(found.evidence.some(({ rule }) => rule === 'model:drug-use')).toBe(true)
    expect(readAnalysis(JSON.parse(JSON.stringify(found)))).toEqual(found)
  })

  it('an unsure one names none, and leaves a person the three likeliest', () => {
    const found = judge(TOLD, { isSure: false })
    expect(found.category).toBeNull()
    expect(found.categories.map(({ code }) => code)).toEqual(['drug-use', 'theft', 'gambling'])
  })

  it('never lowers the urgency of danger that rules see, nor takes it for no report, nor unsays the call', () => {
    const calm = { critical: 0, high: 0, normal: 0, low: 1 }
    const found = judge(DANGER, { urgencies: calm, isReport: false, isSure: false })
    expect(found).toMatchObject({ urgency: 'critical', callNow: true, callText: analyse(DANGER, AT).callText })
    expect(['tip', 'mixed']).toContain(found.kind)
  })

  it('tells the sender to call where it sees danger that rules do not, by the number that fits', () => {
    const fire = [{ code: 'fire-explosion', p: 0.9 }]
    expect(judge(TOLD, { callNow: true, categories: fire, isSure: false }).callText).toBe('T-113')
    expect(judge(TOLD, { callNow: true, categories: fire })).toMatchObject({ callNow: true, callText: 'T-114' })
    expect(judge(TOLD, { callNow: true })).toMatchObject({ callNow: true, callText: 'T-113' })
    expect(judge(TOLD, { callNow: true, isReport: false, isSure: false }).callNow).toBe(false)
  })

  it('takes for no report only what surely is none, and never what it is sure is an offence', () => {
    const kinds = { ...KINDS_OF_TIP, tip: 0.1, question: 0.8 }
    expect(judge(TOLD, { kinds, isReport: false, isSure: false })).toMatchObject({ kind: 'question', categories: [] })
    expect(judge(TOLD, { kinds, isReport: true, isSure: false }).kind).toBe('tip')
    expect(judge(TOLD, { kinds, isReport: false, isSure: true }).kind).toBe('tip')
    expect(judge('xin chào', { kinds: KINDS_OF_TIP }).kind).toBe('greeting')
  })

  it('never unsays a report in which rules found things of a case', () => {
    const kinds = { ...KINDS_OF_TIP, tip: 0.01, question: 0.98 }
    const none = { kinds, isReport: false, isSure: false }
    const told = 'xe 59X1-234.56 tông người rồi chạy'
    expect(analyse(told, AT).kind).toBe('tip')
    expect(judge(told, none).kind).toBe('tip')
    expect(judge('công an phường nhận tiền của chủ sòng bạc', none).kind).toBe('tip')
  })

  it('keeps a tip restricted that may well be, though another category is likelier', () => {
    expect(isRestricted(judge(TOLD, { categories: [{ code: 'theft', p: 0.7 }], restricted: 0.3 }))).toBe(true)
    expect(isRestricted(judge(TOLD, { categories: [{ code: 'theft', p: 0.7 }], restricted: 0.1 }))).toBe(false)
  })

  it('adds a complaint about police that no cue of the rules showed, and drops none', () => {
    const police = { p: 0.7, isDoubted: true, isSure: true }
    expect(judge(TOLD, { police }).aboutPolice).toEqual([{ rule: 'model:police', weight: 0.7 }])
    const doubted = judge(TOLD, { police: { ...police, isSure: false } })
    expect(doubted).toMatchObject({ aboutPolice: [], isPoliceDoubted: true })
    const cued = 'công an phường nhận tiền của chủ sòng bạc'
    expect(judge(cued).aboutPolice).toEqual(analyse(cued, AT).aboutPolice)
  })

  it('keeps a tip of unknown category restricted while it may well be one that is', () => {
    const unsure = (code: string) => judge(TOLD, { isSure: false, categories: [{ code, p: 0.5 }] })
    expect(isRestricted(unsure('domestic-violence'))).toBe(true)
    expect(isRestricted(unsure('noise-disorder'))).toBe(false)
  })
})
