import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, FEATURES } from '../../../src/understand/alike/features.ts'
import { judgePair } from '../../../src/understand/alike/judge.ts'
import { tracesOf } from '../../../src/understand/alike/traces.ts'
import { trainPairs } from '../../../src/understand/alike/train-pairs.ts'
import { readView } from '../../../src/understand/alike/view.ts'
import { stripped, viewOf } from './views.ts'

const strangers = { isSameSender: false }
const words = fc.array(
  fc.constantFrom('cháy', 'nhà', 'xe', '12', 'đường Lê Lợi', 'khói', 'trộm', 'kẹt', '0912345678', '🔥', '', 'a'),
  {
    maxLength: 30,
  },
)

describe('two tips compared', () => {
  it('are judged alike whichever is the newer, and the same again', () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 4_000 }), (one, other, minutes) => {
        const [a, b] = [viewOf(one.join(' ')), viewOf(other.join(' '), minutes)]
        expect([...compare(a, b, false)]).toEqual([...compare(b, a, false)])
        expect(judgePair(a, b, strangers)).toEqual(judgePair(a, b, strangers))
        expect(judgePair(a, b, strangers).score).toBe(judgePair(b, a, strangers).score)
      }),
      { numRuns: 60 },
    )
  })

  it('are judged the same with and without marks', () => {
    const [one, other] = [
      'Cháy nhà số 12 đường Nguyễn Trãi, khói nhiều lắm',
      'Khói bốc cao ở đường Nguyễn Trãi, hình như cháy',
    ]
    const marked = judgePair(viewOf(one), viewOf(other, 5), strangers).score
    const bare = judgePair(viewOf(stripped(one)), viewOf(stripped(other), 5), strangers).score
    expect(Math.abs(marked - bare)).toBeLessThan(0.1)
  })

  it('are none of one event where they came at one time and place and speak of other things', () => {
    const racing = viewOf('nhóm thanh niên đua xe rú ga ầm ĩ', 0, '26743')
    const drugs = viewOf('có người bán ma túy đá trong phòng trọ', 1, '26743')
    expect(judgePair(racing, drugs, strangers).score).toBeLessThan(0.5)
    expect(judgePair(racing, drugs, { isSameSender: true }).score).toBeLessThan(0.5)
  })

  it('say why in codes that hold no word of either', () => {
    const { reasons } = judgePair(
      viewOf('xe 59X1-234.56 vừa đâm người rồi chạy', 0, '26743'),
      viewOf('biển 59X1-234.56 gây tai nạn ở ngã tư', 4, '26743'),
      strangers,
    )
    expect(reasons.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['same-plate', 'same-place']))
  })

  it('come out of the sealed view as they went in', () => {
    const view = viewOf('Cháy nhà số 12 đường Nguyễn Trãi, gọi 0912345678', 0, '26743')
    expect(readView(JSON.parse(JSON.stringify(view)))).toEqual(view)
  })
})

describe('traces of a tip', () => {
  it('are few, each once, and shared by what was passed on', () => {
    const text = 'Cháy lớn xưởng gỗ đường Nguyễn Văn Cừ phường Tân Lập, lửa cao quá mái rồi, mọi người tránh đường'
    const [own, copy] = [tracesOf(viewOf(text)), tracesOf(viewOf(`FW: ${stripped(text)} 🔥`, 90))]
    expect(own.length).toBeLessThanOrEqual(40)
    expect(new Set(own.map(({ kind, value }) => `${kind} ${value}`)).size).toBe(own.length)
    const bands = new Set(own.filter(({ kind }) => kind === 'band').map(({ value }) => value))
    expect(copy.some(({ kind, value }) => kind === 'band' && bands.has(value))).toBe(true)
  })
})

it('the same examples give the same weights, and what is alike weighs more', () => {
  const fire = viewOf('Cháy nhà ở đường Nguyễn Trãi, khói nhiều')
  const same = viewOf('cháy to đường Nguyễn Trãi khói mù', 4)
  const other = viewOf('mất xe máy ở chợ sáng nay', 900)
  const examples = Array.from({ length: 40 }, (_, at) => ({
    one: fire,
    other: at % 2 === 0 ? same : other,
    isSameSender: false,
    isSame: at % 2 === 0,
  }))
  const first = trainPairs(examples)
  expect(trainPairs(examples)).toEqual(first)
  expect(first.weights).toHaveLength(FEATURES.length)
  expect(first.weights[FEATURES.indexOf('words')]).toBeGreaterThan(0)
})
