import { expect, it } from 'vitest'
import { findEssence } from '../../../src/understand/essence.ts'

const NOTHING = { situations: [], evidence: [] }

it.each([
  [
    'Mất xe máy Vision biển 59X1-234.56 dựng trước nhà tối qua',
    'Mất xe máy Vision biển 59X1-234.56 dựng trước nhà tối qua',
  ],
  ['bi lua mat 1.500.000 dong roi. ai giup', 'bi lua mat 1.500.000 dong roi.'],
  ['Đánh nhau ở P.12, Q.5, TP.HCM từ tối. Nhanh', 'Đánh nhau ở P.12, Q.5, TP.HCM từ tối.'],
  ['chay nha to lam.cuu', 'chay nha to lam.'],
  ['Có trộm!!! Nó đang ở trong nhà em', 'Nó đang ở trong nhà em'],
])('takes a whole sentence, with the points inside numbers, plates and short names: %s', (text, essence) => {
  expect(findEssence(text, NOTHING)).toBe(essence)
})

it('is done with long runs of signs at once', () => {
  expect(findEssence(`${'x'.repeat(20_000)}${'.'.repeat(20_000)}`, NOTHING)).toMatch(/^x+ …$/)
  expect(findEssence('1.'.repeat(20_000), NOTHING)).toMatch(/^[1.]+ …$/)
  expect(findEssence('...!!!…', NOTHING)).toBe('')
})
