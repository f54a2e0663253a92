import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../../src/understand/analyse.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import { say, strip } from './say.ts'

function spansOf(analysis: Analysis) {
  const { plates, phones, accounts, urls, handles, money, when } = analysis.entities
  const found = [...plates, ...phones, ...accounts, ...urls, ...handles, ...money, ...(when === null ? [] : [when])]
  return [...analysis.situations, ...analysis.evidence, ...analysis.aboutPolice, ...found].flatMap(({ span }) =>
    span === undefined ? [] : [span],
  )
}

function expectSound(text: string): void {
  const analysis = say(text)
  for (const { start, end } of spansOf(analysis)) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(text.length)
  }
  expect(analysis.categories.length).toBeLessThanOrEqual(5)
  expect(analysis.categories.reduce((sum, { p }) => sum + p, 0)).toBeLessThanOrEqual(1)
  expect(analysis.callText !== null).toBe(analysis.callNow)
}

describe('analyse', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '   \n\t '],
    ['emoji only', '😀🔥👮‍♀️'],
    ['lone surrogates', '\ud800cứu với\udc00'],
    ['NUL bytes', 'cứu\u0000 với'],
    ['500 combining marks', `a${'\u0301'.repeat(500)} cứu với`],
    ['RLO', '\u202eiớv uức'],
    ['markup', "<script>{{7*7}}' OR 1=1--"],
    ['100,000 letters', 'a'.repeat(100_000)],
    ['100,000 digits', '1'.repeat(100_000)],
    ['100,000 cries', 'cứu với '.repeat(12_500)],
    ['links without end', 'a.b-c.'.repeat(17_000)],
    ['phones without end', '0912 '.repeat(20_000)],
    ['plates without end', '29A-12 '.repeat(15_000)],
    ['numbers in words', 'hai trăm '.repeat(11_000)],
    ['police without end', 'công an báo '.repeat(9_000)],
    ['dates without end', 'ngày 1/1 '.repeat(11_000)],
    ['traps without end', 'cháy hàng cháy '.repeat(7_000)],
    ['lone letters', 'x '.repeat(50_000)],
  ])('answers %s soundly and within two seconds', (_, text) => {
    const before = performance.now()
    expectSound(text)
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('never throws and gives sound stretches for any text', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectSound), { numRuns: 80 })
    const words = fc.array(
      fc.constantFrom(
        'cứu',
        'với',
        'nó',
        'đang',
        'không',
        'bị',
        'cướp',
        'hôm',
        'qua',
        '5tr',
        '29A-123.45',
        'công an',
        'stk',
        '0912345678',
        '9h',
        'ở',
        'phim',
        '?',
        '.',
        ',',
        '\n',
        '😀',
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(words, (list) => expectSound(list.join(' '))),
      { numRuns: 80 },
    )
  })

  it('gives the same answer to the same text', () => {
    const text = 'tối qua khoảng 9h em bị cướp ở chợ, xe 59X1-234.56'
    expect(say(text)).toEqual(say(text))
  })

  it('does without a time of receipt that is no instant', () => {
    expect(analyse('hôm qua em bị cướp', { receivedAt: 'lúc nãy' }).entities.when).toBeNull()
  })

  it('tells what is told, so that only the rest is asked', () => {
    expect(say('em bị mất xe máy').tells).toEqual({ what: true, where: false, when: false })
    expect(say('Tối qua em bị mất xe máy ở đường Lê Lợi').tells).toEqual({ what: true, where: true, when: true })
    expect(say(strip('Tối qua em bị mất xe máy ở đường Lê Lợi')).tells).toEqual({ what: true, where: true, when: true })
    expect(say('số 12 ngõ 5').tells.where).toBe(true)
  })

  it('knows Vietnamese without marks from English', () => {
    expect(say('nha em bi mat trom').language).toBe('vi')
    expect(say('someone stole my bag').language).toBe('en')
    expect(say('привет как дела').language).not.toBe('en')
  })

  it('is as urgent as its category at least', () => {
    expect(say('hai đứa giật điện thoại của em').urgency).toBe('critical')
    expect(say('em nhặt được cái ví').urgency).toBe('low')
  })
})
