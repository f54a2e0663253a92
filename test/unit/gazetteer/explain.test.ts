import { expect, it } from 'vitest'
import type { PlaceFinding } from '../../../src/domain/place.ts'
import { explainFinding } from '../../../src/gazetteer/explain.ts'
import { makeUnits } from '../../../src/gazetteer/make-units.ts'
import { makePlaceNames } from '../../../src/gazetteer/place-names.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const release = makeSmallRelease()
const names = makePlaceNames(release)
const TEXT = 'đánh nhau ở phường 5, quận 3'
const FOUND: PlaceFinding = {
  release: release.id,
  commune: '27154',
  province: '79',
  candidates: [{ code: '27154', score: 0.9 }],
  ambiguous: false,
  unclear: null,
  evidence: [
    { rule: 'place-typed:plain', span: { start: 12, end: 20 }, weight: 0.97, note: '27151' },
    { rule: 'place-street', span: { start: 0, end: 9 } },
    { rule: 'pin', weight: 0.9, note: '27154' },
  ],
}

it('an answer names its codes, and quotes no more of the text than the words that counted', () => {
  expect(explainFinding(FOUND, TEXT, names)).toEqual({
    release: release.id,
    commune: '27154',
    province: '79',
    candidates: [{ code: '27154', name: 'Phường Bàn Cờ, Thành phố Hồ Chí Minh', score: 0.9 }],
    unclear: null,
    reasons: [
      {
        rule: 'place-typed:plain',
        words: { text: 'phường 5', start: 12, end: 20 },
        area: { ref: 'old-ward:27151', name: 'Phường 5, quận 3 cũ' },
        weight: 0.97,
      },
      { rule: 'place-street', words: { text: 'đánh nhau', start: 0, end: 9 }, area: null, weight: null },
      {
        rule: 'pin',
        words: null,
        area: { ref: 'commune:27154', name: 'Phường Bàn Cờ, Thành phố Hồ Chí Minh' },
        weight: 0.9,
      },
    ],
  })
})

it('a code that the release does not know is told as it is', () => {
  const strange = { ...FOUND, candidates: [{ code: '99999', score: 0.1 }], evidence: [] }
  expect(explainFinding(strange, TEXT, names).candidates).toEqual([{ code: '99999', name: '99999', score: 0.1 }])
})

it('a release makes a unit for each commune and the departments of each province, those above before those below', () => {
  const units = makeUnits(release)
  const at = new Map(units.map(({ code }, index) => [code, index]))
  expect(at.size).toBe(units.length)
  for (const [index, { parent }] of units.entries()) {
    if (parent !== null) expect(at.get(parent)).toBeLessThan(index)
  }
  expect(units.find(({ code }) => code === '26743')).toMatchObject({
    name: 'Công an phường Bến Thành',
    areas: ['26743'],
    parent: '79',
    level: 'commune',
  })
  expect(units.filter(({ province }) => province === '25').map(({ role }) => role)).toContain('TTR')
})
