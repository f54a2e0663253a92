import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { feature, mesh } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { describe, expect, it } from 'vitest'
import { type Outline, outlineCountry, outlineProvince } from '../../../src/gazetteer/outline.ts'
import { shareBorders } from '../../../src/gazetteer/shared-borders.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const release = makeSmallRelease()

/** As the browser reads it: the outline is TopoJSON, whose types are wider than ours. */
function ringsOf(outline: Outline, code: string): number[][][] {
  const topology = outline as unknown as Topology
  const areas = topology.objects.areas
  if (areas?.type !== 'GeometryCollection') throw new TypeError('no areas')
  const { features } = feature(topology, areas)
  const found = features.find(({ properties }) => properties?.code === code)
  if (found?.geometry?.type !== 'MultiPolygon') throw new TypeError(`no borders of ${code}`)
  return found.geometry.coordinates.flat()
}

const isInside = (rings: number[][][], lon: number, lat: number): boolean =>
  rings
    .flatMap((ring) => ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const))
    .filter(
      ([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) =>
        y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1,
    ).length %
    2 ===
  1

describe('the outline of a province', () => {
  it('holds each of its communes with name and inner point, in the order of names, and none of another', () => {
    const areas = outlineProvince(release, '79')?.objects.areas.geometries.map(({ properties }) => properties)
    expect(areas?.map(({ name }) => name)).toEqual([
      'Phường Bàn Cờ',
      'Phường Bến Thành',
      'Xã Bình Hưng',
      'Phường Cầu Ông Lãnh',
      'Phường Sài Gòn',
      'Phường Tân Định',
      'Phường Thủ Đức',
      'Phường Xuân Hòa',
    ])
    expect(areas?.[1]).toEqual({ code: '26743', name: 'Phường Bến Thành', at: [106.6941, 10.7721] })
  })

  it('keeps a border of two communes once', () => {
    const outline = outlineProvince(release, '79')
    if (outline === null) throw new TypeError('no outline')
    const used = outline.objects.areas.geometries.flatMap((one) => (one.type === null ? [] : one.arcs.flat(2)))
    const shared = used.map((arc) => (arc < 0 ? ~arc : arc)).filter((arc, i, all) => all.indexOf(arc) !== i)
    expect(shared.length).toBeGreaterThan(0)
    const topology = outline as unknown as Topology
    expect(mesh(topology, topology.objects.areas as never, (a, b) => a !== b).coordinates.length).toBeGreaterThan(0)
  })

  it('holds the inner point of every commune that lies in its rectangle, with hole and island', () => {
    for (const province of ['01', '25', '79']) {
      const outline = outlineProvince(release, province)
      for (const { code, inside } of release.communes.filter((one) => one.province === province)) {
        if (outline === null || inside === null) throw new TypeError('no outline')
        expect([code, isInside(ringsOf(outline, code), inside.lon, inside.lat)]).toEqual([code, true])
      }
    }
    const phuTho = outlineProvince(release, '25')
    if (phuTho === null) throw new TypeError('no outline')
    // 08707 lies in a hole of 08716.
    expect(isInside(ringsOf(phuTho, '08716'), 105.5761, 21.2971)).toBe(false)
    const city = outlineProvince(release, '79')
    if (city === null) throw new TypeError('no outline')
    expect(isInside(ringsOf(city, '27619'), 106.71, 10.665)).toBe(true)
  })

  it('gives names and points without borders, where the release has none', () => {
    const outline = outlineProvince(makeSmallRelease({ hasBoundaries: false }), '01')
    expect(outline?.arcs).toEqual([])
    expect(outline?.objects.areas.geometries.map(({ type }) => type)).toEqual([null, null, null])
  })

  it('is null for a province that is not there', () => {
    expect(outlineProvince(release, '99')).toBeNull()
  })
})

it('the outline of the country holds every province as one area, a point of its own in each', () => {
  const outline = outlineCountry(release)
  expect(outline.objects.areas.geometries.map(({ properties }) => properties.name)).toEqual([
    'Thành phố Hà Nội',
    'Thành phố Hồ Chí Minh',
    'Tỉnh Phú Thọ',
  ])
  for (const { properties } of outline.objects.areas.geometries) {
    const [lon = 0, lat = 0] = properties.at ?? []
    expect([properties.code, isInside(ringsOf(outline, properties.code), lon, lat)]).toEqual([properties.code, true])
  }
  expect(brotliCompressSync(JSON.stringify(outline)).length).toBeLessThan(2_000)
})

describe('shared borders', () => {
  /** Squares of `size` on a board, `columns` wide. */
  const board = (columns: number, rows: number, size: number): Int32Array[][] =>
    Array.from({ length: columns * rows }, (_, i) => {
      const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size]
      return [Int32Array.from([x, y, x + size, y, x + size, y + size, x, y + size, x, y])]
    })

  it('neighbours fit however much is left out: every inner arc belongs to two areas', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(3),
        (columns, rows, tolerance) => {
          const { arcs, rings } = shareBorders(board(columns, rows, 1_000), { grid: 100, tolerance })
          const uses = new Map<number, number>()
          for (const arc of rings.flat(2)) uses.set(arc < 0 ? ~arc : arc, (uses.get(arc < 0 ? ~arc : arc) ?? 0) + 1)
          expect(uses.size).toBe(arcs.length)
          expect([...uses.values()].every((count) => count === 1 || count === 2)).toBe(true)
          expect(rings.every((own) => own.length > 0)).toBe(true)
        },
      ),
    )
  })

  it('every ring comes back to where it began', () => {
    const { arcs, rings } = shareBorders(board(3, 3, 1_000), { grid: 100, tolerance: 1 })
    for (const ring of rings.flat()) {
      let at: [number, number] | null = null
      let first: [number, number] | null = null
      for (const arc of ring) {
        const steps = arcs[arc < 0 ? ~arc : arc] ?? []
        const points: [number, number][] = []
        for (const [x, y] of steps) points.push([(points.at(-1)?.[0] ?? 0) + x, (points.at(-1)?.[1] ?? 0) + y])
        if (arc < 0) points.reverse()
        if (at !== null) expect(points[0]).toEqual(at)
        first ??= points[0] ?? null
        at = points.at(-1) ?? null
      }
      expect(at).toEqual(first)
    }
  })

  it('an islet smaller than the grid goes, but not when it is all that an area has', () => {
    const islet = Int32Array.from([0, 0, 300, 0, 300, 300, 0, 300, 0, 0])
    const land = Int32Array.from([5_000, 0, 9_000, 0, 9_000, 4_000, 5_000, 4_000, 5_000, 0])
    const both = shareBorders([[islet, land]], { grid: 100, tolerance: 10 })
    expect(both.rings).toEqual([[[0]]])
    expect(both.arcs).toHaveLength(1)
    expect(shareBorders([[islet], [land]], { grid: 100, tolerance: 10 }).rings.map((own) => own.length)).toEqual([1, 1])
  })
})
