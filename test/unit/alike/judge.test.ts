import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../../src/understand/alike/features.ts'
import { judgePair } from '../../../src/understand/alike/in-use.ts'
import { tracesOf } from '../../../src/understand/alike/traces.ts'
import { readView } from '../../../src/understand/alike/view.ts'
import { stripped, viewOf } from './views.ts'

const strangers = { isSameSender: false, tipsBetween: 3 }
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
        expect([...compare(a, b, strangers)]).toEqual([...compare(b, a, strangers)])
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
    expect(judgePair(racing, drugs, { ...strangers, isSameSender: true }).hasCommonGround).toBe(false)
  })

  it('are worth a look where the same burns at one number of one street', () => {
    const fire = viewOf('Cháy lớn xưởng gỗ số 12 đường Lê Lai, phường Bến Thành', 0, '26743')
    const same = viewOf('nhà số 12 Lê Lai phường Bến Thành cháy to quá', 4, '26743')
    const beside = viewOf('nhà số 120 Lê Lai phường Bến Thành cháy to quá', 4, '26743')
    expect([same, beside].map((one) => judgePair(one, fire, strangers).isWorthALook)).toEqual([true, false])
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
