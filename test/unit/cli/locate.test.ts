import { describe, expect, it } from 'vitest'
import { readQuestion } from '../../../src/cli/locate.ts'
import { describeAnswer } from '../../../src/cli/locate-print.ts'
import type { PlaceAnswer } from '../../../src/gazetteer/explain.ts'

const PIN = { lat: 10.772, lon: 106.694, accuracyMetres: null }

describe('what is asked', () => {
  it.each([
    ['phường Bến Thành', null, { text: 'phường Bến Thành', pin: null }],
    ['10.772,106.694', null, { text: '', pin: PIN }],
    ['10.772, 106.694, 25', null, { text: '', pin: { ...PIN, accuracyMetres: 25 } }],
    ['ngay chỗ ghim', '10.772,106.694', { text: 'ngay chỗ ghim', pin: PIN }],
    ['', '10.772,106.694', { text: '', pin: PIN }],
    ['số 5, 6 hẻm 12', null, { text: 'số 5, 6 hẻm 12', pin: null }],
  ])('"%s" with the pin %s is read as text, point or both', (said, pin, read) => {
    expect(readQuestion(said, pin)).toEqual(read)
  })

  it.each([
    ['', null],
    ['phường Bến Thành', 'nowhere'],
    ['phường Bến Thành', '91,106'],
    ['10.772,106.694', '10.772,106.694'],
  ])('"%s" with the pin %s is no question', (said, pin) => {
    expect(readQuestion(said, pin)).toBeNull()
  })
})

describe('the answer in words', () => {
  const answer: PlaceAnswer = {
    release: '2026-04-30.1',
    commune: null,
    province: '79',
    candidates: [
      { code: '27418', name: 'Phường Chánh Hưng, Thành phố Hồ Chí Minh', score: 0.47 },
      { code: '27424', name: 'Phường Bình Đông, Thành phố Hồ Chí Minh', score: 0.47 },
    ],
    unclear: 'split-ward',
    reasons: [
      {
        rule: 'place-typed:plain',
        words: { text: 'phường 5', start: 12, end: 20 },
        area: { ref: 'old-ward:27421', name: 'Phường 5, quận 8 cũ' },
        weight: 0.97,
      },
      { rule: 'pin-inside', words: null, area: null, weight: 0.5 },
    ],
  }

  it('says what keeps a commune from being decided, which words counted and for what, and the release', () => {
    expect(describeAnswer(answer, 'Thành phố Hồ Chí Minh')).toEqual([
      'Not decided: an old ward is named whose residents went to several communes',
      'Province: 79 Thành phố Hồ Chí Minh',
      '',
      'Candidates',
      '  0.47  27418  Phường Chánh Hưng, Thành phố Hồ Chí Minh',
      '  0.47  27424  Phường Bình Đông, Thành phố Hồ Chí Minh',
      '',
      'Why',
      '  "phường 5" (12 to 20): named, with its type; weight 0.97; Phường 5, quận 8 cũ [old-ward:27421]',
      '  The pin: pin-inside; weight 0.50',
      '',
      'Release: 2026-04-30.1',
    ])
  })

  it('names the commune that stands alone', () => {
    const decided = { ...answer, commune: '27418', unclear: null, candidates: answer.candidates.slice(0, 1) }
    expect(describeAnswer(decided, null)[0]).toBe('Commune: 27418 Phường Chánh Hưng, Thành phố Hồ Chí Minh')
  })
})
