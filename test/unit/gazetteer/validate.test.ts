import { describe, expect, it } from 'vitest'
import { describeFindings, isFit } from '../../../src/gazetteer/findings.ts'
import type { Boundaries, Release } from '../../../src/gazetteer/release.ts'
import { validateRelease } from '../../../src/gazetteer/validate.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const small = makeSmallRelease()
const [commune] = small.communes
const [ward] = small.oldWards
const [province] = small.provinces
const { boundaries } = small
if (commune === undefined || ward === undefined || province === undefined || boundaries === null)
  throw new Error('the small release has all of them')

function judge(change: Partial<Release>): { words: string; fit: boolean } {
  const findings = validateRelease({ ...small, ...change })
  return { words: describeFindings(findings).join('\n'), fit: isFit(findings) }
}

/** The boundaries with one number changed. */
function shift(at: number, to: number): Boundaries {
  const points = Int32Array.from(boundaries?.points ?? [])
  points[at] = to
  return { ...small.boundaries, points } as Boundaries
}

it('the small release is fit', () => {
  expect(judge({})).toMatchObject({ fit: true })
})

describe('unfit is', () => {
  const cases: [string, Partial<Release>, string][] = [
    ['nothing at all', { provinces: [], communes: [] }, 'there are no provinces'],
    ['a code that stands twice', { communes: [...small.communes, commune] }, 'commune 00004 Ba Đình'],
    [
      'a commune without a province',
      { communes: [{ ...commune, province: '' }, ...small.communes.slice(1)] },
      'has no province',
    ],
    [
      'a commune in a province that is not there',
      { communes: [{ ...commune, province: '99' }, ...small.communes.slice(1)] },
      'lies in province 99',
    ],
    [
      'an old ward in a district that is not there',
      { oldWards: [{ ...ward, district: '999' }, ...small.oldWards.slice(1)] },
      'lies in old district 999',
    ],
    ['an old ward that became nothing', { edges: small.edges.slice(1) }, '00004 Trúc Bạch'],
    [
      'an edge from nowhere',
      { edges: [...small.edges, { oldWard: '99999', commune: '00004', kind: 'whole' }] },
      'old ward 99999',
    ],
    [
      'an edge into another province',
      { edges: [...small.edges, { oldWard: '00004', commune: '26743', kind: 'part' }] },
      'which was not made of it',
    ],
    [
      'a ward and its district in two provinces',
      { oldWards: [{ ...ward, province: '79' }, ...small.oldWards.slice(1)] },
      'in a district of 01',
    ],
    [
      'a district gone into nothing',
      { districtEdges: [{ oldDistrict: '799', commune: '99999' }] },
      'old district 799 went into 99999',
    ],
    [
      'a name of nothing',
      {
        aliases: [
          {
            name: 'x',
            isSquashed: false,
            type: null,
            of: { province: '99' },
            within: { oldDistrict: null, province: null },
          },
        ],
      },
      'the name x is of 99',
    ],
    ['streets of nothing', { streets: [{ district: '999', names: ['x'] }] }, 'streets of old district 999'],
    [
      'a province made of what is not there',
      { provinces: [{ ...province, mergedFrom: ['01', '99'] }, ...small.provinces.slice(1)] },
      'province 01 Hà Nội lies in old province 99',
    ],
    [
      'a point in the sea',
      { communes: [{ ...commune, inside: { lat: 1, lon: 105 } }, ...small.communes.slice(1)] },
      'the inner point of 00004',
    ],
    [
      'latitude and longitude swapped',
      { communes: [{ ...commune, inside: { lat: 105.8, lon: 21 } }, ...small.communes.slice(1)] },
      'the inner point of 00004',
    ],
    ['a ring that does not close', { boundaries: shift(0, 105_000_000) }, 'a ring of 00004'],
    ['a ring around the world', { boundaries: shift(2, 0) }, 'a point of the boundary of 00004'],
    [
      'a boundary of nobody',
      { communes: small.communes.slice(1), edges: [], oldWards: [], aliases: [] },
      'the boundary of commune 00004',
    ],
  ]
  it.each(cases)('%s', (_, change, words) => {
    const found = judge(change)
    expect(found.words).toContain(words)
    expect(found.fit).toBe(false)
  })
})

describe('told, and no hindrance, is', () => {
  const cases: [string, Partial<Release>, string][] = [
    [
      'a commune without a boundary',
      { boundaries: { ...boundaries, codes: boundaries.codes.slice(1), firstRing: boundaries.firstRing.slice(1) } },
      '1 communes without a boundary',
    ],
    [
      'an inner point outside its boundary',
      { communes: [{ ...commune, inside: { lat: 21.0371, lon: 105.8179 } }, ...small.communes.slice(1)] },
      '1 inner points that lie outside',
    ],
    [
      'a ward that went somewhere whole and elsewhere too',
      { edges: [...small.edges, { oldWard: '00004', commune: '00008', kind: 'part' }] },
      '1 old wards that went into one commune whole',
    ],
    ['no boundary at all', { boundaries: null }, ''],
  ]
  it.each(cases)('%s', (_, change, words) => {
    const found = judge(change)
    expect(found.words).toContain(words)
    expect(found.fit).toBe(true)
  })
})

it('a commune in the hole of another is inside its own boundary, and an island belongs to its commune', () => {
  expect(judge({}).words).not.toContain('inner points')
})
