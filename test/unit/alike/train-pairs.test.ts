import { describe, expect, it } from 'vitest'
import { inCrowd } from '../../../src/understand/alike/crowd.ts'
import { FEATURES } from '../../../src/understand/alike/features.ts'
import { FIT_FEATURES } from '../../../src/understand/alike/fit.ts'
import { growTrees } from '../../../src/understand/alike/grow-trees.ts'
import { makeChooser } from '../../../src/understand/alike/model-choice.ts'
import { readPairModel } from '../../../src/understand/alike/pair-model.ts'
import { readStory, type Story, trainPairs } from '../../../src/understand/alike/train-pairs.ts'
import { scoreTrees } from '../../../src/understand/alike/trees.ts'
import { viewOf } from './views.ts'

const STREETS = ['Nguyễn Trãi', 'Lê Lợi', 'Trần Phú', 'Hai Bà Trưng', 'Bà Triệu', 'Quang Trung', 'Lý Bôn', 'Võ Thị Sáu']

/** Each street burns once, told by three; at the same time somebody's motorbike is gone elsewhere. */
function makeStory(name: string, from: number): Story {
  const told = STREETS.flatMap((street, at) => [
    { event: `fire ${street}`, text: `cháy nhà ở đường ${street}, khói nhiều`, minute: at * 300 },
    { event: `fire ${street}`, text: `đường ${street} cháy to lắm, lửa cao`, minute: at * 300 + 4 },
    { event: `fire ${street}`, text: `khói mù đường ${street}`, minute: at * 300 + 9 },
    { event: `theft ${street}`, text: `mất xe máy ở chợ gần bến xe ${at}`, minute: at * 300 + 6 },
  ])
  const tips = told.map(({ text, minute }, at) => ({
    id: `${name}-${at}`,
    sender: `${name}-${at}`,
    view: viewOf(text, from + minute),
  }))
  return {
    name,
    tips: tips.toSorted((a, b) => a.view.at - b.view.at),
    eventOf: new Map(tips.map(({ id }, at) => [id, told[at]?.event ?? ''])),
    isCrowd: () => false,
    weight: 1,
  }
}

describe('trees', () => {
  const examples = Array.from({ length: 400 }, (_, at) => {
    const [one, other] = [(at % 20) / 20, Math.floor(at / 20) / 20]
    return { figures: Float64Array.of(one, other), isTrue: one > 0.5 !== other > 0.5, weight: 1 }
  })
  const trees = growTrees(examples, { rounds: 60, rate: 0.2 })

  it('learn what no sum of weights can tell: the one or the other, and not both', () => {
    const wrong = examples.filter(({ figures, isTrue }) => scoreTrees(trees, figures) >= 0.5 !== isTrue)
    expect(wrong.length).toBeLessThan(examples.length / 50)
  })

  it('are the same to the last bit for the same examples', () => {
    expect(growTrees(examples, { rounds: 60, rate: 0.2 })).toEqual(trees)
  })

  it('answer the share of what is true where nothing tells it from the rest', () => {
    const alike = examples.map((_, at) => ({ figures: Float64Array.of(1, 1), isTrue: at % 4 === 0, weight: 1 }))
    expect(scoreTrees(growTrees(alike, { rounds: 5, rate: 0.1 }), Float64Array.of(1, 1))).toBeCloseTo(0.25, 1)
  })
})

describe('learning from stories', () => {
  const learned = trainPairs([makeStory('a', 0), makeStory('b', 20_000)].map(readStory))
  const thresholds = { suggest: 0.5, sameSender: 0.9, sure: null }
  const model = { version: 'test', features: [...FEATURES], fitFeatures: [...FIT_FEATURES], ...learned, thresholds }

  it('gives a model that is read again, and puts a street that was never seen with itself', () => {
    const choose = makeChooser(readPairModel(JSON.parse(JSON.stringify(model))))
    const beside = { incidentId: null, isSameSender: false, tipsBetween: 1, isApart: false }
    const fire = { tipId: 'fire', rootId: 'fire', view: viewOf('cháy nhà ở đường Phan Chu Trinh', 0), ...beside }
    const theft = { tipId: 'theft', rootId: 'theft', view: viewOf('mất xe máy trước trường học', 1), ...beside }
    const choice = choose(viewOf('lửa cao lắm đường Phan Chu Trinh cháy to', 5), [theft, fire])
    expect(choice).toMatchObject({ rootId: 'fire', how: 'suggested' })
  })

  it('refuses a model over other figures', () => {
    expect(() => readPairModel({ ...model, features: model.features.slice(1) })).toThrow('does not fit this version')
  })

  it('sets a story among others of events of their own, each with its own sender', () => {
    const story = makeStory('a', 0)
    const crowded = inCrowd(story, [viewOf('mất ví ở bến xe', 0), viewOf('đua xe lúc 22h', 10)])
    expect(crowded.tips).toHaveLength(story.tips.length + 2)
    expect(crowded.tips.filter((tip) => crowded.isCrowd(tip))).toHaveLength(2)
    const times = crowded.tips.map(({ view }) => view.at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})
