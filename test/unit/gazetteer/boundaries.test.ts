import { describe, expect, it } from 'vitest'
import { readBoundaries } from '../../../src/gazetteer/read/boundaries.ts'
import type { Boundaries } from '../../../src/gazetteer/release.ts'
import { describeFault } from '../../../src/tables/fault.ts'

const SQUARE = '[[105,21],[105.1,21],[105.1,21.1],[105,21]]'
const HOLE = '[[105.02,21.01],[105.03,21.01],[105.03,21.02],[105.02,21.01]]'
const featureOf = (geometry: string, properties = '{"c":"00004"}') =>
  `{"type":"FeatureCollection","features":[\n{"type":"Feature","properties":${properties},"geometry":${geometry}}]}`
const polygon = (rings: string) => `{"type":"Polygon","coordinates":[${rings}]}`
const topology = (arcs: string, geometry: string) =>
  `{"type":"Topology","transform":{"scale":[0.001,0.001],"translate":[105,21]},"arcs":[${arcs}],\n"objects":{"x":{"type":"GeometryCollection","geometries":[\n${geometry}]}}}`

function read(text: string, file = 'a.geojson'): Boundaries {
  const found = readBoundaries(file, Buffer.from(text))
  if (!found.ok) throw new Error(describeFault(found.fault))
  return found.boundaries
}

describe('boundaries', () => {
  it('of GeoJSON become rings of millionths of a degree, holes and islands among them', () => {
    const { codes, firstRing, ringStarts, points } = read(featureOf(polygon(`${SQUARE},${HOLE}`)))
    expect(codes).toEqual(['00004'])
    expect([...firstRing]).toEqual([0, 2])
    expect([...ringStarts]).toEqual([0, 4, 8])
    expect([...points.slice(0, 4)]).toEqual([105_000_000, 21_000_000, 105_100_000, 21_000_000])
    const islands = read(featureOf(`{"type":"MultiPolygon","coordinates":[[${SQUARE}],[${HOLE}]]}`))
    expect([...islands.points]).toEqual([...points])
  })

  it('of TopoJSON are put together from arcs, also from the other end', () => {
    // Two triangles on either side of one arc.
    const arcs = '[[0,0],[100,100]],[[100,100],[0,-100],[-100,0]],[[100,100],[-100,0],[0,-100]]'
    const { codes, points } = read(
      topology(
        arcs,
        '{"type":"Polygon","properties":{"c":"00004"},"arcs":[[0,1]]},{"type":"Polygon","id":8,"arcs":[[0,2]]}',
      ),
    )
    expect(codes).toEqual(['00004', '00008'])
    const degrees = [...points].map((one) => one / 1e6)
    expect(degrees).toEqual([
      ...[105, 21, 105.1, 21.1, 105.1, 21, 105, 21],
      ...[105, 21, 105.1, 21.1, 105, 21.1, 105, 21],
    ])
    const back = read(topology(arcs, '{"type":"Polygon","properties":{"c":"00004"},"arcs":[[-2,-1]]}'))
    expect([...back.points].map((one) => one / 1e6)).toEqual([105, 21, 105.1, 21, 105.1, 21.1, 105, 21])
  })

  it.each([
    ['no collection', '{"type":"Feature"}', 'a.geojson: is neither TopoJSON nor a GeoJSON collection'],
    [
      'a ring that does not close',
      featureOf(polygon('[[105,21],[105.1,21],[105.1,21.1],[105,21.2]]')),
      'line 2, column 1: 00004: a ring does not close',
    ],
    ['a ring of three points', featureOf(polygon('[[105,21],[105.1,21],[105,21]]')), 'a ring needs four points'],
    [
      'a point of one number',
      featureOf(polygon('[[105,21],[105.1],[105.1,21.1],[105,21]]')),
      'a point is no pair of numbers',
    ],
    ['metres for degrees', featureOf(polygon('[[590000,2320000],[1,1],[2,2],[590000,2320000]]')), 'are no degrees'],
    ['no code', featureOf(polygon(SQUARE), '{"name":"Ba Đình"}'), 'has no property with a code of five digits'],
    [
      'a line',
      featureOf('{"type":"LineString","coordinates":[[105,21],[106,21]]}'),
      'expected a Polygon or a MultiPolygon, not LineString',
    ],
    [
      'an arc that is not there',
      topology('[[0,0],[1,1]]', '{"type":"Polygon","properties":{"c":"00004"},"arcs":[[7]]}'),
      'line 3, column 1: names arcs that are not there',
    ],
    ['an arc that is none', topology('[[0,0],["x",1]]', ''), 'expected an arc of at least two points'],
    [
      'rings where arcs should be',
      topology('[[0,0],[1,1]]', '{"type":"Polygon","properties":{"c":"00004"},"arcs":"0"}'),
      'names arcs',
    ],
    ['no JSON', 'hello', 'line 1, column 1: did not expect "h" here'],
    ['deep nesting', featureOf(`{"type":"Polygon","coordinates":${'['.repeat(99)}`), 'lies deeper than 32 brackets'],
  ])('%s: refused in words', (_, text, words) => {
    const found = readBoundaries('a.geojson', Buffer.from(text))
    expect(found.ok ? 'read' : describeFault(found.fault)).toContain(words)
  })

  it('of a commune that comes twice are refused, for one over the other would be a hole', () => {
    const one = `{"type":"Feature","properties":{"c":"00004"},"geometry":${polygon(SQUARE)}}`
    const found = readBoundaries('a.geojson', Buffer.from(`{"type":"FeatureCollection","features":[${one},\n${one}]}`))
    expect(found.ok ? 'read' : describeFault(found.fault)).toContain(
      'line 2, column 1: the boundary of 00004 stands here twice',
    )
  })
})
