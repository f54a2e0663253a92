import { describe, expect, it } from 'vitest'
import { describeDiff } from '../../../src/cli/gazetteer-print.ts'
import { diffReleases, isSame } from '../../../src/gazetteer/diff.ts'
import type { Commune, Release } from '../../../src/gazetteer/release.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const from = makeSmallRelease()

function changed(code: string, change: Partial<Commune>): Release {
  return { ...from, id: 'b', communes: from.communes.map((one) => (one.code === code ? { ...one, ...change } : one)) }
}

describe('the difference between two releases', () => {
  it('of the same areas is none', () => {
    const diff = diffReleases(from, { ...makeSmallRelease(), id: 'b' })
    expect(isSame(diff)).toBe(true)
    expect(describeDiff(diff)).toEqual(['2026-04-30.1 and b say the same.'])
  })

  it.each([
    ['a name', changed('26743', { name: 'Chợ Lớn' }), '  26743 Bến Thành → Chợ Lớn', 'Communes renamed: 1'],
    [
      'a spelling',
      changed('08746', { name: 'Xuân Hoà' }),
      '  08746 Xuân Hòa → Xuân Hoà',
      'Communes spelled otherwise: 1',
    ],
    ['a type', changed('27619', { type: 'phuong' }), '  27619 Bình Hưng: xa → phuong', 'Communes of another type: 1'],
    [
      'a province',
      changed('26743', { province: '01' }),
      '  26743 Bến Thành: 79 → 01',
      'Communes in another province: 1',
    ],
    ['a commune gone', { ...from, communes: from.communes.slice(1) }, '  00004 Ba Đình (phuong)', 'Communes gone: 1'],
    ['an edge gone', { ...from, edges: from.edges.slice(1) }, '  00004 → 00004 (whole)', 'Changes of wards gone: 1'],
    [
      'an edge of another kind',
      { ...from, edges: from.edges.map((one) => (one.kind === 'keep' ? { ...one, kind: 'whole' as const } : one)) },
      '  27619 → 27619: keep → whole',
      'Changes of wards of another kind: 1',
    ],
    ['a boundary', { ...from, boundaries: null }, '  00004', 'Other boundaries: 17'],
    ['names', { ...from, aliases: from.aliases.slice(2) }, 'Other names: 0 added, 2 gone.', ''],
  ])('of %s is told with its code, before and after', (_, to, line, heading) => {
    const lines = describeDiff(diffReleases(from, to))
    expect(lines).toContain(line)
    if (heading !== '') expect(lines).toContain(heading)
    expect(isSame(diffReleases(from, to))).toBe(false)
  })
})
